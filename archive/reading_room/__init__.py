"""Everything the public sees, made from the ledger: never from the desk's tables.

``compose``  payload → document, pure        ``project``  entries → documents, links, states, search
``states``   what was known on each day      ``queries``  what pages and API ask
``filters``  the closed list of parameters   ``search``   one index on both databases
``rebuild``  all of it anew, byte for byte

Doors above see these rooms only. Imports ``archive.ledger`` and below.
"""
