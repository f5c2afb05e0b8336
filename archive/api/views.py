"""What each address of the feed answers."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from rest_framework.request import Request
from rest_framework.response import Response

from archive.api.feed import Described, Feed
from archive.api.problems import Closed
from archive.api.renderers import Ready, listed, ready
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.freshness import newest
from archive.reading_room.history import acts, changes
from archive.reading_room.listing import lists
from archive.reading_room.listing.filters import FILTERS
from archive.reading_room.parameters import clocks, strict
from archive.reading_room.programs import is_preflight
from archive.reading_room.showing.details import Detail, detail
from archive.reading_room.sparse import FIELDS, known, named, only

ROOT = "/api/v1/"
CLOCKS = ("as_of", "recorded")
FOLLOWED = ("after", "page_size")


class Root(Feed):
    """Where everything is."""

    title = "Data for programs"
    text = "Everything published here, as JSON. Start from any of these addresses."

    def answer(self, request: Request) -> Ready:
        strict(request.query_params, ())
        names = (*PLURALS.values(), "changes", "ledger", "schema", "docs")
        addresses = {f"{name}_url": f"{ROOT}{name}/" for name in names}
        return ready({**addresses, "checkpoint_url": "/ledger/checkpoint/"})


class RecordList(Feed):
    """Whole documents of a type, narrowed by parameters, newest first."""

    type = ""
    text = "Whole documents, the newest first. Follow next to read on; as_of shows the list as of a day."

    def described(self) -> Described:
        parameters = (*FILTERS[self.type].base_filters, *lists.PAGING, FIELDS)
        return Described(PLURALS[self.type].capitalize(), self.text, parameters)

    def keys(self) -> Sequence[str]:
        return known(self.type, is_detail=False)

    def answer(self, request: Request) -> Ready:
        page = lists.documents(self.type, request.query_params, path=request.path_info, state=self.state)
        return listed({"next": page.next, "previous": page.previous}, page.documents)


class RecordDetail(Feed):
    """One document: today, as known in the world by a day, or as this archive had it at a moment."""

    type = ""
    text = "One record, whole. as_of shows what was known of it by a day, recorded what this archive said at a moment."
    reads_state = True

    def described(self) -> Described:
        return Described(self.type.capitalize(), self.text, (*CLOCKS, FIELDS))

    def keys(self) -> Sequence[str]:
        return known(self.type, is_detail=True)

    def answer(self, request: Request, uid: str) -> Ready | HttpResponse:
        values = strict(request.query_params, (*CLOCKS, FIELDS))
        on, at = clocks(values)
        names = named(self.type, values, is_detail=True)
        if at and not self.state:
            # What was recorded then is changed by a suppression alone, and told without the state of today.
            self.state = newest()
        found = detail(self.type, uid, on=on, at=at)
        if found is None:
            raise Http404(
                f"There is no {self.type} {uid}{f' as of {on}' if on else ''}{' at that moment' if at else ''}."
            )
        if found.state == "merged":
            return _moved(found, request)
        if found.state != "public":
            raise Closed(json.loads(found.body), by_law=found.rule == "law")
        self.state = self.state or found.newest
        return Ready(only(found.body, names) if names else found.body)


def _moved(found: Detail, request: Request) -> HttpResponse:
    """To the record it was merged into, by the same clock."""
    _, plural, uid, *_ = found.successor.split("/")
    query = request.META.get("QUERY_STRING", "")
    address = f"{settings.SITE_URL}{ROOT}{plural}/{uid}/{'?' if query else ''}{query}"
    return HttpResponsePermanentRedirect(address)


class Changes(Feed):
    title = "Changes"
    text = "Each record once, in its latest state. Apply the results in order, then ask next, again and again."

    def described(self) -> Described:
        return Described(self.title, self.text, changes.every_parameter())

    def answer(self, request: Request) -> Ready:
        found = changes.changes(request.query_params, path=request.path_info)
        return listed({"next": found.next}, found.results)


class Ledger(Feed):
    title = "Ledger"
    text = "Every public act in order, each holding the hash of the one before."

    def described(self) -> Described:
        return Described(self.title, self.text, FOLLOWED)

    def answer(self, request: Request) -> Ready:
        found = acts.acts(request.query_params, path=request.path_info)
        return listed({"next": found.next}, found.results)


class Checkpoint(Feed):
    title = "Ledger checkpoint"
    text = "Keep this: whoever has it can show later whether anything up to here was altered."

    def answer(self, request: Request) -> Ready:
        strict(request.query_params, ())
        return ready(acts.checkpoint())


class Nowhere(Feed):
    """Any other address below /api/: a problem too, or the way to the address with its slash."""

    title = "Not here"

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        if not is_preflight(request):
            raise Http404
        return super().options(request, *args, **kwargs)

    def answer(self, request: Request) -> HttpResponse:
        path = request.path_info
        if not path.endswith("/") and resolve(f"{path}/").url_name != "api-nowhere":
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{settings.SITE_URL}{path}/{'?' if query else ''}{query}")
        raise Http404
