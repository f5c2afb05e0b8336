"""Facets on the pages of lists: ordinary links, each with how many it leads to."""

import re

import pytest

from tests.factories import make_claim, make_source, publish_all
from tests.public.html import page_of

pytestmark = pytest.mark.django_db

OPTION = re.compile(
    r'<li><a href="([^"]*)" rel="nofollow"( aria-current="true")?><span class="value">(.*?)</span> '
    r'<span class="n">([\d,]+)</span>'
)
TALLY = re.compile(r'<p role="status"><strong>([\d,]+|No)</strong>')


def options(answer) -> list[tuple[str, bool, str, int]]:
    """Address, whether it is chosen, name, number."""
    return [
        (href.replace("&amp;", "&"), bool(chosen), name, int(number.replace(",", "")))
        for href, chosen, name, number in OPTION.findall(answer.content.decode())
    ]


def number(answer) -> int:
    (found,) = TALLY.findall(answer.content.decode())
    return 0 if found == "No" else int(found.replace(",", ""))


@pytest.mark.parametrize(
    "address",
    [
        "/claims/",
        "/claims/?kind=assertion",
        "/claims/?as_of=2023-01-01",
        "/claims/?q=rocket&standing=open",
        "/claims/?asserted_from=2022-01-01&asserted_to=2022-12-31&kind=denial",
        "/events/",
        "/articles/",
        "/sources/?kind=person",
    ],
)
def test_every_option_leads_to_as_many_as_it_says(client, cast, address: str) -> None:
    answer = client.get(address)
    assert page_of(answer).complaints() == []
    found = options(answer)
    assert found
    for href, is_chosen, name, counted in found:
        led = client.get(href)
        assert led.status_code == 200
        if is_chosen:
            assert counted == number(answer), name
        else:
            assert counted == number(led), (href, name)


def test_an_option_is_added_and_taken_away_again(client, cast) -> None:
    start = client.get("/claims/?kind=assertion")
    href = next(href for href, _, name, _ in options(start) if name == "Ivo Klee")
    assert href == f"/claims/?kind=assertion&claimant={cast.expert.uid}"
    back = next(href for href, is_chosen, name, _ in options(client.get(href)) if is_chosen and name == "Ivo Klee")
    assert back == "/claims/?kind=assertion"


def test_a_selection_has_one_address(client, cast) -> None:
    first = client.get(f"/claims/?claimant={cast.expert.uid}&kind=assertion&as_of=2024-01-01&page_size=2")
    links = {words: href for href, words in page_of(first).links}
    assert links["Link to this list"] == f"/claims/?kind=assertion&claimant={cast.expert.uid}&as_of=2024-01-01"
    assert links["CSV file of the whole list"].endswith("&as_of=2024-01-01&format=csv")


def test_a_year_is_one_filter(client, cast) -> None:
    href = next(href for href, _, name, _ in options(client.get("/claims/")) if name == "2022")
    assert href == "/claims/?asserted_from=2022-01-01&asserted_to=2022-12-31"
    page = page_of(client.get(href))
    assert ("/claims/", "Claimed in: 2022 ×, remove this filter") in page.links
    assert not [words for _, words in page.links if words.startswith("Claimed from")]


def test_chips_name_what_uids_stand_for(client, cast) -> None:
    page = page_of(client.get(f"/claims/?event={cast.meeting.uid}&origin={cast.government.uid}"))
    chips = [words for _, words in page.links if "remove this filter" in words]
    assert chips == [
        "Event: Reported rocket deliveries ×, remove this filter",
        "Origin: Ruritania ×, remove this filter",
    ]


def test_a_uid_that_nobody_has_stays_what_it_is(client, cast) -> None:
    answer = client.get("/claims/?claimant=aaaaaaaaaa")
    assert ("/claims/", "Without claimant “aaaaaaaaaa”") in page_of(answer).links
    assert [option for option in options(answer) if option[1]] == [("/claims/", True, "aaaaaaaaaa", 0)]


def test_a_word_that_is_somebodys_uid_stays_a_word(client, cast) -> None:
    page = page_of(client.get(f"/claims/?q={cast.expert.uid}"))
    assert [words for _, words in page.links if "remove" in words] == [
        f"Search: {cast.expert.uid} ×, remove this filter"
    ]


def test_an_empty_list_says_how_many_there_would_be(client, cast) -> None:
    text = page_of(client.get("/claims/?kind=pledge&standing=open")).text
    open_ones = number(client.get("/claims/?standing=open"))
    assert f"Without kind “Pledge” {open_ones} claims" in text
    assert "Without standing “Open” 1 claim" in text
    before = page_of(client.get("/claims/?as_of=1990-01-01&kind=pledge")).text
    assert "Nothing here fits this, as known by 1 January 1990." in before
    assert "The same today 1 claim" in before


def test_beyond_the_end_nothing_is_said_to_be_missing(client, cast) -> None:
    page = page_of(client.get("/claims/?page_size=1&ordering=asserted"))
    following = next(href for href, words in page.links if words.startswith("Next"))
    cursor = following.partition("cursor=")[2].partition("&")[0]
    page = page_of(client.get(f"/claims/?ordering=asserted&asserted_to=2000-01-01&cursor={cursor}"))
    assert "Nothing here fits this." in page.text


def test_facets_cost_no_more_when_there_is_more(client, cast, django_assert_max_num_queries) -> None:
    addresses = [
        "/claims/",
        f"/claims/?q=rocket&subject={cast.government.uid}&source={cast.expert.uid}&kind=assertion",
        f"/claims/?as_of=2024-12-31&q=rocket&claimant={cast.government.uid}",
        "/events/?country=KP",
        "/sources/?q=ruritania",
    ]
    for more in (3, 6):
        publish_all(*(make_claim("More rockets", claimant=make_source()) for _ in range(more)))
        client.get("/claims/")
        for address in addresses:
            with django_assert_max_num_queries(8):
                assert client.get(address).status_code == 200


def test_the_search_leads_to_the_claims_it_found(client, cast) -> None:
    page = page_of(client.get("/search/?q=rocket&as_of=2024-12-31"))
    assert ("/claims/?q=rocket&as_of=2024-12-31", "Narrow down the claims among them") in page.links
