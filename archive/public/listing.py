"""What the pages of lists share: their filters and facets, a chip for each in use, and the ways on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from archive.public import list_files
from archive.public.answers import Answer, shown, unchanged
from archive.public.clock import Clock
from archive.public.narrowing import NO_FILTERS, Narrowed, address
from archive.reading_room.faceting.facets import Facets, facets, standing
from archive.reading_room.freshness import newest
from archive.reading_room.listing import filters, lists
from archive.reading_room.listing.naming import names
from archive.reading_room.listing.perhaps import Perhaps, perhaps
from archive.reading_room.searching.search import meant
from archive.reading_room.wording.languages import in_language

Json = dict[str, Any]
NEWEST_FIRST = "-asserted"
# Events are a timeline: it begins with what came first, and ends with what has no date.
ORDER = {"event": "asserted"}
# So many of them are drawn together.
SIZE = {"event": 30}
# The feeds of claims, by the ends of their addresses; each takes the filters of the list.
FEEDS = (("atom", "application/atom+xml"), ("json", "application/feed+json"))
# Of each form: the fields at hand, and those behind "More". The rest is reached by facets and links, and kept hidden.
AT_HAND = {"any": ("q", "type")}
BEHIND = {
    "claim": ("asserted_from", "asserted_to", "weight", "contested", "reversed", "min_origins"),
    "article": ("published_from", "published_to"),
    "event": ("date_from", "date_to"),
    "source": (),
    "any": (),
}


class Meant(NamedTuple):
    """A query in other words, and the address of the list that it selects."""

    words: str
    url: str


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
    format = list_files.asked(request)
    if format:
        return list_files.file(request, type, ordered(request, type), format=format, state=state)
    size = SIZE.get(type, lists.PAGE_SIZE)
    query = ordered(request, type)
    found = lists.cards(type, query, path=request.path, more=("format",), state=state, size=size, among=standing)
    counts = facets(type, found.values, on=found.on, state=state)
    clock = Clock(on=found.on)
    context = {"section": section, **told_of(type, found, request.path, counts, state)}
    context["perhaps"] = undecided(type, found, state)
    context["meant"] = misspelt(found, request.path, (type,))
    return shown(request, template, {**context, **tell(context)}, head=state, clock=clock)


def undecided(type: str, found: lists.Cards, state: str) -> Perhaps | None:
    """What had perhaps appeared by the day of a list, on its first page (one query); None today."""
    is_first = "cursor" not in found.values
    return perhaps(type, found.values, found.on, state) if found.on and is_first else None


def misspelt(found: lists.Cards, path: str, types: Sequence[str] = ()) -> Meant | None:
    """The same list for what somebody most likely meant who found nothing by what was typed."""
    text = found.values.get("q", "")
    if found.cards or not text or "cursor" in found.values:
        return None
    words = meant(text, types, on=found.on.toordinal() if found.on else None)
    return Meant(words, in_language(address(path, {**found.values, "q": words}))) if words else None


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
    return HttpResponseRedirect(in_language(address(request.path, tidy)))


def told_of(type: str, found: lists.Cards, path: str, counts: Facets | None = None, state: str = "") -> Json:
    """A page of cards with its form, its chips and its facets (two queries at most)."""
    usual = ORDER.get(type, NEWEST_FIRST)
    values = {name: value for name, value in found.values.items() if (name, value) != ("ordering", usual)}
    form = filters.form(type, values)
    kept = {name: value for name, value in values.items() if name not in ("cursor", "format")}
    used = {name: value for name, value in kept.items() if name not in NO_FILTERS and name in form.fields}
    called = names(type, form, used, counts.facets if counts else (), state=state)
    narrowed = Narrowed(type, path, kept, used, form, called, counts)
    at_hand = AT_HAND.get(type, ("q",))
    return {
        "cards": found.cards,
        "next": relative(found.next),
        "previous": relative(found.previous),
        "at_hand": [form[name] for name in at_hand],
        "behind": [form[name] for name in BEHIND[type]],
        "behind_is_open": any(values.get(name) for name in BEHIND[type]),
        # A form must not drop the filters that have no field in it.
        "hidden": [(name, value) for name, value in used.items() if name not in (*at_hand, *BEHIND[type])],
        "orderings": [choice for choice in filters.ORDERING_CHOICES if choice[0] in lists.orderings(type)],
        "ordering": values.get("ordering", usual),
        "today": narrowed.without("as_of"),
        "is_first": "cursor" not in values,
        # What narrows or turns a list makes no page of its own for search engines.
        "canonical": "" if values else path,
        "unlisted": bool(values),
        "on": found.on,
        "state": state,
        "counts": counts,
        "chips": narrowed.chips(),
        "facets": narrowed.groups(),
        "saved": narrowed.without("page_size"),
        "data_url": address(f"/api/v1{path}", kept) if type != "any" else "",
        "feeds": feeds_of(used) if type == "claim" else [],
        "files": [(each.upper(), narrowed.without("page_size", format=each)) for each in list_files.FORMATS],
    }


def feeds_of(used: Mapping[str, str]) -> list[tuple[str, str]]:
    """The feeds of the claims that filters select: media types and addresses."""
    return [(media_type, address(f"/feeds/claims.{name}", used)) for name, media_type in FEEDS]


def relative(url: str | None) -> str:
    """An address of our own without its site, so that pages work wherever they are served."""
    return (url or "").removeprefix(settings.SITE_URL)
