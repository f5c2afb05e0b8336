"""Sources found while one types, by name and aliases; and what the passage before was attributed to."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest

from archive.admin.chain.folding import NAMES, folded, in_any_name
from archive.admin.hiding import PROTECTED, sees_protected, visible_sources
from archive.models import Appearance, Article, Source, StepSource

MOST = 12
MOST_LOOKED_AT = 400
LONGEST_QUERY = 100
MOST_AT_HAND = 12

Card = dict[str, Any]


def card(source: Source, *, shows_protected: bool, alias: str = "") -> Card:
    """A source as the script shows it; ``alias`` is the other name by which it was found."""
    hidden = source.protected and not shows_protected
    return {
        "uid": source.uid,
        "name": PROTECTED if hidden else source.name,
        "kind": source.get_kind_display(),
        "unnamed": source.kind == Source.Kind.UNNAMED,
        "role": "" if hidden else source.role,
        "alias": "" if hidden else alias,
        "protected": source.protected,
    }


def cards(request: HttpRequest, sources: Iterable[Source]) -> dict[str, Card]:
    """Cards by uid."""
    shows = sees_protected(request)
    return {source.uid: card(source, shows_protected=shows) for source in sources}


def found(request: HttpRequest, words: str, article: Article | None) -> list[Card]:
    """Sources whose name or alias holds every word, best first; without words, those at hand in the article.

    Unnamed sources of other articles are nobody's here. One query.
    """
    words = folded(words.replace("\0", "")[:LONGEST_QUERY])
    shows = sees_protected(request)
    if not words:
        return [card(each, shows_protected=shows) for each in _at_hand(request, article)]
    rows = _own(request, article).alias(**NAMES).filter(*map(in_any_name, words.split()))
    ranked = [
        (rank, source, alias)
        for source in rows.order_by(Length("name"), "pk")[:MOST_LOOKED_AT]
        for rank, alias in _ranks(source, words)
    ]
    ranked.sort(key=lambda each: (each[0], len(each[1].name), each[1].pk))
    return [card(source, shows_protected=shows, alias=alias) for _, source, alias in ranked[:MOST]]


def _own(request: HttpRequest, article: Article | None) -> QuerySet[Source]:
    return visible_sources(request, Source.objects.filter(Q(article=None) | Q(article=article)))


def _ranks(source: Source, words: str) -> list[tuple[int, str]]:
    """How well the name or an alias fits, 0 for the very name; nothing when neither does."""
    best: list[tuple[int, str]] = []
    for name, alias in [(source.name, ""), *((each, each) for each in source.aliases)]:
        plain = folded(name)
        if not all(word in plain for word in words.split()):
            continue
        place = 0 if plain == words else 1 if plain.startswith(words) else 2 if f" {words}" in f" {plain}" else 3
        best.append((2 * place + bool(alias), alias))
    return [min(best)] if best else []


def _at_hand(request: HttpRequest, article: Article | None) -> list[Source]:
    """Who speaks in the article, and whoever its chains name already, most often named first (two queries)."""
    if article is None:
        return []
    named: dict[int, int] = {}
    steps = StepSource.objects.filter(step__appearance__article=article, source__isnull=False).order_by()
    for pk in steps.values_list("source_id", flat=True)[:MOST_LOOKED_AT]:
        named[pk] = named.get(pk, 0) + 1
    own = Q(pk__in=named) | Q(articles=article) | Q(agency_articles=article) | Q(authored__article=article)
    rows = visible_sources(request, Source.objects.filter(own | Q(article=article))).distinct()
    return sorted(rows[:MOST_LOOKED_AT], key=lambda row: (-named.get(row.pk, 0), row.name))[:MOST_AT_HAND]


def before(article: Article, appearance: Appearance | None, start: int | None) -> Appearance | None:
    """The appearance that stands before ``appearance``, or before the place ``start``, in the text of its article.

    Without either it is the last one of the article. It has a chain. Two queries.
    """
    rows = Appearance.objects.filter(article=article, chain__isnull=False).distinct()
    with_passages = [*rows.prefetch_related("passages")]
    placed = sorted((_place(each), each.pk, each) for each in with_passages)
    here = (0, start, 0, 0) if start is not None else None
    if appearance is not None and start is None:
        here = _place(appearance)
        placed = [each for each in placed if each[1] != appearance.pk and each[:2] < (here, appearance.pk)]
    elif here is not None:
        placed = [each for each in placed if each[0] < here]
    return placed[-1][2] if placed else None


def _place(appearance: Appearance) -> tuple[int, int, int, int]:
    """Where its first passage stands; offsets come before paragraphs, and an appearance without passage is last."""
    places = [
        (0, each.start, 0, 0) if each.start is not None else (1, 0, PARTS.index(each.part), each.paragraph or 0)
        for each in appearance.passages.all()
    ]
    return min(places, default=(2, 0, 0, 0))


PARTS = ("title", "standfirst", "body", "caption", "note")
