"""When it was published: by what the format says, a printed line, the address, the file's name; else by what it tells."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from urllib.parse import unquote, urlsplit

from archive.ingest.describing.addresses import addresses
from archive.ingest.describing.inferring import inferred
from archive.ingest.describing.page import Line, Page, Place
from archive.ingest.describing.printed import Day, Printed, dates_in
from archive.ingest.describing.relative import resolve
from archive.ingest.describing.settling import (
    ADDRESS,
    BY_THE_WAY,
    FILE_NAME,
    IN_PROSE,
    LIKELY,
    LINE,
    Candidate,
    of_hint,
    rank,
    settle,
)
from archive.ingest.describing.tables import any_of, table
from archive.ingest.shapes import Extent, Guess, Kind
from archive.text.dates import DateError, overlaps, span

_LONGEST = 160
_SAID = "the line of publication"
_ISO = re.compile(
    r"\s*(?P<day>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)(?:(?:T|\s+)(?P<time>[0-9:.]{4,18}\s*(?:Z|[+-][0-9:]{2,6})?))?\s*"
)
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)[0-9]{2})/(?P<m>[01]?[0-9])(?:/(?P<d>[0-3]?[0-9]))?(?=/|$)")
_COMPACT = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-_.]?)(?P<m>[01][0-9])(?P=sep)(?P<d>[0-3][0-9])(?![0-9])"
)
_ORDER_REACH = 50_000
_DIGITS = re.compile(r"(?<![0-9/-])([0-3]?[0-9])[/-]([0-3]?[0-9])[/-](?:19|20)?[0-9]{2}(?![0-9/-])")
_RIGHTS_YEAR = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)[^\n0-9]{0,12}((?:19|20)[0-9]{2})(?![0-9–-])")
_TIME = re.compile(
    r"[0-9]{1,2}(?:[:.][0-9]{2}){1,2}(?:\s?[APap]\.?[Mm]\.?)?(?:\s?(?:[A-Z]{2,4}|[+-][0-9]{2}:?[0-9]{2})(?!\w))?"
)


def published(page: Page) -> list[Guess]:
    candidates = [
        each for each in [*_hints(page), *_lines(page), *_addresses(page), *_file_name(page)] if _may_be(page, each)
    ]
    candidates = _without_todays(page, candidates)
    if candidates:
        return settle("published", candidates, _same)
    return settle("published", inferred(page))


def _same(one: str, other: str) -> bool:
    """Whether both may be one day."""
    return overlaps(span(one), span(other))


def _may_be(page: Page, candidate: Candidate) -> bool:
    """Whether the date can be read and does not lie after the day the document was taken."""
    try:
        earliest = span(candidate.value).earliest
    except DateError:
        return False
    # It may be tomorrow already where it was published.
    return page.taken is None or earliest is None or earliest <= page.taken + timedelta(1)


def _without_todays(page: Page, candidates: list[Candidate]) -> list[Candidate]:
    """Without what only says which day it was when the page was taken, if anything else tells another."""
    today = page.taken.isoformat() if page.taken else ""
    others = [each for each in candidates if each.value != today]
    if len(others) == len(candidates) or any(each.who == _SAID for each in candidates if each.value == today):
        return candidates
    if others:
        return others
    says = "It may be only the day on which the page was taken."
    return [_less(each, says) if each.evidence else each for each in candidates]


def _less(candidate: Candidate, says: str) -> Candidate:
    return candidate._replace(weight=BY_THE_WAY - 5, says=f"{candidate.says} {says}")


# -- what the format says ----------------------------------------------------------------------------


def _hints(page: Page) -> Iterator[Candidate]:
    for hint in page.hints("published"):
        value, time = _read(hint.value, page)
        if value:
            said = of_hint(hint, value, IN_PROSE if "pdf" in hint.where.casefold() else rank(hint))
            yield said._replace(says=f"{said.says[:-1]}: {' '.join(hint.value.split())[:60]}.") if time else said


def _read(value: str, page: Page) -> tuple[str, bool]:
    """The day in EDTF, in the zone that is written, and whether a time was written with it."""
    if match := _ISO.fullmatch(value):
        return match["day"], bool(match["time"])
    found = dates_in(value[:_LONGEST], page.words) or dates_in(value[:_LONGEST])
    if found and found[0].day.year is not None:
        return edtf(found[0], page), bool(_TIME.search(value))
    if match := _COMPACT.search(value.removeprefix("D:")[:8]):
        return _of(match), False
    return "", False


def edtf(printed: Printed, page: Page) -> str:
    """The date in EDTF; of two readings the one that the page's other dates and the day it was taken leave, else both."""
    readings = printed.readings
    if len(readings) > 1:
        readings = tuple(day for day in readings if not page.taken or day.edtf <= page.taken.isoformat()) or readings
    if len(readings) > 1 and (order := _order(page)) is not None:
        readings = readings[order : order + 1]
    days = sorted(day.edtf for day in readings)
    return days[0] if len(days) == 1 else f"[{','.join(days)}]"


