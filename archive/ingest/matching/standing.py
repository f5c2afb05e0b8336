"""What of the proposals stands in the archive for this article already."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.ingest.shapes import Extent, Found, Proposal
from archive.models import Article, Passage

SHORT = 3  # words; fewer may stand anywhere, and count only in their own paragraph

_LIKE_QUOTES = str.maketrans("“”„«»‘’‚‹›`´", "\"\"\"\"\"'''''''")
_LIKE_DASHES = str.maketrans("‐‑‒–—―", "------")


class Stands(NamedTuple):
    """A passage of a claim: its part, paragraph and words, and its place if it is anchored in this very text."""

    part: str
    paragraph: int | None
    exact: str
    place: Extent | None


def known_here(article: Article, found: Found, proposals: Sequence[Proposal], *, sha256: str = "") -> set[int]:
    """The places in ``proposals`` of those whose sentence a claim of this article stands in (one query).

    ``sha256`` names the capture that ``found`` is the text of; passages anchored in another are found by their words.
    """
    stretches = sorted({place for each in passages(article, sha256) for place in _places(each, found)})
    starts = [each.start for each in stretches]
    return {
        number
        for number, proposal in enumerate(proposals)
        if any(
            each.end > proposal.sentence.start for each in stretches[: bisect_right(starts, proposal.sentence.end - 1)]
        )
    }


def passages(article: Article, sha256: str) -> list[Stands]:
    """Where claims of the article stand, as people said it."""
    rows = Passage.objects.filter(appearance__article=article)
    return [
        Stands(part, paragraph, exact, _anchored(start, end) if sha256 and capture == sha256 else None)
        for part, paragraph, exact, capture, start, end in rows.values_list(
            "part", "paragraph", "exact", "capture", "start", "end"
        )
    ]


def _anchored(start: int | None, end: int | None) -> Extent | None:
    return None if start is None or end is None else Extent(start, end)


def _places(passage: Stands, found: Found) -> Iterator[Extent]:
    """The stretches of the text that the passage means."""
    own = [
        Extent(each.start, each.end)
        for each in found.layout
        if each.kind == passage.part and passage.paragraph in (None, each.paragraph)
    ]
    if passage.place is not None:
        yield passage.place
        return
    if not passage.exact.strip():
        yield from own if passage.paragraph is not None or passage.part != "body" else ()
        return
    everywhere = list(occurrences(passage.exact, found.text))
    if len(passage.exact.split()) >= SHORT:
        yield from everywhere
        return
    yield from (place for place in everywhere if any(each.start < place.end and place.start < each.end for each in own))


def occurrences(words: str, text: str) -> Iterator[Extent]:
    """Where the words stand, however their spaces, quotation marks and dashes are written."""
    parts = [re.escape(part) for part in alike(words).split()]
    if parts:
        pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
        yield from (Extent(*match.span()) for match in pattern.finditer(alike(text)))


def alike(text: str) -> str:
    """The text with one sort of marks; every character stays in its place."""
    text = text.translate(_LIKE_QUOTES).translate(_LIKE_DASHES)
    return "".join(" " if unicodedata.category(each) == "Zs" else each for each in text) if not text.isascii() else text
