"""Figures of one quantity as a chart for each unit and as the rows of one table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from archive.formats.drawing.chart import SIGNS, Figure, Words, chart
from archive.formats.drawing.svg import Element
from archive.reading_room.telling.numbers import digits, months, thousands
from archive.reading_room.telling.origins import together
from archive.reading_room.telling.words import QUALIFIERS
from archive.reading_room.wording.dating import shown
from archive.reading_room.wording.languages import original
from archive.text.extent import extent

Json = dict[str, Any]
NOBODY = _("Speaker not stated")


class Row(NamedTuple):
    """A figure in the table: its number there, what was said, by whom, and the sign of that speaker in the chart.

    ``amount`` is the number in words, without its unit.
    """

    number: int
    figure: Json
    speaker: str
    sign: int | None
    amount: str


class Speaker(NamedTuple):
    """Who has a sign in the charts; ``path`` draws it. The last sign may be that of several."""

    name: str
    path: str
    sign: int


class Told(NamedTuple):
    """``charts`` have one unit each."""

    rows: list[Row]
    charts: list[Element]
    speakers: list[Speaker]


def told(label: str, figures: Sequence[Json]) -> Told:
    """Figures, oldest first, numbered; those that are words only stand in the table alone."""
    ordered = sorted(figures, key=_day)
    signs = _signs(ordered)
    rows = [_row(number, each, signs) for number, each in enumerate(ordered, start=1)]
    return Told(rows, list(_charts(label, rows)), _speakers(signs))


def _day(figure: Json) -> tuple[str, str]:
    return (figure["asserted"]["earliest"] or "9999", figure["asserted"]["latest"] or "9999")


def speaker(figure: Json) -> str:
    """Who claims it, in one line."""
    names = [each["name"] or capfirst(gettext("a withdrawn source")) for each in figure["claimants"]]
    return together(names) or gettext(NOBODY)


def _has_number(figure: Json) -> bool:
    return figure["low"] is not None or figure["high"] is not None


def _signs(figures: Sequence[Json]) -> dict[str, int]:
    """A sign for every speaker of a number, in the order in which they spoke; later ones share the last."""
    names = dict.fromkeys(speaker(each) for each in figures if _has_number(each))
    return {name: min(place, len(SIGNS) - 1) for place, name in enumerate(names)}


def _speakers(signs: Mapping[str, int]) -> list[Speaker]:
    by_sign: dict[int, list[str]] = {}
    for name, sign in signs.items():
        by_sign.setdefault(sign, []).append(name)
    return [Speaker(together(names), SIGNS[sign], sign) for sign, names in by_sign.items()]


def _row(number: int, figure: Json, signs: Mapping[str, int]) -> Row:
    name = speaker(figure)
    return Row(number, figure, name, signs.get(name) if _has_number(figure) else None, amount(figure))


def amount(figure: Json) -> str:
    """The number in words: "up to 10,000", "20,000 to 50,000", "about 300"; empty for words only."""
    ends = list(dict.fromkeys(digits(figure[name]) for name in ("low", "high") if figure[name] is not None))
    if not ends:
        return ""
    number = gettext("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]} if len(ends) == 2 else ends[0]
    return " ".join(filter(None, [gettext(QUALIFIERS[figure["qualifier"]]), number]))


def _charts(label: str, rows: Sequence[Row]) -> Iterator[Element]:
    """One for each unit: what is counted in different ones stands on no common scale."""
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        if row.sign is not None:
            by_unit.setdefault(row.figure["unit"] or "", []).append(row)
    for place, (unit, some) in enumerate(by_unit.items(), start=1):
        what = f"{label}, {unit}" if unit else label
        told = ngettext(
            "%(number)s figure by the day they were claimed. The table says the same.",
            "%(number)s figures by the day they were claimed. The table says the same.",
            len(some),
        )
        words = Words(what, told % {"number": len(some)}, what, months(), thousands(), original())
        svg = chart(f"chart-{place}", [_drawn(row) for row in some], words)
        if svg is not None:
            yield svg


def _drawn(row: Row) -> Figure:
    figure, asserted = row.figure, row.figure["asserted"]
    low, high = (float(figure[name]) if figure[name] is not None else None for name in ("low", "high"))
    unit = figure["unit"] or ""
    whole = f"{row.amount} {unit}".rstrip()
    return Figure(
        row.number,
        extent(asserted["edtf"] or ""),
        low,
        high,
        figure["qualifier"],
        row.sign or 0,
        row.amount,
        f"{row.number}. {row.speaker}: {whole}, {shown(asserted)}. {figure['statement']}",
        figure["url"],
        unit,
        original(),
    )
