"""From an article's text to the claims that it seems to attribute, in the text's order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from archive.ingest.describing.tables import primary
from archive.ingest.proposing.attributing import attributions
from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.chains import chained
from archive.ingest.proposing.credits import credited
from archive.ingest.proposing.drafting import Draft, proposal_of
from archive.ingest.proposing.lexicon import Lexicon, lexicon
from archive.ingest.proposing.lines import Line, line_of
from archive.ingest.proposing.memory import Memory
from archive.ingest.proposing.quotes import Quote, quotes
from archive.ingest.proposing.sentences import LONGEST, Sentence, sentences, within
from archive.ingest.proposing.turns import MOST as MOST_OF_TURN
from archive.ingest.proposing.turns import RULE as TURN
from archive.ingest.proposing.turns import Turn, is_checkable, turns
from archive.ingest.shapes import Extent, Found, Kind, Proposal, Speaker, Step, Stretch

MOST = 500  # proposals of one article
MOST_SENTENCES = 5_000
LONGEST_TEXT = 300_000  # characters that are read
_LONGEST_LINE = 400  # tokens
_FEWEST_QUOTED = 3  # words
_MOST_EMPTY = 4  # words of a sentence that may say nothing
_LONGEST_AS_ONE = 160  # characters
_AROUND = ("trail", "middle")  # contents that may stand around what attributes them
_PARTS = (Kind.TITLE, Kind.STANDFIRST, Kind.BODY, Kind.CAPTION)
_NOBODY = Speaker("", "", "", "not_stated", False, None)


@dataclass
class _Told:
    """What the text has told so far: who was named, and whose words were quoted last."""

    found: Found
    lexicon: Lexicon
    published: str
    memory: Memory
    last: Draft | None = None  # the last that was attributed
    quoted: bool = False  # whether that was direct speech, and nothing else followed
    open: bool = False  # whether the last paragraph ended within a quotation, or with a colon
    sentences: int = 0
    turns: dict[int, Turn] | None = None  # of a transcript or interview, by paragraph; None: not looked for yet
    turn: Turn | None = None  # whose words are read, if they are not the text's own
    left: int = 0  # proposals that the turn may still make by itself
    made: list[Proposal] = field(default_factory=list)


def propose(found: Found, *, language: str = "en", published: str = "") -> list[Proposal]:
    """The claims that the sentences of an article attribute to somebody; none for a language without rules.

    ``published`` is the article's date (EDTF), from which "on Tuesday" is counted.
    """
    rules = lexicon(primary(language))
    if rules is None:
        return []
    told = _Told(found, rules, published, Memory(rules))
    for stretch in _paragraphs(found.layout):
        if stretch.start < LONGEST_TEXT and len(told.made) < MOST:
            _read(told, stretch)
    told.made.extend(credited(found, told.made, rules))
    return sorted(told.made, key=lambda made: (made.sentence, made.content))[:MOST]


def _paragraphs(layout: Iterable[Stretch]) -> Iterator[Stretch]:
    """The parts that are read, each paragraph as one stretch though its lines may be several."""
    for (kind, _), lines in groupby(layout, key=lambda stretch: (stretch.kind, stretch.paragraph)):
        if kind in _PARTS:
            first, *others = lines
            yield first._replace(end=others[-1].end if others else first.end)


def _read(told: _Told, stretch: Stretch) -> None:
    """Propose what a paragraph attributes."""
    text = told.found.text
    start, end = _floor_taken(told, stretch), min(stretch.end, LONGEST_TEXT)
    quoted = quotes(text, start, end)
    opens = bool(quoted) and quoted[0].start <= start + 1
    goes_on = told.open or (opens and told.quoted)
    for sentence in sentences(text, start, end, quoted, told.lexicon):
        told.sentences += 1
        if len(told.made) >= MOST or told.sentences > MOST_SENTENCES:
            return
        _sentence(told, stretch, sentence, goes_on=goes_on)
        goes_on = told.quoted
    unclosed = bool(quoted) and not quoted[-1].closed
    told.open = told.quoted and (unclosed or text[start:end].rstrip()[-1:] == ":")


def _floor_taken(told: _Told, stretch: Stretch) -> int:
    """Note whose turn a paragraph is, and where its words begin behind the name of who speaks."""
    if stretch.kind is Kind.BODY and told.turns is None:
        told.turns = turns(told.found.text, _paragraphs(told.found.layout), told.lexicon, told.memory)
    turn = (told.turns or {}).get(stretch.start)
    if turn is None or told.turn is None or told.turn.speaker != turn.speaker:
        told.left = MOST_OF_TURN
    told.turn = turn if turn and not turn.asks else None
    return turn.start if turn else stretch.start


def _sentence(told: _Told, stretch: Stretch, sentence: Sentence, *, goes_on: bool) -> None:
    if sentence.end - sentence.start > LONGEST and not sentence.quotes:
        return
    line = line_of(told.found.text, sentence, told.lexicon)
    if len(line) > _LONGEST_LINE:
        return
    told.memory.notice(line)
    if line.speech and len(line.speech) == len(line):
        _continued(told, stretch, line, goes_on=goes_on)
        return
    told.quoted = line.low(len(line) - 1) == ":" and told.quoted
    chains = chained(attributions(line))
    for chain in chains:
        _attributed(told, stretch, line, chain)
    if told.turn and not chains and told.left and is_checkable(line):
        told.left -= 1
        extent = Extent(line.sentence.start, line.sentence.end)
        place = told.turn.speaker.place or extent
        _make(told, Draft(stretch, extent, extent, _before(told), place, TURN, "quote"))


def _before(told: _Told) -> tuple[Step, ...]:
    """The step of who has the floor."""
    return (Step((told.turn.speaker,), "", "neutral"),) if told.turn else ()


def _continued(told: _Told, stretch: Stretch, line: Line, *, goes_on: bool) -> None:
    """A sentence that is only quoted: its speaker is the one before, for certain only if the quotation goes on."""
    if told.last is None:
        return
    told.quoted = True
    before = told.last
    steps = before.steps if goes_on else (*before.steps[:-1], before.steps[-1]._replace(inferred=True))
    for content, words in _quoted(line, 0, len(line), told.lexicon):
        draft = Draft(stretch, content, content, steps, before.cue, before.rule, "quote", is_continued=True)
        _make(told, draft.of(content, words))


def _attributed(told: _Told, stretch: Stretch, line: Line, chain: tuple[Attribution, ...]) -> None:
    last = chain[-1]
    sentence = Extent(line.sentence.start, line.sentence.end)
    content = line.extent(last.content.start, last.content.end)
    steps = (*_before(told), *(_step(told, line, each) for each in chain))
    how = last.content.how
    is_mentioned = last.denied and last.use == "noun"
    draft = Draft(stretch, sentence, content, steps, line.extent(*last.cue), last.rule, how, is_mentioned=is_mentioned)
    told.quoted = how == "quote" and bool(line.speech)
    told.last = draft
    if told.quoted:
        parts = list(_quoted(line, last.content.start, last.content.end, told.lexicon))
        for part, words in _as_one(parts) if last.use == "phrase" else parts:
            _make(told, draft.of(part, words))
    else:
        _make(told, draft.of(content, _without(line, last)))


def _without(line: Line, attribution: Attribution) -> str:
    """The content without "he said" in its midst; empty if nothing is in its midst."""
    start, end = attribution.content.start, attribution.content.end
    first, last = attribution.origin, attribution.cue[1]
    if attribution.content.how not in _AROUND or not start < first < last < end:
        return ""
    before, after = line.words(start, first), line.words(last, end).lstrip(" ,")
    whole = any(line.finite(at) for at in range(start, first))
    return f"{before if whole else before.rstrip(' ,')} {after}"


def _step(told: _Told, line: Line, attribution: Attribution) -> Step:
    speakers = []
    for party in attribution.speakers:
        speaker = told.memory.speaker(party, line)
        told.memory.spoke(party, speaker)
        speakers.append(speaker)
    return Step(tuple(speakers) or (_NOBODY,), attribution.verb, attribution.rule.force)


def _quoted(line: Line, start: int, end: int, rules: Lexicon) -> Iterator[tuple[Extent, str]]:
    """The sentences of the direct speech in a stretch of a line that say something and do not ask, with their words."""
    said: list[tuple[Extent, str]] = []
    for at, quote in sorted(line.speech.items()):
        if start <= at < end:
            for index, place in enumerate(within(line.text, _cut_to(quote, line.sentence), rules)):
                words = line.text[place.start : place.end]
                if index == 0 and said and _is_interrupted(said[-1][1], words):
                    before, begun = said.pop()
                    place, words = Extent(before.start, place.end), f"{begun} {words}"
                said.append((place, words))
    for place, words in said:
        if len(said) > 1 and _is_empty(words, rules):
            continue
        if len(words.split()) >= _FEWEST_QUOTED and not words.rstrip().endswith("?"):
            yield place, words


def _as_one(parts: list[tuple[Extent, str]]) -> list[tuple[Extent, str]]:
    """The sentences of a short quotation that illustrates what stands before its colon, as one."""
    whole = " ".join(words for _, words in parts)
    if not parts or len(whole) > _LONGEST_AS_ONE:
        return parts
    return [(Extent(parts[0][0].start, parts[-1][0].end), whole)]


def _is_empty(words: str, rules: Lexicon) -> bool:
    """Whether a sentence says nothing that could be checked: "I hear you", "We have listened"."""
    lows = words.lower().rstrip(".!,").split()
    if len(lows) > _MOST_EMPTY or lows[0] not in rules.classes["authors"]:
        return False
    telling = rules.classes["negations"].union(
        rules.amounts["numbers"], *(rules.marks[name].words for name in ("predictions", "opinions", "own_denials"))
    )
    return not any(word in telling or word[0].isdigit() for word in lows)


def _is_interrupted(before: str, after: str) -> bool:
    """Whether a quotation goes on with the sentence that was interrupted: "…," she said, "…"."""
    return before[-1] in ",—–" and after[0].islower()


def _cut_to(quote: Quote, sentence: Sentence) -> Quote:
    return quote._replace(
        inner_start=max(quote.inner_start, sentence.start), inner_end=min(quote.inner_end, sentence.end)
    )


def _make(told: _Told, draft: Draft) -> None:
    before = told.made[-1].statement if told.made else ""
    told.made.append(proposal_of(told.found.text, draft, told.lexicon, told.published, before=before))
