"""Numbers in a stretch of text with what they count and how exact they are meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

from archive.ingest.describing.tables import any_of
from archive.ingest.proposing.lexicon import Lexicon, lexicon
from archive.ingest.shapes import Amount, Extent

_MOST = 12
_UNIT = re.compile(r"\s{1,3}((?:[^\W\d_]{1,30}(?:[-'’][^\W\d_]{1,30}){0,3}\s?){1,4})")
_ADJECTIVE = re.compile(r"-([^\W\d_A-Z]{3,20})")  # "a 14-hour shift"
_LONGEST_UNIT = 40
_LARGEST = Decimal(10) ** 16
_NEAR = 14  # characters beside a number in which a month makes it a date
_YEARS = (1500, 2100)
_GAP = r"\s{1,3}"  # a line may end within a number
_any_of = partial(any_of, gap=_GAP)


@dataclass(frozen=True)
class _Numerals:
    """How a language writes numbers, read from its table."""

    spoken: Mapping[str, int]
    multipliers: Mapping[str, int]
    qualifiers: Mapping[str, str]  # phrase to word of Figure.Qualifier
    percents: frozenset[str]
    not_units: frozenset[str]
    plurals: frozenset[str]  # that do not end in -s
    months: frozenset[str]
    counted: re.Pattern[str]
    vague: re.Pattern[str]
    votes: re.Pattern[str]
    voted: str  # the unit of votes

    def value(self, match: re.Match[str], name: str, factor: str | None) -> Decimal | None:
        """The number ``name`` of a match, times its multiplier."""
        printed = match[name]
        if not printed:
            return None
        spoken = self.spoken.get(printed.lower())
        value = Decimal(spoken) if spoken is not None else Decimal(printed.replace(",", ""))
        value *= self.multipliers[factor.lower()] if factor else 1
        return value if value < _LARGEST else None


def amounts(text: str, start: int, end: int, rules: Lexicon) -> tuple[Amount, ...]:
    """The amounts of a stretch, in its order; years and days of the month are none."""
    numerals = _numerals(rules.language)
    found: list[Amount] = []
    for amount in (*_vague(text, start, end, numerals), *_counted(text, start, end, numerals)):
        if len(found) < _MOST and not any(_overlap(amount.place, other.place) for other in found):
            found.append(amount)
    return tuple(sorted(found, key=lambda amount: amount.place))


def votes(text: str, start: int, end: int, rules: Lexicon) -> tuple[Amount, ...]:
    """The votes for and against by which something was decided, each as an amount: "by 61 votes to 22"."""
    numerals = _numerals(rules.language)
    match = numerals.votes.search(text, start, end)
    places = [Extent(*match.span(name)) for name in ("a", "b")] if match else []
    printed = [text[place.start : place.end] for place in places]
    return tuple(
        Amount("", Decimal(each), Decimal(each), numerals.voted, "exact", each, place)
        for each, place in zip(printed, places, strict=True)
    )


def _overlap(one: Extent, other: Extent) -> bool:
    return one.start < other.end and other.start < one.end


def _counted(text: str, start: int, end: int, numerals: _Numerals) -> Iterator[Amount]:
    for match in numerals.counted.finditer(text, start, end):
        high = numerals.value(match, "b", match["bmul"])
        low = numerals.value(match, "a", match["amul"] or (match["bmul"] if high is not None else None))
        if low is None or _is_date(text, match, numerals):
            continue
        unit, until = _unit(text, match, end, numerals)
        qualifier = numerals.qualifiers.get(" ".join((match["qualifier"] or "").lower().split()), "exact")
        place = Extent(match.start(), until)
        bounds = _bounds(low, high, qualifier)
        yield Amount("", *bounds, unit, qualifier, " ".join(text[place.start : place.end].split()), place)


def _bounds(low: Decimal, high: Decimal | None, qualifier: str) -> tuple[Decimal | None, Decimal | None]:
    top = high if high is not None and high >= low else low
    if qualifier == "up_to" and top == low:
        return None, top
    return (low, None) if qualifier == "at_least" and top == low else (low, top)


def _vague(text: str, start: int, end: int, numerals: _Numerals) -> Iterator[Amount]:
    """In words only: "thousands of people", "a third of"."""
    for match in numerals.vague.finditer(text, start, end):
        unit, until = _noun(text, match.end(), end, numerals)
        place = Extent(match.start(), until)
        yield Amount("", None, None, unit, "words_only", " ".join(text[place.start : place.end].split()), place)


def _unit(text: str, match: re.Match[str], end: int, numerals: _Numerals) -> tuple[str, int]:
    """What is counted, and where its words end."""
    percent = match["percent"] or match["apercent"]
    if percent:
        word = percent.strip().lower()
        return ("%" if word in numerals.percents else word), match.end()
    if match["currency"]:
        return match["currency"].strip(), match.end()
    if adjective := _ADJECTIVE.match(text, match.end(), end):
        return adjective[1], adjective.end()
    return _noun(text, match.end(), end, numerals)


def _noun(text: str, at: int, end: int, numerals: _Numerals) -> tuple[str, int]:
    """The words of a unit, up to a plural or a word that belongs to what follows, and where they end."""
    found = _UNIT.match(text, at, min(end, at + 2 * _LONGEST_UNIT))
    last = at
    kept: list[str] = []
    for word in re.finditer(r"\S+", found[1]) if found else ():
        if word[0].lower() in numerals.not_units:
            break
        kept.append(word[0])
        last = (found.start(1) if found else at) + word.end()
        if (word[0].endswith("s") and not word[0][0].isupper()) or word[0].lower() in numerals.plurals:
            break
    return " ".join(kept)[:_LONGEST_UNIT], last


def _is_date(text: str, match: re.Match[str], numerals: _Numerals) -> bool:
    """Whether a bare number is a year, a day of the month, or part of a name."""
    printed = match["a"]
    if match["b"] and _is_year(printed) and _is_year(match["b"]):
        return True
    if any(match[name] for name in ("currency", "percent", "apercent", "amul", "b", "qualifier")):
        return False
    before = text[max(0, match.start() - _NEAR) : match.start()].split()
    after = text[match.end() : match.end() + _NEAR].split()
    if any(word[0].strip(".,").lower() in numerals.months for word in (before[-1:], after[:1]) if word):
        return True
    hyphened = text[match.end() : match.end() + 1] == "-" and not _ADJECTIVE.match(text, match.end())
    return hyphened or _is_year(printed)


def _is_year(printed: str) -> bool:
    return printed.isdigit() and len(printed) == len("1999") and _YEARS[0] <= int(printed) <= _YEARS[1]


@cache
def _numerals(language: str) -> _Numerals:
    rules = lexicon(language)
    assert rules is not None, "amounts are asked for by the rules of a language"
    table, months = rules.amounts, rules.classes["months"]
    qualifiers = {word: name for name, words in table["qualifiers"].items() for word in words}
    return _Numerals(
        spoken=table["numbers"],
        multipliers=table["multipliers"],
        qualifiers=qualifiers,
        percents=frozenset(table["units"]["percents"]),
        not_units=months.union(table["units"]["not_units"]),
        plurals=frozenset(table["units"]["plurals"]),
        months=months,
        counted=_counted_pattern(table, qualifiers),
        votes=_votes_pattern(table["votes"]),
        voted=table["votes"]["counted"],
        vague=re.compile(rf"\b(?:{_any_of(table['vague']['words'])})(?!\w)", re.IGNORECASE),
    )


def _votes_pattern(table: Mapping[str, Any]) -> re.Pattern[str]:
    between = _any_of(table["between"])
    return re.compile(
        rf"""\b(?:{_any_of(table["leads"])}),?\s{{1,3}}(?P<a>\d{{1,4}})(?:\s{{1,3}}{table["counted"]}\s{{1,3}}(?:{between})\s{{1,3}}
        | \s?[-–]\s?)(?P<b>\d{{1,4}})(?![\w%]|[.,]\d|\s?(?:%|per))""",
        re.VERBOSE | re.IGNORECASE,
    )


def _counted_pattern(table: Mapping[str, Mapping[str, Iterable[str]]], qualifiers: Iterable[str]) -> re.Pattern[str]:
    digits = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,4})?"
    times = rf"(?:\s?(?P<%s>{_any_of(table['multipliers'])})\b)?"
    units = table["units"]
    percent = rf"\s?(?:{_any_of([*units['percents'], *units['points']])})(?!\w)"
    # A lone letter is a currency only where millions are counted: "N4.7 billion", but "N95".
    letters = rf"[{''.join(units['letters'])}](?=[\d.,]{{1,12}}\s?(?:{_any_of(table['multipliers'])})\b)"
    currency = rf"(?:{_any_of(units['currencies'])})\s?|{letters}"
    return re.compile(
        rf"""(?:\b(?P<qualifier>{_any_of(qualifiers)}){_GAP})?
        (?<![\w.,]) (?<!\w-) (?P<currency>{currency})? (?P<a>{digits}|\b(?:{_any_of(table["numbers"])})\b) {times % "amul"}
        (?: (?P<apercent>{percent})? \s{{0,2}}(?:{_any_of(table["ranges"]["words"])}|[-–—])\s{{0,2}}
           (?:{currency})? (?P<b>{digits}) {times % "bmul"} )?
        (?P<percent>{percent})? (?! \w | [.,]\d )""",
        re.VERBOSE | re.IGNORECASE,
    )
