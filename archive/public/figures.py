"""The pages of figures: how much of something is claimed, by whom and when."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from archive.formats.sheet import Sheet
from archive.public.answers import Answer, page, shown, unchanged
from archive.public.clock import Clock
from archive.public.downloads import download, table
from archive.public.list_files import refuse_in_file
from archive.public.narrowing import address
from archive.reading_room.freshness import newest
from archive.reading_room.parameters import BadParameters, clocks, strict
from archive.reading_room.showing import figures
from archive.reading_room.telling.amounts import told

Json = dict[str, Any]
CSV = "csv"


@page
def figure_list(request: HttpRequest) -> Answer:
    """Every quantity of which a number is claimed."""
    on = clocks(strict(request.GET, ("as_of",), blanks=True)).on
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    context = {
        "section": "figures",
        "canonical": request.path,
        "quantities": figures.quantities(on=on, state=state),
    }
    return shown(request, "archive/figure_list.html", context, head=state, clock=Clock(on=on))


@page
def figure_detail(request: HttpRequest, quantity: str) -> Answer:
    """The figures of one quantity, in a chart and in a table; ``format=csv``: all of them as a file."""
    values = strict(request.GET, ("as_of", "cursor", "format"), blanks=True)
    clock, state = Clock(on=clocks(values).on), newest()
    label = figures.called(quantity, state=state)
    if not label:
        raise Http404
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    if values.get("format"):
        return _file(request, quantity, values, clock, state)
    found = figures.page(quantity, on=clock.on, cursor=values.get("cursor", ""), state=state)
    kept = {"as_of": values["as_of"]} if values.get("as_of") else {}
    ways = {
        "next": address(request.path, {**kept, "cursor": found.next}) if found.next else "",
        "previous": address(request.path, {**kept, "cursor": found.previous}) if found.previous else "",
    }
    context = {
        "section": "figures",
        "canonical": request.path,
        "label": label,
        "quantity": quantity,
        "told": told(label, found.figures),
        "file": address(request.path, {**kept, "format": CSV}),
        **ways,
    }
    return shown(request, "archive/figure_detail.html", context, head=state, clock=clock)


def _file(request: HttpRequest, quantity: str, values: dict[str, str], clock: Clock, state: str) -> Answer:
    if values["format"] != CSV:
        raise BadParameters([("format", gettext("It is: {}.").format(CSV))])
    refuse_in_file([name for name in ("cursor",) if values.get(name)])

    written = Sheet("figure", settings.SITE_URL)

    def write(rows: Iterator[Json]) -> bytes:
        return "".join(map(written.line, rows)).encode()

    def read(state: str) -> Iterator[bytes]:
        return table("figure", figures.whole(quantity, write, on=clock.on, state=state))

    return download(request, read, name=f"figures-{quantity}", format=CSV, state=state)
