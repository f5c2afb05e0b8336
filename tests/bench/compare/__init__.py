"""``manage.py bench --compare``: the feed side by side with its rivals, in one run."""
