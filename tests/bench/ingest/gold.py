"""What people found in a document: the gold that ingest is scored against. README.md tells how to write it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.bench.ingest.visible import visible
from tests.bench.ingest.wording import Letters, spaced

ARTICLES = Path(__file__).parent / "articles"
ENDING = ".gold.yaml"
PROSE = ("title", "standfirst", "body", "heading", "caption", "note")
BESIDE = ("byline", "dateline", "date", "credit")
FIELDS = ("title", "publisher", "agency", "authors", "published", "language", "genre")
KINDS = ("assertion", "denial", "prediction", "pledge", "opinion")
NOT_STATED = "not stated"
SIGNS = frozenset(("layout", "given", "pieces", "repeats", "noise", "metadata", "claims", "spellings"))
SIGNS_OF_CLAIMS = frozenset(("fragment", "speakers", "chain", "kind", "figures"))


class Fault(ValueError):
    """The gold does not fit its document; the message says where."""


class Passage(NamedTuple):
    """A stretch of prose that must be kept. ``number`` counts from 1 within its kind."""

    kind: str
    number: int
    text: str


class Figure(NamedTuple):
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Speakers:
    """Who may be named as the speaker: by exact names, by some words of loose ones, or by nobody at all."""

    names: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    is_unstated: bool = False


@dataclass(frozen=True)
class Claim:
    """A claim that the text attributes to somebody; ``fragments`` are words of it, each with its paragraph's text."""

    fragments: tuple[tuple[str, str], ...]
    last: Speakers
    chain: Speakers
    steps: int
    kinds: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Gold:
    """A document and what is in it. ``metadata`` holds the values that are right for a field; none: not stated."""

    name: str
    data: bytes
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    metadata: Mapping[str, tuple[str, ...]]
    layout: str = ""
    url: str = ""
    media_type: str = ""
    taken: date | None = None
    beside: tuple[tuple[str, str], ...] = ()
    noise: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def written(folder: Path = ARTICLES) -> list[Gold]:
    """The documents of a folder that have gold beside them. Raises Fault."""
    return [read(path) for path in sorted(folder.glob(f"*{ENDING}"))]


def read(path: Path) -> Gold:
    """The gold in a file, checked against the document of the same name. Raises Fault."""
    stem = path.name.removesuffix(ENDING)
    documents = [each for each in path.parent.glob(f"{stem}.*") if not each.name.endswith(ENDING)]
    if len(documents) != 1:
        raise Fault(f"{path.name}: there is not exactly one document beside it")
    try:
        return _gold(documents[0], yaml.safe_load(path.read_text(encoding="utf-8")))
    except (Fault, yaml.YAMLError) as fault:
        raise Fault(f"{path.name}: {fault}") from fault
    except KeyError as fault:
        raise Fault(f"{path.name}: nothing is said of {fault}") from fault


def _gold(document: Path, noted: dict[str, Any]) -> Gold:
    if unknown := noted.keys() - SIGNS:
        raise Fault(f"unknown: {', '.join(sorted(unknown))}")
    seen = visible(document)
    passages = tuple(passages_of(seen, noted["pieces"]))
    given = noted.get("given", {})
    made = Gold(
        name=document.name,
        data=document.read_bytes(),
        passages=passages,
        claims=tuple(_claim(each, passages) for each in noted["claims"]),
        metadata={name: tuple(texts(noted["metadata"][name])) for name in FIELDS},
        layout=noted.get("layout", ""),
        url=given.get("url", ""),
        media_type=given.get("media_type", ""),
        taken=given.get("taken"),
        beside=beside_of(noted["pieces"]),
        noise=tuple(noted.get("noise", ())),
        repeats=tuple(noted.get("repeats", ())),
        also={"authors": tuple(texts(noted["metadata"].get("authors_also")))},
    )
    check(made, seen)
    return made


