"""What a verb says: where its content begins behind those spoken to, the time and the place."""

from typing import NamedTuple

from archive.ingest.proposing.complements import COMPLEMENTS, is_gerund
from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import SPEECH, Line

_FAR = 18  # tokens between a verb and its "that"
_NEAR = 8  # tokens of one adverbial
_LONGEST_NAME = 6
# Ways to be bound that make a content a clause of its own.
WHOLE = frozenset(["that", "clause", "finite", "wh"])


class Content(NamedTuple):
    """Tokens of what is attributed; ``how`` it is bound to its verb: a word of ``takes``."""

    start: int
    end: int
    how: str


def behind(line: Line, at: int, rule: Rule, end: int) -> Content | None:
    """What a verb that ends before ``at`` says, up to ``end`` at most; None if nothing follows that it could say."""
    that = _that(line, at, end, rule) if "that" in rule.takes else None
    if that is not None:
        start = that + 1 + (line.low(that + 1) in (":", ","))
        return Content(start, end, "that") if start < end else None
    start = _past_listeners(line, at, end, rule)
    if line.low(start) == ":" or (line.low(start) == "," and line.kind(start + 1) == SPEECH):
        start += 1
    if start >= end:
        return None
    if line.kind(start) == SPEECH:
        return Content(start, end, "quote") if "quote" in rule.takes else None
    for how, begins in COMPLEMENTS.items():
        if how in rule.takes and (begin := begins(line, start, end, rule)) is not None:
            return Content(begin, end, how)
    return None


def _past_listeners(line: Line, at: int, end: int, rule: Rule) -> int:
    """Behind adverbials and, if the rule has any, those who are spoken to."""
    start = at if line.low(at) in rule.links else past_adverbials(line, at, end)
    if "person" in rule.takes and not line.isa(start, "that_words"):
        start = past_adverbials(line, _past_person(line, start, end), end)
    return start


def _that(line: Line, at: int, end: int, rule: Rule) -> int | None:
    """The "that" of a verb, behind whom it was said to, by how many votes, when and where."""
    start = _past_listeners(line, at, end, rule)
    while start < end and (
        line.kind(start) == "number" or (line.low(start) in ("-", "–") and line.kind(start - 1) == "number")
    ):
        start += 1
    start = _past_insertion(line, start, end)
    start += line.adverb(start) and line.isa(start + 1, "that_words")  # "said only that"
    if line.isa(start, "that_words"):
        return start if start < end and not line.finite(start + 1) else None
    if not (line.isa(at, "saying_prepositions") or "person" in rule.takes):
        return None
    for index in range(start, min(end, at + _FAR)):
        if line.isa(index, "that_words"):
            return index
        if _ends_adverbials(line, index):
            return None
    return None


def _past_insertion(line: Line, at: int, end: int) -> int:
    """Behind "– without evidence –"."""
    if line.low(at) not in ("–", "—", ",", "("):
        return at
    closing = {"(": ")"}.get(line.low(at), line.low(at))
    for index in range(at + 1, min(end, at + _FAR)):
        if line.low(index) == closing:
            return index + 1 if line.isa(index + 1, "that_words") else at
    return at


def _ends_adverbials(line: Line, at: int) -> bool:
    """Whether a word cannot stand in "in a speech to graduates of the academy"."""
    if line.finite(at) or line.kind(at) == SPEECH or line.low(at) in (";", ":", "(", ","):
        return True
    return line.isa(at, "relatives") or line.isa(at, "facts") or is_gerund(line, at) or line.form(at) is not None


# -- adverbials --------------------------------------------------------------------------------


def past_adverbials(line: Line, at: int, end: int) -> int:
    """Behind words of when, where and in what something was said."""
    while at < end:
        step = _adverbial(line, at, end)
        if step == at or (line.finite(step) and line.isa(step - 1, "time_words")):
            return at  # also before "July was the hottest month"
        at = step
    return at


