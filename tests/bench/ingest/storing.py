"""Known articles into a database, in bulk, as they would stand after they were taken in."""

from datetime import date, timedelta
from pathlib import Path

from archive.models import Article, ArticleHash, ArticleKey, Capture, CaptureText
from archive.text.ids import new_uid
from tests.bench.ingest.known import read

FIRST_DAY = date(2015, 1, 1)
DAYS = 4_000


def store(path: Path) -> int:
    """The articles of the file; how many there were."""
    count = 0
    for rows in read(path):
        days = [(FIRST_DAY + timedelta((count + number) % DAYS)).isoformat() for number in range(len(rows))]
        articles = Article.objects.bulk_create(
            Article(uid=new_uid(), title=row.text.title[:300], original_url=row.text.url, language="en", published=day)
            for row, day in zip(rows, days, strict=True)
        )
        captures = Capture.objects.bulk_create(
            Capture(article=article, position=0, captured_at=day, sha256=row.sha256, text_sha256=row.sha256)
            for article, row, day in zip(articles, rows, days, strict=True)
        )
        CaptureText.objects.bulk_create(
            CaptureText(capture=capture, text=row.text.text) for capture, row in zip(captures, rows, strict=True)
        )
        named = list(zip(articles, rows, strict=True))
        ArticleKey.objects.bulk_create(
            (ArticleKey(key=key, article=article) for article, row in named for key in row.keys), ignore_conflicts=True
        )
        ArticleHash.objects.bulk_create(
            (ArticleHash(hash=each, article=article) for article, row in named for each in row.hashes),
            ignore_conflicts=True,
        )
        count += len(rows)
    return count
