"""The published counts that a change of a source would move, shown before it is saved."""

from typing import Any

from django.template.loader import render_to_string

from archive.editorial.moving import NOTHING, Moves, saved_source, would_move
from archive.models import Source

# What the counting reads of a source.
WEIGHED = ("kind", "affiliations")


def weight(row: Source) -> dict[str, Any]:
    """What counts of a source as it stands saved; nothing for a new one."""
    saved = saved_source(row) if row.pk else {}
    return {name: saved.get(name) for name in WEIGHED}


def moved(row: Source, before: dict[str, Any]) -> Moves:
    """What publishing the source as it is saved by now would move, if it weighs otherwise than ``before``.

    Call in the transaction of the save, so that it can be taken back.
    """
    saved = saved_source(row)
    if {name: saved.get(name) for name in WEIGHED} == before:
        return NOTHING
    return would_move(row.uid, saved)


def moving(moves: Moves) -> str:
    """The moves as markup."""
    return render_to_string("admin/archive/chain/moves.html", {"moves": moves}).strip()
