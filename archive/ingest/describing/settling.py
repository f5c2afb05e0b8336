"""Several pieces of evidence for one field become one guess: the best, with who agrees and who does not."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from archive.ingest.shapes import Confidence, Extent, Guess, Hint

# How much a kind of evidence is worth, from 0 to 100. What a format says is ranked by where it says so.
FRONT_MATTER = 92
JSON_LD = 90
FEED = 88
META = 80
LINE = 76
OF_A_FORMAT = 70
ADDRESS = 64
IN_PROSE = 50
FILE_NAME = 45
BY_THE_WAY = 40

SURE = 78
LIKELY = 55
MOST = 40  # candidates of a field: a page that has more, as a list of staff, is not understood by weighing all
CLOSE = 25  # evidence weaker by more does not shake what it contradicts

# By how the place of a hint begins; the first that fits.
_RANKS = (
    ("front matter", FRONT_MATTER),
    ("json-ld (broken", META + 4),
    ("json", JSON_LD),
    ("feed", FEED),
    ("microdata", META + 2),
    ("meta", META),
    ("link, canonical", META + 4),
    ("time, pubdate", META - 2),
    ("time", ADDRESS),  # any time on the page
    ("pdf", IN_PROSE),
    ("html", BY_THE_WAY),
)


class Candidate(NamedTuple):
    """A value that something speaks for. ``says`` is a sentence for people, ``who`` names the evidence within one."""

    value: str
    weight: int
    says: str
    who: str
    evidence: Extent | None = None


def rank(hint: Hint) -> int:
    """How much a hint is worth, by where it stands."""
    where = hint.where.casefold()
    return next((worth for beginning, worth in _RANKS if where.startswith(beginning)), OF_A_FORMAT)


def of_hint(hint: Hint, value: str = "", weight: int = 0) -> Candidate:
    """The candidate that the format itself names."""
    return Candidate(
        value or hint.value.strip(), weight or rank(hint), f"The document says so itself ({hint.where}).", hint.where
    )


def weightiest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The weightiest first, each value once for each kind of evidence; of very many the first ``MOST``."""
    found: dict[tuple[str, str], Candidate] = {}
    for each in sorted(candidates, key=lambda each: -each.weight):
        found.setdefault((each.value, each.who), each)
    return list(found.values())[:MOST]


def settle(field: str, candidates: Iterable[Candidate], same: Callable[[str, str], bool] = str.__eq__) -> list[Guess]:
    """The guess that the evidence leads to, or none when there is no evidence."""
    ranked = weightiest(candidates)
    if not ranked:
        return []
    best, *others = ranked
    agreeing = [each for each in others if same(best.value, each.value) and each.who != best.who]
    differing = [each for each in others if not same(best.value, each.value) and each.who != best.who]
    sentence = " ".join([best.says, *_told(agreeing, differing)])
    evidence = best.evidence or next((each.evidence for each in agreeing if each.evidence), None)
    return [Guess(field, best.value, _confidence(best, agreeing, differing), sentence, evidence)]


def confidence(weight: int) -> Confidence:
    if weight >= SURE:
        return Confidence.HIGH
    return Confidence.MODERATE if weight >= LIKELY else Confidence.LOW


def _confidence(best: Candidate, agreeing: Sequence[Candidate], differing: Sequence[Candidate]) -> Confidence:
    weight = best.weight + max((each.weight // 4 for each in agreeing), default=0)
    against = [each for each in differing if each.weight > best.weight - CLOSE]
    if against:
        weight = min(weight - CLOSE, SURE - 1)
    return confidence(weight)


def _told(agreeing: Sequence[Candidate], differing: Sequence[Candidate]) -> list[str]:
    told = []
    if agreeing:
        told.append(f"More evidence of it: {'; '.join(dict.fromkeys(each.who for each in agreeing[:3]))}.")
    if differing:
        said = dict.fromkeys(f"{each.who} (“{each.value[:80]}”)" for each in differing[:3])
        told.append(f"Otherwise: {'; '.join(said)}.")
    return told
