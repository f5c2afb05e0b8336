"""How near ingest comes to the gold.

Every measure is a number of hits out of a number of cases:

paragraphs   passages of the gold (title, standfirst, body, heading, caption, note) whose letters stand, all of them
             and in order, in the article's text (``Found.text``)
noise        lines of the gold's noise whose words stand in the article's text, and repeated passages that stand in it
             more than once: none should
stray        words of the article's title, standfirst, body, headings, captions and notes that lie in no passage of the
             gold: noise that nobody listed
kinds        pieces of the document, bylines and dates among them, that are of the gold's kind
numbers      kept passages of title, standfirst, body, caption and note with the gold's number within its kind
title …      each field of the metadata: right is the surest guess if it is one of the gold's values, or no guess
             where the gold has none ("not stated"); *missing* is no guess where the gold has a value, *wrong* is
             any other guess. Authors are right when they are the gold's, all and no others; a date when it lies within
             the gold's, or holds one of several days and is at most twice as long; a name by its letters, with or
             without "the"
coverage     claims of the gold that a proposal covers: the gold's fragment stands in its sentence, and half of the
             fragment or more in its content, or its cue in the fragment
own          claims of the gold with a proposal of their own: each proposal is counted for one claim alone
speakers     covered claims of which a covering proposal's last step names somebody whom the gold names
in chain     covered claims of which any step names somebody whom the gold names anywhere beyond the publisher
steps        covered claims with two steps or more, of which a covering proposal has as many
claim kinds  covered claims of which the proposal is of a kind that the gold has
denials      covered denials that the proposal shows as such: by kind, stance, force or negation
figures      figures of the gold, covered or not, that a covering proposal has with the same bounds
precision    proposals with a claim of their own, as *own* pairs them; not asked where the gold has no claims
refused      documents in which no article was found

Of several covering proposals that one counts which is right in most of the claim's measures. Not asked is how a
proposal words its statement, nor the unit and the qualifier of a figure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import inf
from typing import NamedTuple

from archive.ingest.shapes import Found, Piece
from archive.text.dates import DateError, Span, span
from tests.bench.ingest.claims import Judged, covering, judged, paired
from tests.bench.ingest.gold import FIELDS, NOT_STATED, PROSE, Gold, Passage
from tests.bench.ingest.outcome import SURENESS, Outcome, best
from tests.bench.ingest.wording import Letters, Place, shared, spaced

RIGHT, ABSENT, MISSING, WRONG = "right", "rightly absent", "missing", "wrong"


class Miss(NamedTuple):
    """What was not right, and the words that show it."""

    measure: str
    words: str
    told: str = ""


@dataclass
class Score:
    """Hits and cases of each measure, the outcome of each field, and every miss."""

    name: str
    counts: dict[str, list[int]] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    proposals: int = 0
    articles: int = 1

    def mark(self, measure: str, hits: int | bool, cases: int = 1) -> None:
        count = self.counts.setdefault(measure, [0, 0])
        count[0] += hits
        count[1] += cases

    def miss(self, measure: str, words: str, told: str = "") -> None:
        self.misses.append(Miss(measure, " ".join(words.split()), " ".join(told.split())))

    def share(self, measure: str) -> float | None:
        """Hits out of cases, 0 to 1; None when there was no case."""
        hits, cases = self.counts.get(measure, (0, 0))
        return hits / cases if cases else None


def score(gold: Gold, outcome: Outcome) -> Score:
    made = Score(gold.name, proposals=len(outcome.proposals))
    made.mark("refused", bool(outcome.refusal))
    if outcome.refusal:
        made.miss("refused", outcome.refusal)
    _text(gold, outcome, made)
    for name in FIELDS:
        _field(name, gold, outcome, made)
    _claims(gold, outcome, made)
    return made


def total(name: str, scores: Iterable[Score]) -> Score:
    made = Score(name, articles=0)
    for each in scores:
        made.articles += 1
        made.proposals += each.proposals
        for measure, (hits, cases) in each.counts.items():
            made.mark(measure, hits, cases)
    return made


# -- the text ----------------------------------------------------------------------------------


def _text(gold: Gold, outcome: Outcome, made: Score) -> None:
    found = outcome.found or Found("", (), ())
    letters, kept = Letters(found.text), []
    for passage in gold.passages:
        places = letters.places(passage.text)
        made.mark("paragraphs", bool(places))
        if places:
            kept += places
            _number(passage, places, found, made)
        else:
            made.miss("paragraphs", passage.text)
    _noise(gold, found, letters, made)
    _stray(found, kept, made)
    _kinds(gold, outcome, made)


def _number(passage: Passage, places: list[Place], found: Found, made: Score) -> None:
    if passage.kind == "heading":
        return
    numbers = [
        (str(stretch.kind), stretch.paragraph)
        for place in places
        for stretch in found.layout
        if stretch.start < place.end and place.start < stretch.end and stretch.paragraph
    ]
    is_right = (passage.kind, passage.number) in numbers
    made.mark("numbers", is_right)
    if not is_right:
        told = ", ".join(f"{kind} {number}" for kind, number in numbers) or "nothing"
        made.miss("numbers", passage.text, f"{passage.kind} {passage.number} is {told}")


def _noise(gold: Gold, found: Found, letters: Letters, made: Score) -> None:
    words = spaced(found.text)
    for line in gold.noise:
        is_kept = spaced(line) in words
        made.mark("noise", is_kept)
        if is_kept:
            made.miss("noise", line)
    for line in gold.repeats:
        is_kept = len(letters.places(line)) > 1
        made.mark("noise", is_kept)
        if is_kept:
            made.miss("noise", line, "kept more than once")


def _stray(found: Found, kept: list[Place], made: Score) -> None:
    """Words of kept prose that no passage of the gold covers; each run of them is a miss."""
    covered = bytearray(len(found.text))
    for place in kept:
        covered[place.start : place.end] = b"\1" * (place.end - place.start)
    prose = [stretch for stretch in found.layout if str(stretch.kind) in PROSE]
    for stretch in prose:
        bare = "".join(" " if covered[place] else found.text[place] for place in range(stretch.start, stretch.end))
        stray = len(spaced(bare).split())
        made.mark("stray", stray, len(spaced(found.text[stretch.start : stretch.end]).split()))
        if stray:
            made.miss("stray", bare, f"{stretch.kind} {stretch.paragraph}")


def _kinds(gold: Gold, outcome: Outcome, made: Score) -> None:
    pieces, text = (outcome.found.pieces if outcome.found else ()), (outcome.read.text if outcome.read else "")
    letters = Letters(text)
    wanted = [(each.kind, each.text) for each in gold.passages] + list(gold.beside)
    for kind, words in wanted:
        kinds = list(dict.fromkeys(_kinds_at(letters.places(words), pieces)))
        made.mark("kinds", kind in kinds)
        if kind not in kinds:
            made.miss("kinds", words, f"{kind} is {', '.join(kinds) or 'not there'}")


def _kinds_at(places: list[Place], pieces: Iterable[Piece]) -> Iterator[str]:
    """Kinds of the pieces in which half of a place, or more, lies."""
    for piece in pieces:
        for place in places:
            if shared(place, (piece.start, piece.end)) * 2 >= place.end - place.start:
                yield str(piece.kind)


# -- the metadata ------------------------------------------------------------------------------


def _field(name: str, gold: Gold, outcome: Outcome, made: Score) -> None:
    wanted = tuple(each for each in gold.metadata[name] if each != NOT_STATED)
    may_be_absent = wanted != gold.metadata[name] or not wanted
    if name == "authors":
        guessed = [guess.value for guess in outcome.guesses if guess.field == "authors"]
        is_right = _are_authors(guessed, wanted, gold.also.get("authors", ()))
    else:
        guessed = [each] if (each := best(outcome.guesses, name)) else []
        is_right = bool(guessed) and _is_value(name, guessed[0], wanted)
    if not guessed:
        made.fields[name] = ABSENT if may_be_absent else MISSING
    else:
        made.fields[name] = RIGHT if is_right else WRONG
    made.mark(name, made.fields[name] in (RIGHT, ABSENT))
    made.mark("missing", made.fields[name] == MISSING)
    made.mark("wrong", made.fields[name] == WRONG)
    if made.fields[name] in (MISSING, WRONG):
        made.miss(f"{name} {made.fields[name]}", " | ".join(guessed) or "not stated", _wanted(wanted))


def _wanted(values: tuple[str, ...]) -> str:
    return f"wanted: {' or '.join(values) or 'not stated'}"


def _are_authors(guessed: list[str], wanted: tuple[str, ...], also: tuple[str, ...]) -> bool:
    found = {_name(each) for each in guessed}
    needed = {_name(each) for each in wanted}
    return bool(needed) and needed <= found and found - needed <= {_name(each) for each in also}


def _is_value(name: str, guessed: str, wanted: tuple[str, ...]) -> bool:
    if name == "published":
        return any(_is_day(guessed, each) for each in wanted)
    if name == "language":
        return any(guessed.partition("-")[0].lower() == each.partition("-")[0].lower() for each in wanted)
    return _name(guessed) in {_name(each) for each in wanted}


def _name(text: str) -> str:
    return spaced(text).strip().removeprefix("the ")


def _is_day(guessed: str, wanted: str) -> bool:
    try:
        one, other = span(guessed), span(wanted)
    except DateError:
        return False
    return _within(one, other) or (_days(other) > 1 and _within(other, one) and _days(one) <= 2 * _days(other))


def _days(of: Span) -> float:
    return (of.latest - of.earliest).days + 1 if of.earliest and of.latest else inf


def _within(inner: Span, outer: Span) -> bool:
    """An open end lies nowhere but within an open end."""
    starts = (outer.earliest or date.min) <= (inner.earliest or date.min)
    return starts and (inner.latest or date.max) <= (outer.latest or date.max)


# -- the claims --------------------------------------------------------------------------------


def _claims(gold: Gold, outcome: Outcome, made: Score) -> None:
    text = outcome.found.text if outcome.found else ""
    if not gold.claims:
        return
    fitting = covering(gold.claims, outcome.proposals, text)
    pairs = paired(fitting)
    made.mark("own", len(pairs), len(gold.claims))
    for claim, numbers in zip(gold.claims, fitting, strict=True):
        _claim(judged(claim, [outcome.proposals[number] for number in numbers], text), made)
    for number, proposal in enumerate(outcome.proposals):
        has_claim = number in pairs.values()
        made.mark("precision", has_claim)
        if not has_claim:
            told = f"{proposal.rule}, {SURENESS[proposal.confidence]}: {proposal.statement}"
            made.miss("precision", text[proposal.sentence.start : proposal.sentence.end], told)


def _claim(found: Judged, made: Score) -> None:
    made.mark("coverage", found.is_covered)
    for is_found, told in found.figures:
        made.mark("figures", is_found)
        if found.is_covered and not is_found:
            made.miss("figures", found.sentence, told)
    if not found.is_covered:
        made.miss("coverage", found.passage, found.fragment)
        return
    for measure, is_right, told in found.marks:
        made.mark(measure, is_right)
        if not is_right:
            made.miss(measure, found.sentence, told)
