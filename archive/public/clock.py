"""The clock a page is read by: today, what the world knew by a day, or what this archive said at a moment."""

from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

from archive.reading_room.parameters import clocks, strict


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
    """The clock of a page that takes no other parameters. Raises ``BadParameters``."""
    return Clock(*clocks(strict(request.GET, ("as_of", "recorded"), blanks=True)))
