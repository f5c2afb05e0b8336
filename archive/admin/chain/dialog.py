"""A source made or changed in place, with its affiliations."""

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse

from archive.admin.chain import finding, requests
from archive.admin.chain.moves import moved, moving, weight
from archive.admin.hiding import person, sees_protected, visible_sources
from archive.admin.saving.pages import told
from archive.editorial.moving import Moves
from archive.editorial.saving import Conflict, Refused
from archive.editorial.sourcing import save_source
from archive.models import Source
from archive.text.ids import is_uid, new_uid

TEXTS = ("name", "role")
TIE = ("body", "type", "start", "end", "note")
MOST_ROWS = 100
GONE = "There is no such source any more."
SAVED_MEANWHILE = "Somebody saved this source meanwhile. Close this, look again, then change it."


class _Unseen(Exception):
    """Saving would move counts that the person has not seen yet."""

    def __init__(self, moves: Moves) -> None:
        super().__init__()
        self.moves = moves


def source(request: HttpRequest) -> JsonResponse:
    """GET ?uid=: the source as the dialog asks it. POST the same: {source}, or {errors}, or {moves, seen} before saving.

    POST {uid?, revision?, kind, name, aliases, role, affiliations, article?, seen?}; nothing is
    saved while it would move published counts other than those named by ``seen``.
    """
    requests.writers_only(request, "source")
    if request.method == "GET":
        return _shown(request)
    sent = requests.body(request)
    try:
        with transaction.atomic():
            row = _row(request, sent)
            if row is None:
                return JsonResponse({"errors": [GONE]}, status=404)
            saved = _saved(request, row, sent)
    except _Unseen as unseen:
        return JsonResponse({"moves": moving(unseen.moves), "seen": unseen.moves.digest})
    except Conflict:
        return JsonResponse({"errors": [SAVED_MEANWHILE]}, status=409)
    except (Refused, IntegrityError) as fault:
        return JsonResponse({"errors": told(fault)}, status=422)
    return JsonResponse({"source": finding.card(saved, shows_protected=sees_protected(request))})


def _row(request: HttpRequest, sent: dict[str, Any]) -> Source | None:
    """The row to save: a new one without uid. None when it is gone, or hidden from whoever asks."""
    uid = requests.text(sent, "uid")
    if not uid:
        return Source(uid=new_uid())
    return visible_sources(request, Source.objects.filter(uid=uid)).first() if is_uid(uid) else None


def _saved(request: HttpRequest, row: Source, sent: dict[str, Any]) -> Source:
    base = sent.get("revision", 0)
    before = weight(row)
    save_source(row, _said(sent), base=base if isinstance(base, int) else 0, by=person(request))
    moves = moved(row, before)
    if moves.found and requests.text(sent, "seen") != moves.digest:
        raise _Unseen(moves)
    return row


def _said(sent: dict[str, Any]) -> dict[str, Any]:
    """What the dialog says, in the shape of a payload; what is no text is left for the check to refuse."""
    found: dict[str, Any] = {"kind": sent.get("kind", "")}
    found |= {name: sent[name] for name in TEXTS if sent.get(name)}
    aliases = sent.get("aliases")
    if aliases:
        found["aliases"] = (
            [each.strip() for each in aliases.splitlines() if each.strip()] if isinstance(aliases, str) else aliases
        )
    if found["kind"] == Source.Kind.UNNAMED:
        article = requests.article_named(sent.get("article"))
        found |= {"article": article.uid} if article is not None else {}
    ties = sent.get("affiliations") or []
    if isinstance(ties, list) and len(ties) <= MOST_ROWS:
        found["affiliations"] = [_tie(tie) for tie in ties]
    return {name: value for name, value in found.items() if value not in ("", [])} | {"kind": found["kind"]}


def _tie(tie: Any) -> Any:
    return {name: tie[name] for name in TIE if tie.get(name)} if isinstance(tie, dict) else tie


def _shown(request: HttpRequest) -> JsonResponse:
    uid = request.GET.get("uid", "")
    rows = visible_sources(request, Source.objects.filter(uid=uid)) if is_uid(uid) else Source.objects.none()
    row = rows.prefetch_related("affiliations__body").first()
    if row is None:
        return JsonResponse({"errors": [GONE]}, status=404)
    ties = [
        {**{name: getattr(tie, name) for name in TIE if name != "body"}, "body": tie.body.uid}
        for tie in row.affiliations.all()
    ]
    return JsonResponse(
        {
            "uid": row.uid,
            "revision": row.revision,
            "kind": row.kind,
            "name": row.name,
            "aliases": "\n".join(row.aliases),
            "role": row.role,
            "article": row.article.uid if row.article else "",
            "affiliations": ties,
            "sources": finding.cards(request, [tie.body for tie in row.affiliations.all()]),
        }
    )
