"""Which attribution lies in which: "A reports that B said that …" is a chain of two."""

from collections.abc import Sequence
from dataclasses import replace

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.parties import Sort

_CITING = "citing"
_REPORTING = "report"  # who reports only carries what others promise
_NEAR = 6  # tokens of a content before the words that attribute it onwards
_DEEPEST = 6


def chained(found: Sequence[Attribution]) -> list[tuple[Attribution, ...]]:
    """For each attribution that says something of its own: those it lies in, the outermost first, and itself."""
    parents = [_parent(found, index) for index in range(len(found))]
    return [
        _path(found, _upwards(parents, index))
        for index, each in enumerate(found)
        if not _handed_on(found, parents, index)
        and not any(_is_only_told(each, found[at]) for at in _upwards(parents, index)[1:])
        and (each.stated or not _told_by_somebody(found, parents[index], each))
    ]


def _is_only_told(inner: Attribution, outer: Attribution) -> bool:
    """Whether the outer alone claims anything: of "denied that they agreed to sell", "diplomats said envoys agreed"."""
    if outer.rule.force == "denying" and outer.use != "noun":
        return not inner.denied
    if outer.content.how == "trail" and inner.content.how == "person_to" and outer.use == "finite":
        return outer.stated  # "the mayor ordered them to leave, an aide disclosed"
    if inner.rule.force != "committing" or all(party.sort is Sort.PRONOUN for party in inner.speakers):
        return False  # "the club said it plans to" is its own plan
    return outer.stated and outer.rule.name != _REPORTING


def _told_by_somebody(found: Sequence[Attribution], parent: int | None, each: Attribution) -> bool:
    """Whether "is expected to" only is part of what somebody says."""
    return parent is not None and each.use in ("passive", "adverb") and bool(found[parent].speakers)


def _path(found: Sequence[Attribution], upwards: Sequence[int]) -> tuple[Attribution, ...]:
    """From the outermost to the innermost. "X said, citing Y" says what X said."""
    path = [found[at] for at in reversed(upwards) if found[at].stated or at == upwards[0]]
    if path[-1].rule.name == _CITING and len(path) > 1:
        path[-1] = replace(path[-1], content=path[-2].content)
    return tuple(path)


def _parent(found: Sequence[Attribution], index: int) -> int | None:
    """The narrowest that reaches around it. The claim that somebody denies lies beside the denial, not in it."""
    child = found[index]
    around = [
        at
        for at, each in enumerate(found)
        if at != index and _reaches(each, child) and not (child.denied and each.denied) and each.use != "adverb"
    ]
    if child.rule.name == _CITING:
        said = [at for at, each in enumerate(found) if each.speakers and _says(each)]
        return max((at for at in said if at < index), default=min(said, default=None))
    return min(around, key=lambda at: found[at].content.end - found[at].content.start, default=None)


def _says(each: Attribution) -> bool:
    """Whether somebody is told to say it who may cite another: "X said", "according to X", and no other citation."""
    return each.use in ("finite", "quoted") or (each.use == "phrase" and each.rule.name != _CITING)


def _reaches(outer: Attribution, inner: Attribution) -> bool:
    """Whether the words that attribute ``inner`` stand in what ``outer`` says; of two that do so mutually, the first."""
    if outer.rule.name == _CITING or outer.cue == inner.cue or not _holds(outer, inner):
        return False
    return outer.cue < inner.cue or not _holds(inner, outer) or inner.content.how == "middle"


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return outer.content.start <= inner.cue[0] < outer.content.end


def _upwards(parents: Sequence[int | None], index: int) -> list[int]:
    path = [index]
    above = parents[index]
    while above is not None and above not in path and len(path) < _DEEPEST:
        path.append(above)
        above = parents[above]
    return path


def _handed_on(found: Sequence[Attribution], parents: Sequence[int | None], index: int) -> bool:
    """Whether all that it says is what somebody else says."""
    outer = found[index]
    for at, parent in enumerate(parents):
        inner = found[at]
        if parent != index or (inner.denied and inner.use == "noun"):
            continue
        if inner.rule.name == _CITING:
            return True
        if _is_only_told(inner, outer):
            continue
        if inner.stated and inner.use != "noun" and inner.origin - outer.content.start <= _NEAR:
            return True
    return False
