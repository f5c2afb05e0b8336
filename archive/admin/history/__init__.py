"""What was: every revision, the way back to it, and the rows that other rooms write.

``revisions``  each with a word diff; any two side by side
``restoring``  an earlier revision put in place again
``ledger``     ledger, payloads, signatures, reading room, to be read only
"""
