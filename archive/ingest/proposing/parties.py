"""Who a group of words names: a person by name or office, a body, a document, a crowd, or nobody in particular."""

from enum import StrEnum
from typing import NamedTuple

from archive.ingest.proposing.groups import Group
from archive.ingest.proposing.lines import Line

_MOST_HUNG = 5
_SINGULARS = frozenset(["news", "politics", "economics", "athletics", "physics", "mathematics", "series", "species"])
_PLURALS = frozenset(
    ["they", "we", "i", "you", "people", "police", "both", "many", "some", "few", "others", "media", "data", "those"]
)
_OCCUPATIONS = ("ists", "icians", "ologists", "orians", "ineers")


class Sort(StrEnum):
    """What sort of speaker it is."""

    PERSON = "person"  # with a name of their own
    OFFICE = "office"  # "the minister", "a spokesman for the club"
    BODY = "body"
    DOCUMENT = "document"
    CROWD = "crowd"  # "officials", "an expert"
    PRONOUN = "pronoun"
    AUTHOR = "author"  # I, we
    THING = "thing"  # what hardly speaks


class Party(NamedTuple):
    """One of those whom a group names. ``start`` and ``end`` are tokens of the line; ``name`` is empty without one."""

    sort: Sort
    label: str
    name: str
    role: str
    start: int
    end: int
    definite: bool
    plural: bool
    head: str


def parties(line: Line, group: Group) -> list[Party]:
    """Those whom a group names, in order; an apposition belongs to the last."""
    found = [_party(line, start, end) for start, end in _apart(line, group)]
    if found and _are_told_by_name(line, group):
        return [_party(line, start, end) for start, end in _apart(line, Group(group.tail, group.tail_end))]
    if found and group.tail < group.tail_end:
        found[-1] = _explained(line, found[-1], group)
    return found


def _are_told_by_name(line: Line, group: Group) -> bool:
    """Whether the apposition names those who are only counted: "two, Ann Bell and Karl Ott,"."""
    if group.end - group.start != 1 or not line.isa(group.start, "counts") or group.tail >= group.tail_end:
        return False
    return all(line.capital(at) or line.isa(at, "and_words") for at in range(group.tail, group.tail_end))


def _explained(line: Line, party: Party, group: Group) -> Party:
    """With the role that the apposition gives, or the name, as in "the mayor, Ann Bell,"."""
    bracket = (at for at in range(group.tail + 1, group.tail_end) if line.low(at) == "(")
    group = group._replace(tail_end=next(bracket, group.tail_end))
    start = group.tail + (line.isa(group.tail, "articles") or line.isa(group.tail, "like_words"))
    words = line.words(start, group.tail_end).rstrip(".")
    if party.head in line.lexicon.classes["those_words"]:
        return party._replace(label=words)
    named = _title_end(line, group)
    if not party.name and all(line.capital(at) or line.kind(at) == "mark" for at in range(named, group.tail_end)):
        name = line.words(named, group.tail_end).rstrip(".")
        if name:
            return _as_person(line, party, name)
    run = named
    while run < group.tail_end and line.capital(run):
        run += 1
    if (
        not party.name
        and run - named > 1
        and (line.isa(run, "hanging") or line.isa(run, "who_words") or line.low(run) == "(")
    ):
        return _as_person(line, party, line.words(named, run))
    if (
        party.sort is Sort.THING
        and not party.plural
        and any(line.isa(at, "roles") for at in range(start, group.tail_end))
    ):
        party = party._replace(sort=Sort.PERSON, name=party.label)
    if party.sort is Sort.PERSON and not party.role and _is_called_body(line, group):
        party = party._replace(sort=Sort.BODY)
    told = not line.isa(group.tail, "prepositions") or line.isa(group.tail, "origins")
    told = told and line.low(group.tail) not in line.lexicon.phrases  # "according to the radio, citing police, …"
    return party._replace(role=words) if told and not party.role else party


def _is_called_body(line: Line, group: Group) -> bool:
    """Whether the apposition says that a name is a firm's or the like: "Orlo Glass, the largest producer,"."""
    within = range(group.tail, group.tail_end)
    other = ("prepositions", "roles", "relatives")
    return line.isa(group.tail_end - 1, "bodies") and not any(line.isa(at, name) for at in within for name in other)


def _as_person(line: Line, party: Party, name: str) -> Party:
    return party._replace(sort=Sort.PERSON, name=name, label=name, role=_without_article(line, party), plural=False)


def _title_end(line: Line, group: Group) -> int:
    """Where a name in an apposition begins behind "Dr." and the like."""
    at = group.tail
    while at < group.tail_end and (
        line.isa(at, "bodies")
        or line.isa(at, "ranks")
        or line.isa(at, "titles")
        or (line.isa(at, "roles") and line.capital(at + (not line.capital(at))))
        or line.low(at) == "."
    ):
        at += 1
    return at


def _without_article(line: Line, party: Party) -> str:
    return line.words(party.start + line.isa(party.start, "articles"), party.end)


