"""Events drawn in time, with what is claimed of each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from archive.formats.drawing.marks import Share
from archive.formats.drawing.svg import Element
from archive.formats.drawing.timeline import Item, Words, timeline
from archive.reading_room.faceting.tallies import VALUES, Tally
from archive.reading_room.telling.numbers import months
from archive.reading_room.telling.strip import label
from archive.reading_room.wording.closed_words import spoken
from archive.reading_room.wording.dating import shown
from archive.reading_room.wording.languages import current, original
from archive.text.extent import UNKNOWN, Extent, extent

Json = dict[str, Any]
# What happened needs no word beside its name.
PLAIN = "happened"
ENDS = _(
    "A mark is a day, a hollow bar a time within which it lies, a full bar a whole time, dashes an approximate date, "
    "an arrow an end that is open. The list says the same."
)


class Part(NamedTuple):
    """So many claims of an event with one standing or outcome, and the words for it."""

    value: str
    label: str
    number: int


class Drawing(NamedTuple):
    """Events in time; ``stands`` says which."""

    svg: Element
    stands: str


def drawing(events: Sequence[Json], tallied: Mapping[str, Tally]) -> Drawing | None:
    """The cards of events as a drawing, with how the claims of each fall; None for no events."""
    items = [_item(each, tallied.get(each["uid"], {})) for each in events if not each.get("withdrawn")]
    stands = window(item.extent for item in items)
    words = Words(gettext("Events in time"), f"{stands} {gettext(ENDS)}", gettext("No date stated"), months())
    svg = timeline("in-time", items, words)
    return Drawing(svg, stands) if svg else None


def window(extents: Iterable[Extent]) -> str:
    """Which events are drawn: how many, from which year to which, and how many have no date."""
    found = list(extents)
    days = [day for each in found for day in (each.first, each.last) if day]
    undated = sum(each.form == UNKNOWN for each in found)
    goes_on = any(each.end != "closed" for each in found)
    told = [ngettext("%(number)s event", "%(number)s events", len(found)) % {"number": len(found)}]
    if days:
        years = _years(min(days).year, max(days).year)
        told.append(gettext("%(years)s and on") % {"years": years} if goes_on else years)
    if undated and days:
        without = ngettext("%(number)s of them without a date", "%(number)s of them without a date", undated)
        told.append(without % {"number": undated})
    return f"{', '.join(told)}."


def _years(first: int, last: int) -> str:
    return gettext("{start} to {end}").format(start=first, end=last) if first != last else str(first)


def _item(card: Json, tally: Tally) -> Item:
    status = card["status"]
    word_of_status = spoken(status["label"], "status")
    return Item(
        title=card["title"],
        url=card["url"],
        extent=extent(card["date"]["edtf"] or ""),
        status=status["value"],
        word="" if status["value"] == PLAIN else word_of_status.lower(),
        told=f"{card['title']}. {_when(card['date'])}. {word_of_status}. {claims(tally)}",
        claims=tuple(Share(value, number) for value, number in tally.items()),
        language=original(),
    )


def _when(date: Json) -> str:
    return capfirst(shown(date)) if date["edtf"] else capfirst(gettext("date not stated"))


def claims(tally: Tally) -> str:
    """How the claims of an event fall, in words: "4 claims: 3 open, 1 refuted."."""
    if not tally:
        return gettext("No claims.")
    part, words = gettext("%(number)s %(standing)s"), _words()
    split = ", ".join(part % {"number": number, "standing": words[value].lower()} for value, number in tally.items())
    number = sum(tally.values())
    return f"{ngettext('%(number)s claim', '%(number)s claims', number) % {'number': number}}: {split}."


def splits(tallied: Mapping[str, Tally]) -> dict[str, list[Part]]:
    """How the claims of each event fall, in symbols and words."""
    words = _words()
    return {
        uid: [Part(value, words[value], number) for value, number in tally.items()] for uid, tally in tallied.items()
    }


def judged(found: Sequence[Json]) -> list[tuple[Part, list[Json]]]:
    """Cards of claims by standing or outcome, in the order of the method; the closed ones are left out."""
    by_value: dict[str, list[Json]] = {}
    for card in found:
        if not card.get("withdrawn"):
            by_value.setdefault(_value(card), []).append(card)
    order, words = [value for _, value in VALUES], _words()
    return [
        (Part(value, words[value], len(by_value[value])), by_value[value])
        for value in sorted(by_value, key=order.index)
    ]


def _value(card: Json) -> str:
    judgement = card["standing"] or card["outcome"]
    return str(judgement["value"]) if judgement else "opinion"


def _words() -> Mapping[str, str]:
    """Every standing and outcome in words; opinions have none."""
    return _said_in(current())


@cache
def _said_in(language: str) -> Mapping[str, str]:
    """Kept, for a page says hundreds; ``language`` is the present one."""
    said = {value: spoken(spoken(label(value), "standing"), "outcome") for _, value in VALUES}
    return said | {"opinion": gettext("Not rated")}
