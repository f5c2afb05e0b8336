"""What a document is understood to be."""

import hashlib
import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from archive.ingest.reading import READERS
from archive.ingest.shapes import Found, Guess, Proposal, Read, Refusal
from archive.text.sketch import Sketch

# What a process that understands imports before its time begins to count.
IMPORTS = ("archive.ingest.understanding.piping", *READERS)


@dataclass(frozen=True)
class Understood:
    """One document: the article that was found in it, what is known of it, and what it seems to claim.

    ``sketch`` is that of the article's text, made beforehand by whoever has the time.
    """

    read: Read
    found: Found
    guesses: Sequence[Guess]
    proposals: Sequence[Proposal]
    sketch: Sketch | None = None

    @property
    def sha256(self) -> str:
        """Of the original bytes, lower hex."""
        return hashlib.sha256(self.read.data).hexdigest()

    @property
    def captured_at(self) -> datetime | None:
        """When the document was fetched, as what it came in says (a WARC does); None when nothing does."""
        said = next((hint.value for hint in self.read.hints if hint.field == "captured"), "")
        try:
            found = datetime.fromisoformat(said)
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def guess(self, field: str) -> str:
        """The likeliest value of a field of the article; empty where nothing speaks for one."""
        return next((each.value for each in self.guesses if each.field == field), "")


def understand(
    data: bytes,
    *,
    name: str,
    url: str = "",
    media_type: str = "",
    taken_on: date | None = None,
    after: int = 0,
    skip: int = 0,
) -> Iterator[Understood | Refusal]:
    """Every document in ``data`` after the first ``after``; a ``Refusal`` in the place of one that is none.

    ``taken_on`` is the day the bytes were fetched, if that is known. ``skip`` more are left out: so many a confined
    process told of before it died. Raises Refusal when nothing at all can be read.
    """
    piping: Any = importlib.import_module("archive.ingest.understanding.piping")
    documents: Iterator[Understood | Refusal] = piping.documents(
        data, name=name, url=url, media_type=media_type, taken_on=taken_on, skip=after + skip
    )
    return documents
