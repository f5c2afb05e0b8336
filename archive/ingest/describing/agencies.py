"""The news agency whose text an article is: "SEOUL (Reuters) –", "© AFP", a line "Associated Press"."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from archive.ingest.describing.page import Line, Page, Place
from archive.ingest.describing.settling import (
    BY_THE_WAY,
    IN_PROSE,
    JSON_LD,
    LINE,
    OF_A_FORMAT,
    Candidate,
    settle,
)
from archive.ingest.describing.tables import any_of, table
from archive.ingest.shapes import Guess, Kind

DATELINE = 200  # characters of a paragraph in which a dateline ends
_NO_TEXT = (Kind.CAPTION, Kind.CREDIT)
_FIRST_PARAGRAPHS = 3


def agency(page: Page) -> list[Guess]:
    return settle("agency", [*_datelines(page), *_own_lines(page), *_endings(page), *_notes(page), *_hints(page)])


def agency_named(name: str) -> str:
    """The usual name of the agency that goes by this one; empty when none does."""
    return _usual().get(" ".join(name.split()).removeprefix("the ").removeprefix("The "), "")


@cache
def _usual() -> Mapping[str, str]:
    return {name.removeprefix("The "): row["names"][0] for row in table("agencies")["agency"] for name in row["names"]}


def one_word_names() -> frozenset[str]:
    """The names of agencies that are a single word, in lower case."""
    return frozenset(name.lower() for name in _usual() if " " not in name)


@cache
def _usual_in_datelines() -> Mapping[str, str]:
    rows = table("agencies")["agency"]
    return dict(_usual()) | {name: row["names"][0] for row in rows for name in row.get("only_in_dateline", ())}


@cache
def _in_brackets() -> re.Pattern[str]:
    """Between brackets or strokes, as datelines have it."""
    names = any_of(_usual_in_datelines())
    return re.compile(rf"[(（/\[]{{1,2}}\s?(?P<agency>{names})(?:[^\S\n]?[-/,|][^\S\n]?[^()\n]{{1,30}})?\s?[)）/\]]")


@cache
def _after_dash() -> re.Pattern[str]:
    """At the end of the last paragraph: "(Yonhap)", "– AFP"."""
    names = any_of(_usual_in_datelines())
    return re.compile(
        rf"(?:[(（\[](?P<agency>{names})[)）\]]|(?<=\S)\s?[-–—]{{1,2}}\s?(?P<after>{any_of(_usual())}))\.?$"
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:[Tt]he )?(?P<agency>{any_of(_usual())})(?![\w-])")


def _datelines(page: Page) -> Iterator[Candidate]:
    first = [line for line in page.of_kind(Kind.BODY, Kind.STANDFIRST) if line.place is not Place.END][
        :_FIRST_PARAGRAPHS
    ]
    for line in [*page.of_kind(Kind.DATELINE), *first]:
        match = _in_brackets().search(line.text[:DATELINE])
        if match and _is_dateline(line.text[: match.start()]):
            yield Candidate(
                _usual_in_datelines()[match["agency"]],
                JSON_LD,
                "The dateline names the agency.",
                "the dateline",
                line.part(match, "agency"),
            )


def _is_dateline(before: str) -> bool:
    """Whether the words before the agency are those of a dateline: a place in capitals, perhaps a day; no sentence."""
    words = before.split()
    if not words:
        return True
    return len(words) <= 12 and (
        words[0].isupper() or all(word[0].isupper() or not word[0].isalpha() for word in words)
    )


def _own_lines(page: Page) -> Iterator[Candidate]:
    """A line above or below the text that is an agency's name, or a byline that ends in one."""
    for line in page.short_lines:
        if line.kind in _NO_TEXT or line.place is Place.BODY or len(line.text) > 120:
            continue
        match = _named().search(line.text)
        if not match:
            continue
        rest = (line.text[: match.start()] + line.text[match.end() :]).strip(" ()[]|,-–—•·/")
        if line.place is Place.TOP and (line.kind is Kind.BYLINE or _is_by(rest, page)):
            yield _line(line, match, LINE, "The byline names the agency.", "the byline")
        elif not rest and (line.kind is not Kind.NOISE or line.place is Place.TOP):
            yield _line(line, match, OF_A_FORMAT, "A line of its own names the agency.", "a line of its own")


def _is_by(rest: str, page: Page) -> bool:
    bylines = {word.casefold() for word in table("words", page.words).get("bylines", ())}
    return rest.casefold() in bylines


def _line(line: Line, match: re.Match[str], weight: int, says: str, who: str) -> Candidate:
    return Candidate(agency_named(match["agency"]), weight, says, who, line.part(match, "agency"))


def _endings(page: Page) -> Iterator[Candidate]:
    paragraphs = page.of_kind(Kind.BODY)
    for line in paragraphs[-1:]:
        if match := _after_dash().search(line.text[-80:]):
            name = match["agency"] or match["after"]
            start = line.end - len(line.text[-80:]) + match.start("agency" if match["agency"] else "after")
            yield Candidate(
                _usual_in_datelines()[name],
                LINE,
                "The text ends with the name of the agency.",
                "the end of the text",
                line.extent._replace(start=start, end=start + len(name)),
            )


def _notes(page: Page) -> Iterator[Candidate]:
    """Copyright lines, and notes that an agency helped."""
    words = table("words", page.words)
    helped = [each.casefold() for each in words.get("contributed", ())]
    beside = any_of(words.get("with_agencies", ()))
    for line in page.short_lines:
        if line.kind in _NO_TEXT or line.place is Place.BODY:
            continue
        match = _named().search(line.text)
        if not match:
            continue
        if re.search(r"©|\([cC]\)|[Cc]opyright", line.text[: match.start()]) and not _credits_a_picture(line):
            yield _line(line, match, LINE, "The copyright line names the agency.", "the copyright line")
        elif any(each in line.text.casefold() for each in helped) or re.search(
            rf"(?<!\w)(?:{beside})\s+$", line.text[: match.start()]
        ):
            yield _line(
                line,
                match,
                BY_THE_WAY,
                "A note says that the agency helped; whether the text is its own is open.",
                "a note",
            )


def _credits_a_picture(line: Line) -> bool:
    return line.kind is Kind.NOISE and line.place is Place.TOP


def _hints(page: Page) -> Iterator[Candidate]:
    for hint in page.hints("author", "agency"):
        if usual := agency_named(hint.value):
            yield Candidate(
                usual, OF_A_FORMAT, f"The document names the agency as its author ({hint.where}).", hint.where
            )
    for hint in page.hints("publisher"):
        if usual := agency_named(hint.value):
            yield Candidate(usual, IN_PROSE, f"The agency publishes this itself ({hint.where}).", hint.where)
