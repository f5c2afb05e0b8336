"""The two clocks: which one a page is read by stands on it, goes along its links, and can be left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.editorial.closing import suppress
from tests.factories import change, make_user, publish
from tests.public.html import page_of

pytestmark = pytest.mark.django_db


def hrefs(answer):
    return [href for href, _ in page_of(answer).links]


def test_a_page_as_of_a_day_says_so_and_leads_back(client, addresses):
    answer = client.get(addresses.shipment, {"as_of": "2023-01-01"})
    page = page_of(answer)
    assert page.complaints() == []
    assert "You read what was known in the world by 1 January 2023; what became known later is left out." in page.text
    assert (addresses.shipment, "Back to today") in page.links
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "A year after the rockets" not in page.text


def test_what_was_recorded_says_so_and_leads_back(client, cast, addresses):
    before = timezone.now()
    publish(change(cast.opinion, statement="The two need each other"), note="clearer")
    answer = client.get(addresses.opinion, {"recorded": before.isoformat()})
    page = page_of(answer)
    assert page.complaints() == []
    assert "marriage of convenience" in page.text
    assert "You read what this archive said on" in page.text
    assert "Read it as it stands today" in page.text
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "The two need each other" in client.get(addresses.opinion, follow=True).content.decode()


def test_the_clock_goes_along_every_link_that_can_keep_it(client, addresses):
    kept = [
        href
        for href in hrefs(client.get(addresses.shipment, {"as_of": "2023-01-01"}))
        if href.startswith("/") and not href.startswith(("/api/v1/", "/feeds/")) and href != "/"
    ]
    lost = {href for href in kept if "as_of=2023-01-01" not in href}
    # The way back; the citation of today's text; and what belongs to no day: the history, the acts, the archive itself.
    way_back = addresses.shipment
    ours = ("/about/", "/changes/", "/ledger/", "/method/", "/opensearch.xml")
    assert {href for href in lost if not href.startswith(ours)} <= {way_back, f"{way_back}history/"}
    assert way_back in lost
    assert "/claims/?as_of=2023-01-01" in kept
    assert "/claims/?topic=arms&as_of=2023-01-01" in kept


def test_lists_know_no_moment_so_their_links_do_not_ask_for_one(client, addresses):
    found = hrefs(client.get(addresses.shipment, {"recorded": timezone.now().isoformat()}))
    assert "/claims/" in found
    assert any(href.startswith("/events/") and "recorded=" in href for href in found)
    assert not any(href.startswith("/claims/?") and "recorded" in href for href in found)


def test_the_data_of_the_page_is_read_by_the_same_clock(client, addresses):
    page = page_of(client.get(addresses.shipment, {"as_of": "2023-01-01"}))
    [data] = [href for href, words in page.links if words == "JSON"]
    assert data.endswith("/?as_of=2023-01-01")
    assert client.get(data).status_code == 200


def test_a_list_as_of_a_day_shows_what_stood_then(client, addresses):
    page = page_of(client.get("/claims/", {"as_of": "2022-11-30"}))
    assert "You read what was known in the world by 30 November 2022" in page.text
    assert "proven beyond doubt" not in page.text
    assert "Ruritania has never sent rockets" in page.text


def test_a_search_as_of_a_day_finds_what_stood_then(client, addresses):
    page = page_of(client.get("/search/", {"q": "rocket", "as_of": "2022-11-30"}))
    assert "30 November 2022" in page.text
    assert "proven beyond doubt" not in page.text
    assert "Ruritania has never sent" in page.text


def test_before_its_first_appearance_there_is_nothing_but_the_way_on(client, addresses):
    answer = client.get(addresses.shipment, {"as_of": "2010-01-01"})
    page = page_of(answer)
    assert answer.status_code == 404
    assert page.complaints() == []
    assert "By 1 January 2010 nothing of this claim had appeared" in page.text
    assert (addresses.shipment, "Look today") in page.links


def test_before_its_publication_the_archive_had_said_nothing(client, addresses):
    answer = client.get(addresses.shipment, {"recorded": "2001-01-01T00:00:00Z"})
    assert answer.status_code == 404
    assert "On 1 January 2001, 00:00 UTC this archive said nothing of this claim" in page_of(answer).text


def test_two_clocks_at_once_are_refused(client, addresses):
    answer = client.get(addresses.shipment, {"as_of": "2023-01-01", "recorded": "2023-01-01T00:00:00Z"})
    assert answer.status_code == 400
    assert "as_of" in page_of(answer).text
    assert "recorded" in page_of(answer).text


def test_every_detail_has_both_clocks(client, addresses):
    now = timezone.now().isoformat()
    for name in ("shipment", "wire", "meeting", "expert"):
        for asked in ({"as_of": "2025-01-01"}, {"recorded": now}):
            answer = client.get(getattr(addresses, name), asked)
            assert answer.status_code == 200, (name, asked)
            assert page_of(answer).complaints() == []


def test_what_was_recorded_is_not_kept_after_it_was_suppressed(client, cast, addresses):
    """The answer of a moment past changes only so; then it must change for who has it already."""
    asked = {"recorded": timezone.now().isoformat()}
    tag = client.get(addresses.pledge, asked)["ETag"]
    assert client.get(addresses.pledge, asked, headers={"if-none-match": tag}).status_code == 304
    publish(change(cast.pledge, statement="Ruritania will open its ports"), note="clarified")
    suppress("claim", cast.pledge.uid, by=make_user("chief"), rule="privacy", version=1)
    assert client.get(addresses.pledge, asked, headers={"if-none-match": tag}).status_code == 410


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_what_is_still_to_come_is_not_answered(client, cast, addresses, prefix):
    """As of a day to come, the answer would be another one when that day is there."""
    now = timezone.now()
    tomorrow = (now + timedelta(days=2)).date()
    page = addresses.shipment if not prefix else f"/api/v1/claims/{cast.shipment.uid}/"
    for address, query, words in (
        (page, {"as_of": f"{tomorrow}"}, "That day is still to come"),
        (f"{prefix}/claims/", {"as_of": f"{tomorrow}"}, "That day is still to come"),
        (page, {"as_of": "9999-12-31"}, "That day is still to come"),
        (page, {"recorded": (now + timedelta(days=1)).isoformat()}, "That moment is still to come"),
    ):
        answer = client.get(address, query)
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert client.get(page, {"as_of": f"{now.date()}"}).status_code == 200
    assert client.get(page, {"recorded": now.isoformat()}).status_code == 200