def _adverbial(line: Line, at: int, end: int) -> int:
    if line.low(at) == ",":
        return _between_commas(line, at, end)
    if (line.adverb(at) or line.isa(at, "time_words")) and not line.isa(at, "clause_firsts"):
        return at + 1
    timed = _time(line, at, end)
    if timed > at or not line.isa(at, "prepositions"):
        return timed
    venue = _venue(line, at, end)
    return venue if venue > at else _place(line, at, end)


def _between_commas(line: Line, at: int, end: int) -> int:
    """Behind ", however," and before what follows ", on Tuesday"."""
    if line.low(at + 2) == "," and (line.isa(at + 1, "openers") or line.adverb(at + 1)):
        return at + 3
    if at + 1 >= end or line.kind(at + 1) == "mark":
        return at
    behind_it = _adverbial(line, at + 1, end)
    return behind_it if behind_it > at + 1 else at


def _time(line: Line, at: int, end: int) -> int:
    """Behind "on Tuesday", "earlier this month", "two weeks ago"."""
    timed = at
    for index in range(at, min(end, at + _NEAR)):
        word_of_time = line.isa(index, "time_words")
        if not (
            word_of_time
            or line.kind(index) == "number"
            or line.isa(index, "time_fillers")
            or line.isa(index, "time_openers")
        ):
            break
        if word_of_time or _dated(line, index):
            timed = index + 1
    lasts = line.isa(timed - 1, "spans") and not line.isa(at, "time_openers")
    return at if timed > at and lasts else timed  # "declared three days of mourning"


def _dated(line: Line, at: int) -> bool:
    """Whether a number belongs to a time: "4 April", "June 2031"."""
    return line.kind(at) == "number" and (line.isa(at + 1, "time_words") or line.isa(at - 1, "time_words"))


def _venue(line: Line, at: int, end: int) -> int:
    """Behind "in a statement", "at a hearing", "to reporters"."""
    for index in range(at + 1, min(end, at + _NEAR)):
        if _is_venue(line, index):
            while _is_venue(line, index + 1):
                index += 1
            return index + 1
        if line.finite(index) or line.kind(index) in ("mark", SPEECH) or line.isa(index, "prepositions"):
            break
    return at


def _is_venue(line: Line, at: int) -> bool:
    return line.isa(at, "venues") or line.isa(at, "audiences")


def _place(line: Line, at: int, end: int) -> int:
    """Behind "in Geneva", if the content, another adverbial or the end follows."""
    if line.isa(at, "topic_prepositions"):
        return at
    index = at + 1 + line.isa(at + 1, "determiners")
    while index < end and line.capital(index):
        index += 1
    if not line.capital(index - 1) or index <= at + 1:
        return at
    follows = (
        index >= end - 1
        or line.low(index) in (",", ":")
        or line.isa(index, "that_words")
        or line.isa(index, "time_openers")
    )
    return index if follows else at


def _past_person(line: Line, at: int, end: int) -> int:
    """Behind whom it was told to: "reporters", "the BBC", "him"."""
    if line.isa(at, "audiences") and (
        line.isa(at + 1, "that_words") or line.isa(at + 1, "to_words") or line.low(at + 1) in (":", ",")
    ):
        return at + 1
    index = at + (line.isa(at, "determiners") and not line.isa(at + 1, "finite"))
    if line.isa(index, "audiences"):
        while line.isa(index + 1, "audiences") or (
            line.isa(index + 1, "inner_prepositions") and line.isa(index + 2, "audiences")
        ):
            index += 1
        return index + 1
    last = index
    while last < min(end, index + _LONGEST_NAME) and _in_name(line, last):
        last += 1
    if last == index and index > at:
        last += 1
    last += last > index and line.kind(last) == "number"
    return at if line.finite(last) else last


def _in_name(line: Line, at: int) -> bool:
    return line.capital(at) or line.kind(at) == "possessive" or line.isa(at, "audiences") or line.isa(at, "bodies")
