"""Lists: filters that can be taken away one by one, a way on and back, and an empty list that helps."""

import re

import pytest

from tests.factories import appearance, assessment, make_article, make_claim, make_event, make_source, publish_all, step
from tests.public.html import page_of

pytestmark = pytest.mark.django_db


def test_claims_are_narrowed_by_their_address(client, addresses):
    answer = client.get("/claims/", {"kind": "denial"})
    page = page_of(answer)
    assert [words for level, words in page.headings if level == 2] == [
        "Ruritania: Ruritania has never sent rockets across the strait"
    ]
    assert '<input type="hidden" name="kind" value="denial">' in answer.content.decode()


def test_each_filter_in_use_can_be_removed(client, cast, addresses):
    page = page_of(client.get("/claims/", {"kind": "assertion", "claimant": cast.expert.uid}))
    chips = [(href, words) for href, words in page.links if "remove this filter" in words]
    assert chips == [
        (f"/claims/?claimant={cast.expert.uid}", "Kind: Assertion ×, remove this filter"),
        ("/claims/?kind=assertion", "Claimant: Ivo Klee ×, remove this filter"),
    ]
    assert ("/claims/", "Remove all") in page.links


def test_a_filter_without_a_field_survives_the_form(client, cast, addresses):
    text = client.get("/claims/", {"claimant": cast.expert.uid}).content.decode()
    assert f'<input type="hidden" name="claimant" value="{cast.expert.uid}">' in text


def test_a_form_sent_with_empty_fields_leads_to_an_address_worth_citing(client, cast):
    answer = client.get("/claims/?q=&standing=open&outcome=&ordering=-asserted&as_of=")
    assert (answer.status_code, answer["Location"]) == (302, "/claims/?standing=open")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert client.get("/search/?q=")["Location"] == "/search/"


def test_an_empty_list_says_what_to_take_away(client, addresses):
    page = page_of(client.get("/claims/", {"kind": "pledge", "standing": "open"}))
    assert "Nothing here fits all of these." in page.text
    assert ("/claims/?standing=open", "Without kind “Pledge”") in page.links
    assert ("/claims/", "All claims") in page.links


def test_a_list_is_walked_forth_and_back(client, cast):
    publish_all(*(make_claim(f"Numbered {number}", claimant=make_source()) for number in range(4)))
    seen, address, path = [], "/claims/?page_size=5", []
    while address:
        page = page_of(client.get(address))
        assert page.complaints() == []
        seen += [words for level, words in page.headings if level == 2]
        path.append(address)
        address = next((href for href, words in page.links if words.startswith("Next")), "")
    assert len(seen) == len(set(seen)) == 12
    back = next(href for href, words in page_of(client.get(path[-1])).links if words.endswith("Previous"))
    assert back.startswith("/claims/?")
    assert [words for level, words in page_of(client.get(back)).headings if level == 2] == seen[5:10]


def test_events_stand_under_their_years(client, addresses):
    headings = page_of(client.get("/events/")).headings
    assert headings[2:] == [(2, "2022"), (3, "Reported rocket deliveries"), (2, "2024"), (3, "Treaty of Port Ivo")]
    headings = page_of(client.get("/events/", {"ordering": "-asserted"})).headings
    assert headings[2:] == [(2, "2024"), (3, "Treaty of Port Ivo"), (2, "2022"), (3, "Reported rocket deliveries")]


def test_a_timeline_is_walked_forth_and_back(client, addresses):
    first = page_of(client.get("/events/?page_size=1"))
    following = next(href for href, words in first.links if words.startswith("Next"))
    second = client.get(following)
    assert second.status_code == 200
    assert page_of(second).headings[3] == (3, "Treaty of Port Ivo")
    back = next(href for href, words in page_of(second).links if words.endswith("Previous"))
    assert page_of(client.get(back)).headings == first.headings
    assert client.get("/events/?ordering=asserted")["Location"] == "/events/"


def test_the_search_goes_over_everything_and_marks_what_it_found(client, addresses):
    answer = client.get("/search/", {"q": "rocket"})
    page = page_of(answer)
    assert "Reported <mark>rocket</mark> deliveries" in answer.content.decode()
    found = {href.split("/")[1] for href, words in page.links if "rocket" in words and "filter" not in words}
    assert found == {"claims", "articles", "events"}
    assert 'value="rocket"' in answer.content.decode()


