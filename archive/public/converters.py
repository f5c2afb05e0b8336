"""Parts of addresses."""

from archive.text.ids import UID_PATTERN


class Undotted:
    """The readable end of an address where a file's form follows after a dot."""

    regex = r"[^/.]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileForm(Undotted):
    """What a record can be had as beside its page."""

    regex = r"json|bib|ris|csl\.json"


class Uid:
    """The permanent name of a record."""

    regex = UID_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
