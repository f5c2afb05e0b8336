"""By what articles are known again is kept in step with what they say, and found and mended where it is not."""

import pytest
from django.core.management import call_command

from archive.editorial import traits
from archive.editorial.capturing import capture
from archive.models import Article, ArticleHash, ArticleKey
from tests.factories import change, make_article, someone

pytestmark = pytest.mark.django_db

URL = "https://gazette.example.org/a"
TEXT = "Pilots in the port stayed ashore on Monday, and forty ships lay at anchor outside the breakwater."


def known(article: Article) -> set[str]:
    return set(ArticleKey.objects.filter(article=article).values_list("key", flat=True))


def test_what_an_article_says_is_followed_and_what_it_says_no_more_forgotten() -> None:
    article = make_article("One title", original_url=URL)
    [before] = ArticleHash.objects.filter(article=article).values_list("hash", flat=True)
    assert known(article) == {"url:gazette.example.org/a"}
    change(article, title="Another title", original_url="https://gazette.example.org/b")
    [after] = ArticleHash.objects.filter(article=article).values_list("hash", flat=True)
    assert known(article) == {"url:gazette.example.org/b"}
    assert before != after
    assert list(traits.faults()) == []


def test_an_article_that_would_not_be_known_again_is_found_and_mended(capsys: pytest.CaptureFixture[str]) -> None:
    article, other = make_article("One title", original_url=URL), make_article("Another")
    capture(article, TEXT, by=someone(), captured_at="2026-11-01", base=article.revision)
    keys = known(article)
    assert {key.partition(":")[0] for key in keys} == {"url", "bytes", "text"}
    ArticleKey.objects.filter(article=article).delete()
    ArticleHash.objects.filter(article=other).delete()
    with pytest.raises(SystemExit):
        call_command("verify")
    one, two = capsys.readouterr().out.splitlines()
    assert one == f"article {article.uid}: it is not known again by {', '.join(sorted(keys))}; run rebuild_reading_room"
    assert two == f"article {other.uid}: it is not known again by its title; run rebuild_reading_room"
    call_command("rebuild_reading_room")
    assert "2 articles are known again by what they say." in capsys.readouterr().out
    assert (known(article), list(traits.faults()), traits.mend()) == (keys, [], 0)


def test_an_address_that_two_say_names_one_of_them() -> None:
    first, second = make_article(original_url=URL), make_article(original_url=URL)
    assert (known(first), known(second), list(traits.faults())) == ({"url:gazette.example.org/a"}, set(), [])
    change(first, original_url="https://gazette.example.org/b")
    assert len(list(traits.faults())) == traits.mend() == 1
    assert known(second) == {"url:gazette.example.org/a"}
