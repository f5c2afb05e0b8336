"""Marks in the text of an article: claims stated from its words, passages, and notes.

Every action takes a stretch that was verified against the captured text (``stretches``),
writes in one transaction with a revision, and raises PermissionDenied, Refused or ``saving``'s
Conflict with nothing written.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import F

from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused, saving
from archive.editorial.stretches import Selected, first_words, held_text, public_quote
from archive.editorial.suggesting import JUDGED, judge
from archive.models import (
    Annotation,
    Appearance,
    Article,
    CaptureText,
    Claim,
    Claimant,
    Figure,
    Passage,
    Source,
    Suggestion,
    User,
)


class Place(NamedTuple):
    """Where in an article a claim stands. ``quote`` is public: see ``public_quote``."""

    article: Article
    selected: Selected
    quote: str
    part: str
    paragraph: int | None = None


class Heard(NamedTuple):
    """How the article has a claim; ``write_chain`` writes the steps of the appearance it is given."""

    stance: str
    attribution: str
    write_chain: Callable[[Appearance], None]
    note: str = ""
    asserted: str = ""
    asserted_basis: str = ""


class Stated(NamedTuple):
    """A new claim: what, of which sort, and by whom (source or None, public label).

    ``hedge`` is as printed; a ``condition`` is open; ``figures`` are rows that lack their claim.
    """

    statement: str
    kind: str
    weight: str
    claimants: Sequence[tuple[Source | None, str]]
    hedge: str = ""
    condition: str = ""
    figures: Sequence[Figure] = ()


# -- claims ------------------------------------------------------------------------------------


def state_claim(stated: Stated, place: Place, heard: Heard, *, by: User, suggestion: Suggestion | None = None) -> Claim:
    """A new claim with its claimants, and its appearance with passage and chain; accepts ``suggestion`` with it."""
    check_may(by, "add_claim")
    if suggestion is not None and suggestion.state != Suggestion.State.OPEN:
        raise Refused([JUDGED])
    claim = Claim(statement=stated.statement, kind=stated.kind, weight=stated.weight, hedge=stated.hedge)
    if stated.condition:
        claim.condition_text, claim.condition_state = stated.condition, Claim.Condition.OPEN
    with held_text(place.article, place.selected.capture), saving(claim, base=0, by=by):
        if suggestion is not None:
            judge(suggestion, state=Suggestion.State.ACCEPTED, by=by)
        claim.save()
        Claimant.objects.bulk_create(
            Claimant(claim=claim, source=source, label=label, position=position)
            for position, (source, label) in enumerate(stated.claimants)
        )
        for position, figure in enumerate(stated.figures):
            figure.claim, figure.position = claim, position
            figure.save()
        _appear(claim, place, heard)
    return claim


def link_claim(claim: Claim, place: Place, heard: Heard | None, *, base: int, by: User) -> Appearance:
    """Show that ``claim`` stands there: a new appearance, or without ``heard`` one more passage of the one there is.

    ``base`` is the revision of the claim that the person saw.
    """
    check_may(by, "change_claim")
    with held_text(place.article, place.selected.capture), saving(claim, base=base, by=by):
        if heard is not None:
            return _appear(claim, place, heard)
        standing = claim.appearances.filter(article=place.article).order_by("position").first()
        if standing is None:
            raise Refused(["The claim does not appear in this article yet: say how the article has it."])
        _add_passage(standing, place)
        return standing


def _appear(claim: Claim, place: Place, heard: Heard) -> Appearance:
    appearance = Appearance.objects.create(
        claim=claim,
        article=place.article,
        stance=heard.stance,
        attribution=heard.attribution,
        note=heard.note,
        asserted=heard.asserted,
        asserted_basis=heard.asserted_basis,
        position=claim.appearances.count(),
    )
    _add_passage(appearance, place)
    heard.write_chain(appearance)
    return appearance


def _add_passage(appearance: Appearance, place: Place) -> Passage:
    return Passage.objects.create(
        appearance=appearance,
        part=place.part,
        paragraph=place.paragraph,
        exact=public_quote(place.selected.words, place.quote),
        capture=place.selected.capture,
        start=place.selected.start,
        end=place.selected.end,
        position=appearance.passages.count(),
    )


# -- notes -------------------------------------------------------------------------------------

SAYS_NOTHING = (Annotation.Motivation.HIGHLIGHTING,)
NOT_YOURS = "Only its author changes a note."


def annotate(
    article: Article, selected: Selected, *, motivation: str, body: str, visibility: str, base: int, by: User
) -> Annotation:
    """A note of ``by`` on a stretch of the article. ``base`` is the revision of the article that the person saw."""
    check_may(by, "change_article")
    _check_says(motivation, body)
    with saving(article, base=base, by=by):
        return Annotation.objects.create(
            article=article,
            author=by,
            motivation=motivation,
            body=body,
            visibility=visibility,
            exact=_shown(selected.words, visibility),
            capture=selected.capture,
            start=selected.start,
            end=selected.end,
            position=article.annotations.count(),
        )


def revise(annotation: Annotation, *, motivation: str, body: str, visibility: str, base: int, by: User) -> None:
    """Say something else in a note of one's own."""
    _check_says(motivation, body)
    with _own(annotation, base, by) as standing:
        text = CaptureText.objects.filter(capture__article=standing.article, capture__sha256=standing.capture).first()
        is_placed = text is not None and standing.start is not None and standing.end is not None
        words = text.text[standing.start : standing.end] if text and is_placed else standing.exact
        standing.motivation, standing.body, standing.visibility = motivation, body, visibility
        standing.exact = _shown(words, visibility)
        standing.save()


