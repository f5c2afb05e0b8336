"""The rows behind an article's marks: each table read once for all of them, and put together by key.

Rows read through the managers of their owners hold on to each other in circles; of hundreds of them
the collector would make the next requests pay.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.http import HttpRequest

from archive.admin.hiding import mask, sees_protected
from archive.models import Appearance, Article, ChainStep, Claimant, Passage, Source, StepSource

R = TypeVar("R", bound=models.Model)


class Marked(NamedTuple):
    """An appearance with its claim, and what is told of it beside; ``chain`` are who speaks and whether inferred."""

    row: Appearance
    passages: list[Passage]
    claimants: list[Claimant]
    chain: list[tuple[list[StepSource], bool]]


def appearances(request: HttpRequest, article: Article) -> Iterator[Marked]:
    """The appearances in the article, the names of their sources as the person may see them (six queries)."""
    rows = Appearance.objects.filter(article=article).order_by("pk")
    here = rows.order_by().values("pk")
    passages = _by(Passage.objects.filter(appearance__in=here), "appearance_id")
    claimants = _by(Claimant.objects.filter(claim__in=rows.order_by().values("claim")), "claim_id")
    speakers = _by(StepSource.objects.filter(step__appearance__in=here), "step_id")
    steps = _by(ChainStep.objects.filter(appearance__in=here).only("appearance", "inferred"), "appearance_id")
    _name(request, [*chain.from_iterable(claimants.values()), *chain.from_iterable(speakers.values())])
    for row in rows.select_related("claim").only("article", "stance", "attribution", "claim__statement"):
        told = [(speakers[step.pk], step.inferred) for step in steps[row.pk]]
        yield Marked(row, passages[row.pk], claimants[row.claim_id], told)


def _by(rows: Iterable[R], key: str) -> dict[Any, list[R]]:
    """The rows, in their order, by what they belong to."""
    found: dict[Any, list[R]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _name(request: HttpRequest, naming: Sequence[Any]) -> None:
    """Give rows their sources, each read once for all that name it (one query)."""
    named = {each.source_id for each in naming} - {None}
    sources = Source.objects.only("uid", "name", "kind", "protected").in_bulk(named)
    for each in naming:
        if each.source_id is not None:
            each.source = sources[each.source_id]
    if not sees_protected(request):
        mask(naming, "source")
