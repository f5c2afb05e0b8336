"""The first look at every line, wherever it stands: dates, bylines, credits and the wordings of pages."""

from collections.abc import Callable, Sequence

from archive.ingest.finding.captions import credit_start, label_length, likeness
from archive.ingest.finding.leftovers import is_leftover, is_menu
from archive.ingest.finding.lines import Line
from archive.ingest.finding.marks import (
    byline_beside_date,
    byline_end,
    is_author_with_role,
    is_contact,
    is_credit_line,
    is_date,
    is_dated_label,
)
from archive.ingest.finding.records import mark_records
from archive.ingest.finding.tables import words_of
from archive.ingest.shapes import Kind

_LONGEST = 400
_LEAST_CAPTION = 4
_MOST_LEADS = 5
# What readers of pages call parts that HTML has no word for.
_ROLES = {"byline": Kind.BYLINE, "standfirst": Kind.STANDFIRST, "time": Kind.DATE, "note": Kind.NOTE}
_CHECKS: tuple[tuple[Callable[[Line], bool], Kind, str], ...] = (
    (is_leftover, Kind.NOISE, "It is a rest of the page's making."),
    (is_contact, Kind.NOISE, "It says how to reach somebody."),
    (is_menu, Kind.NOISE, "It is a row of short names, as a menu is."),
    (is_date, Kind.DATE, "It says only when."),
    (is_credit_line, Kind.CREDIT, "It says whose a picture is."),
)
_LATER_CHECKS: tuple[tuple[Callable[[Line], bool], Kind, str], ...] = (
    (is_author_with_role, Kind.BYLINE, "It names a person and their work for the paper."),
    (is_dated_label, Kind.DATE, "It says when, beside the name of the site or of a section."),
)


def mark(lines: Sequence[Line]) -> None:
    """Give a kind to the lines that need no look at their neighbours."""
    mark_records(lines)
    if sum(line.role == "standfirst" for line in lines) > _MOST_LEADS:
        # A part that is called an introduction may hold half of the text.
        for line in lines:
            line.role = "p" if line.role == "standfirst" else line.role
    for line in lines:
        if line.kind is None and len(line.text) <= _LONGEST:
            _mark(line)
        if line.kind is None and line.group is None:
            line.caption = likeness(line)


def _mark(line: Line) -> None:
    if line.group is not None and line.words > _LEAST_CAPTION and _is_labelled_caption(line):
        line.group = None
    if line.group is not None and not (line.group.name == "counter" and is_date(line)):
        if line.group.kind is Kind.BYLINE:
            line.be(Kind.BYLINE, line.group.reason)
            line.group = None
        return
    line.group = None
    if line.role in _ROLES and (line.role != "time" or any(map(str.isdigit, line.text))):
        line.be(_ROLES[line.role], "The format says so.")
    elif not _check(line, _CHECKS) and not _mark_byline(line):
        _check(line, _LATER_CHECKS)
    if line.kind is Kind.DATE:
        _part_names(line)


def _part_names(line: Line) -> None:
    start, end = byline_beside_date(line.text)
    if end > start:
        date, names = line.reason, "It names who wrote the text, beside the date."
        line.cut(
            Kind.BYLINE,
            (Kind.DATE, 0, start, date),
            (Kind.BYLINE, start, end, names),
            (Kind.DATE, end, len(line.text), date),
        )


def _is_labelled_caption(line: Line) -> bool:
    """Whether a line that reads like one of the site's is said of a picture: "Image: …", "A bridge © Ann Other"."""
    credit = credit_start(line.text)
    if line.group is not None and line.group.name == "copyright":
        shown = line.text[:credit].casefold().split()
        has_year = any(map(str.isdigit, line.text[credit:]))
        return len(shown) >= _LEAST_CAPTION and not has_year and words_of("rights").isdisjoint(shown)
    return label_length(line.text) > 0 and (line.is_ended or credit < len(line.text))


def _check(line: Line, checks: Sequence[tuple[Callable[[Line], bool], Kind, str]]) -> bool:
    for holds, kind, reason in checks:
        if holds(line):
            line.be(kind, reason)
            return True
    return False


def _mark_byline(line: Line) -> bool:
    end = byline_end(line)
    if end:
        line.cut(
            Kind.BYLINE,
            (Kind.BYLINE, 0, end, "It names who wrote the text."),
            (Kind.DATE, end, len(line.text), "It says when, after who wrote the text."),
        )
    return end > 0
