"""What the neighbours say of lines that tell little by themselves: headings, lists, and the rest of the page."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.ingest.finding.body import label_paragraph
from archive.ingest.finding.folding import folded
from archive.ingest.finding.lines import Line
from archive.ingest.finding.marks import is_author_note, is_full_name
from archive.ingest.finding.repeating import mark_pull_quotes
from archive.ingest.finding.sites import tells_of_site
from archive.ingest.finding.tables import wordings
from archive.ingest.shapes import Kind

_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|#\d{1,2}|[IVX]{1,4}\.)\s+\S")
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s[^.!?]{3,160}[.!?]?$")
_LOOK = 200
_HEADLINE_WORDS = 10
_MOST_HEADING_WORDS = 12
_MANY = 2
_POINT_WORDS = 4
_HEADING = "It is a short line without a full stop between two paragraphs."
_ABOVE = "It is a short line above the first paragraph."


def settle(lines: Sequence[Line], start: int, sites: frozenset[str]) -> None:
    """Say what the lines are that the walk left open, and look again at some that it did not."""
    below = lines[start:]
    mark_pull_quotes(below)
    _about_site(below, sites)
    _author_note(below)
    _trim_notes(below)
    last = max((at for at, line in enumerate(below) if line.kind is Kind.BODY), default=-1)
    for run in _open_runs(below):
        _settle_run(below, run, last)
    _question_headings(below)
    _first_heading(lines, start)
    _empty_headings(below)


def _open_runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Numbers of the lines without a kind, those together that no paragraph or heading parts."""
    run: list[int] = []
    for at, line in enumerate(lines):
        if line.kind is None:
            run.append(at)
        elif line.kind in (Kind.BODY, Kind.NOTE, Kind.HEADING) and run:
            yield run
            run = []
    if run:
        yield run


def _settle_run(lines: Sequence[Line], run: Sequence[int], last: int) -> None:
    above = next((lines[at] for at in range(run[0] - 1, -1, -1) if lines[at].kind is Kind.BODY), None)
    is_list = above is not None and above.text.endswith((":", "："))
    for at in run:
        if is_list or (at < last and lines[at].bullet and lines[at].words >= _POINT_WORDS):
            label_paragraph(lines[at])
        elif at > last:
            _settle_below(lines[at], at - last)
        else:
            _settle_between(lines[at], len(run))


def _settle_below(line: Line, distance: int) -> None:
    if distance <= _MANY and is_full_name(line.text):
        line.be(Kind.BYLINE, "It is a name below the last paragraph.")
    elif is_author_note(line.text):
        line.be(Kind.NOTE, "It says who the author is.")
    else:
        line.be(Kind.NOISE, "It is a short line below the last paragraph.")


def _settle_between(line: Line, together: int) -> None:
    if _NUMBERED.match(line.text):
        line.be(Kind.HEADING, "It is a short line with a number between two paragraphs.")
    elif line.words >= _HEADLINE_WORDS or together > _MANY or line.bullet:
        line.be(Kind.NOISE, "It is a title of another page between two paragraphs.")
    else:
        line.be(Kind.HEADING, _HEADING)


def _question_headings(lines: Sequence[Line]) -> None:
    """Short questions alone in a line are headings if there are several, or others that no format has named."""
    asked = [
        line
        for line, after in pairwise(lines)
        if line.kind is Kind.BODY
        and line.role != "q"
        and line.words <= _MOST_HEADING_WORDS
        and line.text.endswith(("?", "？"))
        and line.text[0] not in "\"“'‘«„"
        and ": " not in line.text
        and after.kind is Kind.BODY
    ]
    if len(asked) + sum(line.kind is Kind.HEADING and not line.role for line in lines) >= _MANY:
        for line in asked:
            line.be(Kind.HEADING, "It is a short question above a paragraph, as others here are.")


def _author_note(lines: Sequence[Line]) -> None:
    bodies = [line for line in lines if line.kind is Kind.BODY]
    for line in bodies[-2:]:
        if is_author_note(line.text) and not _is_spoken_of(line, bodies):
            line.be(Kind.NOTE, "It says who the author is.")


def _about_site(lines: Sequence[Line], sites: frozenset[str]) -> None:
    """The last paragraph, if it stands apart and begins with what the site is."""
    bodies = [at for at, line in enumerate(lines) if line.kind is Kind.BODY]
    if len(bodies) > 1 and bodies[-1] > bodies[-2] + 1 and tells_of_site(lines[bodies[-1]], sites):
        lines[bodies[-1]].be(Kind.NOISE, "The site says in it what it is.")


def _trim_notes(lines: Sequence[Line]) -> None:
    """A note on the author may end with what a button says: "Subscribe to …"."""
    for line in lines:
        if line.kind is not Kind.NOTE or line.cuts or not (last := _LAST_SENTENCE.search(line.text[-_LOOK:])):
            continue
        start = len(line.text) - len(last[0].lstrip())
        words = line.text[start:]
        group = wordings().of(folded(words), len(words.split()))
        if group is not None and group.kind is Kind.NOISE:
            line.cut(Kind.NOTE, (Kind.NOTE, 0, start, line.reason), (Kind.NOISE, start, len(line.text), group.reason))


def _is_spoken_of(line: Line, bodies: Sequence[Line]) -> bool:
    """Whether the text has named the person before; then it is no note on the author."""
    names = [word.strip(",.") for word in line.text.split()[:4] if word[:1].isupper() and len(word) > 3]
    return bool(names[:2]) and any(names[:2][-1] in other.text for other in bodies if other is not line)


def _first_heading(lines: Sequence[Line], start: int) -> None:
    """Where the article has headings, a short line right above its first paragraph is one too."""
    if not any(line.kind is Kind.HEADING for line in lines[start:]):
        return
    at = start - 1
    while at > 0 and lines[at].kind in (Kind.BYLINE, Kind.DATE):
        at -= 1
    is_long = lines[at].words > _MANY or lines[at - 1].kind is Kind.STANDFIRST
    if at > 0 and lines[at].reason == _ABOVE and is_long:
        lines[at].be(Kind.HEADING, _HEADING)


def _empty_headings(lines: Sequence[Line]) -> None:
    """A heading over nothing but a box of the site belongs to the box; one over nothing at all, to the rest."""
    after: Line | None = None
    for line in reversed(lines):
        if line.kind is Kind.HEADING:
            if after is None or (after.kind is Kind.NOISE and _is_of_site(after)):
                line.be(Kind.NOISE, "It heads a box in which the site speaks of itself.")
            elif line.role and after.kind is Kind.HEADING and after.role == line.role:
                line.be(Kind.NOISE, "It heads nothing: the next heading stands right below.")
        after = line


def _is_of_site(line: Line) -> bool:
    return line.addresses_reader or (line.group is not None and line.group.opens != "")
