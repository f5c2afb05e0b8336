"""Who wrote it, in the order of the byline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.ingest.describing.agencies import agency_named
from archive.ingest.describing.names import is_outlet, is_person, people_in, person, same_name, shown, squashed
from archive.ingest.describing.page import Line, Page, Place
from archive.ingest.describing.settling import LINE, Candidate, of_hint, settle
from archive.ingest.describing.tables import GAP, any_of, table
from archive.ingest.shapes import Extent, Guess, Kind

MOST = 20
MOST_PLACES = 100
_TOP_LINES = 40
_PRESENTED = 60
_ONE_WORD = 35
_BESIDE_DATE = 62
_SOMEWHERE = 61
_LATEST_POSTS = 68
_REPORTING = 62
_WITH_MAIL = 66

# "Other, Ann; Berg, Bo K. The Herald; Oslo", as libraries list authors.
_SORTED = (
    r"[^\W\d_a-z][\w’'-]{1,30}(?: [^\W\d_a-z][\w’'-]{1,30})?, [^\W\d_a-z][\w’'-]{1,30}(?: [^\W\d_a-z][\w’'-]{0,30}\.?)?"
)
_LIBRARY = re.compile(rf"{_SORTED}(?:; {_SORTED}){{0,9}}(?=\.? )")

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


class Byline(NamedTuple):
    """The names that one place gives, and what it is worth."""

    names: Sequence[tuple[str, Extent | None]]
    weight: int
    says: str
    who: str


def authors(page: Page) -> list[Guess]:
    """A guess for each author of the place that is worth most; the other places agree or differ."""
    places = sorted(_places(page), key=lambda place: -place.weight)[:MOST_PLACES]
    if not places:
        return []
    best = _joined(places)
    return [
        guess
        for name in best.names[:MOST]
        for guess in settle("authors", _voices(name, [best, *places[1:]]), _same_person)
    ]


def _joined(places: Sequence[Byline]) -> Byline:
    """The best place, with the names of other lines of its sort: some pages give every author a line."""
    best, *others = places
    names = {squashed(name): (name, extent) for name, extent in best.names}
    for place in others:
        if (place.who, place.weight) == (best.who, best.weight) and place.who == "the byline":
            for name, extent in place.names:
                names.setdefault(squashed(name), (name, extent))
    return best._replace(names=[*names.values()])


def names_of_authors(page: Page) -> list[str]:
    """Every name that some place gives to an author."""
    return [name for place in _places(page) for name, _ in place.names]


def _voices(name: tuple[str, Extent | None], places: Sequence[Byline]) -> Iterator[Candidate]:
    """The name as the best place has it, and what each other place has in its stead."""
    best, *others = places
    yield Candidate(name[0], best.weight, best.says, best.who, name[1])
    known = {squashed(each) for each, _ in best.names}
    for place in others:
        alike = next((each for each in place.names if _same_person(each[0], name[0])), None)
        if alike:
            yield Candidate(alike[0], place.weight, place.says, place.who, alike[1])
        elif not known.issuperset(squashed(each) for each, _ in place.names):  # else it only names fewer
            yield Candidate(", ".join(each for each, _ in place.names[:3]), place.weight, place.says, place.who)


def _same_person(one: str, other: str) -> bool:
    return squashed(one) == squashed(other)


def _places(page: Page) -> list[Byline]:
    found = [*_hints(page), *_bylines(page), *_below(page)]
    return [place for place in found if place.names]


def _people(page: Page, names: Iterable[tuple[str, Extent | None]]) -> list[tuple[str, Extent | None]]:
    """Those that may be persons, each once, and none that is the site's own name."""
    sites = [hint.value for hint in page.hints("publisher")]
    kept: dict[str, tuple[str, Extent | None]] = {}
    for name, extent in names:
        name = shown(name)
        if is_person(name, page.words) and not agency_named(name) and not any(same_name(name, site) for site in sites):
            kept.setdefault(squashed(name), (name, extent))
    return list(kept.values())


def _hints(page: Page) -> Iterator[Byline]:
    said: dict[str, list[str]] = {}
    weights = {}
    for hint in page.hints("author"):
        said.setdefault(hint.where, []).append(hint.value)
        weights[hint.where] = of_hint(hint).weight
    for where, values in said.items():
        names = _people(page, ((name, None) for value in values for name in _listed(value, page)))
        # One word is a person's name more seldom than a desk's.
        weight = weights[where] if any(" " in name for name, _ in names) else min(weights[where], _ONE_WORD)
        yield Byline(names, weight, f"The document names the author itself ({where}).", where)


