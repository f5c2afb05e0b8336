"""How many records of a list fall under each value: exact, for the present selection and the day."""

import pytest
from django.http import QueryDict

from archive.models import Topic
from archive.reading_room.faceting import facets, inverted
from archive.reading_room.freshness import newest
from archive.reading_room.listing import lists
from archive.reading_room.listing.filters import form
from archive.reading_room.listing.naming import names
from tests.factories import appearance, assessment, change, make_article, make_claim, make_source, publish_all, step

pytestmark = pytest.mark.django_db


def counted(query: str, type: str = "claim") -> facets.Facets:
    wanted = lists.read(type, QueryDict(query))
    return facets.facets(type, wanted.values, on=wanted.on)


def options(query: str, name: str, type: str = "claim") -> dict[str, int]:
    (facet,) = (each for each in counted(query, type).facets if each.name == name)
    return {option.value: option.number for option in facet.options}


@pytest.fixture
def claims():
    Topic.objects.create(slug="arms", label="Arms and shells")
    outlet, body = make_source(kind="outlet"), make_source("Ruritania")
    article = make_article(published="2022-03-01", publisher=outlet.uid)
    cited, own = appearance(article, step(outlet), step(body)), appearance(article, step(outlet))
    examined = assessment("unverifiable", as_of="2023-01-01")
    publish_all(
        make_claim("One", appearances=[cited], assessments=[examined], claimant=body, topics=["arms"]),
        make_claim("Two", appearances=[own]),
        make_claim("Three", appearances=[own | {"asserted": "2021-12-31"}], kind="prediction", weight="background"),
    )
    return body


def test_words_are_counted_within_the_list(claims) -> None:
    assert counted("").number == 3
    assert options("", "standing") == {"open": 1, "unverifiable": 1}
    assert options("", "outcome") == {"pending": 1}
    assert options("", "attribution") == {"reported": 1, "own_voice": 2}
    assert options("attribution=own_voice", "kind") == {"assertion": 1, "prediction": 1}
    assert counted("q=nothing").number == 0


def test_what_is_named_is_counted(claims) -> None:
    assert options("", "origin") == {claims.uid: 1}
    assert options("", "claimant")[claims.uid] == 1
    assert options("", "topic") == {"arms": 1}
    assert options("topic=arms", "year") == {"2022": 1}
    assert list(options("", "year").items()) == [("2022", 2), ("2021", 1)]


def test_a_facet_counts_what_its_other_values_would_give(claims) -> None:
    (standing,) = (each for each in counted("standing=open").facets if each.name == "standing")
    assert standing.options == [("open", 1, True), ("unverifiable", 1, False)]
    (year,) = (
        each for each in counted("asserted_from=2021-01-01&asserted_to=2021-12-31").facets if each.name == "year"
    )
    assert year.options == [("2022", 2, False), ("2021", 1, True)]


def test_what_is_chosen_stands_there_even_when_nothing_has_it(claims) -> None:
    assert options("standing=refuted", "standing")["refuted"] == 0
    assert options("event=aaaaaaaaaa", "event") == {"aaaaaaaaaa": 0}


def test_as_of_a_day_they_are_those_of_that_day(claims) -> None:
    assert options("as_of=2022-12-31", "standing") == {"open": 2}
    assert counted("as_of=2022-02-28").number == 0
    found = counted("as_of=2022-12-31&standing=unverifiable")
    assert (found.number, found.today) == (0, 1)


def test_without_each_filter_it_is_said_how_many_there_would_be(claims) -> None:
    found = counted("standing=open&kind=prediction&q=one")
    assert found.number == 0
    assert found.without == {"standing": 0, "kind": 0, "q": 0, "year": 0}
    assert counted("standing=open&kind=prediction").without == {"standing": 1, "kind": 1, "year": 0}


def test_only_what_is_named_most_often_is_offered_and_what_is_chosen(claims, monkeypatch) -> None:
    monkeypatch.setattr(facets, "MOST", 1)
    seldom = publish_seldom(claims)
    assert options("", "claimant") == {claims.uid: 2}
    assert options(f"claimant={seldom.uid}", "claimant") == {claims.uid: 2, seldom.uid: 1}


def publish_seldom(often):
    seldom = make_source()
    publish_all(make_claim("Four", claimant=often), make_claim("Five", claimant=seldom))
    return seldom


def test_words_that_records_state_go_by_their_labels(claims) -> None:
    found = counted("")
    called = names("claim", form("claim", {}), {}, found.facets)
    assert called["topic", "arms"] == "Arms and shells"
    assert called["origin", claims.uid] == "Ruritania"
    assert called["attribution", "own_voice"] == "Own voice"
    assert ("claimant", "aaaaaaaaaa") not in names("claim", form("claim", {}), {"claimant": "aaaaaaaaaa"})


def test_an_empty_archive_has_no_options() -> None:
    for type in ("claim", "article", "event", "source"):
        assert counted("", type).number == 0
        assert counted("as_of=2022-01-01", type).number == 0
        assert not any(facet.options for facet in counted("", type).facets)


def test_a_source_whose_name_was_taken_back_is_counted_no_more(claims) -> None:
    person, article = make_source(kind="person"), make_article()
    publish_all(*(make_source(kind="person") for _ in range(8)), person, article)
    assert options("", "kind", "source")["person"] == 9
    publish_all(change(person, kind="unnamed", article=article.uid))
    assert options("", "kind", "source")["person"] == 8


def test_an_index_of_a_newer_state_answers_who_asks_for_an_older_one(claims, monkeypatch) -> None:
    """Of two requests, one may have asked for the state just before something was published."""
    before = inverted.index("claim").state
    publish_all(make_claim())
    after = inverted.index("claim")
    monkeypatch.setattr(inverted, "Segment", None)
    assert inverted.index("claim", before) is inverted.index("claim", after.state) is after


def test_what_was_found_stays_found_when_more_is_published(claims) -> None:
    """The database is asked about the new records alone, and again about all of them when they are many."""
    claim = make_claim("Two of the new ones")
    assert counted("q=two").number == 1
    publish_all(claim, make_claim("Other"))
    assert counted("q=two").number == 2
    publish_all(*(make_claim(f"Two more, {number}") for number in range(3)))
    assert counted("q=two").number == 5
    publish_all(change(claim, statement="None of them"))
    assert counted("q=two").number == 4
    assert len(inverted.index("claim").parts) > 1


def test_once_warm_no_reader_waits_for_an_index(claims, django_assert_num_queries) -> None:
    inverted.warm()
    state = newest()
    with django_assert_num_queries(0):
        assert {type: len(inverted.index(type, state)) for type in ("claim", "article")} == {"claim": 3, "article": 1}


def test_the_index_is_kept_until_something_is_published(claims, django_assert_num_queries) -> None:
    kept = inverted.index("claim")
    with django_assert_num_queries(1):
        assert inverted.index("claim") is kept
    publish_all(make_claim())
    assert inverted.index("claim") is not kept
    assert counted("").number == 4