def test_a_search_for_a_name_finds_its_other_names(client, addresses):
    page = page_of(client.get("/search/", {"q": "“Kingdom of Ruritania”"}))
    assert any(words == "Ruritania" for _, words in page.headings)


def test_a_search_that_finds_nothing_explains_itself(client, addresses):
    page = page_of(client.get("/search/", {"q": "zeppelin"}))
    assert "Nothing here fits this." in page.text
    assert "Other spellings of a name are found by themselves." in page.text


def test_an_empty_search_shows_its_form_alone(client, addresses):
    page = page_of(client.get("/search/"))
    assert "Claims, articles, events and sources are looked through together." in page.text
    assert [level for level, _ in page.headings] == [1]


def test_a_list_does_not_cost_more_when_it_is_longer(client, cast, django_assert_max_num_queries):
    publish_all(*(make_claim(claimant=make_source()) for _ in range(10)))
    # What is counted is read at the first request after anything was published.
    for _ in range(2):
        with django_assert_max_num_queries(8):
            client.get("/claims/")
    with django_assert_max_num_queries(8):
        client.get("/")


def test_an_article_lists_its_claims_in_its_own_order_with_their_places(client, addresses):
    page = page_of(client.get(addresses.column))
    assert "The article quotes it. a significant number of rockets" in page.text
    assert "Paragraph 5" in page.text
    assert page.headings[3][1].startswith("Valoria:")
    assert "Between two dated reports that cite it." in page_of(client.get(addresses.wire)).text
    assert "ab" * 32 in page_of(client.get(addresses.wire)).text


def test_a_source_shows_two_statements_that_differ_side_by_side(client, addresses):
    page = page_of(client.get(addresses.expert))
    place = page.headings.index((2, "Two statements that differ"))
    first, second = page.headings[place + 1][1], page.headings[place + 2][1]
    assert first.endswith("There is no concrete proof of rocket deliveries")
    assert second.endswith("The rocket deliveries are proven beyond doubt")
    assert "Works at University of Port Ivo from 2015" in page.text
    assert "Claimant of 4 claims" in page.text


def test_an_event_tells_its_status_in_words_and_how_its_date_is_known(client, addresses):
    page = page_of(client.get(addresses.meeting))
    assert "Reported. It was reported; whether it happened is what the claims below are about." in page.text
    assert "between 1 and 13 November 2022 One article says early November" in page.text
    assert "Ruritania said to have shipped" in page.text


def test_how_many_of_each_judgement_is_said_where_there_are_several(client):
    flood = make_event("Flood of Elphberg")
    rained, dry = (
        make_claim(statement, events=[flood.uid], assessments=[assessment(standing)])
        for statement, standing in (("It rained", "uncorroborated"), ("It was dry", "open"))
    )
    publish_all(rained)
    address = f"/events/{flood.uid}/"
    counts = re.compile('<ul class="facts split"')
    assert not counts.search(client.get(address, follow=True).content.decode())
    publish_all(dry)
    assert counts.search(client.get(address, follow=True).content.decode())


def test_an_article_names_its_language_in_words(client):
    for code, words in (("de", "German"), ("tlh", "tlh")):
        article = make_article(language=code)
        publish_all(make_claim(appearances=[appearance(article, step(make_source()))]))
        page = page_of(client.get(f"/articles/{article.uid}/", follow=True))
        assert f"Language {words} " in page.text


def test_what_is_true_or_not_is_asked_for_in_words(client, addresses):
    answer = client.get("/claims/", {"contested": "true"})
    text = answer.content.decode()
    assert '<option value="true" selected>Yes</option>' in text
    assert text.count('<option value="false">No</option>') == 2
    assert ">True<" not in text
    assert ("/claims/", "Contested: Yes ×, remove this filter") in page_of(answer).links


def test_a_list_offers_the_orders_it_has(client, addresses):
    offered = {}
    for address in ("/claims/", "/search/?q=rockets"):
        _, _, select = client.get(address).content.decode().partition('<select name="ordering"')
        offered[address] = re.findall('<option value="([^"]*)"', select.partition("</select>")[0])
    assert offered["/claims/"] == ["-asserted", "asserted", "-published", "-changed"]
    assert offered["/search/?q=rockets"] == ["-asserted", "asserted"]
    for ordering in offered["/search/?q=rockets"]:
        assert client.get(f"/search/?q=rockets&ordering={ordering}", follow=True).status_code == 200
