"""A chain as it is sent and as it is kept: JSON from the script or plain fields, to steps, to rows."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict

from archive.admin.chain.naming import Names, key
from archive.admin.forms import step_sources
from archive.models import Appearance, ChainStep, Source, StepSource
from archive.records.check import parse
from archive.records.shape import shape

Json = dict[str, Any]

MOST_STEPS = 40
MOST_SOURCES = 50
LONGEST = 200_000  # characters of JSON
UNREADABLE = "The chain could not be read. Reload the page and enter it again."
_STEP = {slot.name: slot for slot in shape(ChainStep)}
_SOURCE = {slot.name: slot for slot in shape(StepSource)}
_FIELD = re.compile(r"chain-([0-9]{1,3})-(?:(verb|force|inferred|note)|sources-([0-9]{1,3})-(source|naming|label))")


class Speaker(NamedTuple):
    """One source of a step; None where words or nothing at all stand for it."""

    source: Source | None
    naming: str
    label: str


class Step(NamedTuple):
    """One step, the first speaking to the reader."""

    sources: tuple[Speaker, ...]
    verb: str = ""
    force: str = "neutral"
    inferred: bool = False
    note: str = ""


def raw(text: str) -> list[Json]:
    """The steps in a script's JSON, of the right form but not yet checked. Raises ValidationError."""
    try:
        sent = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError) as error:
        raise ValidationError(UNREADABLE) from error
    steps = sent.get("steps") if isinstance(sent, dict) else sent
    return shaped(steps)


def shaped(steps: Any) -> list[Json]:
    """``steps`` if it is a list of steps with texts in them. Raises ValidationError."""
    if not isinstance(steps, list):
        raise ValidationError(UNREADABLE)
    if len(steps) > MOST_STEPS:
        raise ValidationError(f"A chain has at most {MOST_STEPS} steps.")
    return [_shaped(step) for step in steps]


def _shaped(step: Any) -> Json:
    sources = step.get("sources", []) if isinstance(step, dict) else None
    if not isinstance(sources, list) or not all(isinstance(each, dict) for each in sources):
        raise ValidationError(UNREADABLE)
    if len(sources) > MOST_SOURCES:
        raise ValidationError(f"A step has at most {MOST_SOURCES} sources.")
    found = {name: step.get(name, "") for name in ("verb", "force", "note")}
    speakers = [{name: each.get(name, "") for name in ("source", "naming", "label")} for each in sources]
    texts = [*found.values(), *(text for each in speakers for text in each.values())]
    if not all(isinstance(text, str) for text in texts):
        raise ValidationError(UNREADABLE)
    # A suggestion need not speak of the force, and a choice on the page has to stand somewhere.
    found["force"] = found["force"] or ChainStep.Force.NEUTRAL.value
    return {**found, "inferred": step.get("inferred") is True, "sources": speakers}


def plain(post: QueryDict) -> list[Json]:
    """The steps in the plain fields of a form without scripts; rows left empty are no steps."""
    steps: dict[int, Json] = {}
    for name in post:
        field = _FIELD.fullmatch(name)
        if field is None:
            continue
        step = steps.setdefault(int(field[1]), {"verb": "", "force": "", "inferred": False, "note": "", "sources": {}})
        value = post.get(name, "").strip()
        if field[2] is None:
            step["sources"].setdefault(int(field[3]), {"source": "", "naming": "", "label": ""})[field[4]] = value
        else:
            step[field[2]] = value if field[2] != "inferred" else value == "on"
    ordered = [steps[number] for number in sorted(steps)]
    for step in ordered:
        speakers = [step["sources"][number] for number in sorted(step["sources"])]
        step["sources"] = [
            each for each in speakers if each["source"] or each["label"] or each["naming"] == "not_stated"
        ]
    return shaped([each for each in ordered if each["sources"] or each["verb"] or each["note"] or each["inferred"]])


def checked(rows: Sequence[Json], names: Names) -> list[Step]:
    """``rows`` as steps that may be written. Raises ValidationError with every sentence."""
    faults: list[str] = []
    steps = [_step(number, row, names, faults) for number, row in enumerate(rows, start=1)]
    if faults:
        raise ValidationError(faults)
    return steps


def _step(number: int, row: Json, names: Names, faults: list[str]) -> Step:
    where = f"Step {number}"
    speakers = tuple(_speaker(where, each, names, faults) for each in row["sources"])
    if not speakers:
        faults.append(f"{where} names no source; say that none is stated.")
    values = {name: _value(where, _STEP, name, row[name], faults) for name in ("verb", "force", "note")}
    return Step(speakers, values["verb"], values["force"], row["inferred"], values["note"])


