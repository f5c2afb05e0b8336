"""Where paragraphs stand together: the stretch of a page that is surely the article, however long the menus around it."""

from collections.abc import Sequence

from archive.ingest.finding.lines import Line

_MOST_WORDS = 60
# A paragraph below a short line may be what a list says of another page.
_ALONE = 0.35
_LOOSE, _BULLET, _BOX, _OTHER = -10.0, -6.0, -15.0, -3.0


def core(lines: Sequence[Line]) -> tuple[int, int]:
    """The first line of the stretch with most prose and least else, and the line behind its last."""
    best, found = 0.0, (0, len(lines))
    gained, start = 0.0, 0
    is_below_prose = False
    for at, line in enumerate(lines):
        gain = _gain(line, is_below_prose)
        if line.is_prose or line.is_loose:
            is_below_prose = line.is_prose
        if gained <= 0:
            gained, start = 0.0, at
        gained += gain
        if gained > best:
            best, found = gained, (start, at + 1)
    return found


def _gain(line: Line, is_below_prose: bool) -> float:
    if line.is_prose and not line.addresses_reader:
        return min(line.words, _MOST_WORDS) * (1 if is_below_prose else _ALONE)
    if line.is_loose:
        return _BULLET if line.bullet else _LOOSE
    if line.group is not None and line.group.opens:
        return _BOX
    return _OTHER
