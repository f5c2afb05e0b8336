"""A text in paragraphs as they stand on the page, and what can be counted of each."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.ingest.finding.folding import folded
from archive.ingest.finding.tables import Group, wordings
from archive.ingest.finding.unwrapping import Span, paragraphs
from archive.ingest.shapes import Block, Kind

_BULLET = re.compile(r"(?:[•◦‣▪▸►●○■□·✓➤➡]|[–*—-](?=\s))\s*(?=\S)")
# Scripts that are written without spaces: kana, Chinese, Thai, Lao, Burmese, Khmer.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_END = re.compile(
    r"""[.?!…:;。．！？：؟۔।॥։]
        (?:[\s"'”’»«“)\]）」』】》*†‡]|\[\d{1,3}\]|\d{1,2}(?=$)|[¹²³⁴-⁹])*$""",
    re.VERBOSE,
)
# How agencies and magazines mark the last line.
_END_MARK = re.compile(r"\s*(?:-0-|\(END\)|\(END/.{1,20}\)|#{2,4}|[■□◼▪●◆]|-30-|—30—|/end)$")
_LINKS = re.compile(r"(?:\s+(?:https?://\S{1,200}|pic\.twitter\.com/\S{1,40}|t\.co/\S{1,40}|#\w{1,60}|@\w{1,60}))+$")
# What is looked at of a paragraph; nothing that is decided needs more of it.
LOOK = 1200
_UNSPACED_WORD = 2
_PROSE_WORDS = 8
_LONG = 22


class Cut(NamedTuple):
    """A part of a line of one kind; offsets are counted within the line."""

    kind: Kind
    start: int
    end: int
    reason: str


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph of the page, which is a line or several that were wrapped, and what is thought of it."""

    spans: Sequence[Span]  # where its words stand in the document
    text: str
    role: str  # what its format says it is, a word of HTML
    bullet: str
    words: int
    is_ended: bool  # as a sentence is
    key: str  # its first words, alike whatever their case and the marks around them
    group: Group | None = None  # the wording of pages that it is
    kind: Kind | None = None
    reason: str = ""
    # Where it is of several kinds; they cover it.
    cuts: list[Cut] = field(default_factory=list)
    addresses_reader: bool = False
    caption: float = 0.0

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a sentence of some length and is nothing else."""
        return (
            self.kind is None
            and self.group is None
            and (self.words >= _LONG or (self.is_ended and self.words >= _PROSE_WORDS))
        )

    @property
    def is_loose(self) -> bool:
        """Whether it is neither a sentence nor known as anything else."""
        return self.kind is None and self.group is None and not self.is_ended and self.words < _LONG

    def be(self, kind: Kind, reason: str) -> None:
        """Say what it is; the last word counts."""
        self.kind, self.reason, self.cuts = kind, reason, []

    def cut(self, kind: Kind, *cuts: tuple[Kind, int, int, str]) -> None:
        """Say what it is, and what its parts are, counted within the line."""
        self.cuts = [Cut(*one) for one in cuts if self.text[one[1] : one[2]].strip()]
        self.kind = kind
        self.reason = next((one.reason for one in self.cuts if one.kind is kind), "")


def lines_of(text: str, blocks: Sequence[Block] = ()) -> list[Line]:
    """The paragraphs of ``text``, in their order."""
    return list(_lines(text, blocks))


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Line]:
    starts = [block.start for block in blocks]
    for spans, words in paragraphs(text):
        start = spans[0].start
        at = bisect_right(starts, start) - 1
        yield _line(spans, words, blocks[at].role if at >= 0 and start < blocks[at].end else "")


def _line(spans: Sequence[Span], text: str, role: str) -> Line:
    bullet = _BULLET.match(text)
    marks = bullet[0] if bullet else ""
    plain = text[len(marks) :]
    words, is_ended, key = word_count(plain), ends_as_sentence(plain), _key(plain)
    group = wordings().of(key, words)
    is_sentence = is_ended and words >= _PROSE_WORDS and not plain.endswith(("…", "..."))
    if group is not None and not group.is_prose and is_sentence:
        group = None
    return Line(spans, text, role, marks, words, is_ended, key, group)


def word_count(text: str) -> int:
    """How many words ``text`` has; two characters are one where no spaces are written."""
    count = len(text.split())
    if not text.isascii():
        count += sum(len(run) for run in _UNSPACED.findall(text)) // _UNSPACED_WORD
    return count


def ends_as_sentence(text: str) -> bool:
    """Whether the last mark of ``text`` ends a sentence; quotation marks and footnote numbers may follow it."""
    tail = _END_MARK.sub("", text[-200:])
    if "/" in tail or "#" in tail or "@" in tail:
        tail = _LINKS.sub("", tail)
    return _END.search(tail[-12:]) is not None


def _key(text: str) -> str:
    if len(text) <= LOOK:
        return folded(text)
    # What is not looked at still tells two long texts apart.
    return f"{folded(text[:LOOK])} {hash(text)}"
