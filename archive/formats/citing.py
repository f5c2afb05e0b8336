"""What a citation says: the record, its version, and an address that gives the same text for ever.

A citation is a function of the document and the clock alone, so the date of consultation is not
the day somebody happened to look: it is the day of the version that was read, and two people who
read the same version cite the same.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from archive.formats import told
from archive.text.dates import display

Json = dict[str, Any]


@dataclass(frozen=True)
class Clock:
    """How the document was read: as of a day, as recorded at a moment, or (neither) today.

    ``since`` is the moment from which on the archive gave just this text; empty when it is not known.
    """

    as_of: str = ""
    recorded: str = ""
    since: str = ""


@dataclass(frozen=True)
class Citation:
    """A citation in parts. Dates are YYYY-MM-DD unless ``original`` (EDTF); addresses absolute."""

    key: str
    type: str
    title: str
    version: int
    issued: str
    accessed: str
    permanent: str  # what stands here today, whatever it will be
    address: str  # what was read: the permanent one, with the clock
    exact: str  # gives this very text; empty where no address can
    as_of: str
    recorded: str
    original: Json
    publisher: str  # of the article that the record is about
    keywords: tuple[str, ...]
    language: str
    entry: int
    hash: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know to find the same text again, a phrase each."""
        read = f"as known by {self.as_of}" if self.as_of else f"as recorded {self.recorded}" if self.recorded else ""
        version = f"version {self.version}{f', {read}' if read else ''}"
        ledger = f"ledger entry {self.entry}, SHA-256 {self.hash}"
        return tuple(each for each in (version, *self.about, ledger) if each)

    @property
    def about(self) -> tuple[str, ...]:
        """What is known of the thing that the record is about, a phrase each."""
        name = {"claim": "claimed", "article": "published", "event": "date"}.get(self.type, "")
        date = f"{name} {self.original['display']}" if name and self.original["edtf"] else ""
        return tuple(each for each in (date, self.publisher and f"article of {self.publisher}") if each)


def citation(document: Json, *, site: str, clock: Clock) -> Citation:
    """How a public document is cited by ``clock``."""
    permanent = f"{site}{percent(document['url'])}"
    address = with_clock(permanent, clock)
    issued = document["modified_at"][:10]
    return Citation(
        key=f"attest-{document['uid']}-v{document['version']}{_suffix(clock)}",
        type=document["type"],
        title=told.name(document),
        version=document["version"],
        issued=issued,
        accessed=issued,
        permanent=permanent,
        address=address,
        exact=_exact(permanent, clock),
        as_of=clock.as_of,
        recorded=clock.recorded,
        original=_original(document),
        publisher=told.plain((document.get("publisher") or {}).get("name")),
        keywords=tuple(told.plain(each["label"]) for each in document.get("topics") or ()),
        language=document.get("language") or "",
        entry=document["ledger"]["seq"],
        hash=document["ledger"]["hash"],
    )


def sentence(made: Citation) -> str:
    """The citation in plain words, for a footnote."""
    read = f", as known by {display(made.as_of)}" if made.as_of else ""
    read = f", as recorded {made.recorded}" if made.recorded else read
    version = f"version {made.version} of {display(made.issued)}{read}"
    more = told.begun("; ".join((*made.about, f"ledger entry {made.entry}")))
    return f"“{made.title}”. {told.ARCHIVE}, {version}. {made.address} {more}."


def with_clock(address: str, clock: Clock) -> str:
    """``address`` read by ``clock``."""
    if clock.as_of:
        return f"{address}?as_of={clock.as_of}"
    return f"{address}?recorded={quote(clock.recorded, safe=':')}" if clock.recorded else address


def percent(address: str) -> str:
    """``address`` as an address has it, letters of every script percent-encoded."""
    return quote(address, safe="/%?=&:#")


def _exact(permanent: str, clock: Clock) -> str:
    """Two clocks cannot be asked at once, so what was known by a day has no moment."""
    moment = "" if clock.as_of else clock.recorded or clock.since
    return with_clock(permanent, Clock(recorded=moment)) if moment else ""


def _suffix(clock: Clock) -> str:
    """Another text of one version needs another key."""
    moment = "".join(each for each in clock.recorded if each.isdigit())
    return f"-{clock.as_of}" if clock.as_of else f"-{moment}" if moment else ""


def _original(document: Json) -> Json:
    """The date of what the record is about."""
    name = {"claim": "asserted", "article": "published", "event": "date"}.get(document["type"])
    found: Json = document[name] if name else {"edtf": None, "display": ""}
    return found
