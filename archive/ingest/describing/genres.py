"""What sort of text it is: by its label, else by how it speaks, which shows little."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from archive.ingest.describing.addresses import addresses
from archive.ingest.describing.agencies import agency
from archive.ingest.describing.page import Page, Place
from archive.ingest.describing.settling import (
    ADDRESS,
    JSON_LD,
    LINE,
    OF_A_FORMAT,
    Candidate,
    of_hint,
    rank,
    settle,
)
from archive.ingest.describing.tables import any_of, languages, table
from archive.ingest.shapes import Confidence, Guess, Kind

LONGEST = 40_000  # characters of the text that are counted in
LONGEST_LABEL = 40
SHORT = 120  # words; the manner of a shorter text shows nothing
_BY_MANNER = 35
_WEAKER = 30  # what "news" as a section is worth: everything is in it

_STROKE = re.compile(r"\s*[/|·•>]\s*")
_QUOTED = re.compile(r"[“\"«„][^”\"»“\n]{3,1000}[”\"»“]")


def genre(page: Page) -> list[Guess]:
    found = [
        *_hints(page),
        *_title(page),
        *_labels(page),
        *_paths(page),
        *_distanced(page),
        *_wire(page),
        *_presented(page),
    ]
    return settle("genre", found or _manner(page))


def _of_label(label: str, page: Page) -> str:
    """The genre that a label names; empty when it is none."""
    folded = " ".join(label.casefold().split()).strip(":|-–—[]()")
    labels = table("words", page.words).get("labels", {})
    return next((genre for genre, several in labels.items() if folded in several), "")


def _weight(genre: str, weight: int) -> int:
    return min(weight, _WEAKER) if genre == "news" else weight


def _hints(page: Page) -> Iterator[Candidate]:
    for hint in page.hints("genre", "section"):
        for part in re.split(r"[,;/>|]", hint.value):
            if found := _of_label(part, page):
                yield of_hint(hint, found, _weight(found, rank(hint)))


def _title(page: Page) -> Iterator[Candidate]:
    titles = page.of_kind(Kind.TITLE)[:1]
    for line in titles or [line for line in page.short_lines if line.place is Place.TOP]:
        match = re.match(r"(?P<label>[^:|–—\-]{3,40}?)\s?(?:[:|–—]|-(?=\S)|\s-\s)", line.text)
        if match and (found := _of_label(match["label"], page)) not in ("", "news"):
            yield Candidate(found, JSON_LD, "The title says so.", "the title", line.part(match, "label"))
        elif titles and (found := _explains(line.text, page)):
            yield Candidate(found, ADDRESS - 10, "The title promises to explain.", "the title", line.extent)


def _explains(title: str, page: Page) -> str:
    words = any_of(table("words", page.words).get("telling", {}).get("explaining", ()))
    return "explainer" if words and re.search(rf"(?<!\w)(?:{words})(?!\w)", title, re.IGNORECASE) else ""


def _labels(page: Page) -> Iterator[Candidate]:
    """A short line above the text that is a label, or begins with one before a stroke, and no part of a menu."""
    lines = page.short_lines
    for above, line, below in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if line.place is not Place.TOP or len(line.text) > LONGEST_LABEL:
            continue
        if found := _of_label(line.text, page) or _of_label(_STROKE.split(line.text)[0], page):
            is_apart = line.kind is not Kind.NOISE or (below is not None and below.kind is Kind.TITLE)
            if not is_apart and any(each and each.kind is Kind.NOISE for each in (above, below)):
                continue
            weight = _weight(found, LINE - 8 if is_apart else _WEAKER + 5)
            yield Candidate(
                found, weight, f"The label “{line.text}” stands {line.place.value}.", "a label", line.extent
            )


def _paths(page: Page) -> Iterator[Candidate]:
    for address in addresses(page):
        for part in urlsplit(address).path.split("/")[:-1][:6]:
            if found := _of_label(part.replace("-", " "), page):
                yield Candidate(found, _weight(found, ADDRESS), f"Its address has “{part}” in it.", "the address")


def _distanced(page: Page) -> Iterator[Candidate]:
    """A note that the views are not the publisher's."""
    words = any_of(table("words", page.words).get("distancing", ()))
    for line in page.short_lines:
        if line.place is Place.END and (match := re.search(words, line.text, re.IGNORECASE)):
            yield Candidate("opinion", ADDRESS - 6, "A note says whose views these are.", "a note", line.part(match))


def _wire(page: Page) -> Iterator[Candidate]:
    for guess in agency(page):
        if guess.confidence is Confidence.HIGH and guess.evidence:
            yield Candidate(
                "wire", OF_A_FORMAT, "It is an agency's text by its dateline or byline.", "the agency", guess.evidence
            )


def _presented(page: Page) -> Iterator[Candidate]:
    """A dateline of a place alone: a report from there."""
    for line in page.of_kind(Kind.DATELINE)[:1]:
        yield Candidate("news", _WEAKER, "A dateline opens the text.", "the dateline", line.extent)


# -- how the text speaks ---------------------------------------------------------------------------


def _manner(page: Page) -> Iterator[Candidate]:
    text = page.found.text[:LONGEST]
    total = len(text.split())
    has_words = page.words in languages("words") and table("words", page.words).get("telling")
    if total < SHORT or not has_words:
        return
    own = _QUOTED.sub(" ", text)
    count = {
        kind: len(_telling(page.words, kind).findall(own)) for kind in ("speech", "argument", "weighing", "explaining")
    }
    per_hundred = {kind: 100 * found / total for kind, found in count.items()}
    first = len(_first_person(page.words).findall(own))
    yield Candidate(*_verdict(per_hundred, first, page), "how it speaks")


def _verdict(per_hundred: dict[str, float], first: int, page: Page) -> tuple[str, int, str]:
    if first >= 3 and per_hundred["speech"] < 2:
        return "opinion", _BY_MANNER + 5, "It speaks in the first person; it has no label."
    if per_hundred["explaining"] * len(page.found.text.split()) >= 200:
        return "explainer", _BY_MANNER, "It sets out to explain; it has no label."
    if per_hundred["speech"] >= 1:
        return "news", _BY_MANNER + 10, "It reports and quotes; it has no label."
    if per_hundred["argument"] >= 0.25:
        return "opinion", _BY_MANNER, "It argues in its own voice; it has no label."
    return "analysis", _BY_MANNER - 10, "It quotes little and weighs what others report; it has no label."


@cache
def _telling(language: str, kind: str) -> re.Pattern[str]:
    words: Sequence[str] = table("words", language).get("telling", {}).get(kind, ())
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


@cache
def _first_person(language: str) -> re.Pattern[str]:
    words: Sequence[str] = table("words", language).get("telling", {}).get("first_person", ())
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)")
