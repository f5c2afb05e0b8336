"""A ledger in which everything has happened once, and ways to spoil it."""

import hashlib
import json
import random
from collections.abc import Iterator
from typing import Any

from archive.editorial.closing import merge, suppress, withdraw
from archive.ledger.export import lines
from archive.ledger.standalone import FIELDS, NOTHING_BEFORE, entry_hash
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all

Line = dict[str, Any]
HOSTILE = '“Ünïcode” \\ " \u2028 \u007f \U0001f4f0 é/e\u0301 <b>&amp;</b> 北'


def lived() -> list[Line]:
    """Publications, corrections, a withdrawal, a merger and three suppressions, as exported."""
    chief = make_user("chief")
    sources = [make_source(f"Body {number} {HOSTILE}") for number in range(6)]
    claims = [make_claim(f"Thing {number} is so {HOSTILE}", claimant=sources[number % 3]) for number in range(4)]
    publish_all(*sources, *claims)
    for number in range(3):
        publish(change(sources[0], name=f"Renamed {number}"), note=f"Renamed for the {number}. time.")
    publish(change(claims[0], statement="Another thing is so"), change(sources[1], note="Known well."))
    withdraw("claim", claims[1].uid, by=chief, note="It was wrong.")
    merge("source", sources[4].uid, into=sources[5].uid, by=chief, note="They are one.")
    suppress("source", sources[0].uid, by=chief, rule="privacy", version=2)
    suppress("claim", claims[1].uid, by=chief, rule="law", note="By order.")
    suppress("claim", claims[2].uid, by=chief, rule="error")
    publish(change(sources[3], note="Still there."))
    return [json.loads(line) for line in lines()]


def is_entry(line: Line) -> bool:
    return "seq" in line


def flipped(text: str, rng: random.Random) -> str:
    """The text with one character changed."""
    place = rng.randrange(len(text))
    other = "b" if text[place] == "a" else "a"
    return text[:place] + other + text[place + 1 :]


def changed_value(name: str, value: Any, rng: random.Random) -> Any:
    """Another value of the same sort."""
    if isinstance(value, int):
        return value + rng.choice((-1, 1, 7))
    if name == "at":
        return value[:-2] + ("1Z" if value[-2] != "1" else "2Z")
    if name == "action":
        return rng.choice([each for each in ("publish", "correct", "withdraw", "suppress", "merge") if each != value])
    return flipped(value, rng)


def spoiled(ledger: list[Line], rng: random.Random) -> Iterator[tuple[str, list[Line]]]:
    """The ledger with one thing changed, and what that was: every column of every line, and more."""
    for place, line in enumerate(ledger):
        here = f"line {place + 1}"
        for name, value in line.items():
            yield f"{here}: another {name}", _with(ledger, place, {**line, name: changed_value(name, value, rng)})
            yield f"{here}: no {name}", _with(ledger, place, {key: line[key] for key in line if key != name})
        if is_entry(line):
            yield from _spoiled_entry(ledger, place, line, here, rng)
        yield f"{here}: gone", ledger[:place] + ledger[place + 1 :]
        yield f"{here}: one more name", _with(ledger, place, {**line, "comment": "x"})
        yield f"{here}: twice, once falsely", [*ledger, _lied(line, rng)]
        yield f"{here}: twice, falsely first", [*ledger[:place], _lied(line, rng), *ledger[place:]]


def _spoiled_entry(
    ledger: list[Line], place: int, line: Line, here: str, rng: random.Random
) -> Iterator[tuple[str, list[Line]]]:
    yield f"{here}: there twice", _with(ledger, place, line, line)
    if is_last(ledger, line):
        return  # whoever can rewrite the last entry whole is found by a checkpoint alone
    for name in FIELDS:
        lie = {**line, name: changed_value(name, line[name], rng)}
        yield f"{here}: another {name}, hashed anew", _with(ledger, place, {**lie, "hash": entry_hash(lie)})
    following = next(other for other in range(place + 1, len(ledger)) if is_entry(ledger[other]))
    swapped = list(ledger)
    swapped[place], swapped[following] = swapped[following], swapped[place]
    yield f"{here}: in the place of the next", swapped
    forged = {**line, "seq": line["seq"] + 1, "previous_hash": line["hash"]}
    yield f"{here}: a forged one after it", _with(ledger, place, line, {**forged, "hash": entry_hash(forged)})


def is_last(ledger: list[Line], line: Line) -> bool:
    return line is [each for each in ledger if is_entry(each)][-1]


def _lied(line: Line, rng: random.Random) -> Line:
    """A second, false line for the same thing: a reader may take either."""
    if is_entry(line):
        return {**line, "uid": flipped(line["uid"], rng)}
    return {**line, "body": flipped(line["body"], rng)}


def _with(ledger: list[Line], place: int, *instead: Line) -> list[Line]:
    return [*ledger[:place], *instead, *ledger[place + 1 :]]


def rewritten(ledger: list[Line], seq: int, **changes: Any) -> list[Line]:
    """The ledger as somebody who owns it all would rewrite it from entry ``seq`` on: every hash fits."""
    previous, found = NOTHING_BEFORE, []
    for line in ledger:
        if is_entry(line):
            line = {**line, **(changes if line["seq"] == seq else {}), "previous_hash": previous}
            line["hash"] = previous = entry_hash(line)
        found.append(line)
    return found


def with_other_body(ledger: list[Line], seq: int) -> list[Line]:
    """Rewritten so that entry ``seq`` commits to another text."""
    [commitment] = [line["commitment"] for line in ledger if line.get("seq") == seq]
    [payload] = [line for line in ledger if not is_entry(line) and line["commitment"] == commitment]
    body = payload["body"].replace('"schema":1', '"note":"a lie","schema":1')
    other = hashlib.sha256(bytes.fromhex(payload["salt"]) + body.encode()).hexdigest()
    moved = [{**line, "commitment": other, "body": body} if line is payload else line for line in ledger]
    return rewritten(moved, seq, commitment=other)