def _listed(value: str, page: Page) -> Iterator[str]:
    """The names in one value: "A and B", "A, B", "By A", "mail (A)"."""
    words = table("words", page.words)
    if "://" in value:
        return
    value = " ".join(_MAIL.sub("", value).replace("(", " ").replace(")", " ").split())
    value = re.sub(rf"^(?:{any_of(words.get('bylines', ()))})\s+", "", value, count=1, flags=re.IGNORECASE)
    value = re.sub(rf"^(?:{any_of(words.get('honorifics', ()))})\s+", "", value, count=1)
    for part in re.split(rf"\s*[;|/]\s*|\s+(?:{any_of(words.get('and', ()))})\s+", value):
        halves = part.split(",")
        # "Surname, First" is one name; of "A B, C D" each half is one.
        yield from (
            halves
            if all(len(half.split()) > 1 for half in halves)
            else [halves[0]]
            if len(halves[0].split()) > 1
            else [part]
        )


def _bylines(page: Page) -> Iterator[Byline]:
    """Lines above the text that begin with "By", and those that finding takes for bylines."""
    words = table("words", page.words)
    by = re.compile(rf"^(?:{any_of(words.get('bylines', ()))})(?::|\s)\s*(?=\S)", re.IGNORECASE)
    reporter = re.compile(rf"(?P<name>[^\W\d_]{{2,5}})\s?(?:{any_of(words.get('reporters', ()))})(?!\w)")
    # "Ann Other and Bo Berg in Oslo and agencies"
    place = r"[^\W\d_a-z][\w’'-]{1,30}"
    between = rf"(?:,{GAP}|(?:,?{GAP}(?:{any_of(words.get('and', ()))}){GAP}))"
    several = rf"{person(page.words)}(?:{between}{person(page.words)}){{0,4}}"
    abroad = rf"{GAP}(?:{any_of(words.get('in', ()))}){GAP}{place}(?:{GAP}{place})?"
    somewhere = re.compile(rf"{several}{abroad}(?:{GAP}(?:{any_of(words.get('and', ()))}){GAP}[^\W\d_]{{3,20}})?")
    others = tuple(each.casefold() for each in words.get("not_author_lines", ()))
    top = [line for line in page.short_lines if line.place is Place.TOP][-_TOP_LINES:]
    rest = [line for line in [*page.of_kind(Kind.BYLINE, Kind.DATELINE), *page.date_lines] if line not in top]
    for line in [*top, *rest]:
        if line.kind in (Kind.CREDIT, Kind.CAPTION) or line.text.casefold().startswith(others):
            continue
        sentence = f"The line “{line.text[:80]}” stands {line.place.value}."
        if begins := by.match(line.text):
            yield Byline(_people(page, _names_in(line, begins.end(), page)), LINE + 3, sentence, "the byline")
        elif match := reporter.match(line.text):
            names = [(match["name"], line.part(match, "name"))]
            yield Byline(_people(page, names), LINE + 3, sentence, "the byline")
        elif line.kind is Kind.BYLINE and (names := list(_of_library(line))):
            yield Byline(_people(page, names), LINE, sentence, "the record")
        elif line.kind is Kind.BYLINE:
            yield Byline(_people(page, _in_words(line, page)), LINE - 4, sentence, "the byline")
        elif line.place is Place.TOP and somewhere.fullmatch(line.text):
            yield Byline(_people(page, _names_in(line, 0, page)), _SOMEWHERE, sentence, "the byline")
        elif line.start in page.dated:
            yield Byline(_people(page, _in_words(line, page)), _BESIDE_DATE, sentence, "the name beside the date")


def _in_words(line: Line, page: Page) -> list[tuple[str, Extent | None]]:
    """The names at the beginning of a line, else those after a "by" within it, else the last one beside an office."""
    words = table("words", page.words)
    within = re.search(rf"(?<![\w-])(?:{any_of(words.get('within', ()))}){GAP}(?=\S)", line.text)
    dated = page.dates(line)[:1]
    before = line._replace(text=line.text[: dated[0].start]) if dated and dated[0].start else line
    first = _people(page, _names_in(before, 0, page))
    if first or (line.kind is not Kind.BYLINE and not within):
        return first
    if within:
        return list(_names_in(line, within.end(), page))
    if not re.search(rf"(?i)(?<!\w)(?:{any_of(words.get('makers', ()))})(?!\w)", line.text):
        return []
    found = [match for match in re.finditer(person(page.words), line.text) if is_person(shown(match[0]), page.words)]
    return [(match[0], line.part(match)) for match in found[-1:]]


