"""Two that bring one article at once make one article, however each of them writes its address."""

import threading

import pytest
from django.db import connection, transaction

from archive.editorial.capturing import capture
from archive.ingest.recognising import Claimed, Verdict, add_keys, claim_keys
from archive.models import Article, ArticleKey, Capture, User
from tests.factories import make, make_article, make_user
from tests.ingest.recognising.texts import HARBOUR, recognised, text_of

TEXT = text_of(HARBOUR)
SPELLINGS = (
    "https://www.example.org/Nachrichten/stra\u00dfe-\u00fcber-see/?utm_source=feed&b=2&a=1",
    "http://EXAMPLE.org:80/Nachrichten/stra%c3%9fe-u\u0308ber-see?a=1&fbclid=5&b=2#top",
    "https://m.example.org/Nachrichten//stra%C3%9Fe-%C3%BCber-see/index.html?b=2&a=1&amp=1",
)


@pytest.mark.django_db
def test_a_key_names_one_article() -> None:
    first, second = make_article(), make_article()
    claim_keys(first, ["url:example.org/a", "bytes:1"])
    claim_keys(first, ["url:example.org/a"])
    with pytest.raises(Claimed) as found, transaction.atomic():
        claim_keys(second, ["bytes:2", "url:example.org/a"])
    assert found.value.article == first
    assert not ArticleKey.objects.filter(article=second).exists()
    add_keys(second, ["bytes:2", "url:example.org/a"])
    assert set(second.keys.values_list("key", flat=True)) == {"bytes:2"}


def bring(url: str, by: User, barrier: threading.Barrier) -> str:
    """What becomes of the text, when others have looked at the same moment."""
    seen = recognised(TEXT, url=url)
    barrier.wait(30)
    try:
        with transaction.atomic():
            article = make("article", {"title": HARBOUR[0], "publisher_basis": "Not named."}, by=by)
            claim_keys(article, seen.keys)
            capture(article, TEXT, by=by, captured_at="2024-03-05", base=article.revision)
    except Claimed:
        return str(recognised(TEXT, url=url).verdict)
    return str(seen.verdict)


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_article() -> None:
    people = [make_user() for _ in SPELLINGS]
    barrier, told = threading.Barrier(len(people)), []

    def run(url: str, by: User) -> None:
        try:
            told.append(bring(url, by, barrier))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(SPELLINGS, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(told) == [Verdict.NEW, Verdict.SAME_BYTES, Verdict.SAME_BYTES]
    assert (Article.objects.count(), Capture.objects.count()) == (1, 1)
    assert ArticleKey.objects.filter(key__startswith="url:").count() == 1
