"""The parameters of a request, read strictly: whoever misspells one must not get the unfiltered list.

Pages and API read them alike; what cannot be answered is told by name.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext

MOST_ECHOED = 60
# Faults that are told at once, since each may be told with all parameters there are.
MOST_TOLD = 10
# Text that may be left empty by a form: a search box nobody has written in.
MAY_BE_EMPTY = frozenset({"q"})

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_NUMBER = re.compile(r"[0-9]{1,19}")
LARGEST = 2**63 - 1


class BadParameters(ValueError):
    """A request that cannot be answered (400): for each fault, up to MOST_TOLD, the parameter and a sentence."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = list(problems)[:MOST_TOLD]
        super().__init__("; ".join(f"{name}: {sentence}" for name, sentence in self.problems))


class Clocks(NamedTuple):
    """Which day in the world, or which moment of the archive; at most one of them."""

    on: date | None
    at: datetime | None


def strict(query: QueryDict, allowed: Collection[str], *, blanks: bool = False) -> dict[str, str]:
    """The parameters, each known and given once; raises BadParameters naming every other.

    An empty value asks for nothing. Forms send such values (``blanks``: they are passed over);
    in the API one is a fault, since it comes from a program that lost its value.
    """
    problems = []
    found = {}
    for name, values in query.lists():
        if name not in allowed:
            problems.append(
                (_shown(name), gettext("There is no such parameter; known here: {}.").format(_listed(allowed)))
            )
        elif len(values) != 1:
            problems.append((name, gettext("Give it once.")))
        elif "\0" in values[0]:
            problems.append((name, gettext("It holds a NUL character.")))
        elif values[0] or name in MAY_BE_EMPTY:
            found[name] = values[0]
        elif not blanks:
            problems.append((name, gettext("It is empty; leave it out to ask for nothing.")))
    if problems:
        raise BadParameters(problems)
    return found


def _shown(name: str) -> str:
    printable = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return printable if len(printable) <= MOST_ECHOED else f"{printable[:MOST_ECHOED]}…"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or gettext("none")


def clocks(values: Mapping[str, str]) -> Clocks:
    """``as_of`` and ``recorded`` out of strict parameters; asking for both is a fault, or for what is to come."""
    if values.get("as_of") and values.get("recorded"):
        sentence = gettext("Ask for what was known by a day, or for what this archive said at a moment, not for both.")
        raise BadParameters([("as_of", sentence), ("recorded", sentence)])
    on = day("as_of", values["as_of"]) if values.get("as_of") else None
    at = moment("recorded", values["recorded"]) if values.get("recorded") else None
    # An answer about a day to come would be another one when that day is there; nobody could cite it.
    now = datetime.now(UTC)
    if on is not None and on > now.date():
        sentence = gettext("That day is still to come: it is {} now, in UTC.")
        raise BadParameters([("as_of", sentence.format(now.date()))])
    if at is not None and at > now:
        sentence = gettext("That moment is still to come: it is {} now.")
        raise BadParameters([("recorded", sentence.format(f"{now:%Y-%m-%dT%H:%M:%SZ}"))])
    return Clocks(on, at)


def day(name: str, text: str) -> date:
    """A calendar day, or BadParameters."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadParameters([(name, gettext("Write a day of the calendar as 2022-11-08."))])


def moment(name: str, text: str) -> datetime:
    """A moment in UTC, or BadParameters. A plus sign that came unescaped has become a space."""
    text = text.replace(" ", "+")
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadParameters([(name, gettext("Write a moment with its offset as 2026-11-22T06:00:00Z (RFC 3339)."))])


def number(name: str, text: str, *, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, or BadParameters."""
    if _NUMBER.fullmatch(text) and low <= int(text) <= high:
        return int(text)
    raise BadParameters([(name, gettext("Write a whole number from {} to {}.").format(low, high))])
