"""The place, day and agency before the first words of a paragraph: "SEOUL (Reuters) –"."""

import re
from functools import cache

from archive.ingest.finding.folding import folded
from archive.ingest.finding.tables import words_of

_DASH = r"(?:—|–|--|-|―|:)"
_CAPITALS = (
    r"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ.'’\-]{1,30}(?:[ /][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ.'’\-]{0,30}){0,4}"
)
_NAME = r"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][\w.'’\-]{1,30}(?: [A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][\w.'’\-]{0,30}){0,3}"
_LOOK = 160


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(words_of("month"), key=len, reverse=True))
    day = rf"(?:(?i:{months})\.? \d{{1,2}}|\d{{1,2}} (?i:{months})\.?)(?:,? \d{{4}})?"
    dated = rf"(?:[,.] (?P<day>{day}))?"
    region = rf"(?:, {_NAME}){{0,2}}"
    agency = r"(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[A-Za-z .\-]{2,30})/)"
    return tuple(
        re.compile(form)
        for form in (
            # SEOUL, South Korea, March 3, 2031 (Agency) —
            rf"{_CAPITALS}{region}(?:[,.] (?:{day}))?,? {agency}\.? {{0,2}}{_DASH}*\s*",
            # Seoul (Agency) –, if the brackets hold an agency, or a day stands before them
            rf"{_NAME}{region}{dated},? {agency}\.? {{0,2}}{_DASH}\s*",
            # (Agency) –
            rf"{agency}\s{{0,2}}{_DASH}\s*",
            # [City, Country] —
            rf"\[{_NAME}{region}(?:, (?:{day}))?\] {{0,2}}{_DASH}\s*",
            # SEOUL, March 3. AGENCY. ; MOSCOW, March 3. /TASS/.
            rf"{_CAPITALS}{region}[,.] {day}\.? (?:/?[A-Z][A-Z\- ]{{1,24}}/?\. |{_DASH}+\s*)",
            # Geneva, 3 March 2031 –
            rf"{_NAME}{region},? {day} {{0,2}}{_DASH}\s*",
            # SEOUL, South Korea —
            rf"{_CAPITALS}{region} {{0,2}}(?:—|–|--|―| -|/ ?-)\s*(?=\S)",
            # NEW DELHI: The minister …
            rf"{_CAPITALS}(?:, {_NAME})?: (?=[A-Z“\"‘'])",
        )
    )


def dateline_end(text: str) -> int:
    """Where a dateline at the beginning of ``text`` ends; 0 where there is none."""
    head = text[:_LOOK]
    for number, form in enumerate(_forms()):
        match = form.match(head)
        if match is None or match.end() >= len(text.rstrip()):
            continue
        groups = match.groupdict()
        agency = groups.get("agency") or groups.get("slashed") or ""
        if number in (1, 2) and not (groups.get("day") or is_agency(agency)):
            continue
        if number == 0 and not is_agency(agency) and not re.search(_DASH + r"\s*$", match[0]):
            continue
        if number == 7 and _is_speaker(match[0]):
            continue
        return match.end()
    return 0


def is_agency(text: str) -> bool:
    """Whether ``text`` names an agency of the world, alone or with others."""
    return any(folded(part) in words_of("agency") for part in re.split(r"[/,]", text))


def _is_speaker(text: str) -> bool:
    """A transcript has "MR. PRICE:" and "QUESTION:" where others have a place."""
    name = text.rstrip(": ")
    return "." in name or name in ("Q", "A") or folded(name) in _SPEAKERS


_SPEAKERS = {
    "question",
    "answer",
    "moderator",
    "host",
    "operator",
    "reporter",
    "secretary",
    "minister",
    "president",
    "speaker",
    "interviewer",
}
