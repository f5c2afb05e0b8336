"""Lists: every page in its place, forwards and backwards, today and as of a day, at a fixed cost."""

import json
from datetime import date

import pytest
from django.http import QueryDict

from archive.editorial.closing import withdraw
from archive.models import Country
from archive.reading_room.listing import lists
from archive.reading_room.parameters import BadParameters
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db
PATH = "/api/v1/claims/"


def some_claims(number: int, **data) -> list[str]:
    """That many claims of consecutive days, all by one body; uids, newest first."""
    outlet, body = make_source(kind="outlet"), make_source()
    made = []
    for day in range(1, number + 1):
        article = make_article(published=f"2023-01-{day:02}", publisher=outlet.uid)
        quoted = appearance(article, step(outlet), step(body))
        made.append(make_claim(f"Coal moved on day {day}", claimant=body, appearances=[quoted], **data))
    publish_all(*made)
    return [each.uid for each in reversed(made)]


def documents(query: str = "", type: str = "claim") -> lists.Page:
    return lists.documents(type, QueryDict(query), path=PATH)


def uids(page: lists.Page) -> list[str]:
    return [json.loads(text)["uid"] for text in page.documents]


def query_of(address: str | None) -> str:
    assert address is not None
    assert address.startswith(f"http://127.0.0.1:8000{PATH}?")
    return address.partition("?")[2]


@pytest.mark.parametrize("ordering", ["-asserted", "asserted", "-published", "-changed"])
def test_pages_go_to_the_end_and_back(ordering: str) -> None:
    expected = some_claims(7)
    if ordering == "asserted":
        expected.reverse()
    page = documents(f"ordering={ordering}&page_size=3")
    whole = uids(documents(f"ordering={ordering}"))
    assert sorted(whole) == sorted(expected)
    assert ordering.endswith("asserted") is (whole == expected) or ordering.startswith("-p")
    forwards = [page]
    while forwards[-1].next:
        forwards.append(documents(query_of(forwards[-1].next)))
    assert [uids(each) for each in forwards] == [whole[:3], whole[3:6], whole[6:]]
    backwards = [forwards[-1]]
    while backwards[-1].previous:
        backwards.append(documents(query_of(backwards[-1].previous)))
    assert [uids(each) for each in backwards] == [whole[6:], whole[3:6], whole[:3]]
    assert (page.previous, backwards[-1].previous) == (None, None)
    assert uids(documents(query_of(backwards[-1].next))) == whole[3:6]


def test_an_emptied_page_leads_back_to_where_it_came_from() -> None:
    newest_first = some_claims(4)
    second = documents(query_of(documents("page_size=2").next))
    chief = make_user("chief")
    for uid in newest_first[2:]:
        withdraw("claim", uid, by=chief, note="an error of ours")
    emptied = documents(query_of(documents(query_of(second.previous)).next) if second.previous else "")
    assert (uids(emptied), emptied.next) == ([], None)
    assert uids(documents(query_of(emptied.previous))) == newest_first[:2]


def test_a_list_as_of_a_day_holds_what_was_known_then() -> None:
    outlet, body, other = make_source(kind="outlet"), make_source(), make_source()
    early = make_article(published="2022-03-01", publisher=outlet.uid)
    late = make_article(published="2023-03-01", publisher=outlet.uid)
    two = make_claim(
        "Two appearances",
        claimant=body,
        appearances=[
            appearance(early, step(outlet), step(body)),
            appearance(late, step(outlet), step(other)),
        ],
        assessments=[assessment("uncorroborated", as_of="2022-04-01"), assessment("corroborated", as_of="2023-04-01")],
    )
    new = make_claim("A new one", claimant=body, appearances=[appearance(late, step(outlet), step(body))])
    publish_all(two, new)
    assert uids(documents("as_of=2022-02-28")) == []
    then = documents("as_of=2022-12-31&standing=uncorroborated")
    [document] = [json.loads(text) for text in then.documents]
    assert (document["uid"], document["origins"]["attributed"], len(document["appearances"])) == (two.uid, 1, 1)
    assert uids(documents("as_of=2022-03-31&standing=open")) == [two.uid]
    assert uids(documents("as_of=2022-12-31&min_origins=2")) == []
    assert uids(documents("min_origins=2&standing=corroborated")) == [two.uid]
    assert uids(documents(f"as_of=2022-12-31&article={late.uid}")) == []
    assert uids(documents(f"as_of=2022-12-31&article={early.uid}")) == [two.uid]
    assert uids(documents(f"as_of=2022-12-31&source={other.uid}")) == []
    assert uids(documents(f"as_of=2023-03-01&source={other.uid}")) == [two.uid]
    assert uids(documents(f"as_of=2022-12-31&origin={other.uid}")) == []
    for ordering in ("asserted", "-published", "-changed"):
        assert uids(documents(f"as_of=2022-12-31&ordering={ordering}")) == [two.uid]


def test_a_claim_is_listed_from_the_day_it_counts_whenever_it_is_said_to_have_been_made() -> None:
    outlet, body = make_source(kind="outlet"), make_source()
    article = make_article(published="2022-03-01", publisher=outlet.uid)
    made = make_claim("Coal moved", appearances=[appearance(article, step(outlet), step(body), asserted="2022-05-01")])
    publish_all(made)
    assert uids(documents("as_of=2022-04-01")) == [made.uid]
    assert uids(documents("as_of=2022-02-28")) == []


