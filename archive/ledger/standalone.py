#!/usr/bin/env python3
"""Verify an exported ledger without the archive: this file and Python's standard library.

usage: verify.py LEDGER.jsonl [CHECKPOINT.json ...]

LEDGER.jsonl holds one JSON object a line: entries, and payloads {commitment, salt, body};
or pages of /api/v1/ledger/, which hold entries alone: then the chain is verified, and not the words.
A checkpoint file holds {"size": N, "hash": "..."}, one a line, as saved from
/ledger/checkpoint/ on earlier days. Exit code 0: sound; 1: not; 2: not readable.

What is proved: no entry was changed, removed, added between or moved; every payload is the
one its entry committed to, or was suppressed by a later entry; nothing that a saved
checkpoint had seen has been cut off or rewritten. What cannot be proved: that no entry
after the last checkpoint was cut off or rewritten together with all that follow it, and
that what the archive says is true.
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
PAGE = {"next", "results"}
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


PUBLISHING, CLOSING = "a record", "no record"


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
        elif found not in (PUBLISHING, CLOSING):
            yield f"entry {entry['seq']}: {found}"
        elif (found == PUBLISHING) != (entry["action"] in PUBLISHES):
            yield f"entry {entry['seq']}: its payload does not fit its action"


def checkpoint_faults(entries: list[Entry], checkpoints: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What an earlier checkpoint had seen and the ledger no longer holds."""
    for point in checkpoints:
        size = point["size"]
        if size > len(entries):
            yield f"the checkpoint of {size} entries is ahead of the ledger's {len(entries)}: its tail was cut"
        elif size and entries[size - 1]["hash"] != point["hash"]:
            yield f"the checkpoint of {size} entries has another hash there: the ledger was rewritten (a fork)"


def read_lines(path: str) -> Iterator[dict[str, Any]]:
    """JSON objects, one a line; blank lines are passed over."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                value = json.loads(line, object_pairs_hook=_names_once)
                if not isinstance(value, dict):
                    raise ValueError(f"{path}, line {number}: not a JSON object")
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


def verdict(ledger: str, checkpoint_files: list[str]) -> list[str]:
    """Every fault found, in sentences; an empty list is a sound ledger."""
    entries: list[Entry] = []
    payloads: dict[str, str] = {}
    faults: list[str] = []
    pages = 0
    for value in read_lines(ledger):
        if value.keys() == PAGE:
            entries += entries_of(value)
            pages += 1
        elif "seq" in value:
            entries.append(value)
        elif value.keys() != PAYLOAD or value["commitment"] in payloads:
            faults.append("a line is neither an entry nor a payload, or there are two payloads for one commitment")
        else:
            payloads[value["commitment"]] = weighed(value)
    faults += chain_faults(entries)
    if not faults and (payloads or not pages):
        faults += _faults_of_words(entries, payloads)
    points = [point for path in checkpoint_files for point in read_lines(path)]
    faults += checkpoint_faults(entries, points)
    if not faults:
        print(_praise(entries, len(points), None if pages and not payloads else payloads))
    return faults


def _faults_of_words(entries: list[Entry], payloads: Mapping[str, str]) -> Iterator[str]:
    acts = [entry for entry in entries if entry["action"] == "suppress"]
    yield from payload_faults(entries, payloads, acts)
    strays = payloads.keys() - {entry["commitment"] for entry in entries}
    yield from (f"the payload {commitment} belongs to no entry" for commitment in sorted(strays))


def _praise(entries: list[Entry], points: int, payloads: Mapping[str, str] | None) -> str:
    """What was found sound; ``payloads`` is None when only the chain could be verified."""
    head = entries[-1]["hash"] if entries else NOTHING_BEFORE
    if payloads is None:
        return f"Sound, as a chain: {len(entries)} entries, {points} checkpoints. No words were verified. Head {head}"
    missing = len({entry["commitment"] for entry in entries} - set(payloads))
    return f"Sound: {len(entries)} entries, {missing} suppressed payloads, {points} checkpoints. Head {head}"


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    try:
        faults = verdict(arguments[0], arguments[1:])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        print(f"Not readable: {error}")
        return 2
    for fault in faults:
        print(f"NOT SOUND: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
