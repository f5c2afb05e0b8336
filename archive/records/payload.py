"""The envelope of a payload, its salt and its commitment."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

from archive.text.canonical import canonical

SCHEMA = 1
# What sort of change a correction is, as newsrooms tell their readers.
CLASSES = {
    "correction": "Correction",
    "clarification": "Clarification",
    "update": "Update",
    "editors_note": "Editor’s note",
}

# From one schema to the next, pure, oldest first: UPGRADES[0] makes schema 2 out of schema 1.
UPGRADES: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()


class Frozen(NamedTuple):
    """Bytes to be signed: ``commitment`` is SHA-256 of salt and body, lower hex."""

    commitment: str
    salt: str
    body: str


def body_of(
    record: dict[str, Any] | None, *, note: str = "", of_class: str = "", rule: str = "", successor: str = ""
) -> str:
    """The canonical JSON of a payload. ``record`` is None for acts that publish nothing; ``of_class`` is one of CLASSES."""
    said = {"note": note, "class": of_class, "rule": rule, "successor": successor}
    parts: dict[str, Any] = {"schema": SCHEMA, "record": record, **said}
    return canonical({name: value for name, value in parts.items() if value not in ("", None)})


def freeze(body: str) -> Frozen:
    """Salt a body and commit to it."""
    salt = secrets.token_hex(32)
    return Frozen(commitment(salt, body), salt, body)


def commitment(salt: str, body: str) -> str:
    """SHA-256 over the salt's 32 bytes and the body's UTF-8."""
    return hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest()


def read(body: str) -> dict[str, Any]:
    """A payload in the present schema, whatever schema it was written in."""
    payload: dict[str, Any] = json.loads(body)
    for upgrade in UPGRADES[payload["schema"] - 1 :]:
        payload = upgrade(payload)
    return payload


def said(body: str) -> dict[str, Any]:
    """What a payload says beside its record. That is most of it, and is not read."""
    before, record, _ = body.partition('"record":')
    if not record or UPGRADES:
        return {name: value for name, value in read(body).items() if name != "record"}
    # Keys are sorted, and acts that say more than these two publish nothing: see `body_of`.
    found: dict[str, Any] = json.loads(f"{before.rstrip(',')}}}")
    return found
