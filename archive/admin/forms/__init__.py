"""What is typed at the desk, read by the codecs that also read imports.

``declared``      forms and formsets over declared models
``widgets``       a link to a record, found by typing; lists by lines
``step_sources``  the sources of a chain step in plain inputs
``numbers``       whole numbers, read without trust
``meanwhile``     rows without revisions: who saves second is told
"""
