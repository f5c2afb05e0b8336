"""What changed between two texts, word by word, for people to read.

The shortest edit (Myers, 1986), at a bounded cost. Texts that differ too much for it are
compared by lines, and where those have too little in common one text replaces the other.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MOST_CHANGES = 400
MOST_STEPS = 2_000_000

# A character of Chinese or Japanese is a word here, because their words are not told apart.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text: "equal" in both, "delete" only in the old one, "insert" only in the new."""

    op: str
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """The changes that make `new` of `old`, what goes before what comes in its place.

    The equal and deleted pieces joined are `old`, the equal and inserted ones `new`. No piece is
    empty, and no two of a kind are neighbours.
    """
    changes = _changes(_WORDS.findall(old), _WORDS.findall(new))
    if changes is None:
        changes = _changes(old.splitlines(keepends=True), new.splitlines(keepends=True))
    if changes is None:
        changes = [_Change(old, new, "")]
    return list(_pieces(changes))


class _Change(NamedTuple):
    """What goes, what comes, and what stays the same after it."""

    deleted: str
    inserted: str
    equal: str


class _Run(NamedTuple):
    """A stretch of equal words: where it begins in the old and in the new text, and how many."""

    old: int
    new: int
    length: int


def _pieces(changes: list[_Change]) -> Iterator[Piece]:
    for change in _joined(changes):
        for op, text in zip(("delete", "insert", "equal"), change, strict=True):
            if text:
                yield Piece(op, text)


def _joined(changes: list[_Change]) -> Iterator[_Change]:
    """Words replaced one after the other read better as one change than with every blank kept."""
    waiting = changes[0]
    for change in changes[1:]:
        if waiting.equal.isspace() and all((*waiting, *change[:2])):
            blank = waiting.equal
            deleted = waiting.deleted + blank + change.deleted
            waiting = _Change(deleted, waiting.inserted + blank + change.inserted, change.equal)
        else:
            yield waiting
            waiting = change
    yield waiting


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change] | None:
    """At least one change, or None where finding them would cost too much."""
    runs = _equal_runs(old, new)
    if runs is None:
        return None
    changes = []
    x = y = 0
    for run in runs:
        if run.length or run == runs[-1]:
            end = run.old + run.length
            changes.append(_Change("".join(old[x : run.old]), "".join(new[y : run.new]), "".join(old[run.old : end])))
            x, y = end, run.new + run.length
    return changes


def _equal_runs(old: Sequence[str], new: Sequence[str]) -> list[_Run] | None:
    """The words that stay, in order; the last run ends both texts, though it may be empty."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    left = shorter - head
    tail = next((i for i in range(left) if old[-1 - i] != new[-1 - i]), left)
    middle = _shortest_edit(old[head : len(old) - tail], new[head : len(new) - tail])
    if middle is None:
        return None
    return [
        _Run(0, 0, head),
        *(_Run(run.old + head, run.new + head, run.length) for run in middle),
        _Run(len(old) - tail, len(new) - tail, tail),
    ]


def _shortest_edit(old: Sequence[str], new: Sequence[str]) -> list[_Run] | None:
    """Myers' greedy walk: for more and more changes, how far each diagonal can be followed."""
    furthest = {1: 0}
    trace = []
    steps = 0
    for changes in range(MOST_CHANGES + 1):
        trace.append(furthest.copy())
        for diagonal in range(-changes, changes + 1, 2):
            x = furthest[diagonal + 1] if _inserts(furthest, diagonal, changes) else furthest[diagonal - 1] + 1
            y = start = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            steps += y - start
            if x >= len(old) and y >= len(new):
                return list(reversed(list(_walk_back(trace, x, y))))
        if steps > MOST_STEPS:
            return None
    return None


def _inserts(furthest: dict[int, int], diagonal: int, changes: int) -> bool:
    """Whether the best way onto the diagonal is to insert a word, not to delete one."""
    if diagonal in (-changes, changes):
        return diagonal == -changes
    return furthest[diagonal - 1] < furthest[diagonal + 1]


def _walk_back(trace: list[dict[int, int]], x: int, y: int) -> Iterator[_Run]:
    for changes, furthest in reversed(list(enumerate(trace))):
        inserts = _inserts(furthest, x - y, changes)
        diagonal = x - y + (1 if inserts else -1)
        before = furthest[diagonal]
        start = before if inserts else before + 1
        yield _Run(start, start - (x - y), x - start)
        x, y = before, before - diagonal


