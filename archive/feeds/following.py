"""The feed of one claim: the claim as it stands, and each act on it as an entry of its own.

A program that tells its reader what is new then tells of each correction, with what it changed. Once
the claim is no longer public, its closing is told, and everything that was told before taken back.
"""

from typing import Any, NamedTuple

from django.http import Http404, QueryDict

from archive.formats.entries import Act, Deleted, Entry, act_identity, identity, of_act, of_claim
from archive.formats.told import name
from archive.reading_room.history import versions
from archive.reading_room.history.differences import Difference
from archive.reading_room.listing.turning import TakenBack, turned
from archive.reading_room.parameters import BadParameters, strict
from archive.reading_room.showing.details import Detail, detail
from archive.reading_room.telling.words import ACTIONS
from archive.text.ids import is_uid

Json = dict[str, Any]
ONE = "claim"
# Records and entries taken back that a feed tells of at most: ``/api/v1/changes/`` tells of all.
MOST = 100
# Of an older act, the history of the claim tells.
MOST_ACTS = 30
# What an act changed beside that, its history tells.
MOST_CHANGES = 12


class Followed(NamedTuple):
    """What the feed of a claim holds; ``home`` is site-relative."""

    uid: str
    name: str
    home: str
    entries: list[Entry]
    deleted: list[Deleted]


def one_asked(query: QueryDict) -> str:
    """The uid in the parameter ``claim``. Raises BadParameters."""
    uid = strict(query, (ONE,)).get(ONE, "")
    if not is_uid(uid):
        raise BadParameters([(ONE, "It is a uid: 10 characters, a to z and 2 to 7.")])
    return uid


def claim_of(uid: str) -> Detail:
    """The claim. Raises Http404."""
    found = detail(ONE, uid)
    if found is None:
        raise Http404(f"There is no claim {uid}.")
    return found


def followed(query: QueryDict, site: str) -> Followed:
    """What the feed of the claim asked for holds. Raises BadParameters and Http404."""
    uid = one_asked(query)
    found = claim_of(uid)
    acts = versions.versions(ONE, uid)[:MOST]
    at = turned([uid])[uid].at
    if found.state == "public":
        claim = found.document
        told = [
            of_act(_act(each), uid=uid, name=name(claim), license=claim["license"], site=site)
            for each in acts[:MOST_ACTS]
        ]
        return Followed(uid, name(claim), claim["url"], [of_claim(claim, site=site, changed_at=at), *told], [])
    left = found.document
    closing = Act(acts[0].seq, at, str(ACTIONS[acts[0].action]), left["reason"] or "")
    entry = of_act(closing, uid=uid, name=f"claim {uid}", license=left["license"], site=site)
    return Followed(uid, f"claim {uid}", f"/claims/{uid}/", [entry], _taken_out(uid, at, left, acts[1:], site))


def deleted(gone: TakenBack, site: str) -> Deleted:
    """A claim that was taken back."""
    left, successor = gone.document, gone.document["successor"]
    return Deleted(
        identity(ONE, gone.uid, site),
        gone.at,
        left["state"],
        left["reason"] or "",
        identity(ONE, successor["uid"], site) if successor else "",
    )


def _taken_out(uid: str, at: str, left: Json, acts: list[versions.Act], site: str) -> list[Deleted]:
    """The claim, and what was told of it in entries of their own."""
    whole = deleted(TakenBack(uid, at, left), site)
    return [whole, *(whole._replace(id=act_identity(uid, each.seq, site), successor="") for each in acts)]


def _act(act: versions.Act) -> Act:
    done = str(act.of_class or ACTIONS[act.action])
    done += f", version {act.version}" if act.action in ("publish", "correct") else ""
    changes = [
        (": ".join(filter(None, [part.name, each.name])), _side(each, "insert"), _side(each, "delete"))
        for part in act.parts
        for each in part.differences
    ]
    at = act.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return Act(act.seq, at, done, act.note, changes[:MOST_CHANGES])


def _side(difference: Difference, without: str) -> str:
    """One of two texts that were compared: the earlier ``without`` what came, the later without what went."""
    return "".join(piece.text for piece in difference.pieces if piece.op != without)
