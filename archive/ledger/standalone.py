#!/usr/bin/env python3
"""Verify an exported ledger without the archive: this file and Python's standard library.

usage: verify.py LEDGER.jsonl [CHECKPOINT.json ...] [--document DOCUMENT.json ...]

LEDGER.jsonl holds one JSON object a line, as /ledger/ledger.jsonl has them: entries, and payloads
{commitment, salt, body}; or pages of /api/v1/ledger/, which hold entries alone: then the chain is
verified, and not the words. A checkpoint file holds {"size": N, "hash": "..."}, one a line, as saved
from /ledger/checkpoint/ on earlier days. A document is what /api/v1/claims/<uid>/ answers, or another
record's. Exit code 0: sound; 1: not, and the first bad entry is named; 2: not readable.

What is proved: no entry was changed, removed, added between or moved; every payload is the
one its entry committed to, or was suppressed by a later entry; nothing that a saved
checkpoint had seen has been cut off or rewritten; whatever was signed of a document stands
in it. What cannot be proved: what a document tells beside that, which is worked out of many
entries, as headlines and counts are; that no entry after the last checkpoint was cut off or
rewritten together with all that follow it; that others were shown the same ledger, unless you
compare checkpoints with them; who signed; and that what the archive says is true.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NOTHING_BEFORE = "0" * 64
FIELDS = ("seq", "at", "action", "type", "uid", "version", "commitment", "previous_hash")
ENTRY = {*FIELDS, "hash"}
SAID = ("note", "class", "rule", "successor")  # told beside an entry in a page, and no part of it
PAYLOAD = {"commitment", "salt", "body"}
WITHHELD = {"commitment", "withheld"}
PAGE = {"next", "results"}
UID = re.compile("[a-z2-7]{10}")
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
PUBLISHES = ("publish", "correct")
ACTIONS = (*PUBLISHES, "withdraw", "suppress", "merge")

Entry = dict[str, Any]


def entry_hash(entry: Entry) -> str:
    """SHA-256, lower hex, of the canonical JSON of an entry without its ``hash``."""
    text = json.dumps({name: entry[name] for name in FIELDS}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def chain_faults(entries: Iterable[Entry]) -> Iterator[str]:
    """The first fault of the chain, in a sentence; nothing when it is whole."""
    previous, previous_at, versions = NOTHING_BEFORE, "", dict[str, int]()
    for seq, entry in enumerate(entries, start=1):
        fault = _entry_fault(entry, seq, previous, previous_at, versions)
        if fault:
            yield f"entry {seq}: {fault}"
            return
        previous, previous_at = entry["hash"], entry["at"]


def _entry_fault(entry: Entry, seq: int, previous: str, previous_at: str, versions: dict[str, int]) -> str:
    if entry.keys() != ENTRY:
        return "a field is missing, or there is one too many"
    if entry["seq"] != seq:
        return f"it is numbered {entry['seq']}; an entry is missing, added or moved"
    if entry["previous_hash"] != previous:
        return "it does not follow the entry before it"
    if entry["hash"] != entry_hash(entry):
        return "its hash does not fit its content: it was changed"
    if not AT.fullmatch(str(entry["at"])) or entry["at"] < previous_at:
        return "its time is malformed or earlier than the entry before it"
    return _version_fault(entry, versions)


def _version_fault(entry: Entry, versions: dict[str, int]) -> str:
    uid, last = entry["uid"], versions.get(entry["uid"], 0)
    if entry["action"] not in ACTIONS:
        return f"unknown action {entry['action']!r}"
    if entry["action"] in PUBLISHES:
        if entry["version"] != last + 1:
            return f"version {entry['version']} of {uid} follows version {last}"
        versions[uid] = last + 1
    elif not 1 <= entry["version"] <= last:
        return f"it closes version {entry['version']} of {uid}, which has {last}"
    return ""


PUBLISHING, CLOSING, UNTOLD = "a record", "no record", "withheld"


def weighed(payload: Mapping[str, str]) -> str:
    """What a payload holds, ``PUBLISHING`` or ``CLOSING``; or what is wrong with it, in a sentence.

    So no text has to be kept: a ledger is verified in little more memory than its entries take.
    """
    try:
        digest = hashlib.sha256(bytes.fromhex(payload["salt"]) + payload["body"].encode()).hexdigest()
        publishes = bool(json.loads(payload["body"]).get("record"))
    except (ValueError, TypeError, AttributeError):
        return "its payload is not readable"
    if digest != payload["commitment"]:
        return "its payload is not the one it committed to"
    return PUBLISHING if publishes else CLOSING


def payload_faults(entries: Iterable[Entry], payloads: Mapping[str, str], acts: Iterable[Entry]) -> Iterator[str]:
    """Payloads that are missing without a suppression, or are not what was committed to.

    ``payloads`` are commitments with what ``weighed`` said; ``acts`` the suppressions among ``entries``.
    """
    suppressed: dict[str, list[Entry]] = {}
    for act in acts:
        suppressed.setdefault(act["uid"], []).append(act)
    for entry in entries:
        found = payloads.get(entry["commitment"])
        if found is None:
            later = suppressed.get(entry["uid"], ())
            if not any(act["seq"] > entry["seq"] and act["version"] >= entry["version"] for act in later):
                yield f"entry {entry['seq']}: its payload is missing and no later entry suppresses it"
        elif found == UNTOLD:
            continue
        elif found not in (PUBLISHING, CLOSING):
            yield f"entry {entry['seq']}: {found}"
        elif (found == PUBLISHING) != (entry["action"] in PUBLISHES):
            yield f"entry {entry['seq']}: its payload does not fit its action"


def checkpoint_faults(entries: list[Entry], checkpoints: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What an earlier checkpoint had seen and the ledger no longer holds; of a fork the first only."""
    fitting = 0
    for size, kept in sorted((_size(point), point["hash"]) for point in checkpoints):
        if size > len(entries):
            yield f"the checkpoint of {size} entries is ahead of the ledger's {len(entries)}: its tail was cut"
        elif kept != (entries[size - 1].get("hash") if size else NOTHING_BEFORE):
            yield (
                f"the checkpoint of {size} entries has another hash there: the ledger was rewritten (a fork), "
                f"first somewhere from entry {fitting + 1} to entry {size}"
            )
            return
        else:
            fitting = size