def _speaker(where: str, row: Json, names: Names, faults: list[str]) -> Speaker:
    source = None
    if row["source"]:
        try:
            source = names(row["source"])
        except ValidationError as error:
            faults += [f"{where}: {message}" for message in error.messages]
    naming = _value(where, _SOURCE, "naming", row["naming"], faults) or "named"
    label = _value(where, _SOURCE, "label", row["label"], faults)
    if not row["source"] and not label and naming != "not_stated":
        faults.append(f"{where}: choose a source, write a label, or say that none is stated.")
    if source is not None and source.protected and not label:
        faults.append(f"{where} has a protected source without a label for the public.")
    return Speaker(source, naming, label)


def _value(where: str, slots: Mapping[str, Any], name: str, text: str, faults: list[str]) -> str:
    if not text:
        return ""
    try:
        return str(parse(slots[name], text))
    except ValueError as error:
        faults.append(f"{where}: its {name} {error}.")
        return ""


def payload(steps: Sequence[Step]) -> list[Json]:
    """Steps as a public payload has them: a protected source is there by its label alone."""
    found = []
    for step in steps:
        speakers = [
            {
                "source": "" if each.source is None or each.source.protected else each.source.uid,
                "label": each.label,
                "naming": each.naming,
            }
            for each in step.sources
        ]
        whole = {
            "sources": [_said(each) for each in speakers],
            "verb": step.verb,
            "force": step.force,
            "inferred": step.inferred,
            "note": step.note,
        }
        found.append(_said(whole))
    return found


def _said(row: Json) -> Json:
    return {name: value for name, value in row.items() if value not in ("", False, [])}


def lenient(rows: Sequence[Json], names: Names) -> list[Step]:
    """``rows`` as far as they can be read, while somebody is still typing: what is wrong is left out."""
    found = []
    for row in rows:
        speakers = [_half_typed(each, names) for each in row["sources"]]
        ignored: list[str] = []
        values = {name: _value("", _STEP, name, row[name], ignored) for name in ("verb", "force", "note")}
        found.append(
            Step(
                tuple(speakers),
                values["verb"],
                values["force"] or ChainStep.Force.NEUTRAL.value,
                row["inferred"],
                values["note"],
            )
        )
    return found


def _half_typed(row: Json, names: Names) -> Speaker:
    source = None
    if row["source"]:
        try:
            source = names(row["source"])
        except ValidationError:
            source = None
    ignored: list[str] = []
    naming = _value("", _SOURCE, "naming", row["naming"], ignored) or "named"
    return Speaker(source, naming, _value("", _SOURCE, "label", row["label"], ignored))


def said_by(rows: Sequence[Json]) -> Iterator[str]:
    """What every source field says."""
    for row in rows:
        yield from (key(each["source"]) for each in row["sources"] if each["source"])


def read(appearance: Appearance) -> list[Step]:
    """The chain of ``appearance`` (asks no query when it is prefetched)."""
    return [
        Step(
            tuple(
                Speaker(each.source, each.naming, each.label)
                for each in sorted(step.sources.all(), key=lambda each: each.position)
            ),
            step.verb,
            step.force,
            step.inferred,
            step.note,
        )
        for step in sorted(appearance.chain.all(), key=lambda step: step.position)
    ]


def write(appearance: Appearance, steps: Sequence[Step]) -> None:
    """Make the chain of ``appearance`` that of ``steps``; rows that stay keep their identity by place.

    Call inside ``editorial.saving``.
    """
    standing = list(appearance.chain.order_by("position"))
    for position, step in enumerate(steps):
        row = standing[position] if position < len(standing) else ChainStep(appearance=appearance)
        row.position, row.verb, row.force = position, step.verb, step.force
        row.inferred, row.note = step.inferred, step.note
        row.save()
        step_sources.write(row, [each._asdict() for each in step.sources])
    for row in standing[len(steps) :]:
        row.delete()


def as_sent(steps: Sequence[Step]) -> list[Json]:
    """Steps as the script has them, sources by uid."""
    return [
        {
            "sources": [
                {"source": each.source.uid if each.source else "", "naming": each.naming, "label": each.label}
                for each in step.sources
            ],
            "verb": step.verb,
            "force": step.force,
            "inferred": step.inferred,
            "note": step.note,
        }
        for step in steps
    ]
