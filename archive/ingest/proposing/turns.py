"""Who has the floor: the turns of a transcript ("ANN BELL, MAYOR: …") and the answers of an interview."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.ingest.proposing.lexicon import Lexicon, Rule
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.memory import Memory
from archive.ingest.proposing.parties import Sort
from archive.ingest.shapes import Extent, Kind, Speaker, Stretch

RULE = Rule("turn", "turn", "neutral")
MOST = 8  # proposals of one turn without a verb that attributes them
_LABEL = re.compile(r"([^:\n]{1,120}):(?=\s|$)")
_BRACKET = re.compile(r"\([^()\n]{0,60}\)")
_FEWEST = 3  # turns of a transcript, or questions of an interview
_MOST_PEOPLE = 50
_LONGEST_NAME = 5  # words
_LONGEST_QUESTION = 60  # words
_FEWEST_WORDS = 3
_FEWEST_OWN = 5  # words of a sentence about the speaker's own part


class Turn(NamedTuple):
    """Who speaks in a paragraph, where its words begin, and whether it is one who asks or reports."""

    speaker: Speaker
    start: int
    asks: bool


class _Label(NamedTuple):
    place: Extent
    words: tuple[str, ...]  # of the name, as printed
    role: str
    start: int  # of what is said
    asked: bool  # whether a question stands in the paragraph


def turns(text: str, paragraphs: Iterable[Stretch], rules: Lexicon, memory: Memory) -> dict[int, Turn]:
    """By the beginning of a paragraph of the body, whose turn it is; empty for an article of the usual kind."""
    body = [stretch for stretch in paragraphs if stretch.kind is Kind.BODY]
    return _labelled(text, body, rules) or _answered(text, body, rules, memory)


def is_checkable(line: Line) -> bool:
    """Whether a sentence says something that is so or not, beyond a courtesy or an aside."""
    words = [at for at in range(len(line)) if line.kind(at) in ("word", "acronym", "number")]
    if len(words) < _FEWEST_WORDS or line.low(len(line) - 1) == "?" or not any(_is_verb(line, at) for at in words):
        return False
    first = next((at for at in words if not line.isa(at, "openers")), words[0])
    if line.isa(first, "plain_verbs"):
        return False  # "Let him show the films"
    return not line.isa(first, "authors") or (len(words) >= _FEWEST_OWN and any(_tells(line, at) for at in words))


def _is_verb(line: Line, at: int) -> bool:
    return (
        line.finite(at)
        or line.isa(at, "plain_verbs")
        or line.isa(at, "contracted")
        or line.form(at) is not None
        or (line.low(at).endswith(("ed", "s")) and at > 0 and not line.capital(at))
    )


def _tells(line: Line, at: int) -> bool:
    marks = line.lexicon.marks
    return line.kind(at) == "number" or any(line.low(at) in marks[name].words for name in ("opinions", "predictions"))


# -- transcripts -------------------------------------------------------------------------------


def _labelled(text: str, body: Sequence[Stretch], rules: Lexicon) -> dict[int, Turn]:
    labels = {stretch.start: label for stretch in body if (label := _label(text, stretch))}
    again = Counter(label.words for label in labels.values())
    labels = {at: each for at, each in labels.items() if _is_loud(each) or again[each.words] > 1}
    if len(labels) < _FEWEST or not 1 < len({label.words for label in labels.values()}) <= _MOST_PEOPLE:
        return {}
    people = _people(text, labels.values(), rules)
    if not any(each.asks for each in people.values()):
        return {}  # "Battery: …", "Verdict: …"
    found: dict[int, Turn] = {}
    turn: Turn | None = None
    for stretch in body:
        label = labels.get(stretch.start)
        turn = people[label.words]._replace(start=label.start) if label else turn and turn._replace(start=stretch.start)
        if turn is not None:
            found[stretch.start] = turn
    return found


def _label(text: str, stretch: Stretch) -> _Label | None:
    """The label before a paragraph's words, on the same line: in the paragraph, or cut off from it."""
    begin = text.rfind("\n", 0, stretch.start) + 1
    match = _LABEL.match(text, begin, min(stretch.end, begin + 200))
    if match is None or (begin < stretch.start and text[match.end() : stretch.start].strip()):
        return None
    name, _, role = _BRACKET.sub("", match[1]).partition(",")
    words = tuple(name.split())
    if not 0 < len(words) <= _LONGEST_NAME or not all(word[0].isupper() for word in words):
        return None
    said = text[match.end() : stretch.end]
    start = max(stretch.start, match.end() + len(said) - len(said.lstrip()))
    return _Label(Extent(begin, match.end() - 1), words, " ".join(role.split()), start, "?" in said)


