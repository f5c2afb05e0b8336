"""A document in the words and shapes of a page, the same for readers and for whoever writes at the desk.

Dicts in, small tuples out, no markup.
"""