# -- long texts --------------------------------------------------------------------------------

_SENTENCES = re.compile(r".+?(?:[.!?…。！？][\"'”’»)\]]* +|\n+|\Z)", re.DOTALL)

# Sentences of which this much is the same are one sentence that was rewritten.
ALIKE = 0.5

MOST_PAIRS = 20_000  # compared within one stretch of different sentences
MOST_PAIRS_IN_ALL = 200_000


def text_diff(old: str, new: str) -> list[Piece]:
    """``word_diff`` for whole articles: sentences that stay are set apart first, then words within the others.

    Joins up as ``word_diff`` does, and takes a second for 50,000 characters at the worst.
    """
    ours, theirs = _SENTENCES.findall(old), _SENTENCES.findall(new)
    changes: list[_Change] = []
    left = MOST_PAIRS_IN_ALL
    x = y = 0
    for run in _common(ours, theirs):
        gap = ours[x : run.old], theirs[y : run.new]
        many = len(gap[0]) * len(gap[1])
        changes += (
            _rewritten(*gap) if many <= min(left, MOST_PAIRS) else [_Change("".join(gap[0]), "".join(gap[1]), "")]
        )
        left -= many
        x, y = run.old + run.length, run.new + run.length
        changes.append(_Change("", "", "".join(ours[run.old : x])))
    return list(_pieces(list(_gathered(changes))))


def _common(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Runs of sentences that stay, in order: those that stand once in both texts, and their neighbours."""
    many, others = Counter(old), Counter(new)
    places = {each: place for place, each in enumerate(new) if others[each] == 1}
    once = [(x, places[each]) for x, each in enumerate(old) if many[each] == 1 and each in places]
    runs: list[_Run] = []
    x = y = 0
    for at, to in [*_rising(once), (len(old), len(new))]:
        if at < x or to < y:
            continue
        begun, begun_too = at, to
        while begun > x and begun_too > y and old[begun - 1] == new[begun_too - 1]:
            begun, begun_too = begun - 1, begun_too - 1
        x, y = at, to
        while x < len(old) and y < len(new) and old[x] == new[y]:
            x, y = x + 1, y + 1
        runs.append(_Run(begun, begun_too, x - begun))
    return runs


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of ``pairs`` in which the second number rises as the first does."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, to) in enumerate(pairs):
        place = bisect_left(ends, to)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(to)
            last.append(index)
        else:
            ends[place], last[place] = to, index
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """Sentences that differ, each with the one it was made of, if there is one."""
    x = y = 0
    for at, to in _alike(old, new):
        yield _Change("".join(old[x:at]), "".join(new[y:to]), "")
        changes = _changes(_WORDS.findall(old[at]), _WORDS.findall(new[to]))
        yield from changes or [_Change(old[at], new[to], "")]
        x, y = at + 1, to + 1
    yield _Change("".join(old[x:]), "".join(new[y:]), "")


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs in order whose words are much the same: the choice with the most likeness."""
    ours, theirs = ([Counter(_WORDS.findall(each)) for each in texts] for texts in (old, new))
    best: list[list[float]] = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = {}
    for x in range(len(old) - 1, -1, -1):
        for y in range(len(new) - 1, -1, -1):
            total = ours[x].total() + theirs[y].total()
            found = 2 * (ours[x] & theirs[y]).total() / total
            likeness[x, y] = found
            together = found + best[x + 1][y + 1] if found >= ALIKE else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], together)
    pairs = []
    x = y = 0
    while x < len(old) and y < len(new):
        if likeness[x, y] >= ALIKE and best[x][y] == likeness[x, y] + best[x + 1][y + 1]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs


def _gathered(changes: Sequence[_Change]) -> Iterator[_Change]:
    """What goes and what comes between two stretches that stay, as one change."""
    deleted = inserted = equal = ""
    for change in changes:
        if equal and (change.deleted or change.inserted):
            yield _Change(deleted, inserted, equal)
            deleted = inserted = equal = ""
        deleted, inserted, equal = deleted + change.deleted, inserted + change.inserted, equal + change.equal
    yield _Change(deleted, inserted, equal)
