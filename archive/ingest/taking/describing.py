"""What is known of an article → suggestions about it, each with its evidence."""

from collections.abc import Iterator, Sequence
from typing import Any

from archive.ingest.shapes import Extent, Guess, Match
from archive.ingest.taking.claiming import MOST_MATCHES, Makers, as_json, fingerprint
from archive.ingest.understanding import Understood
from archive.models import Article, Suggestion

# Of words outside the article's own text: so much before and after them is kept with the suggestion.
CONTEXT = 60
LONGEST_EVIDENCE = 300

# Where the article says nothing it may have a reason for that, which a person wrote.
BASES = {
    "publisher": "publisher_basis",
    "agency": "agency_basis",
    "authors": "authors_basis",
    "published": "published_basis",
    "language": "language_basis",
    "genre": "genre_basis",
}


def suggestions(article: Article, understood: Understood, makers: Makers, *, is_new: bool) -> Iterator[Suggestion]:
    """A row for each guess, not saved. Of a known article only what it does not say, and gives no reason for."""
    for guess in understood.guesses:
        if is_new or not is_answered(article, guess):
            yield _suggestion(article, understood, guess, makers.get((guess.field, guess.value), ()))


def is_answered(article: Article, guess: Guess) -> bool:
    """Whether the article says something of the guess's field, or why it does not (a query for its authors)."""
    if guess.field == "authors" and article.authors.exists():
        return True
    standing = "" if guess.field == "authors" else getattr(article, guess.field, "")
    return bool(standing or getattr(article, BASES.get(guess.field, ""), ""))


def _suggestion(article: Article, understood: Understood, guess: Guess, matches: Sequence[Match]) -> Suggestion:
    place = in_article(understood, guess.evidence)
    return Suggestion(
        article=article,
        about=Suggestion.About.ARTICLE,
        proposal=_proposal(guess),
        reason=guess.reason,
        confidence=str(guess.confidence),
        capture=understood.sha256,
        start=place.start if place else None,
        end=place.end if place else None,
        fingerprint=fingerprint("article", guess.field, guess.value),
        findings=_evidence(understood, guess) | _sources(matches),
    )


def _proposal(guess: Guess) -> dict[str, Any]:
    basis = BASES.get(guess.field)
    value = [guess.value] if guess.field == "authors" else guess.value
    return {guess.field: value} | ({basis: guess.reason} if basis else {})


def in_article(understood: Understood, evidence: Extent | None) -> Extent | None:
    """Where words of the document stand in the article's own text; None for those that are no part of it."""
    if evidence is None or evidence.start >= evidence.end:
        return None
    for kind, start, end, raw_start, _ in understood.found.layout:
        del kind
        if raw_start <= evidence.start and evidence.end <= raw_start + end - start:
            shift = start - raw_start
            return Extent(evidence.start + shift, evidence.end + shift)
    return None


def _sources(matches: Sequence[Match]) -> dict[str, Any]:
    return {"sources": [as_json(each) for each in matches[:MOST_MATCHES]]} if matches else {}


def _evidence(understood: Understood, guess: Guess) -> dict[str, Any]:
    """The words that it was seen in, with a little of what stands around them."""
    if guess.evidence is None:
        return {"field": guess.field}
    text, (start, end) = understood.read.text, guess.evidence
    evidence = {
        "before": text[max(0, start - CONTEXT) : start],
        "words": text[start : min(end, start + LONGEST_EVIDENCE)],
        "after": text[end : end + CONTEXT],
    }
    return {"field": guess.field, "evidence": evidence}
