"""Everything that stands between a collection as it is written and the desk, each with its line."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from archive.collection import links
from archive.collection.constraints import broken
from archive.collection.desk import Desk
from archive.collection.faults import ENOUGH_PER_FILE, Fault
from archive.collection.files import Contents, Report, Written
from archive.collection.normal import Data, normal, public
from archive.editorial import rules
from archive.editorial.facts import as_if_public, refusals
from archive.models import RECORDS
from archive.records.check import Path, check
from archive.records.shape import Sort

MOST_GUESSES = 20

_NUMBERED = re.compile(r"(Appearance|Assessment) ([0-9]+): (.*)", re.DOTALL)


class Ready(NamedTuple):
    """A record of good form: ``data`` as the desk will hold it, ``payload`` as it would be published.

    ``is_left`` tells that it stands on the desk already as a person saved it: that person's to
    finish and a reviewer's to judge, so the loader does neither.
    """

    written: Written
    data: Data
    payload: Data
    is_protected: bool
    is_left: bool


class Checked(NamedTuple):
    """What can go to the desk when there are no ``faults``."""

    ready: list[Ready]
    faults: list[Fault]


def named(found: Contents) -> set[str]:
    """The uids that the records of a collection name."""
    return {name.value for record in found.records for name in links.names_of_records(record)}


def check_all(found: Contents, desk: Desk, report: Report) -> Checked:
    """Every record of good form, and every fault of all."""
    faults = list(found.faults)
    index = links.index(found.records, faults)
    sound: list[tuple[Written, Data]] = []
    counts = Counter(fault.file for fault in faults)
    for number, record in enumerate(found.records, start=1):
        report("Checking", number, len(found.records))
        if counts[record.file] > ENOUGH_PER_FILE:
            continue
        own = [*_form(record, found), *links.misplaced(record, desk)]
        may_guess = len(faults) < MOST_GUESSES
        own += links.misled(record, index, desk, is_whole=found.is_whole, may_guess=may_guess)
        faults += own
        counts[record.file] += len(own)
        if not own and not record.is_spoilt and index.get(record.uid) is record:
            sound.append((record, normal(RECORDS[record.type], record.data)))
    if found.is_whole:
        faults += links.circles(found.records, index, desk)
    protected = _protected(sound, desk)
    ready = [_ready(record, data, protected, desk) for record, data in sound]
    for each in ready:
        faults += [] if each.is_left else _faults(each, protected, desk)
    return Checked(ready, faults or list(_untenable(ready, desk)))


def _untenable(ready: list[Ready], desk: Desk) -> Iterator[Fault]:
    """Judgements that the collection as a whole does not bear out; asked of one that has no other fault.

    What is public already is not judged anew: if the facts left it since, people decide.
    """
    drafts: dict[str, Ready] = {}
    for each in ready:
        standing = desk.public.get(each.written.uid)
        is_new = standing is None or standing.record not in (None, each.payload)
        if is_new and not each.is_protected:
            drafts[each.written.uid] = each
    datas = {uid: (each.written.type, each.payload) for uid, each in drafts.items()}
    for uid, part, place, sentence in refusals(datas, as_if_public(datas)):
        if not drafts[uid].is_left:
            yield drafts[uid].written.fault(f"{part}[{place}]", sentence)


def _form(record: Written, found: Contents) -> Iterator[Fault]:
    for path, message in check(RECORDS[record.type], record.data, private=True):
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
    is_left = desk.datas.get(record.uid) == data and desk.is_of_a_person(record.uid)
    return Ready(record, data, payload, record.uid in protected, is_left)


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
        if desk.is_public(record.uid):
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
    for path, message in check(model, ready.payload):
        yield record.fault(_dotted(path), f"{message} (its source is protected and not named in public)")


def _appended(ready: Ready, desk: Desk) -> Iterator[Fault]:
    """Published assessments stay as they are."""
    standing = desk.public.get(ready.written.uid)
    published = (standing.record or {}).get("assessments", []) if standing is not None else []
    now = ready.data.get("assessments", [])
    for place, assessment in enumerate(published):
        if place >= len(now) or now[place] != assessment:
            message = "was published and stays as it is; write a new assessment after it"
            yield ready.written.fault(f"assessments[{place}]", message)
