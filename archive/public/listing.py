"""What the pages of lists share: the form of their filters, a chip for each in use, and the ways on."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from archive.public.answers import Answer, shown, unchanged
from archive.public.clock import Clock
from archive.reading_room import filters, lists
from archive.reading_room.freshness import newest
from archive.reading_room.front import titles
from archive.text.ids import is_uid

Json = dict[str, Any]
NEWEST_FIRST = "-asserted"
# Events are a timeline: it begins with what came first, and ends with what has no date.
ORDER = {"event": "asserted"}
# Of each form: the fields at hand, and those behind "More". The rest is reached by links and kept hidden.
AT_HAND = {
    "claim": ("q", "standing", "kind", "attribution"),
    "article": ("q", "genre"),
    "event": ("q", "status"),
    "source": ("q", "kind"),
    "any": ("q", "type"),
}
BEHIND = {
    "claim": ("outcome", "weight", "contested", "reversed", "min_origins", "asserted_from", "asserted_to"),
    "article": ("published_from", "published_to", "language"),
    "event": ("date_from", "date_to", "country"),
    "source": ("country",),
    "any": (),
}
NO_FILTERS = ("cursor", "page_size", "as_of", "ordering")


class Chip(NamedTuple):
    """A filter in use, in words, and the address of the list without it."""

    name: str
    value: str
    without: str


def list_page(
    request: HttpRequest, type: str, template: str, section: str, tell: Callable[[Json], Json] = lambda context: {}
) -> Answer:
    """One page of a list; ``tell`` says what its template needs beside the cards."""
    tidy = tidied(request, type)
    if tidy is not None:
        return tidy
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    found = lists.cards(type, ordered(request, type), path=request.path, state=state)
    clock = Clock(on=found.on)
    context = {"section": section, **told_of(type, found, request.path)}
    return shown(request, template, {**context, **tell(context)}, head=state, clock=clock)


def ordered(request: HttpRequest, type: str) -> QueryDict:
    """The parameters, with the order of this list where none is asked for."""
    query = request.GET.copy()
    if type in ORDER:
        query.setdefault("ordering", ORDER[type])
    return query


def tidied(request: HttpRequest, type: str) -> Answer | None:
    """A redirect to the same list without the fields a form left empty: an address worth citing."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values]
    idle = ("ordering", ORDER.get(type, NEWEST_FIRST)) if "cursor" not in request.GET else ()
    tidy = [pair for pair in kept if pair[1] and pair != idle]
    if len(tidy) == len(kept):
        return None
    return HttpResponseRedirect(address(request.path, tidy))


def address(path: str, values: Mapping[str, str] | list[tuple[str, str]]) -> str:
    query = urlencode(values)
    return f"{path}?{query}" if query else path


def told_of(type: str, found: lists.Cards, path: str) -> Json:
    """A page of cards with its form and its chips."""
    usual = ORDER.get(type, NEWEST_FIRST)
    values = {name: value for name, value in found.values.items() if (name, value) != ("ordering", usual)}
    form = filters.form(type, values)
    ordering = values.get("ordering", usual)
    return {
        "cards": found.cards,
        "next": relative(found.next),
        "previous": relative(found.previous),
        "at_hand": [form[name] for name in AT_HAND[type]],
        "behind": [form[name] for name in BEHIND[type]],
        "behind_is_open": ordering != usual or any(values.get(name) for name in (*BEHIND[type], "as_of")),
        "hidden": hidden(type, values),
        "chips": chips(form, values, path),
        "orderings": [choice for choice in filters.ORDERING_CHOICES if choice[0] in lists.orderings(type)],
        "ordering": ordering,
        "today": address(path, {name: value for name, value in values.items() if name not in ("as_of", "cursor")}),
        "is_first": "cursor" not in values,
    }


def relative(url: str | None) -> str:
    """An address of our own without its site, so that pages work wherever they are served."""
    return (url or "").removeprefix(settings.SITE_URL)


def hidden(type: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Filters in use that have no field: a form must not drop them."""
    fields = {*AT_HAND[type], *BEHIND[type], *NO_FILTERS}
    return [(name, value) for name, value in values.items() if name not in fields]


def chips(form: Form, values: Mapping[str, str], path: str) -> list[Chip]:
    """The filters in use, uids in words (one query at most)."""
    used = {name: value for name, value in values.items() if name not in NO_FILTERS and name in form.fields}
    names = titles([value for value in used.values() if is_uid(value)])
    kept = {name: value for name, value in values.items() if name != "cursor"}
    return [
        Chip(
            str(form.fields[name].label),
            names.get(value) or in_words(form[name], value),
            address(path, {other: kept[other] for other in kept if other != name}),
        )
        for name, value in used.items()
    ]


def in_words(field: BoundField, value: str) -> str:
    """A choice by its label; anything else as it is."""
    return str(dict(getattr(field.field, "choices", ())).get(value, value))
