"""Everything the public sees, made from the ledger: never from the desk's tables.

``compose``     payload → document, pure
``projecting``  entries → documents, links, days, search; all of it anew, byte for byte
``searching``   one index on both databases
``listing``     lists and the closed list of their parameters
``faceting``    how many records fall under each value, on any day
``showing``     one record with what names it, by either clock
``history``     acts, changes and versions
``telling``     documents in sentences, tables and drawings
``wording``     the languages of the pages

Doors above see these rooms only. Imports ``archive.ledger`` and below.
"""
