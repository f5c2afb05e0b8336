"""The two accounts under which a collection is written and signed. Nobody can log in as either."""

from archive.editorial.machines import account

__all__ = ["AUTHOR", "REVIEWER", "account"]

AUTHOR, REVIEWER = "collection-author", "collection-reviewer"
