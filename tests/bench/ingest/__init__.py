"""How much of an article ingest finds, counted against what people found in it: ``manage.py bench --ingest``."""
