"""Entries of the ledger → rows for readers: documents, links, days, search; all of it anew, byte for byte."""