def _size(point: dict[str, Any]) -> int:
    size = point["size"]
    if type(size) is not int or size < 0 or not isinstance(point["hash"], str):
        raise ValueError("a checkpoint has no size, or no hash")
    return size


def document_faults(name: str, document: Mapping[str, Any], entry: Entry | None, body: str | None) -> Iterator[str]:
    """What was signed and does not stand in a published document, by its ``entry`` and the body that this committed to."""
    if entry is None or entry["hash"] != document["ledger"]["hash"]:
        yield f"{name}: the ledger does not have the entry that it names"
    elif any(document[field] != entry[field] for field in ("type", "uid", "version")):
        yield f"{name}: entry {entry['seq']} is of another record or version"
    elif body is None:
        yield f"{name}: the words of entry {entry['seq']} are not in this ledger, so they cannot be compared"
    else:
        said = {value for _, value in leaves(document)}
        own = {f"record.{key}": value for key, value in document.items() if not isinstance(value, (dict, list))}
        for path, value in leaves(json.loads(body)["record"]):
            # A link to a source without a name of its own is shown by its label.
            is_shown = value in said or (isinstance(value, str) and UID.fullmatch(value))
            if not is_shown or own.get(path) not in (None, value):
                yield f"{name}: at {path} entry {entry['seq']} says {value!r}, and the document does not"


def leaves(value: Any, path: str = "record") -> Iterator[tuple[str, Any]]:
    """Every text, number and truth value within, with its path."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{path}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from leaves(each, f"{path}[{number}]")
    else:
        yield path, value


def read_lines(path: str) -> Iterator[dict[str, Any]]:
    """JSON objects, one a line; blank lines are passed over."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                value = json.loads(line, object_pairs_hook=_names_once) if line.strip() else {}
            except ValueError as error:
                raise ValueError(f"{path}, line {number}, which may be cut off: {error}") from None
            if not isinstance(value, dict):
                raise ValueError(f"{path}, line {number}: not a JSON object")
            if line.strip():
                yield value


def _names_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name that stands twice some readers would take the first, others the last."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a line has the same name twice")
    return found


def entries_of(page: dict[str, Any]) -> list[Entry]:
    """The entries of a page of /api/v1/ledger/, without what the page tells beside them."""
    return [{name: each[name] for name in each if name not in SAID} for each in page["results"]]


