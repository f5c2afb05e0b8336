"""A save of a page is one save of its record, and overwrites nobody.

``pages``      compared before the forms, revised after them; 409 and its page
``typed``      what was typed, in the shape of a payload
``comparing``  base, theirs and mine, field by field, with the words that differ
``rebasing``   what was typed, laid over what stands now
"""
