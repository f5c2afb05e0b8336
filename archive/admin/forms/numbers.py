"""Whole numbers out of what was sent, read without trust."""

KEY = 18  # digits of a primary key; more do not fit any column, and SQLite would say so by an exception
REVISION = 9  # digits of a revision, a count or a place


def whole(text: str | None, digits: int = REVISION) -> int | None:
    """The number that ``text`` is, of at most ``digits`` digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= digits else None


def key(text: str | None) -> int | None:
    """The primary key that ``text`` may be; no row has the key 0."""
    return whole(text, KEY)
