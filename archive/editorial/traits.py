"""Keeps in step by what articles are known again: with each revision of an article, and each text of it.

Always in the transaction that changes the article. What somebody else's article has already is left
with it: only ``claim`` insists.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from archive.models import Article, ArticleHash, ArticleKey
from archive.models.base import PublicState
from archive.records.walk import dump, prefetched
from archive.text.sketch import Sketch, sketch
from archive.text.traits import NOTHING, Traits, candidates, chosen, traits, words_key

AT_ONCE = 200  # articles that are compared with what they say


class Claimed(Exception):
    """Another article has a key already; nothing of the transaction may stay."""

    def __init__(self, article: Article) -> None:
        super().__init__(f"{article} is known by the same key.")
        self.article = article


class Change(NamedTuple):
    """An article with a new revision: its record as canonical JSON, before and now."""

    article: Article
    before: str
    now: str


def follow(changes: Iterable[Change]) -> None:
    """Let keys and hashes follow what the articles say of themselves."""
    keys: list[ArticleKey] = []
    hashes: list[ArticleHash] = []
    for article, before, now in changes:
        old, new = traits(json.loads(before)), traits(json.loads(now))
        if old == new:
            continue
        _drop(article, Traits(old.keys - new.keys, old.hashes - new.hashes))
        keys += _keys(article, new.keys - old.keys)
        hashes += _hashes(article, new.hashes - old.hashes)
    _add(keys, hashes)


def keep_text(article: Article, text: str, sketched: Sketch | None = None) -> None:
    """Let the article be known by this text of it too; ``sketched`` is its sketch, if somebody made it already."""
    found = sketched or sketch(text)
    key = words_key(found)
    hashes = chosen(found, _used(candidates(found)))
    _add(_keys(article, [key] if key else []), _hashes(article, hashes))


def claim(article: Article, keys: Collection[str]) -> None:
    """Let the keys name this article and no other. Raises Claimed when another one has one of them.

    Whoever makes an article claims its keys in the same transaction: of two that bring it at once, the
    second waits here for the first, and is told.
    """
    add(article, keys)
    other = ArticleKey.objects.filter(key__in=list(keys)).exclude(article=article).select_related("article").first()
    if other is not None:
        raise Claimed(other.article)


def add(article: Article, keys: Collection[str]) -> None:
    """Let the keys that no article has name this one too."""
    _add(_keys(article, keys), [])


def forget(article: Article) -> None:
    """Drop all by which the article was known, but what its record still says. For suppressed texts."""
    ArticleKey.objects.filter(article=article).delete()
    ArticleHash.objects.filter(article=article).delete()
    said = traits(dump(Article.objects.get(pk=article.pk), private=True, frozen=False))
    _add(_keys(article, said.keys), _hashes(article, said.hashes))


# -- is it so? ---------------------------------------------------------------------------------


def faults() -> Iterator[str]:
    """Articles that would not be known again by what they say of themselves. Reads every article."""
    for article, lacks in _lacking():
        by = [*sorted(lacks.keys), *("its title" for _ in lacks.hashes)]
        yield f"article {article.uid}: it is not known again by {', '.join(by)}; run rebuild_reading_room"


def mend() -> int:
    """Let every article be known by what it says of itself, and tell how many were not."""
    count = 0
    with transaction.atomic():
        for article, lacks in _lacking():
            _add(_keys(article, lacks.keys), _hashes(article, lacks.hashes))
            count += 1
    return count


def _lacking() -> Iterator[tuple[Article, Traits]]:
    """Articles with the traits that they say and lack. A key that another one has, which says it too, is not lacking."""
    articles = Article.objects.exclude(public_state=PublicState.SUPPRESSED)
    numbers = list(articles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        rows = prefetched(articles.filter(pk__in=numbers[start : start + AT_ONCE]).order_by("pk"), private=True)
        said = {row: traits(dump(row, private=True, frozen=False)) for row in rows}
        every = Traits(*(frozenset().union(*found) for found in zip(NOTHING, *said.values(), strict=True)))
        named = set(ArticleKey.objects.filter(key__in=every.keys).values_list("key", flat=True))
        hashes = ArticleHash.objects.filter(hash__in=every.hashes, article__in=list(said))
        found_by = set(hashes.values_list("article", "hash"))
        for row, (keys, hashed) in said.items():
            lacks = Traits(keys - named, frozenset(each for each in hashed if (row.pk, each) not in found_by))
            if lacks != NOTHING:
                yield row, lacks


def _keys(article: Article, keys: Iterable[str]) -> list[ArticleKey]:
    return [ArticleKey(key=key, article=article) for key in keys]


def _hashes(article: Article, hashes: Iterable[int]) -> list[ArticleHash]:
    return [ArticleHash(hash=each, article=article) for each in hashes]


def _drop(article: Article, gone: Traits) -> None:
    if gone != NOTHING:
        ArticleKey.objects.filter(article=article, key__in=gone.keys).delete()
        ArticleHash.objects.filter(article=article, hash__in=gone.hashes).delete()


def _add(keys: Sequence[ArticleKey], hashes: Sequence[ArticleHash]) -> None:
    """In the order of the keys: two that add the same ones never wait for each other."""
    ArticleKey.objects.bulk_create(sorted(keys, key=lambda each: each.key), ignore_conflicts=True, batch_size=400)
    ordered = sorted(hashes, key=lambda each: (each.hash, each.article_id))
    ArticleHash.objects.bulk_create(ordered, ignore_conflicts=True, batch_size=400)


def _used(hashes: Collection[int]) -> dict[int, int]:
    """How many articles have each of the hashes."""
    rows = ArticleHash.objects.filter(hash__in=hashes).values("hash").annotate(many=Count("article"))
    return dict(rows.values_list("hash", "many"))