def _apart(line: Line, group: Group) -> list[tuple[int, int]]:
    """The members of "A, B and C"."""
    found = []
    start = group.start
    for at in range(group.start, group.end):
        if (
            line.isa(at, "and_words")
            and at > start
            and at + 1 < group.end
            and not _one_name(line, start, at, group.end)
        ):
            found.append((start, at))
            start = at + 1
    return [*found, (start, group.end)]


def _one_name(line: Line, start: int, at: int, end: int) -> bool:
    """Whether "and" stands within a name or description, as in "Ministry of Health and Welfare"."""
    hung = any(line.isa(each, "inner_prepositions") for each in range(start, at))
    if hung and line.capital(at - 1) and line.capital(at + 1):
        return not any(line.isa(each, "roles") for each in range(at + 1, end))
    if hung and not line.isa(at + 1, "determiners") and not any(line.capital(each) for each in range(at + 1, end)):
        return True
    if line.isa(end - 1, "body_names") and not line.isa(at + 1, "determiners"):
        return all(line.capital(each) for each in range(at + 1, end)) and line.capital(at - 1) and end - at <= 3
    return not any(
        line.capital(each) or line.isa(each, "small") or line.isa(each, "roles") for each in range(at + 1, end)
    )


def _party(line: Line, start: int, end: int) -> Party:
    while start < end and (line.kind(start) == "mark" or line.isa(start, "emphasis")) and end - start > 1:
        start += 1
    first = line.low(start)
    if end - start == 1 and line.kind(start) == "number":
        return Party(Sort.THING, first, "", "", start, end, False, False, first)
    if end - start == 1 and (sort := _pronoun(line, start)):
        return Party(sort, line.words(start, end), "", "", start, end, True, line.isa(start, "plurals"), first)
    if (held := _office(line, start, end)) is not None:
        return held
    hung = _head_end(line, start, end)
    head = _noun_end(line, start, hung)
    if head < hung and not line.isa(hung, "by_words") and not line.isa(head, "nearness"):
        end = head
    definite = line.isa(start, "definite") or not line.isa(start, "determiners")
    inner = start + (line.isa(start, "determiners") and not line.isa(start, "one_words"))
    if inner >= head:
        return Party(Sort.CROWD, line.words(start, end), "", "", start, end, False, True, first)
    named = _named(line, start, inner, head, end, definite)
    return named or _described(line, start, inner, head, end, definite)


def _office(line: Line, start: int, end: int) -> Party | None:
    """Who holds an office of several words: "Minister for Health Ann Bell", "Special Agent in Charge Karl Ott of …"."""
    at = next((at for at in range(start, end) if line.isa(at, "roles") and line.isa(at + 1, "within_offices")), end)
    first = at + 2
    while first < end and (line.isa(first, "portfolios") or line.isa(first, "and_words")):
        first += 1
    last = first
    while last < end and (line.capital(last) or line.isa(last, "particles")):
        last += 1
    if first == at + 2 or last - first < 2 or not all(line.capital(each) for each in range(start, at + 1)):
        return None
    name = line.words(first, last)
    role = line.words(start, first)
    return Party(Sort.PERSON, name, name, role, start, end, True, False, line.low(last - 1))


def possessor(line: Line, at: int) -> tuple[Party, ...]:
    """Whom "its" at a token means, as somebody who speaks."""
    pronoun = line.lexicon.possessives.get(line.low(at), "")
    several = line.lexicon.has("plurals", pronoun)
    return (Party(Sort.PRONOUN, line.low(at), "", "", at, at + 1, True, several, pronoun),) if pronoun else ()


def _pronoun(line: Line, at: int) -> Sort | None:
    if line.isa(at, "authors"):
        return Sort.AUTHOR
    if line.isa(at, "singular_people") or line.isa(at, "things") or line.isa(at, "plurals"):
        return Sort.PRONOUN
    if line.isa(at, "mute"):
        return Sort.THING
    return None


def _head_end(line: Line, start: int, end: int) -> int:
    """Where the head of a group ends and what hangs on it begins."""
    for at in range(start + 1, end):
        if line.isa(at, "relatives") or line.low(at) == "(":
            return at
        if line.isa(at, "prepositions") and not (
            line.isa(at, "of_words") and line.capital(at - 1) and line.capital(at + 1)
        ):
            return at
    return end


def _noun_end(line: Line, start: int, end: int) -> int:
    """Before a participle behind the noun, as in "a statement published"."""
    for at in range(start, end - 1):
        if any(line.isa(at, name) for name in ("documents", "unnamed", "roles", "bodies")) and not line.capital(at + 1):
            word = line.low(at + 1)
            if line.isa(at + 1, "turning"):
                continue  # "a captain turned pundit"
            if word.endswith(("ed", "ing")) or line.isa(at + 1, "participles") or line.isa(at + 1, "nearness"):
                return at + 1
    return end


