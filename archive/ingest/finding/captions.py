"""What stands under pictures, and whose they are."""

import re
from functools import cache

from archive.ingest.finding.folding import folded
from archive.ingest.finding.lines import Line
from archive.ingest.finding.marks import full_date, is_credit_text, is_full_name, name_like
from archive.ingest.finding.tables import wordings, words_of
from archive.ingest.shapes import Kind

_LAST_SENTENCE = re.compile(r"[.!?…。”\"'’)]\s{1,3}(?=[^!?。]{2,90}$)")
_MARKED = re.compile(r"(?:©|ⓒ|\b(?:Photo|Picture|Image|Foto|Photograph)\s(?=[A-Z]))(?:[^.!?]|(?<=\b[A-Z])\.){2,80}\.?$")
_ENDS = (".", "!", "?", "…", "。")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\.?$")
_LABELLED = re.compile(
    r"^(?:.*(?:\s|[.,;|]\s?))?((?:photo|image|picture|credit|photograph|illustration|photo credit|image credit|picture credit|source|courtesy)s?(?: by|:| courtesy| credit)\s.{2,80})$",
    re.IGNORECASE,
)
_MOST_WORDS = 90
_LEAST_WORDS = 3
_LONGEST = 900
_LOOK_WORDS = 14
_MOST_MAKER_WORDS = 8
_MOST_BRACKETS = 3
_WORD = re.compile(r"\w+")
_ENOUGH = 3.0


def credit_start(text: str) -> int:
    """Where the credit at the end of a caption begins; its length where there is none."""
    tail = text[-140:]
    offset = len(text) - len(tail)
    if (start := _brackets_start(tail)) is not None:
        return offset + start
    labelled = None if words_of("credit").isdisjoint(_WORD.findall(tail.casefold())) else _LABELLED.search(tail)
    if labelled and is_credit_text(labelled[1]):
        return offset + labelled.start(1)
    marked = _MARKED.search(tail)
    is_apart = marked and (
        marked[0][0] in "©ⓒ"
        or offset + marked.start() == 0
        or tail[: marked.start()].rstrip().endswith((*_ENDS, ")", "|"))
    )
    if marked and is_apart:
        return offset + marked.start()
    for last in _LAST_SENTENCE.finditer(tail):
        rest = tail[last.end() :].strip(" .")
        # In a row of capitals a shortened word ends no sentence.
        shown = text[: offset + last.start()]
        is_sentence = last[0][0] in _ENDS and len(shown.split()) >= _LEAST_WORDS and not shown.isupper()
        if is_credit_text(rest) or (is_sentence and not tail.endswith(_ENDS) and _is_maker(rest)):
            return offset + last.end()
    return len(text)


def _brackets_start(tail: str) -> int | None:
    """Where the last brackets begin of which the first say whose the picture is: "(Pool photo) (Agency)"."""
    start, rest = None, tail
    for _ in range(_MOST_BRACKETS):
        brackets = _IN_BRACKETS.search(rest)
        if brackets is None:
            break
        words = brackets[1]
        labelled = _LABELLED.match(words)
        if is_credit_text(words.split(" on ")[0]) or (labelled and is_credit_text(labelled[1])):
            start = brackets.start()
        rest = rest[: brackets.start()].rstrip()
    return start


def _is_maker(text: str) -> bool:
    """A name alone behind the last full stop, or words in capitals."""
    text = text.lstrip("/( ")
    if wordings().of(folded(text), len(text.split())):
        return False
    return is_full_name(text) or (text.isupper() and 2 <= len(text.split()) <= _MOST_MAKER_WORDS)


def is_maker_and_agency(text: str) -> bool:
    """Whether a line is a name and an agency, whether that is known or not: "Ann Other/Wire via Pictures"."""
    maker, slash, agency = text.partition("/")
    return bool(slash) and is_full_name(maker.strip()) and name_like(agency.replace(" via ", " of "), _MOST_MAKER_WORDS)


@cache
def _phrases() -> dict[str, list[str]]:
    """What is said of pictures, by the longest word of each phrase."""
    found: dict[str, list[str]] = {}
    for phrase in words_of("caption"):
        found.setdefault(max(_WORD.findall(phrase), key=len), []).append(phrase)
    return found


def _is_said_of_picture(key: str) -> bool:
    phrases = _phrases()
    return any(phrase in key for word in phrases.keys() & set(_WORD.findall(key)) for phrase in phrases[word])


def likeness(line: Line) -> float:
    """How much speaks for a caption in the line itself; 3 is enough."""
    if not _LEAST_WORDS <= line.words <= _MOST_WORDS or len(line.text) > _LONGEST:
        return 0
    has_credit = credit_start(line.text) < len(line.text)
    if line.bullet and not has_credit:
        return 0
    words = line.key.split()
    signs = (
        (has_credit, _ENOUGH),
        (_is_said_of_picture(line.key), 2),
        (label_length(line.text) > 0, 2.5),
        (_begins_with_agency(line.text), 2),
        (not words_of("scene").isdisjoint(words[:_LOOK_WORDS]), 1.5),
        (not line.is_ended, 0.5),
        (line.is_ended and full_date(line.text[-60:]) is not None, 1),
        (not has_credit and not words_of("quoting").isdisjoint(words), -2),
    )
    return sum(weight for holds, weight in signs if holds)


def _begins_with_agency(text: str) -> bool:
    """Some pages put whose the picture is before what it shows: "Getty Images Teachers outside …"."""
    words = text.split(maxsplit=3)
    if len(words) < 4 or not words[2][0].isupper():
        return False
    return folded(f"{words[0]} {words[1]}") in words_of("agency")


def is_enough(score: float) -> bool:
    return score >= _ENOUGH


def label_caption(line: Line, reason: str = "It tells what a picture shows.") -> None:
    """Call the line a caption, without a label before it, and what ends it the credit if it is one."""
    start, credit = label_length(line.text), credit_start(line.text)
    line.cut(
        Kind.CAPTION,
        (Kind.NOISE, 0, start, "It is the label of a caption."),
        (Kind.CAPTION, start, credit, reason),
        (Kind.CREDIT, max(start, credit), len(line.text), "It says whose the picture is."),
    )


def label_length(text: str) -> int:
    """How long the label before a caption is: "Image: ", "GRAPHIC: PHOTO: "; 0 where there is none."""
    match = _label().match(text)
    return match.end() if match else 0


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in sorted(words_of("caption_label"), key=len, reverse=True))
    return re.compile(rf"[\[(]?(?:(?:{labels}):\s{{0,3}})+(?=\S)", re.IGNORECASE)
