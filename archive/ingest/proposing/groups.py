"""Groups of words that may name a speaker: before a verb, behind it, and at the head of a clause."""

from typing import NamedTuple

from archive.ingest.proposing.lines import SPEECH, Line

_LONGEST = 40  # words that a subject may have with all that hangs on it
_CLAUSE = 12  # words of a clause that says which one is meant
_FEW = 4
_BRACKET = 8  # tokens in brackets behind a name
_DEMONYMS = ("an", "ese", "ish", "ch", "li", "ic")
_OPEN_NAMES = frozenset("&-/'’.")


class Group(NamedTuple):
    """Words from one token to before another; ``tail`` to ``tail_end`` is an apposition that says who it is."""

    start: int
    end: int
    tail: int = 0
    tail_end: int = 0


def before_verb(line: Line, verb: int, floor: int) -> Group | None:
    """The subject that ends right before a verb and what is wrapped around that; not beyond ``floor``."""
    if line.kind(verb - 1) == "mark":
        return _apposed(line, verb - 1, floor) if line.low(verb - 1) in (",", ")", "—", "–") else None
    if line.isa(verb - 1, "relatives") or (line.isa(verb - 1, "that_words") and verb - 1 > floor):
        end = verb - 1
        if line.low(end - 1) == ",":
            end -= 1
        group = leftwards(line, end, floor) if end > floor else None
        return _last_named(line, group) if group and line.isa(verb - 1, "which_words") else group
    timed = _timed(line, verb, floor)
    if timed < verb and line.low(timed - 1) == ",":
        return _apposed(line, timed - 1, floor)  # "the mayor, Ann Bell, on Tuesday said"
    return leftwards(line, verb, floor)


def _timed(line: Line, end: int, floor: int) -> int:
    """Where words of time that end before ``end`` begin."""
    start = end
    while start > floor and (line.isa(start - 1, "time_words") or line.kind(start - 1) == "number"):
        start -= 1
    return start - (start < end and line.isa(start - 1, "time_openers"))


def _last_named(line: Line, group: Group) -> Group:
    """Of things, the nearest: "three letters from the union, which …"."""
    starts = (at for at in range(group.end - 1, group.start, -1) if line.isa(at, "heads"))
    return Group(next(starts, group.start), group.end)


def _before_bracket(line: Line, end: int, floor: int) -> int:
    """Where a group ends behind which something stands in brackets: "the Harbour Board (HB)", "Ann Bell (68)"."""
    if line.low(end - 1) != ")":
        return end
    return next((at for at in range(end - 2, max(floor, end - _BRACKET), -1) if line.low(at) == "("), end)


def leftwards(line: Line, end: int, floor: int) -> Group | None:
    """The group that ends before ``end``."""
    end = _before_bracket(line, end, floor)
    if end - 1 >= floor and line.isa(end - 1, "subjects"):
        return Group(end - 1, end)
    start = end
    lowest = max(floor, end - _LONGEST)
    while start > lowest and _belongs(line, start - 1, end, lowest):
        start -= 1
    who = _relative(line, start, lowest)
    if who is not None:
        return leftwards(line, who, floor)
    return _trimmed(line, _past_remains(line, start, end), end)


def _relative(line: Line, start: int, lowest: int) -> int | None:
    """The "who" before which those stand of whom the group only says more."""
    if start - 1 <= lowest or not line.isa(start - 1, "relatives"):
        return _restricted(line, start, lowest)
    bound = line.isa(start - 2, "prepositions") or line.low(start - 2) == ","
    return None if bound or _starts_group(line, start) else start - 1


def _restricted(line: Line, start: int, lowest: int) -> int | None:
    """The "who" of "the man who saw the mayor", of which the group is but the end."""
    for at in range(start - 1, max(lowest, start - _CLAUSE), -1):
        if line.isa(at, "who_words"):
            return at if line.kind(at - 1) == "word" and not line.isa(at - 1, "prepositions") else None
        if line.kind(at) in ("mark", SPEECH) or line.isa(at, "conjunctions") or line.isa(at, "that_words"):
            return None
    return None


def _starts_group(line: Line, at: int) -> bool:
    return line.capital(at) or line.isa(at, "determiners") or line.isa(at, "roles") or line.isa(at, "unnamed")


def _past_remains(line: Line, start: int, end: int) -> int:
    """Where a group begins that seems to begin with the end of another phrase: behind its last "and"."""
    if not (line.isa(start, "prepositions") or (line.low(start).endswith("ing") and not line.capital(start))):
        return start
    return next((at + 1 for at in range(end - 1, start, -1) if line.isa(at, "and_words")), start)


