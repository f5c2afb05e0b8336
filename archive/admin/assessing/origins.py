"""Appearances grouped by who is said to know, with the reason why each does or does not count. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.provenance.chains import Appearance
from archive.provenance.far_ends import Reader
from archive.provenance.origins import COUNTING
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import Judgement, article_day, plain_chain, utterance
from archive.reading_room.telling.chains import Said, sentence
from archive.reading_room.telling.origins import counted, together
from archive.reading_room.telling.words import NATURES

Json = dict[str, Any]

OWN_VOICE, UNNAMED, INFERRED, ASIDE, UNTRACED = "own_voice", "unnamed", "inferred", "aside", "untraced"
TITLES = {
    OWN_VOICE: "Stated without a source",
    UNNAMED: "Nobody with a name",
    INFERRED: "Inferred by us",
    ASIDE: "Denied, doubted or only mentioned",
    UNTRACED: "No chain yet",
}
WHY = {
    OWN_VOICE: "Each article speaks in its own voice and cites nobody: such voices never corroborate each other.",
    UNNAMED: "The last step is known by its role alone and speaks for no body we know: it counts as none.",
    INFERRED: "The text does not say it; a step that we inferred counts nowhere.",
    ASIDE: "The article itself does not hold it, so its chain is no sign that anybody does.",
    UNTRACED: "Until somebody enters its chain it counts nowhere.",
}
TAKEN_BACK = "We took the article back: it carries nothing any more."


class Line(NamedTuple):
    """One appearance: ``said`` is its chain as a sentence, ``note`` why it counts as it does."""

    said: list[Said]
    appearance: Json
    note: str
    is_copy: bool


class Group(NamedTuple):
    """Appearances with one far end, or that count nowhere for one reason. ``uid`` is the origin's."""

    kind: str
    title: str
    uid: str
    size: str
    why: str
    lines: list[Line]


def groups(record: Json, document: Json, now: Judgement, look_up: LookUp) -> list[Group]:
    """The groups of a claim, the counted ones first. ``document`` is composed from ``record``."""
    reader = Reader(record.get("subjects", ()), look_up.actor)
    keys = [origin.key for origin in now.origins.attributed]
    found: dict[str, list[tuple[int, Line]]] = {}
    for place, index in enumerate(now.appearances):
        shown, data = document["appearances"][place], record["appearances"][index]
        plain = _plain(data, look_up)
        day = article_day(data["article"], look_up) or 0
        for slot, note in _slots(plain, shown, reader, keys, look_up):
            found.setdefault(slot, []).append((day, Line(sentence(shown), shown, note, False)))
    counted_ones = [_counted(each, document, found.get(each.key, [])) for each in now.origins.attributed]
    others = [_other(kind, found[kind]) for kind in TITLES if kind in found]
    return [*counted_ones, *others]


def split(document: Json, found: list[Group]) -> list[tuple[int, str]]:
    """The count, split: (how many, what they are)."""
    origins = document["origins"]
    nowhere = sum(len(each.lines) for each in found if each.kind in (INFERRED, ASIDE, UNTRACED))
    return [
        (origins["attributed"], f"attributed origin{'' if origins['attributed'] == 1 else 's'}"),
        (origins["independent"], "of them can corroborate"),
        (origins["own_voice"], f"publication{'' if origins['own_voice'] == 1 else 's'} without a source"),
        (origins["unnamed"], "unnamed, counted as none"),
        (nowhere, "listed, counted nowhere"),
    ]


def _plain(data: Json, look_up: LookUp) -> Appearance:
    article = look_up(data["article"])
    authors = (article.record or {}).get("authors", ()) if article else ()
    return Appearance(
        article=data["article"],
        stance=data["stance"],
        span=utterance(data, look_up)[0],
        chain=plain_chain(data),
        authors=tuple(each["source"] for each in authors),
    )


def _slots(
    plain: Appearance, shown: Json, reader: Reader, keys: list[str], look_up: LookUp
) -> Iterator[tuple[str, str]]:
    """(group, note) of one appearance; several when several sources stand at its far end.

    The note of a counted one lacks the name that it is counted as.
    """
    if article_day(plain.article, look_up) is None:
        yield ASIDE, TAKEN_BACK
    elif plain.stance not in COUNTING:
        yield ASIDE, ""
    elif not plain.chain:
        yield UNTRACED, ""
    elif any(step.inferred for step in plain.chain):
        steps = [str(number) for number, step in enumerate(plain.chain, start=1) if step.inferred]
        yield INFERRED, f"Inferred: step {together(steps)}."
    elif len(plain.chain) == 1:
        yield OWN_VOICE, ""
    else:
        yield from _far(plain, shown, reader, keys)


def _far(plain: Appearance, shown: Json, reader: Reader, keys: list[str]) -> Iterator[tuple[str, str]]:
    names = {each["uid"]: each["name"] for each in shown["chain"][-1]["sources"] if each["uid"]}
    seen = set()
    for end in reader.far_ends(plain):
        standing = [key for key in keys if key in end.tops]
        slot = min(standing) if standing else UNNAMED
        if slot in seen:
            continue
        seen.add(slot)
        speakers = [name for uid, name in names.items() if uid in end.bodies and uid != slot and name]
        is_collapsed = bool(standing and slot not in names and speakers)
        speaks = "speaks" if len(speakers) == 1 else "speak"
        yield slot, f"{together(speakers)} {speaks} for" if is_collapsed else ""


def _counted(origin: Any, document: Json, found: list[tuple[int, Line]]) -> Group:
    """An attributed origin: the oldest appearance brought it, any later one is a copy."""
    lines = [line for _, line in sorted(found, key=lambda each: each[0])]
    card = next((each for each in document["origins"]["sources"] if each["uid"] == origin.key), None)
    why = []
    if len(lines) > 1:
        copies = len(lines) - 1
        why.append(f"{counted(copies, 'appearance')} more with the same far end: repetitions are not counted.")
    if origin.own_cause:
        why.append("The claim is about the very body that speaks: in its own cause it cannot corroborate.")
    if document["origins"]["through"]:
        names = [each["name"] or "a withdrawn source" for each in document["origins"]["through"]]
        why.append(f"All that is known came through {together(names)}: none of it can corroborate.")
    if origin.nature in NATURES:
        why.append(f"It is {NATURES[origin.nature]}.")
    name = (card or {}).get("name") or "A withdrawn source"
    lines = [
        line._replace(is_copy=place > 0, note=line.note and f"{line.note} {name}.") for place, line in enumerate(lines)
    ]
    return Group("attributed", name, origin.key, "1 origin", " ".join(why), lines)


def _other(kind: str, found: list[tuple[int, Line]]) -> Group:
    lines = [line for _, line in sorted(found, key=lambda each: each[0])]
    return Group(kind, TITLES[kind], "", counted(len(lines), "appearance"), WHY[kind], lines)
