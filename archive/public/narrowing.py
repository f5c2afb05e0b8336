"""What narrows a list, as its page shows it: a chip for each filter in use, and facets with counts.

Each is an ordinary link to the list with one thing added or taken away. A selection has one
address, whichever way somebody came to it: its parameters stand in the order of their declaration.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.forms import Form
from django.utils.translation import gettext_lazy

from archive.reading_room.faceting.facets import YEAR, YEARS, Facet, Facets, year_of
from archive.reading_room.listing.filters import FILTERS, Narrowing
from archive.reading_room.listing.lists import PAGING
from archive.reading_room.listing.naming import Named

NO_FILTERS = (*PAGING, "format")
# Facets that stand open from the beginning; the others unfold.
OPEN = ("standing", "attribution", "kind", "claimant", "publisher", "status", "genre", YEAR)
YEAR_HEADINGS = {
    "claim": gettext_lazy("Claimed in"),
    "article": gettext_lazy("Published in"),
    "event": gettext_lazy("Year"),
}


class Chip(NamedTuple):
    """A filter in use, in words, the address of the list without it, and how many would be in that.

    ``is_own``: the words are the archive's own, what a record is called.
    """

    name: str
    value: str
    without: str
    number: int | None = None
    is_own: bool = False


class Choice(NamedTuple):
    """An option of a facet: how many it leads to, and the address that adds it or takes it away."""

    name: str
    number: int
    url: str
    is_chosen: bool


class Group(NamedTuple):
    """A facet as a page shows it. ``is_cut``: only what is named most often stands here; ``is_own`` as of a chip."""

    name: str
    heading: str
    choices: list[Choice]
    is_open: bool
    is_cut: bool
    is_own: bool


def address(path: str, values: Mapping[str, str] | Sequence[tuple[str, str]]) -> str:
    """A path with its parameters, if there are any."""
    query = urlencode(values)
    return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Narrowed:
    """A list at ``path``: ``kept`` are its parameters but for its pages, ``used`` the filters among them."""

    type: str
    path: str
    kept: Mapping[str, str]
    used: Mapping[str, str]
    form: Form
    called: Mapping[Named, str]
    counts: Facets | None

    def without(self, *names: str, **more: str) -> str:
        """The address of the list without some parameters, and with others."""
        declared = [*FILTERS[self.type].base_filters, *NO_FILTERS]
        values = {name: value for name, value in self.kept.items() if name not in names} | more
        return address(self.path, sorted(values.items(), key=lambda pair: declared.index(pair[0])))

    def chips(self) -> list[Chip]:
        """The filters in use; a whole year is one."""
        bounds = YEARS.get(self.type, ())
        year = year_of(*(self.used.get(name) for name in bounds)) if bounds else ""
        found = [
            self._chip(self._heading(name), self.called.get((name, value)) or value, (name,), name)
            for name, value in self.used.items()
            if not (year and name in bounds)
        ]
        return [*found, self._chip(self._heading(YEAR), year, bounds, YEAR)] if year else found

    def _chip(self, heading: str, words: str, own: Iterable[str], counted: str) -> Chip:
        number = self.counts.without.get(counted) if self.counts else None
        return Chip(heading, words, self.without(*own), number, self._is_own(counted))

    def groups(self) -> list[Group]:
        """The facets that have something to offer."""
        found = []
        for facet in self.counts.facets if self.counts else ():
            choices = [
                Choice(
                    self.called.get((facet.name, option.value)) or option.value,
                    option.number,
                    self._with(facet, option.value, option.is_chosen),
                    option.is_chosen,
                )
                for option in facet.options
                # What is no longer public has no name to offer; what is chosen stands in any case.
                if (facet.name, option.value) in self.called or option.is_chosen
            ]
            if choices:
                is_open = facet.name in OPEN or any(choice.is_chosen for choice in choices)
                is_own = self._is_own(facet.name)
                found.append(Group(facet.name, self._heading(facet.name), choices, is_open, facet.is_cut, is_own))
        return found

    def _is_own(self, name: str) -> bool:
        """Whether the values of a filter go by words of the records, not by those of a closed list."""
        narrowing = FILTERS[self.type].base_filters.get(name)
        is_linked = isinstance(narrowing, Narrowing) and bool(narrowing.relation)
        return is_linked and not hasattr(self.form.fields[name], "choices")

    def _heading(self, name: str) -> str:
        return str(YEAR_HEADINGS[self.type] if name == YEAR else self.form.fields[name].label)

    def _with(self, facet: Facet, value: str, is_chosen: bool) -> str:
        """The address with an option in place of the present one, or without it if it is that."""
        if is_chosen:
            return self.without(*facet.parameters)
        values = (f"{value}-01-01", f"{value}-12-31") if facet.name == YEAR else (value,)
        return self.without(*facet.parameters, **dict(zip(facet.parameters, values, strict=True)))
