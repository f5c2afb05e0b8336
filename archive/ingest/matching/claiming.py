"""Claims of the archive that are nearly what is proposed: by rare words they share, then by how alike they read."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from archive.ingest.matching.differing import differing
from archive.ingest.matching.meaning import reordered
from archive.ingest.shapes import Match, Proposal
from archive.models.plain import asked
from archive.reading_room.searching.sharing import frequencies, sharing
from archive.text.words import terms

MOST = 5
LEAST = 0.4
LONGEST = 1_000  # characters of a statement that are read
RAREST = 5  # words of a statement by which it is looked for
RARE = 30  # records that may hold a word for it to be asked alone
COMMON = 1_500  # of such words only three together are asked
LOOKED_AT = 60
LEAST_SHARED = 0.15  # of the words, by weight
UNKNOWN = 0.4  # weight of a word of which is not known how many have it
DRAFTS = 1_000  # the newest claims of the desk that readers do not have
AT_ONCE = 900

_SHORTEST = 3
# The claims that readers do not have as they stand; the partial index holds no others.
_DRAFTS = "SELECT uid, statement FROM archive_claim WHERE differs ORDER BY id DESC LIMIT %s"
_STATEMENTS = "SELECT uid, statement FROM archive_claim WHERE uid IN ({marks})"


class Held(NamedTuple):
    """A claim of the archive with its words."""

    uid: str
    statement: str
    words: frozenset[str]


class Near(NamedTuple):
    """For each of some statements the claims that share words with it; and what the words weigh, the rarer the more."""

    claims: list[list[Held]]
    weights: Mapping[str, float]


def claims(proposals: Sequence[Proposal]) -> list[list[Match]]:
    """For each proposal the claims that may be the same, likeliest first, with what differs (as ``near`` asks)."""
    found = near([each.statement for each in proposals])
    return [_ranked(each, held, found.weights) for each, held in zip(proposals, found.claims, strict=True)]


def near(statements: Sequence[str]) -> Near:
    """Claims that may say what the statements say, as readers have them and as the desk does (four queries and two each)."""
    wanted = [words_of(each) for each in statements]
    spelt = {word for words in wanted for word in words}
    if not spelt:
        return Near([[] for _ in statements], {})
    numbers = frequencies(spelt)
    weights = {word: 1 / math.log(math.e + numbers.get(word, 0)) for word in spelt}
    drafts = _by_word(_held(asked(_DRAFTS, (DRAFTS,))))
    # What rare words find is asked apart, so that the newest of what the others find does not leave it out.
    public = iter(sharing([groups for words in wanted for groups in _groups(words, numbers)], LOOKED_AT))
    uids = [{*rare, *common} for rare, common in zip(public, public, strict=True)]
    held = {each.uid: each for each in _held(_statements(set[str]().union(*uids)))}
    found = [
        [*_drafts(words, drafts), *(held[uid] for uid in some if uid in held)]
        for words, some in zip(wanted, uids, strict=True)
    ]
    return Near(found, weights)


# Drafts are read again for every article.
@lru_cache(maxsize=4_096)
def words_of(statement: str) -> frozenset[str]:
    """The words that tell what it is about: elsewhere than in ASCII a short one may be a whole word."""
    return frozenset(term for term in terms(statement[:LONGEST]) if len(term) >= _SHORTEST or not term.isascii())


Groups = list[tuple[str, ...]]


def _groups(words: Iterable[str], numbers: Mapping[str, int]) -> tuple[Groups, Groups]:
    """What a claim must hold to be looked at: a rare word; or two less rare ones, or three common ones; all, if fewer."""
    rarest = sorted((number, word) for word in words if (number := numbers.get(word, 0)))[:RAREST]
    alone: Groups = [(word,) for number, word in rarest if number <= RARE]
    others = [each for each in rarest if each[0] > RARE]
    size = min(len(others), 2 if not others or others[0][0] <= COMMON else 3)
    together = combinations(others, size) if others else ()
    return alone, [tuple(word for _, word in group) for group in together]


def _statements(uids: Iterable[str]) -> Iterable[tuple[str, str]]:
    every = sorted(uids)
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        yield from asked(_STATEMENTS.format(marks=", ".join(["%s"] * len(some))), some)


def _held(rows: Iterable[tuple[str, ...]]) -> list[Held]:
    return [Held(uid, statement, words_of(statement)) for uid, statement in rows]


def _by_word(held: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for each in held:
        for word in each.words:
            found[word].append(each)
    return found


def _drafts(words: Iterable[str], drafts: Mapping[str, Sequence[Held]]) -> list[Held]:
    """The drafts that share most words."""
    shared = Counter(each for word in words for each in drafts.get(word, ()))
    return [each for each, _ in shared.most_common(LOOKED_AT)]


def _ranked(proposal: Proposal, candidates: Iterable[Held], weights: Mapping[str, float]) -> list[Match]:
    words = words_of(proposal.statement)
    found = {each.uid: (_likeness(proposal.statement, words, each, weights), each) for each in candidates}
    likely = sorted((each for each in found.values() if each[0] >= LEAST), key=lambda each: (-each[0], each[1].uid))
    matches = [_match(proposal, likeness, each) for likeness, each in likely[:MOST]]
    return reordered(proposal.statement, matches)


def _match(proposal: Proposal, likeness: float, held: Held) -> Match:
    differs = differing(proposal.statement, held.statement, proposal.language)
    reason = "It reads nearly the same." if likeness >= 0.8 else "It shares its rarer words."
    return Match(held.uid, held.statement, round(likeness, 3), reason, differs)


def _likeness(statement: str, words: frozenset[str], held: Held, weights: Mapping[str, float]) -> float:
    """From 0 to 1: half by the words they share, the rarer the more, half by how they are written."""
    shared = weight(words & held.words, weights)
    every = weight(words, weights) + weight(held.words, weights) - shared
    share = shared / every if every else 0.0
    if share < LEAST_SHARED:
        return 0.0
    written = fuzz.token_sort_ratio(
        statement[:LONGEST], held.statement[:LONGEST], score_cutoff=100 * max(0.0, 2 * LEAST - share)
    )
    return (share + written / 100) / 2


def weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """Of words together; how many have those beyond ``weights`` is not known."""
    return sum(weights.get(word, UNKNOWN) for word in words)
