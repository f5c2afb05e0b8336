"""Payload → document. Pure: everything it names comes from ``look_up``, which notes what was asked.

The same function serves today, ``as_of`` (a look-up and a day), ``recorded`` (a look-up at an
older entry), the reviewer's preview (a look-up with the submitted payload on top) and rebuild.
"""

import hashlib
from pathlib import Path
from typing import Any

from archive.ledger.view import Published
from archive.reading_room.compose import articles, claims, events, sources
from archive.reading_room.compose.cards import LICENSE, address, slug_of
from archive.reading_room.projecting.look_up import LookUp

METHOD_VERSION = "1"
Json = dict[str, Any]

_COMPOSERS = {
    "claim": claims.compose,
    "article": articles.compose,
    "event": events.compose,
    "source": sources.compose,
}


def compose(published: Published, look_up: LookUp, on: int | None = None) -> Json | None:
    """The document of a public record, as known in the world by the ordinal day ``on`` (None: today).

    None when a claim had not appeared anywhere by that day. Every key of the contract is there.
    """
    body = _COMPOSERS[published.type](published, look_up, on)
    if body is None:
        return None
    return {
        "type": published.type,
        "uid": published.uid,
        "url": address(published.type, published.uid, slug_of(published)),
        "slug": slug_of(published),
        **body,
        **record_keys(published),
    }


def record_keys(published: Published) -> Json:
    """The keys that say which version of the record this is."""
    return {
        "version": published.version,
        "published_at": published.published_at.isoformat().replace("+00:00", "Z"),
        "modified_at": published.modified_at.isoformat().replace("+00:00", "Z"),
        "withdrawn": published.state != "public",
        "ledger": {"seq": published.seq, "hash": published.hash},
        "license": LICENSE,
        "method_version": METHOD_VERSION,
    }


def tombstone(published: Published) -> Json:
    """What is left to say of a closed record: that, when and why, and what stands for it now."""
    successor = published.successor
    return {
        "type": published.type,
        "uid": published.uid,
        "url": address(published.type, published.uid, "-"),
        "state": published.state,
        "reason": published.note,
        "rule": published.rule or None,
        "successor": {"uid": successor, "url": address(published.type, successor, "-")} if successor else None,
        **record_keys(published),
    }


def fingerprint() -> str:
    """Names the code that made the documents: another one, and they are made anew."""
    room = Path(__file__).resolve().parent
    archive = room.parent.parent
    files = [*room.glob("*.py"), *(archive / "provenance").glob("*.py")]
    files += [archive / "text" / f"{name}.py" for name in ("dates", "ids", "stem", "words")]
    files += [room.parent / "projecting" / f"{name}.py" for name in ("states", "links", "appearing")]
    files.append(room.parent / "searching" / "searched.py")
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()