def _names_in(line: Line, start: int, page: Page) -> Iterator[tuple[str, Extent]]:
    for name, one, _ in people_in(line.text[start:], page.words):
        bare = _without_office(name, page)
        yield bare, Extent(line.start + start + one, line.start + start + one + len(bare))


def _without_office(name: str, page: Page) -> str:
    """The name in "Ann Other Health Correspondent", where the office is written as names are."""
    words = table("words", page.words)
    parts = re.split(r"(\s+)", name)  # words, and what stands between
    if len(parts) < 5 or parts[-1].casefold() not in words.get("makers", ()):
        return name
    del parts[-2:]
    fields, length = words.get("fields", ()), len(parts)
    while len(parts) > 3 and parts[-1] in fields:
        del parts[-2:]
    return "".join(parts if len(parts) < length or len(parts) < 5 else parts[:-2])


def _of_library(line: Line) -> Iterator[tuple[str, Extent]]:
    """The names of a library's line, which have the surname first."""
    names = _LIBRARY.match(line.text)
    for match in re.finditer(r"([^,;]+), ([^;]+)", names[0] if names and "; " in line.text else ""):
        yield f"{match[2]} {match[1].strip()}", Extent(line.start + match.start(), line.start + match.end())


def _below(page: Page) -> Iterator[Byline]:
    """What stands after the text, or in a note: who reported, whose posts these are, who the writer is."""
    words = table("words", page.words)
    reporting = re.compile(rf"(?:^|[(\[;.]\s*)(?:{any_of(words.get('reporting', ()))})(?::|\s)\s*", re.IGNORECASE)
    posts = re.compile(rf"^(?:{any_of(words.get('posts_by', ()))})\s*", re.IGNORECASE)
    credit = re.compile(rf"^(?:{any_of(words.get('credited', ()))})\s*(?=[^;]{{3,80}};)")
    presented = re.compile(rf"^(?P<name>{person(page.words)}),?\s(?:{any_of(words.get('is_a', ()))})(?!\w)")
    last = page.of_kind(Kind.BODY)[-1:]
    makers = re.compile(rf"(?i)(?<!\w)(?:{any_of(words.get('makers', ()))})(?!\w)")
    for line in page.short_lines:
        if (
            line in last
            and (match := presented.match(line.text))
            and makers.search(line.text, match.end(), match.end() + 60)
        ):
            yield _said(
                page, line, 0, _PRESENTED - 5, "The last paragraph presents the writer by name.", "the last paragraph"
            )
        if line.place is not Place.END:
            continue
        if (match := credit.match(line.text)) and is_outlet(line.text.rpartition(";")[2], page.words):
            yield _said(page, line, match.end(), _REPORTING, "The record of a database names the author.", "the record")
        if match := reporting.search(line.text):
            yield _said(page, line, match.end(), _REPORTING, "A note says who reported.", "the closing credit")
        if match := posts.match(line.text):
            yield _said(
                page, line, match.end(), _LATEST_POSTS, f"Below the text stands “{line.text[:60]}”.", "a list of posts"
            )
        if line.kind is not Kind.NOISE and (match := presented.match(line.text)):
            yield _said(
                page,
                line,
                0,
                _PRESENTED,
                "A line below the text presents the writer by name.",
                "the line about the writer",
            )
        yield from _with_mail(page, line)
    yield from _alone(page)


def _with_mail(page: Page, line: Line) -> Iterator[Byline]:
    """A name with an address for mail: "Ann Other ann@…"."""
    mail = _MAIL.search(line.text)
    if mail and len(line.text) <= 120 and not line.text[mail.end() :].strip(" .)"):
        names = list(people_in(line.text[: mail.start()], page.words))[:1]
        if names and names[0][2] >= len(line.text[: mail.start()].rstrip(" (:,|-–—")):
            yield _said(
                page,
                line,
                0,
                _WITH_MAIL,
                "Below the text stands the name with an address for mail.",
                "the name with its mail",
            )


def _said(page: Page, line: Line, start: int, weight: int, says: str, who: str) -> Byline:
    return Byline(_people(page, _names_in(line, start, page)), weight, says, who)


def _alone(page: Page) -> Iterator[Byline]:
    """A note of its own below the text that is nothing but a name."""
    for line in page.of_kind(Kind.NOTE, Kind.BYLINE):
        if line.place is Place.END and re.fullmatch(person(page.words), line.text):
            yield _said(
                page, line, 0, _REPORTING - 4, "The name stands alone below the text.", "the name below the text"
            )
