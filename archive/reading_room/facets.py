"""How the claims of a list fall under each word it can be narrowed by: of the newest MOST at most.

Exact as long as the list is no longer; a longer one is told apart by ``is_more``, and the page
must say of how many it speaks.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from archive.models import FOREVER, ClaimState
from archive.reading_room.selecting import Selection
from archive.reading_room.walking import Start, page

MOST = 1_000
BY = ("standing", "outcome", "attribution", "kind", "weight")


class Facets(NamedTuple):
    """``counts``: parameter → word → how many of ``number`` claims; ``is_more``: the list goes on after them."""

    number: int
    is_more: bool
    counts: dict[str, dict[str, int]]


def facets(selections: Sequence[Selection]) -> Facets:
    """Counts for the claims that `lists.read` selects. At most three queries."""
    found = page(selections, "position", Start(), MOST + 1)
    positions = [each.key for each in found[:MOST]]
    states = ClaimState.objects.filter(position__in=positions)
    on = selections[0].on
    now = {"valid_to": FOREVER}
    states = states.filter(**now if on is None else {"valid_from__lte": on, "valid_to__gte": on})
    rows = list(states.values_list(*BY))
    counts = {name: Counter(row[number] for row in rows if row[number]) for number, name in enumerate(BY)}
    in_order = {name: dict(counter.most_common()) for name, counter in counts.items()}
    return Facets(len(positions), len(found) > MOST, in_order)
