"""What may follow a verb as that which it says: each way as a test of where it begins, by its word in ``takes``."""

from collections.abc import Callable, Mapping

from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import SPEECH, Line

_NEAR = 14  # tokens in which a clause shows its verb
_FAR = 18  # … before the link of an accusation
_FARTHEST = 30  # … before the "as" of what something is taken for
_FEW = 8  # … before words quoted in passing
_FEWEST = 4

Begins = Callable[[Line, int, int, Rule], int | None]


def is_gerund(line: Line, at: int) -> bool:
    """Whether a word looks like a gerund."""
    word = line.low(at)
    if line.isa(at, "no_gerunds"):
        return False
    return word == "being" or (len(word) > len("being") and word.endswith("ing") and not line.capital(at))


def _infinitive(line: Line, at: int) -> bool:
    nouns = ("determiners", "object_people", "pronouns_of_things")
    return line.isa(at, "to_words") and not line.capital(at + 1) and not any(line.isa(at + 1, name) for name in nouns)


def _to(line: Line, start: int, end: int, rule: Rule) -> int | None:
    return start + 1 if _infinitive(line, start) and start + 1 < end else None


def _person_to(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Someone, and what they are asked "to" do; the content begins with them."""
    start += line.low(start) in rule.links
    for at in range(start + 1, min(end, start + _NEAR)):
        if _infinitive(line, at):
            return start
        if line.finite(at) or line.kind(at) in ("mark", SPEECH) or line.isa(at, "that_words"):
            break
    return None


def _as_saying(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Someone, and "as saying" what."""
    places = range(start + 1, min(end, start + _FARTHEST))
    return start if any(line.isa(at, "as_words") and is_gerund(line, at + 1) for at in places) else None


def _at(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Something that is put "at" a number."""
    for at in range(start, min(end, start + _NEAR)):
        if line.low(at) in rule.links and any(_counts(line, near) for near in range(at + 1, at + 1 + _FEWEST)):
            return start
        if line.finite(at) or line.low(at) == ";":
            break
    return None


def _counts(line: Line, at: int) -> bool:
    return line.kind(at) == "number" or line.isa(at, "counts")


def _ing(line: Line, start: int, end: int, rule: Rule) -> int | None:
    if line.low(start) in rule.links:
        return start + 1 if start + 1 < end else None
    return start if is_gerund(line, start) else None


def _naming(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Something, and what it is called: "the strike a success", "it unfair", "the delay “routine”"."""
    if line.kind(start) in ("mark", SPEECH) or line.isa(start, "prepositions") or line.finite(start):
        return None
    if line.isa(start, "pronouns_of_things") and line.low(start + 1) in line.lexicon.marks["opinions"].words:
        return start
    for at in range(start + 1, min(end, start + _FEW)):
        if line.isa(at, "indefinite") and not line.isa(at + 1, "time_words") and at + 1 < end:
            return start
        if line.finite(at) or line.kind(at) in ("mark", SPEECH) or line.isa(at, "prepositions"):
            break
    return None


def _reason(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Something that is no source: "citing higher costs"."""
    if _noun(line, start, end, rule) is None or line.isa(start, "object_people"):
        return None
    near = range(start, min(end, start + _FEWEST))
    sources = ("unnamed", "roles", "documents", "bodies", "audiences")
    return None if any(line.capital(at) or any(line.isa(at, name) for name in sources) for at in near) else start


def _matter(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Something that can be judged, and nobody: "welcomed the ruling", but "welcomed 3,000 guests"."""
    if _noun(line, start, end, rule) is None or line.kind(start) == "number":
        return None
    last = start
    while last + 1 < end and line.kind(last + 1) == "word" and not line.isa(last + 1, "prepositions"):
        last += 1
    people = ("roles", "unnamed", "object_people")
    return None if any(line.isa(last, name) for name in people) or line.capital(last) else start


def _outlook(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """One's own forecast: "its growth outlook for next year"."""
    near = range(start + 1, min(end, start + _FEWEST + 1))
    return start if line.isa(start, "possessives") and any(line.isa(at, "outlooks") for at in near) else None


def _wh(line: Line, start: int, end: int, rule: Rule) -> int | None:
    return start if line.isa(start, "wh_words") else None


def _possibility(line: Line, start: int, end: int, rule: Rule) -> int | None:
    return start if any(line.isa(at, "possibilities") for at in range(start, min(end, start + _FEWEST))) else None


def _as(line: Line, start: int, end: int, rule: Rule) -> int | None:
    if _taken_as(line, start):
        return start + 1
    for at in range(start + 1, min(end, start + _FARTHEST)):
        if _taken_as(line, at):
            return None if line.is_headline and _has_third_person(line, at + 1, at + _FEW) else start
        if line.finite(at) or line.low(at) == ";":
            break
    return None


def _has_third_person(line: Line, start: int, end: int) -> bool:
    """Whether a clause follows, told in the present as headlines do: "… as board warns of delays"."""
    forms = (line.form(at) for at in range(start, min(end, len(line))))
    return any(form is not None and "s" in form.forms for form in forms)


def _taken_as(line: Line, at: int) -> bool:
    return line.isa(at, "as_words") and not line.isa(at + 1, "as_measures")


def _accused(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Someone, and behind a link what they are accused of."""
    for at in range(start + 1, min(end, start + _FAR)):
        if line.low(at) in rule.links:
            return start
        if line.finite(at) or line.low(at) in (";", ":"):
            break
    return None


def _for(line: Line, start: int, end: int, rule: Rule) -> int | None:
    return start + 1 if line.low(start) in rule.links and start + 1 < end else None


def _claimed(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """A noun that holds a claim, near the verb."""
    near = range(start, min(end, start + _FEWEST + 1))
    return start if any(line.low(at) in line.lexicon.nouns for at in near) else None


def _clause(line: Line, start: int, end: int, rule: Rule) -> int | None:
    if line.kind(start) == "mark" and line.low(start) not in tuple("$€£("):
        return None
    if line.isa(start, "no_clauses") or (line.finite(start) and not line.isa(start, "contracted")):
        return None
    return start if end - start > 1 else None


def _finite(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """A clause that shows its verb soon, and begins as clauses do."""
    if _clause(line, start, end, rule) is None or line.isa(start, "prepositions"):
        return None
    if line.isa(start, "contracted"):
        return start
    for at in range(start + 1, min(end, start + _NEAR)):
        if line.finite(at) or _plain_verb(line, at):
            return start
        if line.isa(at, "relatives") or line.low(at) in (";", ":", ",") or line.isa(at, "that_words"):
            return None
    return None


def _plain_verb(line: Line, at: int) -> bool:
    return line.isa(at, "plain_verbs") and not line.isa(at - 1, "articles") and not line.isa(at - 1, "prepositions")


def _quote(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Words quoted in passing right behind the verb."""
    return start if start in line.scare and rule.kind != "denial" else None


def _noun(line: Line, start: int, end: int, rule: Rule) -> int | None:
    if line.kind(start) == "mark" or line.finite(start) or line.isa(start, "no_nouns"):
        return None
    if line.isa(start, "object_people") and line.kind(start + 1) == "word":
        return None  # "found them alive"
    if line.isa(start, "measuring") and any(line.kind(at) == "number" for at in range(start, start + _FEWEST)):
        return start
    if line.isa(start, "prepositions"):
        return start + 1 if line.low(start) in rule.links and start + 1 < end else None
    return start


def _scare(line: Line, start: int, end: int, rule: Rule) -> int | None:
    for at in range(start, min(end, start + _FEW)):
        if at in line.scare:
            return start
        if line.low(at) == "," and not line.is_headline and _has_verb_of_saying(line, at, start + _FEW):
            return None  # "who has seen the draft, insists that"
    return None


def _has_verb_of_saying(line: Line, start: int, end: int) -> bool:
    return any(line.form(at) is not None and at not in line.scare for at in range(start, min(end, len(line))))


def _of_scare(line: Line, start: int, end: int, rule: Rule) -> int | None:
    """Behind a preposition, words quoted in passing."""
    near = range(start + 1, start + _FEWEST)
    return start + 1 if line.low(start) in rule.links and any(at in line.scare for at in near) else None


# In the order in which they are tried.
COMPLEMENTS: Mapping[str, Begins] = {
    "claimed": _claimed,
    "as_saying": _as_saying,
    "person_to": _person_to,
    "to": _to,
    "ing": _ing,
    "wh": _wh,
    "possibility": _possibility,
    "as": _as,
    "accused": _accused,
    "for": _for,
    "naming": _naming,
    "outlook": _outlook,
    "reason": _reason,
    "matter": _matter,
    "at": _at,
    "clause": _clause,
    "finite": _finite,
    "quote": _quote,
    "noun": _noun,
    "scare": _scare,
    "of_scare": _of_scare,
}
