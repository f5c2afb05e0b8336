"""A document in the words and shapes of a page. Pure: dicts in, small tuples out, no markup."""
