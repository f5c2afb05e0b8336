"""How claims meet: what each relation says, in which direction, and what must not happen."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from archive.text.marking import gettext_noop as _


class Relation(NamedTuple):
    """A kind of relation, read from the claim that has it (`out`) and from its target (`into`).

    `example` explains it on the page about the method.
    """

    kind: str
    out: str
    into: str
    example: str
    symmetric: bool = False


KINDS = {
    relation.kind: relation
    for relation in (
        Relation(
            "denies",
            _("denies"),
            _("denied by"),
            _("“No shells were sent” denies “shells were sent”; by itself it changes no standing."),
        ),
        Relation(
            "contradicts",
            _("contradicts"),
            _("contradicts"),
            _("“The bridge was closed in May” and “it was open all year” cannot both be so."),
            symmetric=True,
        ),
        Relation(
            "doubts",
            _("doubts"),
            _("doubted by"),
            _("“Nobody has shown any proof of the deliveries” doubts that they happened."),
        ),
        Relation(
            "supports",
            _("supports"),
            _("supported by"),
            _("“The depots are empty” is a reason to believe “the army needs supplies”."),
        ),
        Relation(
            "repeats",
            _("repeats"),
            _("repeated by"),
            _("A pledge given again a year later, in words that add nothing, repeats the first."),
        ),
        Relation(
            "narrows",
            _("narrows"),
            _("narrowed by"),
            _(
                "“Troops arrived at the port” says less, or says it more exactly, than “troops are in"
                " the country”; the standing of one says nothing about the other."
            ),
        ),
        Relation(
            "updates",
            _("updates"),
            _("updated by"),
            _("“Eleven ships by June” updates “nine ships by May”: both were meant for their own day."),
        ),
        Relation(
            "depends_on",
            _("depends on"),
            _("is a condition of"),
            _("“The pact will be used” depends on “the pact has been ratified”."),
        ),
    )
}


def direction(kind: str, *, outgoing: bool) -> str:
    """How a claim stands in a relation: "out", "in", or "both" where the two sides are alike."""
    if KINDS[kind].symmetric:
        return "both"
    return "out" if outgoing else "in"


def label(kind: str, direction: str) -> str:
    """The relation in words, as the claim at this end of it reads it."""
    return KINDS[kind].into if direction == "in" else KINDS[kind].out


def is_reversal(
    one: Collection[str],
    other: Collection[str],
    strength: str,
    same_condition: bool,
    kinds: Mapping[str, str],
    confirmed: bool,
) -> bool:
    """Whether two claims are statements of one person that differ.

    `one` and `other` are the claimants' keys, `kinds` tells what each of them is. It takes a plain
    contradiction under the same condition that an editor confirmed, and one and the same
    person: nobody reverses himself because his successor or his ministry says something
    else, and a forecast under new conditions is no reversal.
    """
    if not confirmed or strength != "plain" or not same_condition:
        return False
    return any(kinds.get(key) == "person" for key in set(one).intersection(other))


def contradictory_pairs(
    contradictions: Iterable[tuple[str, str, str]], standing: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The pairs of claims that contradict each other plainly and are both confirmed: one is wrong.

    `contradictions` are (claim, claim, strength). Each pair comes once, sorted.
    """
    return sorted(
        {
            (min(one, other), max(one, other))
            for one, other, strength in contradictions
            if strength == "plain" and standing.get(one) == standing.get(other) == "confirmed"
        }
    )


def narrows_cycle(edges: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
    """A circle of claims that each narrow the next, or None: nothing says less than itself.

    `edges` are (claim, the claim it narrows). The circle begins at its smallest key, which is not
    repeated at the end. Linear, however deep the lines run.
    """
    broader: dict[str, list[str]] = {}
    for claim, target in edges:
        broader.setdefault(claim, []).append(target)
    done: set[str] = set()
    for start in sorted(broader):
        if circle := _circle_from(start, broader, done):
            return _from_smallest(circle)
    return None


def circle_through(claim: str, edges: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
    """A shortest circle of `edges` (as of `narrows_cycle`) in which `claim` stands, from its smallest key on; or None."""
    broader: dict[str, list[str]] = {}
    for each, target in edges:
        broader.setdefault(each, []).append(target)
    came_from: dict[str, str] = {}
    waiting = deque([claim])
    while waiting and claim not in came_from:
        each = waiting.popleft()
        for target in broader.get(each, ()):
            if target not in came_from:
                came_from[target] = each
                waiting.append(target)
    if claim not in came_from:
        return None
    line = [claim]
    while (before := came_from[line[-1]]) != claim:
        line.append(before)
    return _from_smallest(line[::-1])


def _from_smallest(circle: list[str]) -> tuple[str, ...]:
    smallest = circle.index(min(circle))
    return (*circle[smallest:], *circle[:smallest])


def _circle_from(start: str, broader: Mapping[str, list[str]], done: set[str]) -> list[str] | None:
    """The first circle met on a walk from `start`; adds to `done` what no circle can touch."""
    line = {start: iter(broader.get(start, ()))}
    while line:
        claim = next(reversed(line))
        target = next(line[claim], None)
        if target is None:
            done.add(claim)
            line.popitem()
        elif target in line:
            walked = list(line)
            return walked[walked.index(target) :]
        elif target not in done:
            line[target] = iter(broader.get(target, ()))
    return None
