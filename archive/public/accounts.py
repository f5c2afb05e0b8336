"""The pages on which the archive gives account: what it changed, its ledger, its method, who stands behind it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.public.answers import Answer, page, shown, unchanged
from archive.public.narrowing import address
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.freshness import newest
from archive.reading_room.history import register
from archive.reading_room.history.acts import checkpoint
from archive.reading_room.method import method as method_of_the_archive
from archive.reading_room.parameters import strict
from archive.reading_room.site_texts import about as what_it_says_of_itself
from archive.reading_room.telling.words import ACTIONS, RULES
from archive.reading_room.wording.languages import in_language

# What is the same until the software is another.
OF_THE_SOFTWARE = "software"


@page
def changes(request: HttpRequest) -> Answer:
    """Every publication, correction, withdrawal, removal and merge, with the words that changed."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values]
    if not all(value for _, value in kept):
        # Left empty by the form: an address worth citing has no such fields.
        return HttpResponseRedirect(in_language(address(request.path, [pair for pair in kept if pair[1]])))
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    found = register.changed(request.GET)
    context = {
        **_told(found, request.path),
        "rules": RULES,
        "filters": [(name, words, _choices(name), found.values.get(name, "")) for name, words in NAMES.items()],
        "canonical": request.path,
    }
    return shown(request, "archive/changes.html", context, head=state)


NAMES = {"action": gettext_lazy("What happened"), "type": gettext_lazy("To what")}
WORDS = {
    "action": ACTIONS,
    "type": {
        "claim": gettext_lazy("Claims"),
        "article": gettext_lazy("Articles"),
        "event": gettext_lazy("Events"),
        "source": gettext_lazy("Sources"),
    },
}


def _choices(name: str) -> list[tuple[str, str | Promise]]:
    """What a filter may be, with its words."""
    return [(value, WORDS[name][value]) for value in register.FILTERS[name]]


def _told(found: register.Register, path: str) -> dict[str, object]:
    """A page of acts with the ways on."""
    kept = {name: value for name, value in found.values.items() if name not in register.PLACES}
    ways = {"previous": found.newer, "next": found.older}
    return {
        "acts": found.acts,
        "actions": ACTIONS,
        "is_first": len(kept) == len(found.values),
        "all_of_them": path,
        "unlisted": bool(found.values),
        **{name: address(path, {**kept, place[0]: str(place[1])}) if place else "" for name, place in ways.items()},
    }


@page
def ledger(request: HttpRequest) -> Answer:
    """What the ledger proves and what not, how anybody can check it, and its acts."""
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    found = register.entered(request.GET)
    context = {
        **_told(found, request.path),
        "checkpoint": checkpoint(),
        "sample_url": _sample(found.acts),
        "canonical": request.path,
        "data_url": "/api/v1/ledger/",
    }
    return shown(request, "archive/ledger.html", context, head=state)


def _sample(acts: list[register.Act]) -> str:
    """The address of a document to try the verifier on; empty when none of these records is public."""
    return next((f"/api/v1/{PLURALS[act.type]}/{act.uid}/" for act in acts if act.title), "")


@page
def method(request: HttpRequest) -> Answer:
    """The scales, and which judgements the facts allow."""
    strict(request.GET, ())
    not_modified = unchanged(request, OF_THE_SOFTWARE)
    if not_modified:
        return not_modified
    context = {"method": method_of_the_archive(), "canonical": request.path}
    return shown(request, "archive/method.html", context, head=OF_THE_SOFTWARE)


@page
def about(request: HttpRequest) -> Answer:
    """What is selected, who stands behind the archive, how to have something corrected."""
    strict(request.GET, ())
    found = what_it_says_of_itself()
    not_modified = unchanged(request, found.state)
    if not_modified:
        return not_modified
    context = {"sections": found.sections, "site": settings.SITE_URL, "canonical": request.path}
    return shown(request, "archive/about.html", context, head=found.state)
