"""What happened to records: acts, changes, versions, and what each of them changed."""
