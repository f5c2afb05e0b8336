"""How many claims of a list fall under each word."""

import pytest
from django.http import QueryDict

from archive.reading_room import facets, lists
from tests.factories import appearance, assessment, make_article, make_claim, make_source, publish_all, step

pytestmark = pytest.mark.django_db


def counted(query: str) -> facets.Facets:
    return facets.facets(lists.read("claim", QueryDict(query)).selections)


@pytest.fixture
def claims():
    outlet, body = make_source(kind="outlet"), make_source()
    article = make_article(published="2022-03-01", publisher=outlet.uid)
    cited, own = appearance(article, step(outlet), step(body)), appearance(article, step(outlet))
    examined = assessment("unverifiable", as_of="2023-01-01")
    publish_all(
        make_claim("One", appearances=[cited], assessments=[examined]),
        make_claim("Two", appearances=[own]),
        make_claim("Three", appearances=[own], kind="prediction", weight="background"),
    )


def test_words_are_counted_within_the_list(claims) -> None:
    found = counted("")
    assert (found.number, found.is_more) == (3, False)
    assert found.counts["standing"] == {"unverifiable": 1, "open": 1}
    assert found.counts["outcome"] == {"pending": 1}
    assert found.counts["attribution"] == {"own_voice": 2, "reported": 1}
    assert found.counts["weight"] == {"core": 2, "background": 1}
    assert counted("attribution=own_voice").counts["kind"] == {"assertion": 1, "prediction": 1}
    assert counted("q=nothing").number == 0


def test_as_of_a_day_they_are_those_of_that_day(claims) -> None:
    assert counted("as_of=2022-12-31").counts["standing"] == {"open": 2}
    assert counted("as_of=2022-02-28").number == 0


def test_a_long_list_is_counted_so_far(claims, monkeypatch, django_assert_max_num_queries) -> None:
    monkeypatch.setattr(facets, "MOST", 2)
    with django_assert_max_num_queries(3):
        found = counted("")
    assert (found.number, found.is_more) == (2, True)
