"""A new article out of what is surely known of it; whatever else is guessed stays a suggestion."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from archive.editorial.saving import saving
from archive.ingest.shapes import Kind
from archive.ingest.understanding import Understood
from archive.models import Article, User

REASON = "Taken in."
UNTITLED = "[No title: {}]"


@contextmanager
def drafting(understood: Understood, *, by: User, url: str = "", note: str = "") -> Iterator[Article]:
    """The article with title, addresses and language; its first revision holds what is written of it meanwhile too."""
    original = url or understood.read.url or understood.guess("original_url")
    article = Article(
        title=title(understood),
        original_url=_kept("original_url", original),
        canonical_url=_kept("canonical_url", understood.guess("canonical_url")),
        language=_kept("language", understood.guess("language")),
        internal_note=note,
    )
    with saving(article, base=0, by=by, reason=REASON):
        article.save()
        yield article


def title(understood: Understood) -> str:
    """As guessed, else as set in the text, else what it was called when it came."""
    found = understood.found
    printed = [found.text[each.start : each.end] for each in found.layout if each.kind == Kind.TITLE]
    given = understood.guess("title") or " ".join(printed) or UNTITLED.format(understood.read.name)
    line = " ".join(given.split())
    most = longest("title")
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _kept(field: str, value: str) -> str:
    """The value if it fits; an address cut off would be another one."""
    return value if len(value) <= longest(field) else ""


def longest(field: str) -> int:
    """Of a text field of Article: code points."""
    declared: Any = Article._meta.get_field(field)
    return int(declared.max_length)