def _named(line: Line, start: int, inner: int, head: int, end: int, definite: bool) -> Party | None:
    """A group whose head ends in a name."""
    last = max((at for at in range(inner, head) if line.isa(at, "roles") or line.isa(at, "titles")), default=-1)
    first = last + 1 if last >= 0 else inner
    while first < head and not line.capital(first) and line.kind(first) != "number":
        first += 1
    if first >= head:
        return None
    if not all(_in_name(line, at, first) for at in range(first, head)):
        return _at_end(line, start, inner, head, end)
    name = line.words(first, head)
    small = [line.isa(at, "small") for at in range(first, head)]
    if last >= 0 and not all(small):
        role = line.words(inner, first)
        return Party(Sort.PERSON, name, name, role, start, end, definite, False, line.low(head - 1))
    if last >= 0 or (all(small) and first == 0):
        return None
    sort = _sort_of_name(line, start, first, head)
    if sort is Sort.PERSON and line.isa(start, "possessives"):
        return None
    label = line.words(
        first if line.isa(start, "articles") else start,
        end if sort is Sort.BODY and head < end and _short(line, head, end) else head,
    )
    return Party(sort, label, name, "", start, end, definite, False, line.low(head - 1))


def _at_end(line: Line, start: int, inner: int, head: int, end: int) -> Party | None:
    """A name behind words that say what it is: "sportswear giant …"."""
    first = head
    while first > inner and line.capital(first - 1):
        first -= 1
    if head - first < 2 or line.isa(start, "heads"):
        return None
    name = line.words(first, head)
    if line.kind(first - 1) == "possessive" and _sort_of_name(line, first, first, head) is Sort.BODY:
        return Party(Sort.BODY, line.words(inner, head), name, "", start, end, True, False, line.low(head - 1))
    return Party(Sort.PERSON, name, name, line.words(inner, first), start, end, True, False, line.low(head - 1))


def _short(line: Line, head: int, end: int) -> bool:
    return end - head <= _MOST_HUNG and line.isa(head, "within_names") and line.capital(head + 1)


def _sort_of_name(line: Line, start: int, first: int, head: int) -> Sort:
    """Of a name without a word of office: a body's if an article or a word for bodies says so, else a person's."""
    if line.isa(head - 1, "documents") and not line.isa(head - 1, "body_names"):
        return Sort.DOCUMENT
    if line.isa(start, "articles") or any(
        line.isa(at, "body_names") or line.isa(at, "bodies") for at in range(first, head)
    ):
        return Sort.BODY
    if head - first == 1 and line.tokens[first].text.isupper():
        return Sort.BODY
    return Sort.PERSON


def _in_name(line: Line, at: int, first: int) -> bool:
    kind = line.kind(at)
    if kind == "possessive":
        return False
    return (
        line.capital(at)
        or kind in ("mark", "number")
        or line.isa(at, "particles")
        or (line.isa(at, "of_words") and at > first)
    )


def _described(line: Line, start: int, inner: int, head: int, end: int, definite: bool) -> Party:
    """A group without a name at its end: what its last word is decides."""
    agency = next((at for at in range(inner, head) if line.capital(at) and line.isa(at, "agencies")), None)
    word = line.low(head - 1)
    plural = is_plural(word)
    if agency is not None and not plural:
        name = line.words(agency, agency + 1)
        return Party(Sort.BODY, name, name, "", start, end, True, False, word)
    sort = _sort_of_noun(line, head - 1)
    if sort is Sort.THING and line.isa(head, "of_words") and _are_people(line, head - 1, head + 1, end):
        sort = Sort.CROWD
    label = line.words(inner if line.isa(start, "articles") else start, end)
    if sort is Sort.OFFICE and (plural or not definite) and line.isa(head - 1, "unnamed"):
        sort = Sort.CROWD
    if sort is Sort.THING and any(line.capital(at) for at in range(inner, head)):
        sort = Sort.BODY
    return Party(sort, label, "", "", start, end, definite, plural, word)


def _are_people(line: Line, count: int, start: int, end: int) -> bool:
    """Whether people are behind "of": "scores of residents", "one of them", "two of the men"."""
    if start < end and line.isa(start, "unnamed"):
        return True
    of_people = ("unnamed", "roles", "object_people")
    return line.isa(count, "counts") and any(line.isa(at, name) for at in range(start, end) for name in of_people)


def is_plural(word: str) -> bool:
    """Whether a noun looks like several."""
    if word in _PLURALS:
        return True
    if word in _SINGULARS:
        return False
    return word.endswith("men") or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _sort_of_noun(line: Line, at: int) -> Sort:
    if line.low(at).endswith(_OCCUPATIONS):
        return Sort.CROWD
    for name, sort in (
        ("roles", Sort.OFFICE),
        ("unnamed", Sort.CROWD),
        ("documents", Sort.DOCUMENT),
        ("bodies", Sort.BODY),
    ):
        if line.isa(at, name):
            return sort
    return Sort.THING
