"""Parts of addresses."""

from archive.text.ids import UID_PATTERN


class Uid:
    """The permanent name of a record."""

    regex = UID_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
