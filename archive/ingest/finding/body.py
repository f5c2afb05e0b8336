"""One walk down the lines below the head: paragraphs, boxes between them, and where the article ends."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.ingest.finding.captions import is_enough, is_maker_and_agency, label_caption
from archive.ingest.finding.datelines import dateline_end
from archive.ingest.finding.folding import folded
from archive.ingest.finding.kinship import Vocabulary
from archive.ingest.finding.lines import Line
from archive.ingest.finding.marks import is_of_house, name_like
from archive.ingest.finding.repeating import earlier_copies
from archive.ingest.finding.tables import words_of
from archive.ingest.shapes import Kind

_JOINT = re.compile(r"[a-zß-ÿ!?.”’\")](?:[A-ZÀ-Þ]|['‘“](?=[A-ZÀ-Þ]))[a-zß-ÿ]*\s")
_STUCK_SENTENCE = re.compile(r"[a-zß-ÿ]{2}[!?.][”’]?[A-ZÀ-Þ][a-zß-ÿ]")
_TIGHT_JOINT = re.compile(r"[a-zß-ÿ]{3}[!?.”’]?[A-ZÀ-Þ][a-zß-ÿ]{2}")
_FOOTNOTE = re.compile(r"\[(\d{1,3})\]")
_FOOTNOTE_LINE = re.compile(r"\[(\d{1,3})\]\s")
_SENTENCES = re.compile(r"[a-zß-ÿ\d][.!?][”\"’]?\s+[A-ZÀ-Þ“\"‘]")
_SPEAKER = re.compile(r"(?:[QA]|[A-Z][A-Z .'’\-]{2,30}):\s+\S")
_SPOKEN_BY = re.compile(r"[—–―]\s?\w")
_CROSSHEAD = re.compile(r"([-–—])\s(?=\S{0,3}\w).{2,90}\s\1$")
_WORKED_TOO = re.compile(r"(?<=[.!?”\"'’])\s{1,2}(?:[—–]\s?|--?\s|\()(?=\w)(?P<names>[^.!?\n]{5,140})\)?$")
_PARAGRAPH_ROLES = frozenset({"blockquote", "li", "dd", "pre", "td", "q"})
_HEADING_ROLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAST_TURNS = 4
_ENOUGH_BEFORE = 120
_LATE = 0.7
_MUCH = 60
_NEAR = 4
_HALF = 0.5
_KINDRED = 0.1
_TOLD = 0.1
_CLOSE_KIN = 0.2
_NEAREST_KIN = 0.35
_MOST_SPOKEN_BY = 14
_MOST_HEADING_WORDS = 5
_MOST_CROSSHEAD_WORDS = 12
_LEAST_NOTE_WORDS = 5
_PROMOTION_WORDS = 8
_MOST_WORKED_TOO = 4
_TAIL = 160
_LOOK = 3000

_LIST = "It stands in a list of other pages."
_SITE = "It stands in a box in which the site speaks of itself."
_FOOT = "It stands at the foot of the page."
_COMMENTS = "It stands below the beginning of readers' comments."
_NOTES = "It stands under a heading that announces notes."
# Notes that stand even below buttons that ask for comments.
_NOTES_BELOW = ("reported", "correction")
_BOXES = {"box": _LIST, "form": _SITE, "appeal": _SITE, "footer": _FOOT}


class _Ahead(NamedTuple):
    """What follows a line, notes and boxes aside."""

    starts_run: bool  # it is prose, and prose follows
    has_run: bool  # prose follows prose somewhere below
    is_last: bool  # no prose follows at all


def label_body(lines: Sequence[Line], start: int, core_end: int) -> None:
    """Say what each line from ``start`` on is, as far as it and what stands above tell.

    Behind ``core_end`` paragraphs no longer surely stand together.
    """
    _Walk(lines, start, core_end).run()


def label_paragraph(line: Line) -> None:
    """Call the line a paragraph of the article; a dateline may stand before its words."""
    end, last = dateline_end(line.text), _words_end(line.text)
    line.cut(
        Kind.BODY,
        (Kind.DATELINE, 0, end, "It says from where the report is, before its first words."),
        (Kind.BODY, end, last, "It reads as a paragraph of the article."),
        (Kind.NOTE, last, len(line.text), "It says who worked on the report, behind its last words."),
    )


def _words_end(text: str) -> int:
    """Where the words of a paragraph end, before "— With Ann Other, Bo Else"."""
    tail = text[-_TAIL:]
    match = _WORKED_TOO.search(tail)
    if match is None:
        return len(text)
    words = match["names"].split()
    for length in range(min(_MOST_WORKED_TOO, len(words) - 1), 0, -1):
        rest = " ".join(words[length:])
        if folded(" ".join(words[:length])) in words_of("worked_too") and name_like(rest, _MOST_SPOKEN_BY):
            return len(text) - len(tail) + match.start()
    return len(text)


class _Walk:
    def __init__(self, lines: Sequence[Line], start: int, core_end: int) -> None:
        self.lines = lines
        # What is behind is another list only if there is much of it.
        self.core_end = core_end if len(lines) - core_end >= _MUCH else len(lines)
        self.start = start
        self.copies = earlier_copies(lines)
        self.ahead = _look_ahead(lines)
        self.box = ""  # the reason of the box that is open
        self.is_promoted = False  # whether the box is one whole sentence in which the site speaks of itself
        self.notes = False  # whether a heading has announced notes
        self.is_on_author = False  # whether that heading speaks of who wrote the text
        self.is_over = False  # whether readers' comments have begun
        self.words = 0
        self.total = sum(line.words for line in lines[start:] if line.is_prose)
        self.is_transcript = sum(_SPEAKER.match(line.text) is not None for line in lines[start:]) >= _LEAST_TURNS
        self.vocabulary = Vocabulary()
        self.footnotes: set[str] = set()

    def run(self) -> None:
        for line in self.lines[: self.start]:
            if line.kind in (Kind.TITLE, Kind.STANDFIRST):
                self.vocabulary.add(line)
        for at in range(self.start, len(self.lines)):
            self._step(at)

    def _step(self, at: int) -> None:
        line = self.lines[at]
        self.is_over = self.is_over or self._is_thread(at)
        if self.is_over:
            _label_after(line)
        elif line.kind is Kind.BODY:
            self._count(line)
        elif line.group is not None:
            self._known(at)
        elif line.kind is not None:
            if self.box:
                line.be(Kind.NOISE, self.box)
        elif line.addresses_reader:
            line.be(Kind.NOISE, "It speaks to the reader about the site.")
            self.box = self.box or _SITE
        elif is_glued(line):
            line.be(Kind.NOISE, "Titles of other pages are stuck together in it.")
            self.box = self.box or _LIST
        elif self.box and not self._goes_on(at):
            line.be(Kind.NOISE, self.box)
        elif at >= self.core_end and self._is_teaser(at):
            line.be(Kind.NOISE, "It stands below the article, among titles of other pages.")
        else:
            self.box = ""
            self._content(at)

    def _is_late(self, at: int, part: float = _LATE) -> bool:
        return at >= self.core_end or self.words >= part * self.total

    def _known(self, at: int) -> None:
        line = self.lines[at]
        group = line.group
        assert group is not None
        line.be(group.kind, group.reason)
        if group.opens == "comments":
            self.is_over = self._may_end(at)
            self.box = _SITE
        elif group.opens == "notes":
            if self._is_late(at, _HALF):
                self.notes, self.is_on_author = True, group.name == "about_author"
            else:
                line.be(Kind.HEADING, "It is a short line without a full stop between two paragraphs.")
        elif group.opens in _BOXES:
            self.box, self.notes = _BOXES[group.opens], False
        self.is_promoted = self.box is _SITE and line.is_ended and line.words >= _PROMOTION_WORDS

    def _may_end(self, at: int) -> bool:
        """Whether readers' comments begin here, and it is not a button above the article."""
        if self.words >= _ENOUGH_BEFORE or self.words * 3 >= self.total:
            return True
        near = self.lines[at + 1 : at + 9]
        return any(line.group is not None and line.group.name in ("discussion", "thread") for line in near)

    def _is_teaser(self, at: int) -> bool:
        """Whether, behind the article, the line is a title of another page or what is said of one."""
        line = self.lines[at]
        if self.lines[at - 1].kind is Kind.BODY or self.notes or not (line.is_prose or line.is_ended):
            return False
        return self.vocabulary.share(line) < _KINDRED

    def _is_thread(self, at: int) -> bool:
        """Whether a reader's comment begins: a name, twice or once, and how long ago."""
        line = self.lines[at]
        near = self.lines[at + 1 : at + 4]
        if not self.words or line.kind is not None or line.words > 5 or len(near) < 2 or line.is_ended:
            return False
        is_ago = any(other.kind is Kind.DATE and "ago" in other.key.split() for other in near[:2])
        return is_ago and (near[0].key == line.key or name_like(line.text)) and self._is_late(at, _HALF)

    def _goes_on(self, at: int) -> bool:
        """Whether the article goes on here, below a box."""
        line, ahead = self.lines[at], self.ahead[at]
        if not line.is_prose or line.text.endswith(("?", "？")):
            return False
        share = self.vocabulary.share(line) + (_TOLD if _tells(line) else 0.0)
        is_late = self._is_late(at)
        if self.box is _SITE and (
            share >= (_NEAREST_KIN if is_late else _CLOSE_KIN) or (self.is_promoted and not is_late)
        ):
            return True
        if ahead.starts_run:
            return not is_late or share >= _KINDRED
        if ahead.has_run and not is_late:
            return share >= _CLOSE_KIN
        return ahead.is_last and self.box is not _FOOT and share >= _CLOSE_KIN + _KINDRED

    def _content(self, at: int) -> None:
        line = self.lines[at]
        above = self.lines[at - 1].kind if at else None
        if at in self.copies and self.lines[self.copies[at]].kind not in (None, Kind.NOISE):
            self._copy(at)
        elif self._is_note(at):
            self._note(line)
        elif self._is_caption(at):
            label_caption(line)
        elif _is_credit(line) and self._is_below_caption(at):
            line.be(Kind.CREDIT, "It names somebody and an agency, below a caption.")
        elif line.role in _HEADING_ROLES:
            line.be(Kind.HEADING, "The format says that it is a heading.")
        elif not line.role and line.words <= _MOST_CROSSHEAD_WORDS and _CROSSHEAD.match(line.text):
            line.be(Kind.HEADING, "It stands between dashes, as agencies set their headings.")
        elif (
            line.is_prose
            or (line.is_ended and line.words >= 2)
            or (line.role in _PARAGRAPH_ROLES and line.words > 3)
            or (above is Kind.BODY and line.words <= _MOST_SPOKEN_BY and _SPOKEN_BY.match(line.text))
            or (self.is_transcript and _SPEAKER.match(line.text))
        ):
            self._paragraph(line)

    def _note(self, line: Line) -> None:
        if self.notes and self.is_on_author and is_of_house(line.text):
            line.be(Kind.NOISE, "A desk of the site says in it what it does.")
        else:
            line.be(Kind.NOTE, _NOTES if self.notes else "It is a footnote.")

    def _is_note(self, at: int) -> bool:
        line = self.lines[at]
        footnote = _FOOTNOTE_LINE.match(line.text)
        if footnote and footnote[1] in self.footnotes:
            return True
        is_followed = at + 1 < len(self.lines) and (self.lines[at + 1].is_prose or self.lines[at + 1].is_ended)
        if not self.notes and is_followed and self._is_late(at, _HALF) and _is_about_heading(line):
            self.notes = True
            return True
        return self.notes and (line.words >= _LEAST_NOTE_WORDS or line.is_prose)

    def _copy(self, at: int) -> None:
        line, first = self.lines[at], self.lines[self.copies[at]]
        line.be(Kind.NOISE, "The same stands above.")
        if self.copies[at] >= at - 2 and first.kind is Kind.BODY and not first.bullet:
            label_caption(first, "It stands twice in a row, as what is under a picture does.")

    def _is_caption(self, at: int) -> bool:
        line = self.lines[at]
        score = line.caption
        if at + 1 < len(self.lines) and _is_credit(self.lines[at + 1]) and line.words > 2:
            score += 1.5 + 1.5 * (not line.is_ended)
        if line.role == "p" and line.is_loose and line.words > _MOST_HEADING_WORDS:
            score += 1
        return line.role == "figcaption" or is_enough(score)

    def _is_below_caption(self, at: int) -> bool:
        near = (line.kind for line in reversed(self.lines[max(0, at - _NEAR) : at]))
        return next((kind for kind in near if kind is not Kind.NOISE), None) in (Kind.CAPTION, Kind.CREDIT)

    def _paragraph(self, line: Line) -> None:
        label_paragraph(line)
        self._count(line)

    def _count(self, line: Line) -> None:
        self.words += line.words
        self.vocabulary.add(line)
        self.footnotes.update(_FOOTNOTE.findall(line.text[1:_LOOK]))


