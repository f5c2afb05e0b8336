"""The append-only, hash-chained list of public acts, and what keeps it so.

``guards`` are triggers in the database; ``append`` writes entries (``archive.editorial``
alone may import it); ``view`` answers what was public at any entry; ``verify`` and the
stand-alone ``standalone`` prove the chain; ``export`` writes it out for others.
Imports ``archive.records`` and below.
"""
