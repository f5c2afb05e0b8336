"""The first collection, published, and requests about what is really in it."""

from collections import defaultdict
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from archive import collection
from archive.models import Document
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.history.following import FOLLOWED
from archive.reading_room.listing.filters import FILTERS
from archive.reading_room.listing.lists import ORDERED

TODAY = "2026-01-01"
NAMED = {"claimant": "source", "subject": "source", "source": "source", "origin": "source", "publisher": "source"}
NAMED |= {"agency": "source", "author": "source", "participant": "source", "affiliation": "source"}
NAMED |= {"event": "event", "part_of": "event", "article": "article", "claim": "claim"}


def publish_first_collection() -> None:
    call_command("loaddata", "vocabularies", verbosity=0)
    collection.load(settings.SEEDS, publish=True)


class Asker:
    """Makes of a request that the schema allows one that the archive can answer, where the schema cannot say all.

    It cannot say that one parameter excludes another, that no day may be to come, and which cursors there are. And
    half of the uids become real ones.
    """

    def __init__(self) -> None:
        # By the paths of the schema, the statuses that came.
        self.asked: defaultdict[str, set[int]] = defaultdict(set)
        self.turns = count()
        documents = Document.objects.filter(state="public").order_by("uid")
        self.slugs = dict(documents.values_list("uid", "slug"))
        self.uids = {type: list(documents.filter(type=type).values_list("uid", flat=True)) for type in PLURALS}
        self.cursors = {ordering: _cursor(ordering) for ordering in ORDERED}

    def mend(self, path: str, place: dict[str, Any], query: dict[str, Any]) -> None:
        """``place`` and ``query``: the parameters in the address and behind it, which are changed."""
        turn = next(self.turns)
        section = path.split("/{")[0].rsplit("/", 1)[-1]
        type = next((each for each, plural in PLURALS.items() if plural == section), "")
        if turn % 2 and type and "uid" in place:
            place["uid"] = self._real(type, turn)
            place |= {"slug": self.slugs[place["uid"]]} if "slug" in place else {}
        if path.startswith("/feeds/claims") and "claim" in query and len(query) > 1:
            query.pop("claim")
        if path.endswith("/changes/"):
            self._of_one_type(query)
        self._clocks(query)
        if "cursor" in query:
            query["cursor"] = self.cursors[query.get("ordering", _usual(path))]
        for name in NAMED.keys() & query.keys():
            if turn % 2:
                query[name] = self._real(NAMED[name], turn)

    def _real(self, type: str, turn: int) -> str:
        return self.uids[type][turn % len(self.uids[type])]

    def _clocks(self, query: dict[str, Any]) -> None:
        if "as_of" in query:
            query.pop("recorded", None)
            query["as_of"] = min(query["as_of"], TODAY)
        if "recorded" in query:
            query["recorded"] = f"{TODAY}{query['recorded'][10:]}"

    def _of_one_type(self, query: dict[str, Any]) -> None:
        known = FILTERS[query.get("type", "claim")].base_filters
        for name in [name for name in query if name not in (*FOLLOWED, "type")]:
            try:
                known[name].field.clean(str(query[name]))
            except (KeyError, ValidationError):
                query.pop(name)


def _usual(path: str) -> str:
    return "-changed" if path.startswith("/feeds/") else ORDERED[0]


def _cursor(ordering: str) -> str:
    page = Client().get("/api/v1/claims/", {"ordering": ordering, "page_size": 20, "fields": "uid"}).json()
    return parse_qs(urlsplit(page["next"]).query)["cursor"][0]
