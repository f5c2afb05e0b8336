"""What became known of a claim, and when: the days on which either judgement of it changed."""

from datetime import date
from typing import NamedTuple

from archive.ledger.view import Published
from archive.models import ClaimState
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import Judgement, judgements, states


class Moment(NamedTuple):
    """What was known of a claim from ``day`` on. ``value`` is its standing or outcome, "" for opinions."""

    day: date
    value: str
    attribution: str
    attributed: int
    contested: bool
    reversed: bool


def timeline(uid: str, *, on: date | None = None) -> list[Moment]:
    """The moments of a public claim, oldest first, up to the day ``on`` (one query)."""
    rows = ClaimState.objects.filter(uid=uid).order_by("valid_from")
    if on is not None:
        rows = rows.filter(valid_from__lte=on.toordinal())
    return [
        Moment(
            date.fromordinal(row.valid_from),
            row.standing or row.outcome,
            row.attribution,
            row.attributed,
            row.is_contested,
            row.is_reversed,
        )
        for row in rows
    ]


def moments(published: Published, look_up: LookUp) -> list[Moment]:
    """The moments of a claim as a look-up has it, oldest first: what was recorded of it."""
    return [_moment(each) for each in states(judgements(published, look_up))]


def _moment(judgement: Judgement) -> Moment:
    return Moment(
        date.fromordinal(judgement.day),
        judgement.value or "",
        judgement.attribution or "",
        len(judgement.origins.attributed),
        bool(judgement.contested_by),
        judgement.is_reversed,
    )
