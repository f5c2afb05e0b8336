"""Articles that the archive has, as far as it matters for telling whether a text is one of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from archive.editorial.merging import successor_of
from archive.models import Article, Passage, Source
from archive.models.base import PublicState
from archive.models.plain import Asked, asked, asked_together, marks
from archive.text.address import PREFIX, site
from archive.text.dates import Span
from archive.text.sketch import Sketch, sketch

MOST_MERGES = 5

_OWNERS = "SELECT key, article_id FROM archive_articlekey WHERE key IN ({marks})"
_NEWEST_TEXTS = """
    SELECT capture.article_id, content.text FROM archive_capturetext content
    JOIN archive_capture capture ON capture.id = content.capture_id
    WHERE capture.article_id IN ({marks}) AND content.id = (
        SELECT text.id FROM archive_capturetext text JOIN archive_capture among ON among.id = text.capture_id
        WHERE among.article_id = capture.article_id ORDER BY among.position DESC, among.id DESC LIMIT 1)"""
_CAPTURES = """
    SELECT capture.article_id, capture.sha256, capture.text_sha256, content.id FROM archive_capture capture
    LEFT JOIN archive_capturetext content ON content.capture_id = capture.id WHERE capture.article_id IN ({marks})"""
_ADDRESSES = "SELECT article_id, key FROM archive_articlekey WHERE article_id IN ({marks}) AND key LIKE %s"


@dataclass
class Known:
    """An article with its newest text, if it has one, and its captures' hashes."""

    article: Article
    text: str | None
    # The hash of the bytes of each capture, and whether its text is here; and the hashes of the texts.
    bytes_kept: dict[str, bool] = field(default_factory=dict)
    text_hashes: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)

    @cached_property
    def sketch(self) -> Sketch:
        return sketch(self.text or "")

    @property
    def uid(self) -> str:
        return self.article.uid

    @property
    def published(self) -> Span:
        return Span(self.article.published_earliest, self.article.published_latest)

    @property
    def publisher_names(self) -> list[str]:
        return _names(self.article.publisher)

    def quotes(self) -> list[str]:
        """The fragments that the collection quotes from it (one query)."""
        rows = Passage.objects.filter(appearance__article=self.article).exclude(exact="")
        return list(rows.values_list("exact", flat=True).distinct())


def owners(keys: Collection[str]) -> dict[str, int]:
    """The article that each of the keys names, by its primary key (one query)."""
    if not keys:
        return {}
    return dict(asked(_OWNERS.format(marks=marks(keys)), [*keys]))


def load(numbers: Iterable[int]) -> list[Known]:
    """The articles of these primary keys in this order, each as what it was merged into (four queries)."""
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return []
    rows = Article.objects.filter(pk__in=wanted).select_related("publisher").in_bulk()
    found = {row.pk: row for row in map(_kept, filter(None, map(rows.get, wanted))) if row is not None}
    if not found:
        return []
    among = marks(found)
    texts, captures, addresses = asked_together(
        [
            Asked(_NEWEST_TEXTS.format(marks=among), [*found]),
            Asked(_CAPTURES.format(marks=among), [*found]),
            Asked(_ADDRESSES.format(marks=among), [*found, f"{PREFIX}%"]),
        ]
    )
    newest = dict(texts)
    known = {pk: Known(row, newest.get(pk)) for pk, row in found.items()}
    for pk, sha256, text_sha256, text in captures:
        known[pk].bytes_kept[sha256] = text is not None
        known[pk].text_hashes.add(text_sha256)
    for pk, key in addresses:
        known[pk].sites.add(site(f"https://{key.removeprefix(PREFIX)}"))
    for each in known.values():
        each.sites |= {site(each.article.original_url), site(each.article.canonical_url)}
        each.sites.discard("")
    return list(known.values())


def _kept(article: Article) -> Article | None:
    """The article, or the one that it was merged into; None for one that was suppressed."""
    for _ in range(MOST_MERGES):
        if article.public_state != PublicState.MERGED:
            break
        following = Article.objects.filter(uid=successor_of(article)).select_related("publisher").first()
        if following is None:
            break
        article = following
    return None if article.public_state == PublicState.SUPPRESSED else article


def _names(source: Source | None) -> list[str]:
    return [source.name, *source.aliases] if source is not None else []