def _belongs(line: Line, at: int, end: int, lowest: int) -> bool:
    """Whether a token still belongs to the group that reaches from behind it to ``end``."""
    kind = line.kind(at)
    if kind == "mark":
        return line.low(at) in _OPEN_NAMES
    if kind == SPEECH or line.finite(at) or line.isa(at, "relatives") or line.isa(at, "before_group"):
        return False
    if at + 1 < end and line.isa(at + 1, "heads") and not _leads_on(line, at):
        return False
    if line.isa(at, "conjunctions"):
        return line.isa(at, "joining_speakers") and at + 1 < end and _joins(line, at, end, lowest)
    if line.isa(at, "inner_prepositions"):
        return at > lowest and line.kind(at - 1) not in ("mark", SPEECH) and not line.isa(at + 1, "time_words")
    return not (line.isa(at, "subordinators") or line.isa(at, "prepositions"))


def _leads_on(line: Line, at: int) -> bool:
    """Whether an article behind this word does not begin the group: "of the", "and the", "all the"."""
    return any(
        line.isa(at, name) for name in ("inner_prepositions", "conjunctions", "determiners", "openers", "adverbs")
    )


def _joins(line: Line, at: int, end: int, lowest: int) -> bool:
    """Whether "and" joins two that speak, and not two clauses."""
    if at <= lowest:
        return False
    left, right = at - 1, at + 1
    if line.isa(right, "singular_people") or line.isa(right, "things"):
        return False
    if _nameable(line, left):
        return True
    return not any(_nameable(line, each) for each in range(right, end)) and line.isa(right, "possessives")


def _nameable(line: Line, at: int) -> bool:
    """Whether a word may end the name or the description of a speaker."""
    return line.capital(at) or any(
        line.isa(at, name) for name in ("unnamed", "bodies", "roles", "documents", "plurals", "singular_people")
    )


def _trimmed(line: Line, start: int, end: int) -> Group | None:
    """Without the words that only open a clause and those of time at either end."""
    while start < end and (
        line.isa(start, "openers")
        or line.isa(start, "conjunctions")
        or line.isa(start, "time_words")
        or (
            line.isa(start, "time_openers") and (line.isa(start + 1, "time_words") or line.isa(start + 2, "time_words"))
        )
        or (line.kind(start) == "number" and (line.isa(start - 1, "time_words") or line.isa(start + 1, "time_words")))
        or (line.adverb(start) and not line.isa(start, "determiners"))
    ):
        start += 1
    while end > start and ((line.isa(end - 1, "time_words") and not line.capital(end - 2)) or line.adverb(end - 1)):
        end -= 1
    return Group(start, end) if start < end else None


def _apposed(line: Line, comma: int, floor: int) -> Group | None:
    """Who stands before "…, a … of …," which ends at ``comma``: the nearest comma before which there is a name."""
    lowest = max(floor, comma - _LONGEST)
    opening = {")": "("}.get(line.low(comma), "")
    for at in range(comma - 1, lowest, -1):
        if line.kind(at) == SPEECH or line.low(at) in (";", ":"):
            return None
        if line.low(at) not in ((opening,) if opening else (",", "—", "–")):
            continue
        group = leftwards(line, at, floor)
        if group is not None and _heads(line, group):
            return group._replace(tail=at + 1, tail_end=comma)
    return None


def _heads(line: Line, group: Group) -> bool:
    """Whether a group can be what an apposition explains: a name, "the …" or "those who …"."""
    before = ("prepositions", "relatives")
    if any(line.isa(group.start - 1, name) for name in before) or line.isa(group.start, "relatives"):
        return False
    if any(line.isa(group.start, name) for name in ("heads", "explained", "counts")):
        return True
    if line.capital(group.start):
        return True
    prepositions = (at for at in range(group.start, group.end) if line.isa(at, "prepositions"))
    return any(_nameable(line, at) for at in range(group.start, next(prepositions, group.end)))


def rightwards(line: Line, start: int, ceiling: int) -> Group | None:
    """The group that begins at ``start``, as behind "said", with its apposition."""
    highest = min(len(line), ceiling, start + _LONGEST)
    end = start
    while end < highest and _continues(line, start, end):
        end += 1
    group = _trimmed_right(line, start, end)
    if group is None or line.low(group.end) != ",":
        return group
    closing = next(
        (at for at in range(group.end + 1, highest) if line.low(at) in (",", ";", ":") or line.kind(at) == SPEECH),
        highest,
    )
    if _explains(line, group.end + 1, closing):
        return group._replace(tail=group.end + 1, tail_end=closing)
    return group


def _continues(line: Line, start: int, at: int) -> bool:
    """Whether a token goes on with the group that began at ``start``."""
    if line.kind(at) == "mark":
        return _continues_name(line, start, at)
    if _ends(line, at):
        return False
    if line.isa(at, "subordinators") or (line.adverb(at) and not line.capital(at) and not line.isa(at, "determiners")):
        return line.capital(at) and line.capital(at - 1)
    if line.isa(at, "prepositions"):
        return at > start and _hangs(line, start, at)
    if at > start and line.capital(at - 1) and line.kind(at) == "word" and not line.capital(at):
        return _described_on(line, at)
    return not line.isa(at, "and_words") or _names_another(line, at + 1)


