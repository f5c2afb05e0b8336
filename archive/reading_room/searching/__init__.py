"""One index on both databases: what is searched, how it is found, and help for who misspells."""
