"""Everything that stands between a collection as it is written and the desk, each with its line."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from archive.collection import links
from archive.collection.constraints import broken
from archive.collection.desk import Desk
from archive.collection.faults import MOST_PER_FILE, Fault
from archive.collection.files import Contents, Report, Written
from archive.collection.normal import Data, normal, public
from archive.editorial import rules
from archive.models import RECORDS
from archive.records.check import Path, check
from archive.records.shape import Sort

_NUMBERED = re.compile(r"(Appearance|Assessment) ([0-9]+): (.*)", re.DOTALL)


class Ready(NamedTuple):
    """A record without fault: ``data`` as the desk will hold it, ``payload`` as it would be published."""

    written: Written
    data: Data
    payload: Data
    is_protected: bool


class Checked(NamedTuple):
    ready: list[Ready]
    faults: list[Fault]


def named(found: Contents) -> set[str]:
    """The uids that the records of a collection name."""
    return {name.value for record in found.records for name in links.names_of_records(record)}


def check_all(found: Contents, desk: Desk, report: Report) -> Checked:
    """Every record that is ready for the desk, and every fault of those that are not."""
    faults = list(found.faults)
    index = links.index(found.records, faults)
    sound: list[tuple[Written, Data]] = []
    for number, record in enumerate(found.records, start=1):
        report("Checking", number, len(found.records))
        own = [*_form(record, found), *links.misplaced(record, desk)]
        own += links.misled(record, index, desk, is_whole=found.is_whole)
        faults += own
        if not own and index.get(record.uid) is record:
            sound.append((record, normal(RECORDS[record.type], record.data)))
    if found.is_whole:
        faults += links.circles(found.records, index, desk)
    protected = _protected(sound, desk)
    ready = [_ready(record, data, protected, desk) for record, data in sound]
    for each in ready:
        faults += _faults(each, protected, desk)
    return Checked(ready, faults)


def _form(record: Written, found: Contents) -> Iterator[Fault]:
    for path, message in islice(check(RECORDS[record.type], record.data, private=True), MOST_PER_FILE):
        fault = record.fault(_dotted(path), message)
        if (fault.file, fault.path) not in found.spoilt:
            yield fault


def _dotted(path: Path) -> str:
    """("chain", 0, "verb") → chain[0].verb"""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path).removeprefix(".")


def _protected(sound: list[tuple[Written, Data]], desk: Desk) -> dict[str, list[str]]:
    """Every name of each protected source: the desk's, and those of the collection as it says now."""
    sources = [(record.uid, data) for record, data in sound if record.type == "source"]
    written = {uid for uid, _ in sources}
    ours = {uid: [data["name"], *data.get("aliases", ())] for uid, data in sources if data.get("protected")}
    return {uid: said for uid, said in desk.protected.items() if uid not in written} | ours


def _ready(record: Written, data: Data, protected: dict[str, list[str]], desk: Desk) -> Ready:
    payload = public(RECORDS[record.type], data, protected=protected, words=desk.words)
    return Ready(record, data, payload, record.uid in protected)


def _faults(ready: Ready, protected: dict[str, list[str]], desk: Desk) -> Iterator[Fault]:
    """Faults that only a record of good form can have."""
    record = ready.written
    for path, sentence in broken(RECORDS[record.type], record.uid, ready.data):
        yield record.fault(path, sentence)
    for sentence in rules.faults(record.type, ready.payload):
        yield record.fault(*_placed(sentence))
    yield from _protection(ready, protected, desk)
    yield from _appended(ready, desk)
    if record.uid in desk.datas and desk.datas[record.uid] != ready.data and desk.is_of_a_person(record.uid):
        username, day = desk.revised[record.uid]
        message = f"{record.uid} was edited by {username} on {day}; export it, or write here what stands on the desk"
        yield record.fault("", message)


def _placed(sentence: str) -> tuple[str, str]:
    """The path that a rule speaks of, and what it says."""
    if match := _NUMBERED.fullmatch(sentence):
        part, number, rest = match.groups()
        return f"{part.lower()}s[{int(number) - 1}]", rest
    return "", sentence


def _protection(ready: Ready, protected: dict[str, list[str]], desk: Desk) -> Iterator[Fault]:
    """Names of protected sources where the public could read them."""
    record, model = ready.written, RECORDS[ready.written.type]
    if ready.is_protected:
        standing = desk.public.get(record.uid)
        if standing is not None and standing.state == "public":
            yield record.fault("protected", "is public already: a chief suppresses it first, at the desk")
        return
    in_place = public(model, ready.data, protected=protected, words=desk.words, hidden_as={})
    words = [name for names in protected.values() for name in names]
    for path in rules.named_protected(model, in_place, words):
        yield record.fault(path, "holds the name of a protected source, and is public")
    linked = [name for name in links.names_of_records(record) if name.value in protected]
    for name in linked:
        if name.slot.sort is Sort.RECORD_LINK and name.slot.is_public:
            yield record.fault(name.path, f"names {name.value}, a protected source that nothing public may name")
    if linked:
        yield from _without_names(ready)


def _without_names(ready: Ready) -> Iterator[Fault]:
    """What protection leaves of a record must be a whole record still."""
    record, model = ready.written, RECORDS[ready.written.type]
    aside = "(its source is protected and not named in public)"
    for path, message in check(model, ready.payload):
        yield record.fault(_dotted(path), f"{message} {aside}")
    for place, sentence in broken(model, record.uid, ready.payload):
        yield record.fault(place, f"{sentence} {aside}")


def _appended(ready: Ready, desk: Desk) -> Iterator[Fault]:
    """Published assessments stay as they are."""
    standing = desk.public.get(ready.written.uid)
    published = (standing.record or {}).get("assessments", []) if standing is not None else []
    now = ready.data.get("assessments", [])
    for place, assessment in enumerate(published):
        if place >= len(now) or now[place] != assessment:
            message = "was published and stays as it is; write a new assessment after it"
            yield ready.written.fault(f"assessments[{place}]", message)
