"""What people do at the desk: each action checks, changes and records in one transaction.

``saving``    every change of a record, with its revision
``submit``    freeze records for review         ``sign``      a second person publishes them
``give_back`` ask for changes                   ``take_back`` the author changes their mind
``publish_many`` the loader's way               ``withdraw`` ``suppress`` ``merge``  one chief, at once
``importing``  confirmed rows of a table        ``many``      one change to many records, each with its outcome
``people``     whose rights may be given by whom, and a lost second factor

Doors call these and decide nothing. Imports ``archive.reading_room`` and below; alone in
importing ``ledger.append`` and ``reading_room.project``.
"""
