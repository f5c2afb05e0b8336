"""Whose voice a source is: a spokesman speaks for his ministry, a state agency for the state.

Only the types in `COLLAPSING` carry a voice upwards. Who works at a body, is a member of it or
is paid by it speaks for himself: a professor at a Russian university is not Russia. A tie
counts when it may have held at the time of the utterance, so an unknown time rules none out.
"""

from collections import deque
from typing import NamedTuple

from archive.provenance.chains import World
from archive.text.dates import Span, overlaps

COLLAPSING = frozenset({"speaks_for", "organ_of", "state_media_of"})


class Voice(NamedTuple):
    """Whom a source speaks for.

    bodies  the source itself and all bodies above it, nearest first
    tops    those with nothing above them, smallest key first; bodies that speak for each other
            in a circle are one, named by their smallest key
    """

    bodies: tuple[str, ...]
    tops: tuple[str, ...]


def voice(key: str, span: Span, world: World) -> Voice:
    """Everything `key` speaks for at a time. A source without ties speaks for itself alone."""
    actor = world(key)
    key = actor.key if actor else key
    line = [key]
    above = _above(key, span, world)
    while len(above) == 1 and above[0] not in line:
        line.append(above[0])
        above = _above(above[0], span, world)
    if above:
        return _branching_voice(key, span, world)
    return Voice(tuple(line), (line[-1],))


def bodies(key: str, span: Span, world: World) -> tuple[str, ...]:
    """`key` and every body it speaks for, directly or through others, nearest first."""
    return voice(key, span, world).bodies


def collapse(key: str, span: Span, world: World) -> str:
    """The one key under which `key` is known: the smallest of its tops.

    A source that speaks for several unrelated bodies is still one voice. Where that matters, in
    counting the origins of a claim, `origins.count` looks at all its tops, so that it is never
    counted beside a body for which it also speaks.
    """
    return voice(key, span, world).tops[0]


def _above(key: str, span: Span, world: World) -> list[str]:
    """The bodies `key` speaks for directly. Nobody speaks for somebody who has no name."""
    actor = world(key)
    if actor is None or not actor.ties:
        return []
    found = []
    for tie in actor.ties:
        if tie.type in COLLAPSING and overlaps(tie.span, span):
            body = world(tie.body)
            if body is None or body.kind != "unnamed":
                found.append(body.key if body else tie.body)
    return found


def _branching_voice(key: str, span: Span, world: World) -> Voice:
    """`voice` where ties branch or run in a circle."""
    up: dict[str, list[str]] = {}
    waiting = deque([key])
    while waiting:
        each = waiting.popleft()
        if each not in up:
            up[each] = _above(each, span, world)
            waiting.extend(up[each])
    return Voice(tuple(up), tuple(sorted(_tops(up))))


def _tops(up: dict[str, list[str]]) -> list[str]:
    """The smallest key of every group that no tie leaves."""
    down: dict[str, list[str]] = {each: [] for each in up}
    for each, above in up.items():
        for body in above:
            down[body].append(each)
    left, tops = set(up), []
    # From the farthest inwards: a top is met before most of what lies below it, and settles it.
    for each in reversed(up):
        if each in left:
            beneath = _reach(each, down)
            group = _reach(each, up)
            if group <= beneath:
                tops.append(min(group))
                left -= beneath
    return tops


def _reach(key: str, edges: dict[str, list[str]]) -> set[str]:
    found = {key}
    waiting = [key]
    while waiting:
        for each in edges[waiting.pop()]:
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found
