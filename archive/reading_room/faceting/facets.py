"""How the records of a list fall under each value it can be narrowed by: exact, on any day.

The number beside a value is what the list would hold with that value in place of the facet's
present one, so it is the length of the list that its link leads to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from operator import and_
from typing import Any, NamedTuple

from archive.reading_room.faceting.inverted import Index, index
from archive.reading_room.faceting.named import Counted, most_named
from archive.reading_room.faceting.segments import RELATIONS
from archive.reading_room.listing.filters import FILTERS, ORDERINGS, Narrowing, selected
from archive.reading_room.listing.lists import Wanted
from archive.reading_room.listing.selecting import DAY_SHIFT

# Of whom or what is named, so many are offered: those most often named.
MOST = 10
# Lists whose counts are kept until something is published: some of them are asked for all the time.
KEPT = 500
# Of so many records more than are on a page it is told where they stand: of those some may go until they are read.
SPARE = 20
YEAR = "year"
FACETS = {
    "claim": ("standing", "outcome", "attribution", "kind", "claimant", "origin", "event", "article", "topic", YEAR),
    "article": ("publisher", "agency", "genre", "language", YEAR),
    "event": ("status", "participant", "country", YEAR),
    "source": ("kind", "country", "affiliation"),
    "any": (),
}
# The two parameters that a year sets.
YEARS = {
    "claim": ("asserted_from", "asserted_to"),
    "article": ("published_from", "published_to"),
    "event": ("date_from", "date_to"),
}


class Option(NamedTuple):
    """A value of a facet, and how many records a list of it holds."""

    value: str
    number: int
    is_chosen: bool


class Facet(NamedTuple):
    """``parameters``: what its link sets. ``is_cut``: other values may be named, none more often."""

    name: str
    parameters: tuple[str, ...]
    options: list[Option]
    is_cut: bool = False


class Facets(NamedTuple):
    """``number`` records are in the list; ``without``: how many would be, by the parameter (or the year) that is left out."""

    number: int
    facets: list[Facet]
    without: dict[str, int]
    # How many would be in it today.
    today: int


def facets(type: str, values: Mapping[str, str], *, on: date | None = None, state: str = "") -> Facets:
    """Counts for the list that ``values``, checked by ``lists.read``, select. One query at most once the index stands.

    ``state`` is what ``freshness.newest`` said just now.
    """
    known = index(type, state)
    filters = {name: value for name, value in values.items() if name in FILTERS[type].base_filters}
    asked = (frozenset(filters.items()), on)
    found: Facets | None = known.counted.get(asked)
    if found is None:
        if len(known.counted) >= KEPT:
            known.counted.clear()
        found = known.counted[asked] = _Counts(known, filters, on).told()
    return found


def standing(wanted: Wanted) -> tuple[int, ...] | None:
    """Where the records of a page stand, and of some after it; None where it is as quick to walk to them.

    Of the state that ``wanted`` is asked in, or of a later one; one query at most once the index stands.
    """
    filters = {name: value for name, value in wanted.values.items() if name in FILTERS[wanted.type].base_filters}
    if not filters or ORDERINGS[wanted.ordering.lstrip("-")] != "position":
        return None
    known = index(wanted.type, wanted.selections[0].state)
    ascending = wanted.ordering.startswith("-") == wanted.place.is_backwards
    rows = _Counts(known, filters, wanted.on).chosen()
    return known.standing(rows, wanted.place.key, wanted.size + 1 + SPARE, ascending=ascending)


def parameters(type: str, name: str) -> tuple[str, ...]:
    """What a facet sets."""
    return YEARS[type] if name == YEAR else (name,)


def year_of(first: str | None, last: str | None) -> str:
    """The year that two parameters name; empty if it is none."""
    year = (first or "")[:4]
    return year if (first, last) == (f"{year}-01-01", f"{year}-12-31") else ""


@dataclass
class _Counts:
    """One list: its filters as sets of rows, and what is counted in them."""

    index: Index
    values: dict[str, str]
    on: date | None
    _ready: dict[frozenset[str], list[Counted]] = field(default_factory=dict)

    @cached_property
    def day(self) -> int | None:
        return self.on.toordinal() if self.on else None

    @cached_property
    def sets(self) -> dict[str, int]:
        """The rows of each filter in use; those of a day come apart."""
        return _sets(self.index, self.values, self.day)

    def chosen(self, without: Iterable[str] = ()) -> int:
        """The rows of the list, some filters left out."""
        left_out = set(without)
        some = (bits for name, bits in self.sets.items() if name not in left_out)
        return reduce(and_, some, self.index.known(self.day))

    def told(self) -> Facets:
        number = self.chosen().bit_count()
        without = {name: self.chosen((name,)).bit_count() for name in self.sets}
        if self.index.type in YEARS:
            without[YEAR] = self.chosen(YEARS[self.index.type]).bit_count()
        today = number if self.on is None else _Counts(self.index, self.values, None).chosen().bit_count()
        return Facets(number, [self.facet(name) for name in FACETS[self.index.type]], without, today)

    def facet(self, name: str) -> Facet:
        own = parameters(self.index.type, name)
        if name == YEAR:
            return Facet(name, own, self._years(own))
        narrowing = FILTERS[self.index.type].base_filters[name]
        assert isinstance(narrowing, Narrowing)
        chosen = self.values.get(name, "")
        if narrowing.column:
            return Facet(name, own, self._words(narrowing, name, chosen))
        options = self._named(narrowing.relation, name, chosen)
        return Facet(name, own, options, len(options) >= MOST)

    def _words(self, narrowing: Narrowing, name: str, chosen: str) -> list[Option]:
        """The words of a closed list, in its order."""
        rows = self.chosen((name,))
        choices: Any = getattr(narrowing.field, "choices", ())
        words = [value for value, _ in choices if value]
        found = ((word, (rows & self.index.valued(narrowing.column, word)).bit_count()) for word in words)
        return [Option(word, number, word == chosen) for word, number in found if number or word == chosen]

    def _years(self, own: tuple[str, ...]) -> list[Option]:
        rows, found = self.chosen(own), []
        chosen = year_of(*(self.values.get(name) for name in own))
        for year in self.index.years():
            low, high = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
            number = (rows & self.index.between(low << DAY_SHIFT, high << DAY_SHIFT)).bit_count()
            if number or str(year) == chosen:
                found.append(Option(f"{year:04}", number, f"{year:04}" == chosen))
        return found

    def _named(self, relation: str, name: str, chosen: str) -> list[Option]:
        """The values most often named, the chosen one among them."""
        counted = self._counting(frozenset({name} & self.sets.keys()))
        best = most_named(counted, relation, MOST) if counted else []
        if chosen and chosen not in (value for _, value in best):
            best.append((-sum(each.number(relation, chosen) for each in counted), chosen))
        return [Option(value, -less, value == chosen) for less, value in best]

    def _counting(self, without: frozenset[str]) -> list[Counted]:
        """The list without some filters."""
        if without not in self._ready:
            self._ready[without] = self.index.counting(self.chosen(without), is_today=self.on is None)
        return self._ready[without]


def _sets(found: Index, values: Mapping[str, str], day: int | None) -> dict[str, int]:
    """The rows of every filter in use."""
    sets: dict[str, int] = {}
    streams = {}
    for name, narrowing in FILTERS[found.type].base_filters.items():
        if not values.get(name) or not isinstance(narrowing, Narrowing):
            continue
        if narrowing.column:
            sets[name] = _in_column(found, narrowing, values[name])
        elif narrowing.relation in RELATIONS[found.type]:
            sets[name] = found.linked(narrowing.relation, values[name])
        else:
            (selection,) = selected(found.type, {name: values[name]}, day, found.state)
            if selection.streams:
                streams[name] = selection.streams[-1]
            else:
                sets[name] = found.between(selection.low, selection.high)
    rows = found.found(streams.values())
    return sets | {name: rows[stream] for name, stream in streams.items()}


def _in_column(found: Index, narrowing: Narrowing, value: str) -> int:
    choices: Any = getattr(narrowing.field, "choices", None)
    if choices is None:
        return found.at_least(narrowing.column, int(value))
    return found.valued(narrowing.column, {"true": True, "false": False}.get(value, value))
