"""How many independent voices stand behind a claim.

Repetitions are not counted, origins are: the far ends of the chains, each collapsed into the
body it speaks for. Two named ends of one ministry are one origin, ten articles on one briefing
are one, and ten articles that cite nobody are none. Whatever else changes, one more copy,
denial, doubt or mention never raises a count, and the order of things never matters.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from archive.provenance.chains import Appearance, World
from archive.provenance.far_ends import FarEnd, Reader, Tops
from archive.text.dates import NOT_STATED, Span

# An article that denies, doubts or only mentions a claim is no evidence that anybody holds it.
COUNTING = frozenset({"asserts", "reports", "quotes", "endorses"})


class Origin(NamedTuple):
    """A far end as it is counted.

    `nature` is "outlet", "document", "author" (the article's own, cited as its own source) or
    "actor". `own_cause`: the claim is about the very body that speaks.
    """

    key: str
    nature: str
    own_cause: bool


class Origins(NamedTuple):
    """Who stands behind a claim; every tuple is sorted by key.

    attributed   the named far ends: the headline number is how many there are
    own_voice    who states the claim without a source, collapsed like the rest; `article:` and
                 its uid for an article of which nobody knows who speaks
    unnamed      how many far ends have neither a name nor a known body
    through      the governments that relayed every attributed chain: all that is known came
                 by way of them, whoever is named at the far end
    independent  how many attributed origins can corroborate: none in its own cause, and none
                 at all when everything came through one government
    """

    attributed: tuple[Origin, ...]
    own_voice: tuple[str, ...]
    unnamed: int
    through: tuple[str, ...]
    independent: int


def count(appearances: Iterable[Appearance], subjects: Collection[str], world: World) -> Origins:
    """The origins of a claim about `subjects`, from its appearances.

    A chain counts when its article asserts, reports, quotes or endorses the claim and no step of
    it is inferred. `world` is asked for every key at most once.
    """
    return count_with(Reader(subjects, world), appearances)


def count_with(reader: Reader, appearances: Iterable[Appearance]) -> Origins:
    """`count` for one more choice of a claim's appearances, by a reader that has read others of them before."""
    own_voice: set[Tops] = set()
    unnamed: set[tuple[str, ...]] = set()
    chains: list[_Chain] = []
    for appearance in filter(_counts, appearances):
        ends = reader.far_ends(appearance)
        named = [end for end in ends if end.tops]
        if len(appearance.chain) == 1:
            own_voice.update([end.tops for end in named] or [(f"article:{appearance.article}",)])
            continue
        unnamed.update(end.alias for end in ends if not end.tops)
        if named:
            chains.append(_Chain(appearance, named))
    attributed = _attributed([end for chain in chains for end in chain.ends], reader)
    through = _through(chains, attributed, reader)
    return Origins(
        attributed,
        tuple(sorted(set(_fewest(own_voice).values()))),
        len(unnamed),
        through,
        0 if through else [origin.own_cause for origin in attributed].count(False),
    )


def first_appearance(appearances: Iterable[Appearance], published: Mapping[str, Span]) -> tuple[str, ...]:
    """The articles that may be the first with the claim, by when they were published.

    Several on a tie: every article that may be as old as the oldest surely is. Articles that
    carry the claim come before those that only deny or mention it, dated ones before undated.
    Sorted by earliest day, then key.
    """
    found = list(appearances)
    carrying = {each.article for each in found if each.stance in COUNTING}
    dates = {key: published.get(key, NOT_STATED) for key in carrying or {each.article for each in found}}
    dated = {key: span for key, span in dates.items() if span != NOT_STATED} or dates
    surely = min((span.latest or date.max for span in dated.values()), default=date.max)
    by_day = sorted((span.earliest or date.min, key) for key, span in dated.items())
    return tuple(key for earliest, key in by_day if earliest <= surely)


class _Chain(NamedTuple):
    """A chain that counts, with those of its far ends that are attributed."""

    appearance: Appearance
    ends: list[FarEnd]


def _counts(appearance: Appearance) -> bool:
    chain = appearance.chain
    return bool(chain) and appearance.stance in COUNTING and True not in [step.inferred for step in chain]


def _attributed(ends: list[FarEnd], reader: Reader) -> tuple[Origin, ...]:
    counted_as = _fewest({end.tops for end in ends})
    own_cause: dict[str, bool] = {}
    cites_itself: dict[str, bool] = {}
    for end in ends:
        key = counted_as[end.tops]
        own_cause[key] = end.own_cause or own_cause.get(key, False)
        cites_itself[key] = end.is_author and cites_itself.get(key, True)
    return tuple(
        [Origin(key, _nature(reader.kind(key), cites_itself[key]), own_cause[key]) for key in sorted(own_cause)]
    )


def _nature(kind: str | None, cites_itself: bool) -> str:
    if kind == "outlet" or kind == "document":
        return kind
    return "author" if cites_itself else "actor"


def _fewest(voices: Collection[Tops]) -> dict[Tops, str]:
    """One body for each voice, so that as few bodies as possible are counted.

    A voice that speaks for several bodies adds nothing beside one of them. The choice is made from
    the whole set, most shared body first and then by key, hence never by order.
    """
    if not voices:
        return {}
    chosen = {tops[0] for tops in voices if len(tops) == 1}
    left = [tops for tops in voices if chosen.isdisjoint(tops)]
    while left:
        shared = Counter(top for tops in left for top in tops)
        most = min(shared, key=lambda top: (-shared[top], top))
        chosen.add(most)
        left = [tops for tops in left if most not in tops]
    return {tops: min(chosen.intersection(tops)) for tops in voices}


def _through(chains: list[_Chain], attributed: tuple[Origin, ...], reader: Reader) -> tuple[str, ...]:
    """The most specific governments in every chain, relaying in at least one of them.

    A chain that ends at the relay itself is no way around it: what the ministry says for itself
    and what it passes on for an ally both come from the ministry.
    """
    longest = max((len(chain.appearance.chain) for chain in chains), default=0)
    if longest < 3:
        return ()
    relays = [reader.relays(chain.appearance) for chain in chains]
    ends = [frozenset.intersection(*[end.bodies for end in chain.ends]) for chain in chains]
    everywhere = frozenset.intersection(*[r | e for r, e in zip(relays, ends, strict=True)])
    found = everywhere.intersection(frozenset().union(*relays))
    if len(found) < 2 and len(attributed) > 1:
        return tuple(found)
    spans = {chain.appearance.span for chain in chains}
    above = {body: _above(body, spans, reader) for body in found}
    # A government passing on nothing but its own word is its origin, not a relay.
    own = attributed[0].key if len(attributed) == 1 else ""
    return tuple(
        body for body in sorted(found) if own != body and own not in above[body] and not _is_vague(body, above)
    )


def _above(body: str, spans: Iterable[Span], reader: Reader) -> frozenset[str]:
    return frozenset().union(*[reader.voice(body, span).bodies for span in spans]) - {body}


def _is_vague(body: str, above: Mapping[str, frozenset[str]]) -> bool:
    """Whether another of them speaks for this one; in a circle all but the smallest key are."""
    return any(body in higher and (other not in above[body] or other < body) for other, higher in above.items())
