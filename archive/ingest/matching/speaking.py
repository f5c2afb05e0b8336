"""The speakers of an article's proposals, and sources that they may be."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from archive.ingest.matching.catalogue import Catalogue, Known, catalogue, named
from archive.ingest.matching.naming import HERE, Asked, sources_for
from archive.ingest.shapes import Guess, Match, Proposal, Speaker
from archive.models import Article
from archive.models.plain import Asked as Question
from archive.models.plain import asked_together

Matches = dict[str, Sequence[Match]]

NEARLY, BEGINS_ALIKE = 0.9, 0.7

_UNNAMED = "unnamed"
_NOTE = re.compile(r"\s*\([^()]*\)")  # by which an archive tells two of them apart
_OUTLETS = ("outlet",)
_AUTHORS = ("person", "group", "organisation", "outlet")
_KINDS = {"publisher": (*_OUTLETS, "organisation"), "agency": _OUTLETS, "authors": _AUTHORS}
# Who speaks in the article already: in its chains, and as those who made it.
_HERE = """
    SELECT source.uid FROM archive_stepsource spoken
    JOIN archive_chainstep step ON step.id = spoken.step_id
    JOIN archive_appearance appearance ON appearance.id = step.appearance_id
    JOIN archive_source source ON source.id = spoken.source_id WHERE appearance.article_id = %s
    UNION
    SELECT source.uid FROM archive_author author
    JOIN archive_source source ON source.id = author.source_id WHERE author.article_id = %s"""
# Unnamed sources belong to one article, and are nobody in any other.
_OWN = "SELECT uid, name, role, protected FROM archive_source WHERE article_id = %s ORDER BY id"


def speakers(article: Article, proposals: Sequence[Proposal], *, shows_protected: bool = False) -> Matches:
    """By label, the sources that each speaker may be, likeliest first (three queries, four when a source was saved)."""
    wanted = {each.label: each for proposal in proposals for step in proposal.steps for each in step.speakers}
    if not wanted:
        return {}
    (here, own), known = (
        asked_together([Question(_HERE, (article.pk, article.pk)), Question(_OWN, (article.pk,))]),
        catalogue(),
    )
    present = {uid for (uid,) in here}
    unnamed = Catalogue(Known.of(uid, _UNNAMED, role, hidden, name) for uid, name, role, hidden in own)
    # Whoever the text names in full is there when it goes on with a surname.
    full = {label: sources_for(Asked(label, each.role, present), known) for label, each in wanted.items()}
    present |= {match.uid for matches in full.values() for match in matches[:1] if match.likeness >= HERE}
    found: Matches = {
        label: [*_own(label, unnamed), *_of(each, full[label], present, known)] for label, each in wanted.items()
    }
    return found if shows_protected else _without_protected(found, known, unnamed)


def _of(speaker: Speaker, full: list[Match], present: Collection[str], known: Catalogue) -> list[Match]:
    if full and full[0].likeness >= HERE:
        return full
    return sources_for(Asked(speaker.label, speaker.role, present), known)


def _own(label: str, unnamed: Catalogue) -> Iterator[Match]:
    """The article's own unnamed sources of this label, and those whose label says more than it or less."""
    words = named(label)
    for source in unnamed.sources:
        whole, bare = source.words[0], named(_NOTE.sub("", source.name))
        if words in (whole, bare):
            likeness = 1.0 if words == whole else NEARLY
            yield Match(source.uid, source.name, likeness, "This article has an unnamed source of this label.")
        elif words and bare and (words[: len(bare)] == bare or bare[: len(words)] == words):
            yield Match(source.uid, source.name, BEGINS_ALIKE, "An unnamed source of this article begins so.")


def _without_protected(found: Matches, *catalogues: Catalogue) -> Matches:
    hidden = {source.uid for each in catalogues for source in each.sources if source.protected}
    return {label: [match for match in matches if match.uid not in hidden] for label, matches in found.items()}


def makers(guesses: Iterable[Guess], *, shows_protected: bool = False) -> dict[tuple[str, str], Sequence[Match]]:
    """By field and value, the sources that a guessed publisher, agency or author may be (two queries at most)."""
    wanted = [guess for guess in guesses if guess.field in _KINDS]
    if not wanted:
        return {}
    known = catalogue()
    found = {
        (guess.field, guess.value): sources_for(Asked(guess.value), known, kinds=_KINDS[guess.field])
        for guess in wanted
    }
    if shows_protected:
        return dict(found)
    hidden = {source.uid for source in known.sources if source.protected}
    return {key: [match for match in matches if match.uid not in hidden] for key, matches in found.items()}
