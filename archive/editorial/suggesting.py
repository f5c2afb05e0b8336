"""What people decide about the proposals of machines. Nothing is applied but what they say."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.editorial.admin_log import log
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused, saving
from archive.models import Article, Author, Source, Suggestion, User

JUDGED = "Somebody judged this suggestion meanwhile."
# What a suggestion about an article may say: as it is, or with the source that it names.
WRITTEN = ("title", "original_url", "canonical_url", "published", "language", "genre")
NAMED = ("publisher", "agency", "authors")
NOT_THERE = "What is suggested is no field of an article: {}."
NO_SOURCE = "Say which source that is: {}."


class Accepted(NamedTuple):
    """A suggestion that a person takes over; ``source`` is whom it names, where it names somebody."""

    suggestion: Suggestion
    source: Source | None = None


def judge(suggestion: Suggestion, *, state: str, by: User) -> None:
    """Accept or reject what a machine proposed, or open it again. Raises Refused if somebody judged it meanwhile."""
    check_may(by, "change_suggestion")
    is_open = state == Suggestion.State.OPEN
    rows = Suggestion.objects.filter(pk=suggestion.pk, state=suggestion.state)
    with transaction.atomic():
        said = {"state": state, "judged_by": None if is_open else by, "judged_at": None if is_open else timezone.now()}
        if not rows.update(**said):
            raise Refused([JUDGED])
        word = Suggestion.State(state).label.lower()
        log([suggestion.article], f"Suggestion {suggestion.pk}: {word}", by=by)
    suggestion.refresh_from_db()


def take_over(
    article: Article, accepted: Sequence[Accepted], rejected: Sequence[Suggestion], *, by: User, base: int
) -> None:
    """Write what people accept of what is suggested about ``article``, with its basis; one save of the article.

    ``base`` is the revision that the person saw. Raises PermissionDenied, Conflict, or Refused with every reason.
    """
    check_may(by, "change_article")
    faults = [sentence for each in accepted for sentence in _faults(each)]
    if faults:
        raise Refused(faults)
    with saving(article, base=base, by=by, reason="from suggestions"):
        for suggestion in rejected:
            judge(suggestion, state=Suggestion.State.REJECTED, by=by)
        for each in accepted:
            judge(each.suggestion, state=Suggestion.State.ACCEPTED, by=by)
            _write(article, each)
        try:
            article.clean_fields()
        except ValidationError as error:
            raise Refused(error.messages) from error
        article.save()


def _faults(each: Accepted) -> list[str]:
    field = field_of(each.suggestion)
    if field not in (*WRITTEN, *NAMED):
        return [NOT_THERE.format(field or "nothing")]
    return [NO_SOURCE.format(value_of(each.suggestion))] if field in NAMED and each.source is None else []


def field_of(suggestion: Suggestion) -> str:
    """Which field of the article it is about; empty for none."""
    proposal = suggestion.proposal if isinstance(suggestion.proposal, dict) else {}
    return next((name for name in (*WRITTEN, *NAMED) if name in proposal), "")


def value_of(suggestion: Suggestion) -> str:
    """What it says of that field, in its own words."""
    value: Any = suggestion.proposal.get(field_of(suggestion)) if field_of(suggestion) else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write(article: Article, each: Accepted) -> None:
    field = field_of(each.suggestion)
    if field == "authors" and each.source is not None:
        if not article.authors.filter(source=each.source).exists():
            Author.objects.create(article=article, source=each.source, position=article.authors.count())
    else:
        setattr(article, field, each.source if field in NAMED else value_of(each.suggestion))
    basis = each.suggestion.proposal.get(f"{field}_basis")
    if isinstance(basis, str) and hasattr(article, f"{field}_basis"):
        setattr(article, f"{field}_basis", basis)
