"""The title as printed."""

import re
from collections.abc import Iterator

from archive.ingest.describing.names import same_name, squashed
from archive.ingest.describing.page import Page
from archive.ingest.describing.settling import LINE, OF_A_FORMAT, Candidate, of_hint, rank, settle
from archive.ingest.describing.tables import table
from archive.ingest.shapes import Extent, Guess, Hint

LONGEST = 300
LONGEST_SITE = 6  # words
_PRINTED = LINE + 20

_SEPARATOR = re.compile(r"\s+(?:[|•·»›‹«–—-]|::)\s+|\s*\|\s*")


def title(page: Page) -> list[Guess]:
    """The line that stands as title, else what the format names; "A title | A site" is told apart."""
    says = "It stands as the title above the text."
    line = page.title
    words = _alone(page, line.text) if line else ""
    printed = []
    if line and words:
        place = line.extent if words == line.text else Extent(line.start, line.start + len(words))
        printed.append(Candidate(words[:LONGEST], _PRINTED, says, "the title line", place))
    return settle("title", [*printed, *_from_hints(page, [each.value for each in printed])], _same)


def _alone(page: Page, whole: str) -> str:
    """The title line without the site beside it, if the title also stands alone."""
    heads = [whole[: place.start()] for place in _SEPARATOR.finditer(whole)]
    return next((head for head in heads if any(line.text == head for line in page.short_lines)), whole)


def sites_in_titles(page: Page) -> Iterator[tuple[str, Hint]]:
    """What stands beside the title in the format's own title, which is the site as a rule."""
    for hint in page.hints("title"):
        whole = " ".join(hint.value.split())
        short = without_site(page, whole)
        if short != whole:
            site = whole.removeprefix(short).removesuffix(short)
            yield _SEPARATOR.split(site)[-1 if whole.startswith(short) else 0].strip(" |-–—»·•:"), hint


def without_site(page: Page, whole: str) -> str:
    """The title without the site's name, when it is plain which of the two is which."""
    printed = [page.title.text] if page.title else []
    sites = [hint.value for hint in page.hints("publisher")]
    places = list(_SEPARATOR.finditer(whole))
    for place in places:
        head, tail = whole[: place.start()], whole[place.end() :]
        if any(_same(head, each) for each in printed) or any(same_name(tail, each) for each in sites):
            return head
        if any(_same(tail, each) for each in printed) or any(same_name(head, each) for each in sites):
            return tail
    for place in places:
        head, tail = whole[: place.start()], whole[place.end() :]
        if "|" in place[0] and len(tail.split()) <= LONGEST_SITE and len(head.split()) > 2 and len(tail) < len(head):
            return head
    return whole


def _from_hints(page: Page, printed: list[str]) -> Iterator[Candidate]:
    for hint in page.hints("title"):
        value = _without_machinery(without_site(page, " ".join(hint.value.split())))
        if value and value.casefold() not in table("boilerplate")["not_titles"]:
            yield of_hint(
                hint, value[:LONGEST], min(rank(hint), _PRINTED - 1) if printed else max(rank(hint), OF_A_FORMAT)
            )


def _without_machinery(value: str) -> str:
    """Without what programs write about a file: "Microsoft Word - letter.doc"."""
    lower = value.casefold()
    for beginning in table("boilerplate")["title_beginnings"]:
        if lower.startswith(beginning):
            value, lower = value[len(beginning) :], lower[len(beginning) :]
    return "" if lower.endswith(tuple(table("boilerplate")["title_endings"])) else value.strip()


def _same(one: str, other: str) -> bool:
    return squashed(one) == squashed(other)
