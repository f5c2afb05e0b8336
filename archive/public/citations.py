"""How a record is cited: the box on its page, and its data for search engines."""

from typing import Any, NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from django_stubs_ext import StrPromise

from archive.formats import bibtex, citing, csl, jsonfeed, linked, ris, told, webannotation
from archive.formats.embedding import embedded
from archive.public.clock import Clock
from archive.reading_room.showing.settled import Settled, settled
from archive.reading_room.telling.describing import description

Json = dict[str, Any]
WRITERS = {
    "bib": (bibtex.bibtex, bibtex.MEDIA_TYPE),
    "ris": (ris.ris, ris.MEDIA_TYPE),
    "csl.json": (csl.csl, csl.MEDIA_TYPE),
}
# The end of the address at which an article's annotations stand.
ANNOTATIONS = "annotations.json"
# Which parameters of the feeds keep to a record of the type, and what one then follows.
FOLLOWED = {
    "claim": {"claim": gettext_lazy("Follow it:")},
    "source": {
        "claimant": gettext_lazy("Follow what it claims:"),
        "source": gettext_lazy("Follow every claim that comes through it:"),
    },
    "event": {"event": gettext_lazy("Follow it:")},
    "article": {"article": gettext_lazy("Follow it:")},
}


class File(NamedTuple):
    """A citation in a format of others: its name, its address and its media type."""

    name: str
    address: str
    media_type: str


class Feeds(NamedTuple):
    """What one can follow, in words, and the feeds of it."""

    words: StrPromise
    files: list[File]


class Box(NamedTuple):
    """What the box shows. Permanent addresses are absolute, ``files``, ``notes`` and ``feeds`` site-relative.

    ``notes``: what was marked in the text that the record is about.
    """

    made: citing.Citation
    sentence: str
    day: str
    as_of: str
    files: list[File]
    notes: list[File]
    feeds: list[Feeds]


def cited(document: Json, clock: Clock) -> Json:
    """What the page of a public document needs to be cited, and what was corrected in it (one query, none by a clock).

    What a page of the past says is nobody's review of today, so only today's has data for gatherers.
    """
    site, uid = settings.SITE_URL, document["uid"]
    found = Settled("", []) if clock.query else settled(document["type"], uid)
    read = read_by(clock, found.since)
    made = citing.citation(document, site=site, clock=read)
    day = read.as_of or ("" if read.recorded else read.since[:10])
    return {
        "cite": Box(
            made,
            citing.sentence(made),
            day,
            citing.with_clock(made.permanent, citing.Clock(as_of=day)) if day else "",
            _files(document["url"], clock),
            [] if clock.query else _notes(document),
            [] if clock.query else _feeds(document["type"], uid),
        ),
        "corrections": found.corrections,
        "about": {"title": told.name(document), "description": description(document)},
        "linked": [] if clock.query else [_block(each) for each in _told(document, site)],
    }


def read_by(clock: Clock, since: str) -> citing.Clock:
    """The clock of a page as a citation tells it; ``since`` is from when on today's stands as it stands."""
    if clock.on:
        return citing.Clock(as_of=clock.on.isoformat())
    if clock.at:
        return citing.Clock(recorded=clock.at.isoformat().replace("+00:00", "Z"))
    return citing.Clock(since=since)


def _files(url: str, clock: Clock) -> list[File]:
    names = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
    return [
        File(
            name,
            f"{file_address(url, form)}{'?' if clock.query else ''}{clock.query}",
            WRITERS[form][1].partition(";")[0],
        )
        for form, name in names.items()
    ]


def _notes(document: Json) -> list[File]:
    address = file_address(document["url"], ANNOTATIONS)
    return (
        [File(gettext("Web annotations"), address, webannotation.MEDIA_TYPE)] if document["type"] == "article" else []
    )


def _feeds(type: str, uid: str) -> list[Feeds]:
    return [
        Feeds(
            words,
            [
                File("Atom", f"/feeds/claims.atom?{name}={uid}", "application/atom+xml"),
                File("JSON Feed", f"/feeds/claims.json?{name}={uid}", jsonfeed.MEDIA_TYPE),
            ],
        )
        for name, words in FOLLOWED[type].items()
    ]


def file_address(address: str, form: str) -> str:
    """Where a record's file stands, by the address of its page."""
    return f"{address.removesuffix('/')}.{form}"


def _told(document: Json, site: str) -> list[Json]:
    about = linked.linked(document, site=site)
    return [each for each in (about, linked.breadcrumbs(document, site=site)) if each]


def _block(data: Json) -> SafeString:
    return mark_safe(embedded(data))  # noqa: S308  # nothing in it can end its element
