"""The two clocks in an address: what the world knew by a day, or what this archive said at a moment."""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+([Zz]|[+ -][0-9]{2}:[0-9]{2})")


class Unfit(Exception):
    """An address asks for something this page does not have; ``faults`` are (parameter, sentence)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class Clock(NamedTuple):
    """At most one of both is set; neither means today."""

    on: date | None = None
    at: datetime | None = None

    @property
    def query(self) -> str:
        """What a link must carry to stay with this clock; empty today."""
        if self.on:
            return urlencode({"as_of": self.on.isoformat()})
        return urlencode({"recorded": self.at.isoformat().replace("+00:00", "Z")}) if self.at else ""


NOW = Clock()


def clock_of(request: HttpRequest) -> Clock:
    """The clock of a page that takes no other parameters. Raises ``Unfit``, which names all faults."""
    faults = []
    for name, values in request.GET.lists():
        if name not in ("as_of", "recorded"):
            faults.append((name, "is no parameter of this page."))
        elif len(values) > 1:
            faults.append((name, "may stand only once."))
    as_of, recorded = request.GET.get("as_of"), request.GET.get("recorded")
    if as_of is not None and recorded is not None:
        faults.append(("as_of", "and recorded are two clocks; ask for one of them."))
    if faults:
        raise Unfit(faults)
    if as_of is not None:
        return Clock(on=day_of(as_of))
    return Clock(at=moment_of(recorded)) if recorded is not None else NOW


def day_of(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Unfit([("as_of", "is a day, written as 2023-01-31.")])


def moment_of(text: str) -> datetime:
    try:
        if _MOMENT.fullmatch(text):
            # In an address a bare plus sign is read as a blank.
            head, tail = text[:11], text[11:].replace(" ", "+")
            return datetime.fromisoformat((head + tail).upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unfit([("recorded", "is a moment with its time zone, written as 2023-01-31T12:00:00Z.")])