def _is_loud(label: _Label) -> bool:
    """Whether the name is printed in capitals."""
    return "".join(label.words).isupper()


def _people(text: str, labels: Iterable[_Label], rules: Lexicon) -> Mapping[tuple[str, ...], Turn]:
    """Who each label means: a surname alone the one of that name before; who mostly asks is no source."""
    labels = list(labels)
    questions = Counter(label.words for label in labels if label.asked)
    count = Counter(label.words for label in labels)
    found: dict[tuple[str, ...], Turn] = {}
    known: dict[str, Turn] = {}
    for label in labels:
        if label.words in found:
            continue
        words = [word for word in label.words if word.lower().strip(".") not in rules.classes["titles"]]
        surname = (words or label.words)[-1].lower()
        turn = known.get(surname) if len(words) < 2 else None
        if turn is None:
            name = _as_printed(text, " ".join(words or label.words))
            asks = _asks(label, rules) or 2 * questions[label.words] > count[label.words]
            speaker = Speaker(name, " ".join(label.words), label.role, "named", False, label.place)
            turn = Turn(speaker, label.start, asks)
            known[surname] = turn
        found[label.words] = turn
    return found


def _asks(label: _Label, rules: Lexicon) -> bool:
    return any(word.lower().strip(".") in rules.classes["askers"] for word in (*label.words, *label.role.split()))


def _as_printed(text: str, name: str) -> str:
    """A name in capitals as it is written elsewhere in the text, else with capitals at the beginnings alone."""
    if not name.isupper():
        return name
    same = re.finditer(re.escape(name), text, re.IGNORECASE)
    return next((match[0] for match in same if not match[0].isupper()), name.title())


# -- interviews --------------------------------------------------------------------------------


def _answered(text: str, body: Sequence[Stretch], rules: Lexicon, memory: Memory) -> dict[int, Turn]:
    """Of an interview: questions and answers in turn, each a paragraph, the questions first."""
    words = [text[stretch.start : stretch.end].strip() for stretch in body]
    asked = [at for at, each in enumerate(words) if each.endswith("?")]
    if len(asked) < _FEWEST or any(at % 2 for at in asked) or len(words) % 2:
        return {}
    if any(len(each.split()) > _LONGEST_QUESTION for each in words[::2]) or not _all_speak(words[1::2], rules):
        return {}
    speaker = _interviewed(words[0], body[0], rules, memory)
    if speaker is None:
        return {}
    return {stretch.start: Turn(speaker, stretch.start, asks=at % 2 == 0) for at, stretch in enumerate(body)}


def _all_speak(answers: Sequence[str], rules: Lexicon) -> bool:
    """Whether most of the answers speak of "I", "we" or "us"."""
    own = sum(any(word.lower() in rules.classes["authors"] for word in answer.split()) for answer in answers)
    return 2 * own > len(answers)


def _interviewed(question: str, stretch: Stretch, rules: Lexicon, memory: Memory) -> Speaker | None:
    """Who is addressed in the first question, else who was named first above it."""
    people = [known for known in memory.names.values() if known.sort is Sort.PERSON and " " in known.label]
    title, _, rest = question.partition(" ")
    addressed = rest.split(",")[0] if title.lower().strip(".") in rules.classes["titles"] else ""
    named = (known for known in people if addressed and addressed in known.label)
    known = next(named, people[0] if people and not addressed else None)
    if known is None:
        return None
    place = Extent(stretch.start, stretch.start + len(question))
    return Speaker(known.label, addressed or known.label, known.role, "named", True, place)
