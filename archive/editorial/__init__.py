"""What people do at the desk: each action checks, changes and records in one transaction.

``saving``    every change of a record, with its revision     ``restoring``  an earlier one brought back
``annotating`` ``stretches`` ``suggesting``  what is marked in a text, and what machines proposed
``capturing`` ``carrying``                   new texts, and what becomes of anchors in them
``tracing`` ``sourcing`` ``moving``          chains, sources made in place, counts that a change would move
``assessing`` ``uncontested``                judgements, one or many
``assigning`` work given to people           ``merging``   two records that are one, and the way back
``mirroring`` what the desk's rows know of the public  ``admin_log``  who did what, by whatever way
``submit``    freeze records for review         ``sign``      a second person publishes them
``give_back`` ask for changes                   ``take_back`` the author changes their mind
``publish_many`` the loader's way               ``withdraw`` ``suppress`` ``merge``  one chief, at once
``importing``  confirmed rows of a table        ``many``      one change to many records, each with its outcome
``people``     whose rights may be given by whom, and a lost second factor
``roles``      the groups, kept as the fixture says

Doors call these and decide nothing. Imports ``archive.reading_room`` and below; alone in
importing ``ledger.append`` and ``reading_room.project``.
"""
