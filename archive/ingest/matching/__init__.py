"""What the archive has already of an article's proposals: their speakers, their claims, and they themselves.

::

    catalogue   the named sources, by their names, in memory
    naming      a name → the sources it may mean, with reasons
    speaking    the speakers of proposals; the publisher, agency and authors that are guessed
    claiming    claims that are nearly the same, with the numbers and negations that differ
    differing   what differs between two statements
    meaning     the optional model, which only changes the order
    standing    proposals that stand in the article already

Nothing here merges or decides. Protected sources are left out unless the caller may see them.
"""

from collections.abc import Sequence

from archive.ingest.matching.claiming import claims, near, weight, words_of
from archive.ingest.matching.speaking import makers, speakers
from archive.ingest.matching.standing import known_here
from archive.ingest.shapes import Matched, Proposal
from archive.models import Article

__all__ = ["known_here", "makers", "match", "near", "weight", "words_of"]


def match(article: Article, proposals: Sequence[Proposal], *, shows_protected: bool = False) -> list[Matched]:
    """Each proposal with the sources its speakers may be and the claims that say nearly the same, likeliest first."""
    who = speakers(article, proposals, shows_protected=shows_protected)
    return [
        Matched(proposal, {each.label: who[each.label] for step in proposal.steps for each in step.speakers}, near)
        for proposal, near in zip(proposals, claims(proposals), strict=True)
    ]