class Ledger:
    """A file as it was read: ``payloads`` are commitments with what ``weighed`` said, ``bodies`` those asked for."""

    def __init__(self, path: str, wanted: Iterable[int] = ()) -> None:
        self.entries: list[Entry] = []
        self.payloads: dict[str, str] = {}
        self.bodies: dict[str, str] = {}
        self.faults: list[str] = []
        self.pages = 0
        asked = frozenset(wanted)
        commitments: set[str] = set()
        for number, value in enumerate(read_lines(path), start=1):
            if value.keys() == PAGE:
                self.entries += entries_of(value)
                self.pages += 1
            elif "seq" in value:
                self.entries.append(value)
                if value["seq"] in asked:
                    commitments.add(str(value.get("commitment")))
            elif value.keys() not in (PAYLOAD, WITHHELD) or value["commitment"] in self.payloads:
                sentence = "it is neither an entry nor a payload, or a second payload for one commitment"
                self.faults.append(f"line {number}, after entry {len(self.entries)}: {sentence}")
            else:
                self._keep(value, is_asked=value["commitment"] in commitments)

    def _keep(self, payload: dict[str, Any], *, is_asked: bool) -> None:
        self.payloads[payload["commitment"]] = weighed(payload) if "body" in payload else UNTOLD
        if is_asked and "body" in payload:
            self.bodies[payload["commitment"]] = payload["body"]

    @property
    def has_words(self) -> bool:
        return bool(self.payloads) or not self.pages

    def all_faults(self) -> Iterator[str]:
        yield from self.faults
        chain = list(chain_faults(self.entries))
        yield from chain
        if not chain and not self.faults and self.has_words:
            acts = [entry for entry in self.entries if entry["action"] == "suppress"]
            yield from payload_faults(self.entries, self.payloads, acts)
            strays = self.payloads.keys() - {entry["commitment"] for entry in self.entries}
            yield from (f"the payload {commitment} belongs to no entry" for commitment in sorted(strays))

    def faults_of(self, name: str, document: dict[str, Any]) -> Iterator[str]:
        seq = document["ledger"]["seq"]
        entry = self.entries[seq - 1] if 0 < seq <= len(self.entries) else None
        yield from document_faults(name, document, entry, self.bodies.get(entry["commitment"]) if entry else None)


def verdict(path: str, checkpoint_files: list[str], document_files: Iterable[str] = ()) -> list[str]:
    """Every fault found, in sentences; an empty list is a sound ledger."""
    documents = {name: read_document(name) for name in document_files}
    ledger = Ledger(path, [document["ledger"]["seq"] for document in documents.values()])
    points = [point for file in checkpoint_files for point in read_lines(file)]
    faults = [*ledger.all_faults(), *checkpoint_faults(ledger.entries, points)]
    if not faults:
        faults += [fault for name, document in documents.items() for fault in ledger.faults_of(name, document)]
    if not faults:
        print(_praise(ledger, len(points)))
        print(_unproved(ledger, max((point["size"] for point in points), default=0), bool(documents)))
    return faults


def read_document(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        document: dict[str, Any] = json.load(file, object_pairs_hook=_names_once)
    return document


def _praise(ledger: Ledger, points: int) -> str:
    """What was found sound."""
    head = ledger.entries[-1]["hash"] if ledger.entries else NOTHING_BEFORE
    size = len(ledger.entries)
    if not ledger.has_words:
        return f"Sound, as a chain: {size} entries, {points} checkpoints. No words were verified. Head {head}"
    missing = len({entry["commitment"] for entry in ledger.entries} - set(ledger.payloads))
    withheld = sum(each == UNTOLD for each in ledger.payloads.values())
    untold = f"{missing} suppressed payloads, {withheld} withheld" if withheld else f"{missing} suppressed payloads"
    return f"Sound: {size} entries, {untold}, {points} checkpoints. Head {head}"


def _unproved(ledger: Ledger, checked: int, has_documents: bool) -> str:
    open_ended = len(ledger.entries) - checked
    tail = f"that the {open_ended} entries after the newest checkpoint were always these; " if open_ended else ""
    beside = "what a document tells beside what was signed, as its headline; " if has_documents else ""
    return f"Not proved: {tail}{beside}who signed, and that what is said is true."


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    files, documents = arguments, list[str]()
    if "--document" in arguments:
        place = arguments.index("--document")
        files, documents = arguments[:place], arguments[place + 1 :]
    try:
        faults = verdict(files[0], files[1:], documents)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        print(f"Not readable: {error}")
        return 2
    for fault in faults:
        print(f"NOT SOUND: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
