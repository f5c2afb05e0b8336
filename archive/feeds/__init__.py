"""The feeds that readers subscribe to and gatherers of fact-checks collect, under ``/feeds/``.

``claims``     JSON Feed and Atom, narrowed by the same parameters as every list of claims
``following``  a single claim in them, act by act
``reviews``    ClaimReview as a DataFeed, whole or from a change on, with what was taken back
``answers``    what they have in common: headers, ETag, and what goes wrong

A door: it reads parameters, asks the reading room and has ``archive.formats`` write it.
"""