def test_cards_of_a_past_day_say_what_was_known_then() -> None:
    outlet, body = make_source(kind="outlet"), make_source()
    article = make_article(published="2022-03-01", publisher=outlet.uid)
    quoted = appearance(article, step(outlet), step(body))
    made = make_claim("Coal moved", appearances=[quoted], assessments=[assessment("unverifiable", as_of="2023-01-01")])
    publish_all(made)
    for type in ("claim", "any"):
        then = lists.cards(
            type,
            QueryDict("as_of=2022-06-01&q=coal&standing=" if type == "claim" else "as_of=2022-06-01&q=coal"),
            path="/claims/",
        )
        assert [each["standing"]["value"] for each in then.cards if each["type"] == "claim"] == ["open"]
        assert then.on == date(2022, 6, 1)
        today = lists.cards(type, QueryDict("q=coal"), path="/claims/")
        assert [each["standing"]["value"] for each in today.cards if each["type"] == "claim"] == ["unverifiable"]


def test_fields_keeps_some_names_of_each_document() -> None:
    some_claims(2)
    page = documents("fields=statement,uid&page_size=1")
    assert [list(json.loads(text)) for text in page.documents] == [["uid", "statement"]]
    assert "fields=statement%2Cuid" in query_of(page.next)
    then = documents("fields=uid&as_of=2024-01-01&page_size=1")
    assert list(json.loads(then.documents[0])) == ["uid"]
    for query in ("fields=uid,nothing", "fields=uid,nothing&as_of=1990-01-01", "fields=,"):
        with pytest.raises(BadParameters, match="headline"):
            documents(query)


def test_the_most_records_a_page_holds() -> None:
    some_claims(3)
    assert len(documents("page_size=100").documents) == 3
    for size in ("0", "101", "-1", "1.5", "ten", "9" * 5_000, "٣"):
        with pytest.raises(BadParameters, match="page_size"):
            documents(f"page_size={size}")


@pytest.mark.parametrize(
    "cursor",
    [
        "abc",
        "%00",
        "1.5",
        "9" * 5_000,
        "AAAAAAAAAAA=",
        "____________",
        "AP//////////",
        "AQAAAAAAAAAB",
        "ÄÖÜäöüÄÖÜäöü",
        "AAAAAAAAAAA ",
    ],
)
def test_a_cursor_that_is_none_of_this_list(cursor: str) -> None:
    with pytest.raises(BadParameters, match="cursor"):
        documents(f"cursor={cursor}")


def test_a_cursor_belongs_to_its_ordering() -> None:
    some_claims(3)
    following = query_of(documents("page_size=1").next)
    with pytest.raises(BadParameters, match="cursor"):
        documents(f"{following}&ordering=-changed")


def test_sources_articles_and_events_have_lists_too() -> None:
    Country.objects.get_or_create(code="KP", defaults={"name": "North Korea"})
    paper, state = make_source("The Paper", kind="outlet"), make_source("Ruritania", country="KP")
    article = make_article("Coal is moved", publisher=paper.uid, genre="news", published="2022-05-05")
    plain = make_article("No genre", published="2021-05-05")
    talks = make_event(
        "Talks", status="planned", date="2022-06-01", participants=[{"source": state.uid, "role": "host"}]
    )
    round_ = make_event("First round", date="2022-06-02", part_of=talks.uid)
    publish_all(article, plain, talks, round_)
    assert uids(documents("", "article")) == [article.uid, plain.uid]
    assert uids(documents("genre=news&language=en", "article")) == [article.uid]
    assert uids(documents(f"publisher={paper.uid}&published_from=2022-01-01", "article")) == [article.uid]
    assert uids(documents("published_to=2021-12-31", "article")) == [plain.uid]
    assert uids(documents("as_of=2021-12-31", "article")) == [plain.uid]
    assert uids(documents("q=coal", "article")) == [article.uid]
    assert uids(documents("status=planned", "event")) == [talks.uid]
    assert uids(documents(f"participant={state.uid}&date_from=2022-06-01&date_to=2022-06-01", "event")) == [talks.uid]
    assert uids(documents(f"part_of={talks.uid}", "event")) == [round_.uid]
    assert uids(documents("kind=outlet", "source")) == [paper.uid]
    assert uids(documents("country=KP", "source")) == [state.uid]
    assert set(uids(documents("as_of=2000-01-01", "source"))) == {paper.uid, state.uid}
    assert uids(documents("q=ruritania&ordering=-published", "source")) == [state.uid]
    publish(change(article, genre="opinion"), note="genre")
    assert uids(documents("genre=news", "article")) == []
    withdraw("article", plain.uid, by=make_user("chief"), note="an error of ours")
    assert uids(documents("", "article")) == [article.uid]


def test_unnamed_sources_are_in_no_list() -> None:
    article = make_article()
    unnamed = make_source("Two officials", kind="unnamed", article=article.uid)
    publish(article, unnamed)
    assert uids(documents("", "source")) == []
    assert lists.cards("any", QueryDict("q=officials"), path="/search/").cards == []
    with pytest.raises(BadParameters, match="kind"):
        documents("kind=unnamed", "source")


@pytest.mark.parametrize(
    "query", ["", "q=coal", "topic=coal&q=coal&standing=open", "as_of=2023-06-01", "ordering=-changed"]
)
def test_a_list_costs_the_same_at_any_size(query: str, django_assert_max_num_queries) -> None:
    some_claims(2)
    with django_assert_max_num_queries(5) as first:
        assert len(documents(query).documents) in (0, 2)
    some_claims(4)
    with django_assert_max_num_queries(5) as second:
        assert len(documents(query).documents) in (0, 6)
    assert len(second) <= len(first)


def test_forms_send_empty_values_and_programs_do_not() -> None:
    expected = some_claims(2)
    page = lists.cards("claim", QueryDict("q=&standing=&claimant="), path="/claims/")
    assert [each["uid"] for each in page.cards] == expected
    assert page.values == {"q": ""}
    with pytest.raises(BadParameters, match="standing"):
        documents("standing=")