def _ends(line: Line, at: int) -> bool:
    if line.kind(at) == SPEECH or line.finite(at):
        return True
    if line.isa(at, "time_words"):
        return not line.isa(at - 1, "heads")
    return line.isa(at, "relatives") or line.isa(at, "ends_group")


def _continues_name(line: Line, start: int, at: int) -> bool:
    """Whether a mark stands within a name: "Dr. Ann Bell", "Marks & Son"."""
    if at <= start or at + 1 >= len(line):
        return False
    if line.low(at) == ".":
        return line.isa(at - 1, "titles") and line.capital(at + 1)
    return line.low(at) in _OPEN_NAMES


def _names_another(line: Line, at: int) -> bool:
    return line.capital(at) or line.isa(at, "determiners") or _nameable(line, at)


def _described_on(line: Line, at: int) -> bool:
    """Whether small words behind a name lead to a noun for a speaker: "the … Institute report"."""
    if line.isa(at, "particles"):
        return True
    if line.isa(at, "and_words"):
        return _names_another(line, at + 1)
    demonym = line.low(at - 1).endswith(_DEMONYMS)
    for each in range(at, at + _FEW):
        if demonym and line.capital(each) and line.capital(each + 1):
            return True
        if _nameable(line, each) and not line.capital(each):
            return True
        if line.kind(each) != "word" or any(
            line.isa(each, name) for name in ("prepositions", "articles", "plain_verbs")
        ):
            return False
    return False


def _hangs(line: Line, start: int, at: int) -> bool:
    """Whether a preposition still describes who it is: "a spokesman for the …", "the Bank of …"."""
    if line.isa(at, "by_words"):
        return line.isa(at - 1, "documents") or line.isa(at - 2, "documents")
    after = (at + 1, "time_words"), (at + 1, "venues"), (at + 2, "venues")
    if not line.isa(at, "hanging") or any(line.isa(*each) for each in after):
        return False
    if line.isa(at, "of_words") or not _names_another(line, at + 1):
        return line.isa(at, "of_words")
    if line.isa(at, "in_words"):
        return line.isa(at - 1, "unnamed") or line.isa(at - 1, "bodies") or _in_office(line, at)
    if line.isa(at, "for_words") and (line.isa(at - 1, "body_names") or _in_office(line, at)):
        return line.capital(at + 1)
    return not line.capital(at - 1) or line.isa(start, "determiners")


def _in_office(line: Line, at: int) -> bool:
    """Whether a preposition stands within the name of an office: "Special Agent in Charge", "Minister for Health"."""
    return line.isa(at - 1, "roles") and line.capital(at - 1) and line.isa(at + 1, "portfolios")


def _trimmed_right(line: Line, start: int, end: int) -> Group | None:
    while end > start and (
        line.isa(end - 1, "conjunctions") or line.isa(end - 1, "prepositions") or line.adverb(end - 1)
    ):
        end -= 1
    return Group(start, end) if start < end else None


def _explains(line: Line, at: int, closing: int) -> bool:
    """Whether what stands between a comma and ``closing`` says who somebody is, and is no clause."""
    if line.capital(at) and line.capital(at + 1) and not line.capital(at - 2):
        return True
    if not line.isa(at, "relatives") and any(line.finite(each) for each in range(at, closing)):
        return False
    if line.isa(at, "determiners") or line.isa(at, "relatives") or line.isa(at, "origins"):
        return not line.isa(at, "pointing")
    return any(line.isa(each, "roles") for each in range(at, at + 6))


def main_subject(line: Line, floor: int, ceiling: int) -> Group | None:
    """The subject that a clause begins with, behind what opens it: "In May, on the coast, the mayor …"."""
    start = floor
    for _ in range(3):
        while start < ceiling and (
            line.isa(start, "openers") or line.low(start) == "," or line.isa(start, "conjunctions")
        ):
            start += 1
        opening = any(line.isa(start, name) for name in ("prepositions", "subordinators", "time_openers"))
        if not opening and not (line.low(start).endswith("ed") and start == 0):
            break
        comma = next((at for at in range(start, min(ceiling, start + _LONGEST)) if line.low(at) == ","), None)
        if comma is None:
            break
        start = comma + 1
    group = Group(start, start + 1) if line.isa(start, "subjects") else rightwards(line, start, ceiling)
    if group is None:
        return None
    end = _verb_within(line, group)
    trimmed = _trimmed(line, group.start, end)
    return trimmed._replace(tail=group.tail, tail_end=group.tail_end) if trimmed and end == group.end else trimmed


def _verb_within(line: Line, group: Group) -> int:
    """Where a verb seems to end what was taken for a subject: behind the noun for a speaker, or one of the rules."""
    for at in range(group.start + 1, group.end):
        if line.isa(at, "prepositions"):
            return group.end
        if _nameable(line, at) or line.kind(at) != "word" or line.isa(at, "and_words"):
            continue
        following = range(at + 1, min(at + 3, group.end))
        if any(_nameable(line, each) and not (line.capital(each) or line.isa(each, "subjects")) for each in following):
            continue
        if line.form(at) or _nameable(line, at - 1):
            return at
    return group.end