def _is_credit(line: Line) -> bool:
    return line.kind is Kind.CREDIT or (line.is_loose and is_maker_and_agency(line.text))


def _label_after(line: Line) -> None:
    if line.group is not None and line.group.name in _NOTES_BELOW:
        line.be(Kind.NOTE, line.group.reason)
    else:
        line.be(Kind.NOISE, _COMMENTS)


def _tells(line: Line) -> bool:
    """Whether somebody speaks in the paragraph, or it has several sentences; what a list says of a page is shorter."""
    return not words_of("quoting").isdisjoint(line.key.split()) or _SENTENCES.search(line.text) is not None


def _is_about_heading(line: Line) -> bool:
    """ "About Such A Company", as press releases have it below their text."""
    words = line.text.split()
    return line.is_loose and 2 <= len(words) <= 8 and words[0] in ("About", "ABOUT") and words[1][:1].isupper()


def _look_ahead(lines: Sequence[Line]) -> list[_Ahead]:
    """For every line what follows it."""
    found = []
    has_run, has_prose, after = False, False, ""
    for line in reversed(lines):
        if line.is_prose and not line.addresses_reader:
            shape = "prose"
        else:
            shape = "other" if line.is_loose or (line.group is not None and line.group.opens) else ""
        starts_run = shape == after == "prose"
        has_run = has_run or starts_run
        found.append(_Ahead(starts_run, has_run, not has_prose))
        after = shape or after
        has_prose = has_prose or shape == "prose"
    return found[::-1]


def is_glued(line: Line) -> bool:
    """Whether several wordings are stuck together without spaces, as the links of a list become."""
    if not line.is_ended:
        joints = len(_TIGHT_JOINT.findall(line.text[:_LOOK]))
        return joints >= 2 and joints * 8 >= line.words
    joints = len(_JOINT.findall(line.text[:_LOOK]))
    is_stuck = _STUCK_SENTENCE.search(line.text[:_LOOK]) is not None
    return is_stuck and joints >= max(3, line.words / 25, len(_SENTENCES.findall(line.text[:_LOOK])))
