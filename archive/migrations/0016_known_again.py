"""By what the articles that are here are known again: keys and hashes, as every save keeps them from now on."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import migrations
from django.db.models import Count

from archive.text.sketch import sketch
from archive.text.traits import candidates, chosen, traits, words_key

AT_ONCE = 200


def keep(apps: Any, schema_editor: Any) -> None:
    """Keys and hashes of every article and of every text; done twice, it changes nothing."""
    Article = apps.get_model("archive", "Article")
    using = schema_editor.connection.alias
    rows = Article.objects.using(using).exclude(public_state="suppressed").order_by("pk")
    for article in rows.prefetch_related("captures").iterator(chunk_size=AT_ONCE):
        said = traits(
            {
                "title": article.title,
                "original_url": article.original_url,
                "canonical_url": article.canonical_url,
                "captures": [
                    {"sha256": each.sha256, "text_sha256": each.text_sha256} for each in article.captures.all()
                ],
            }
        )
        _add(apps, using, article, said.keys, said.hashes)
    texts = apps.get_model("archive", "CaptureText").objects.using(using).select_related("capture__article")
    for content in texts.exclude(capture__article__public_state="suppressed").order_by("pk").iterator(chunk_size=50):
        found = sketch(content.text)
        hashes = chosen(found, _used(apps, using, candidates(found)))
        _add(apps, using, content.capture.article, filter(None, [words_key(found)]), hashes)


def _add(apps: Any, using: str, article: Any, keys: Iterable[str], hashes: Iterable[int]) -> None:
    ArticleKey, ArticleHash = (apps.get_model("archive", name) for name in ("ArticleKey", "ArticleHash"))
    ArticleKey.objects.using(using).bulk_create(
        [ArticleKey(key=key, article=article) for key in keys], ignore_conflicts=True
    )
    ArticleHash.objects.using(using).bulk_create(
        [ArticleHash(hash=each, article=article) for each in hashes], ignore_conflicts=True
    )


def _used(apps: Any, using: str, hashes: Collection[int]) -> dict[int, int]:
    rows = apps.get_model("archive", "ArticleHash").objects.using(using).filter(hash__in=hashes)
    return dict(rows.values("hash").annotate(many=Count("article")).values_list("hash", "many"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0015_ingest")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop, elidable=True)]