def passages_of(seen: str, pieces: Mapping[str, list[str]]) -> Iterator[Passage]:
    """The passages whose first words, or "first … last" words, are noted; " + " joins parts. Raises Fault."""
    if unknown := pieces.keys() - {*PROSE, *BESIDE}:
        raise Fault(f"no such kind of piece: {', '.join(sorted(unknown))}")
    letters = Letters(seen)
    for kind in PROSE:
        for number, words in enumerate(pieces.get(kind, ()), start=1):
            parts = (_passage(seen, letters, kind, part) for part in words.split(" + "))
            yield Passage(kind, number, " ".join(parts))


def beside_of(pieces: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """What is noted beside the prose: kind and words of each piece."""
    return tuple((kind, words) for kind in BESIDE for words in pieces.get(kind, ()))


def _passage(seen: str, letters: Letters, kind: str, words: str) -> str:
    words, _, which = words.partition(" #")
    first, _, last = words.partition(" … ")
    starts = letters.places(first)
    if len(starts) < int(which or 1) or (len(starts) > 1 and not which and kind not in ("title", "caption")):
        raise Fault(f"these words stand {len(starts)} times in the document: {first}")
    start, after = starts[int(which or 1) - 1]
    if not last:
        end = seen.find("\n", after)
        return seen[start : end if end >= 0 else None].strip()
    ends = [place.end for place in letters.places(last) if place.start >= start]
    if not ends:
        raise Fault(f"these words do not stand after {first}: {last}")
    return seen[start : ends[0]]


def _claim(noted: dict[str, Any], passages: tuple[Passage, ...]) -> Claim:
    if unknown := noted.keys() - SIGNS_OF_CLAIMS:
        raise Fault(f"unknown: {', '.join(sorted(unknown))}")
    names, between = texts(noted["speakers"]), texts(noted.get("chain"))
    last, is_unstated = tuple(name for name in names if name != NOT_STATED), NOT_STATED in names
    kinds = tuple(texts(noted["kind"]))
    if not set(kinds) <= set(KINDS):
        raise Fault(f"no such kind of claim: {', '.join(kinds)}")
    return Claim(
        fragments=(standing(noted["fragment"], passages),),
        last=Speakers(last, (), is_unstated),
        chain=Speakers((*between, *last), (), is_unstated),
        steps=2 if between else 1,
        kinds=kinds,
        figures=tuple(figure(each) for each in noted.get("figures", ())),
    )


def standing(fragment: str, passages: Iterable[Passage]) -> tuple[str, str]:
    """The fragment and the passage that it stands in, once and in no other. Raises Fault."""
    found = [each.text for each in passages for _ in Letters(each.text).places(fragment)]
    if len(found) != 1:
        raise Fault(f"these words stand {len(found)} times in what is to be kept: {fragment}")
    return fragment, found[0]


def figure(noted: Any) -> Figure:
    low, high = noted if isinstance(noted, list) else (noted, noted)
    return Figure(Decimal(str(low)), Decimal(str(high)))


def texts(noted: Any) -> list[str]:
    """One value, several or none, as a list of texts."""
    if noted is None:
        return []
    return [str(each) for each in (noted if isinstance(noted, list) else [noted])]


def check(gold: Gold, seen: str) -> None:
    """That what is noted as noise, or beside the prose, stands in the document, and no noise in what is to be kept."""
    letters, whole = Letters(seen), spaced(seen)
    for kind, words in gold.beside:
        if not letters.holds(words):
            raise Fault(f"this {kind} does not stand in the document: {words}")
    for line in gold.noise:
        if spaced(line) not in whole:
            raise Fault(f"this noise does not stand in the document: {line}")
        if any(spaced(line) in spaced(each.text) for each in gold.passages):
            raise Fault(f"this noise stands in what is to be kept: {line}")
    for words in gold.repeats:
        if len(letters.places(words)) < 2:
            raise Fault(f"this is not repeated in the document: {words}")