def _order(page: Page) -> int | None:
    """0 when the page's other dates in digits put the day first, 1 when they put the month first; None when none tells."""
    found = {
        int(first) > 12
        for first, second in _DIGITS.findall(page.read.text[:_ORDER_REACH])
        if (int(first) > 12) != (int(second) > 12)
    }
    return None if len(found) != 1 else int(not found.pop())


# -- what stands on the page -------------------------------------------------------------------------


def _lines(page: Page) -> Iterator[Candidate]:
    published, changed, taken = (_begins(page.words, key) for key in ("published", "changed", "taken"))
    titles = {line.text for line in page.of_kind(Kind.TITLE)}
    for line in page.lines:
        if line.text in titles or line.kind in (Kind.CAPTION, Kind.CREDIT) or taken.match(line.text):
            continue
        if line.start in page.dated:
            yield from _in_line(line, page, published, changed)
        elif line.kind in (Kind.DATELINE, Kind.BODY):
            yield from _in_dateline(line, page)
        elif len(line.text) <= _LONGEST and line.place is not Place.BODY:
            yield from _in_line(line, page, published, changed)


def _in_line(line: Line, page: Page, published: re.Pattern[str], changed: re.Pattern[str]) -> Iterator[Candidate]:
    """A line that says when; one that says of itself what it says is worth most."""
    labels = [*((match.end(), True) for match in published.finditer(line.text)),
              *((match.end(), False) for match in changed.finditer(line.text))]  # fmt: skip
    dates = page.dates(line)
    for printed in dates:
        if printed.day.year is None:
            continue
        before = [label for label in labels if label[0] <= printed.start + 1]
        yield from _weighed(line, printed, page, max(before, default=None), len(dates))
    if not dates and (line.kind is Kind.DATE or (line.place is Place.TOP and len(line.text) <= 40)):
        yield from _ago(line, page)


def _weighed(
    line: Line, printed: Printed, page: Page, label: tuple[int, bool] | None, dates: int
) -> Iterator[Candidate]:
    place = line.extent._replace(start=line.start + printed.start, end=line.start + printed.end)
    value = edtf(printed, page)
    time = _TIME.search(line.text, printed.end) or _TIME.search(line.text[: printed.start])
    told = f" with the time {time[0]}" if time else ""
    if "," in value:
        yield Candidate(value, LIKELY + 4, "Day and month may stand in either order.", "the line with the date", place)
    elif label and label[1] and line.kind is Kind.NOISE and line.place is Place.END:
        yield Candidate(
            value, IN_PROSE + 4, f"A line below the text says so: “{line.text[:80]}”.", "a line below the text", place
        )
    elif label and label[1]:
        yield Candidate(value, LINE + 9, f"The line “{line.text[:80]}” says so.", _SAID, place)
    elif label:
        before = value if value[0] == "[" or len(value) != 10 else f"[..{value}]"
        weight = IN_PROSE + 2 if line.kind is Kind.DATE or line.place is Place.TOP else BY_THE_WAY
        yield Candidate(
            before,
            weight,
            f"It was changed then (“{line.text[:60]}”), so published by that day.",
            "the line of change",
            place,
        )
    elif line.start in page.dated and line.place is not Place.END:
        yield Candidate(value, LINE + 4, f"Printed above the text{told}.", "the line with the date", place)
    elif line.place is Place.TOP and _is_date_line(line, printed):
        yield Candidate(value, LINE - 6, f"Printed above the text{told}.", "a date above the text", place)
    elif line.kind is Kind.DATE and dates == 1:
        yield Candidate(value, IN_PROSE + 6, f"Printed below the text{told}.", "a date below the text", place)