def resolve(annotation: Annotation, *, resolved: bool, base: int, by: User) -> None:
    """Close a note of one's own, or open it again."""
    with _own(annotation, base, by) as standing:
        standing.resolved = resolved
        standing.save()


def delete(annotation: Annotation, *, base: int, by: User) -> None:
    """Take a note of one's own away; the history of the article keeps it."""
    with _own(annotation, base, by) as standing:
        standing.delete()
        later = standing.article.annotations.filter(position__gt=standing.position)
        later.update(position=F("position") - 1)


def is_own(annotation: Annotation, by: User) -> bool:
    """Whether ``by`` may change the note: its author, or anybody where none is known."""
    return annotation.author_id in (None, by.pk)


def check_own(annotation: Annotation, by: User) -> None:
    """Raise PermissionDenied with a sentence unless ``by`` may change the note."""
    check_may(by, "change_article")
    if not is_own(annotation, by):
        raise PermissionDenied(NOT_YOURS)


@contextmanager
def _own(annotation: Annotation, base: int, by: User) -> Iterator[Annotation]:
    """The note as it stands, to be written as one save of its article."""
    check_own(annotation, by)
    article = annotation.article
    with saving(article, base=base, by=by):
        standing = Annotation.objects.filter(pk=annotation.pk).first()
        if standing is None:
            raise Refused(["Somebody deleted this note meanwhile."])
        standing.article = article
        yield standing


def _check_says(motivation: str, body: str) -> None:
    if not body and motivation not in SAYS_NOTHING:
        raise Refused(["Write something; only a highlight stands without words."])


def _shown(words: str, visibility: str) -> str:
    """What of the words the note keeps as its own: all of them, but no more than may be quoted in public."""
    return first_words(words) if visibility == Annotation.Visibility.PUBLIC else words


# -- the article ------------------------------------------------------------------


def mark_read(article: Article, *, is_read: bool, base: int, by: User) -> None:
    """Say that the article was read to the end and what it claims is marked, or that it was not."""
    check_may(by, "change_article")
    with saving(article, base=base, by=by):
        article.is_read = is_read
        article.save(update_fields=["is_read"])