def _is_date_line(line: Line, printed: Printed) -> bool:
    """Whether little but the date stands in the line."""
    others = line.text[: printed.start] + line.text[printed.end :]
    return None not in printed.day and len(_TIME.sub("", others).split()) <= 8


def _ago(line: Line, page: Page) -> Iterator[Candidate]:
    """ "3 hours ago" above the text, counted from the day the page was taken."""
    if page.taken is None:
        return
    value, basis = resolve(line.text, page.taken.isoformat(), language=page.words)
    if value and len(line.text.split()) <= 8:
        reason, who = (
            basis.replace("the publication", "the day it was taken"),
            "a line that counts from the day of reading",
        )
        if page.read.url:
            yield Candidate(value, IN_PROSE + 6, reason, who, line.extent)
        elif latest := span(value).latest:
            # Who handed it over may have saved it long before.
            yield Candidate(
                f"[..{latest.isoformat()}]",
                BY_THE_WAY - 10,
                f"{reason} It may have been saved before.",
                who,
                line.extent,
            )


def _in_dateline(line: Line, page: Page) -> Iterator[Candidate]:
    """ "SEOUL, March 5, 2024 (Yonhap)": the day stands before the first words."""
    head = re.match(r"[^\W\d_][^\n]{0,80}?(?:\)|\s[–—-]{1,2}\s)", line.text)
    if not head or not (line.kind is Kind.DATELINE or head[0].split()[0].strip(",.").isupper()):
        return
    for printed in dates_in(head[0], page.words):
        place = line.extent._replace(start=line.start + printed.start, end=line.start + printed.end)
        if printed.day.year is not None:
            yield Candidate(edtf(printed, page), LINE, "The dateline says so.", "the dateline", place)
        elif printed.day.day is not None:
            yield from _of_some_year(line, printed, page, place)


def _of_some_year(line: Line, printed: Printed, page: Page, place: Extent) -> Iterator[Candidate]:
    """A day without its year: that of the copyright line, or the latest one if the page was fetched just now."""
    words = line.text[printed.start : printed.end]
    if years := {int(year) for year in _RIGHTS_YEAR.findall(page.read.text)}:
        value, _ = resolve(words, f"{max(years):04}-12-31", language=page.words)
        says = f"The dateline gives “{words}”; the year is that of the copyright line."
    elif page.taken and page.read.url:
        value, _ = resolve(words, page.taken.isoformat(), language=page.words)
        says = f"The dateline gives “{words}”; the year is that of the latest such day before it was fetched."
    else:
        return
    if value:
        yield Candidate(value, FILE_NAME, says, "the dateline", place)


# -- addresses and names of files --------------------------------------------------------------------


def _addresses(page: Page) -> Iterator[Candidate]:
    for address in dict.fromkeys(addresses(page)):
        path = unquote(urlsplit(address).path)[:1_000]
        match = _IN_PATH.search(path) or _COMPACT.search(path)
        if match and (value := _of(match)):
            yield Candidate(value, ADDRESS, f"Its address has {match[0].strip('/')} in it.", "the address")


def _file_name(page: Page) -> Iterator[Candidate]:
    name = page.read.name.rpartition("/")[2][:200]
    if (match := _COMPACT.search(name)) and (value := _of(match)):
        yield Candidate(value, FILE_NAME, f"The name of the file has {match[0]} in it.", "the name of the file")


def _of(match: re.Match[str]) -> str:
    day = Day(int(match["y"]), int(match["m"]), int(match["d"]) if match["d"] else None).edtf
    try:
        span(day)
    except DateError:
        return ""
    return day


@cache
def _begins(language: str, key: str) -> re.Pattern[str]:
    words: Sequence[str] = table("words", language).get(key, ())
    return re.compile(rf"(?<![\w-])(?:{any_of(words)})(?:\s*[:•|–—-]\s*|\s+(?=\S)|$)", re.IGNORECASE)
