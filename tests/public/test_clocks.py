"""The two clocks: which one a page is read by stands on it, goes along its links, and can be left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.editorial.closing import suppress
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)
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


def test_everything_that_a_day_leads_to_keeps_the_day(client, cast, addresses):
    """From page to page by every link, as a reader may go."""
    day = "as_of=2022-11-10"
    waiting, seen = [f"/{name}/?{day}" for name in ("claims", "events", "sources", "articles")], set()
    waiting += [f"/search/?q=rocket&{day}", f"/claims/?claimant={cast.expert.uid}&{day}", f"/claims/?q=rokcet&{day}"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        text, page = answer.content.decode(), page_of(answer)
        assert '<meta name="robots" content="noindex">' in text, address
        assert "As of 10 November 2022. You read what was known in the world by 10 November 2022" in page.text
        assert 'name="as_of"' in text or "Perhaps by then" in page.text, address
        own = [href for href, _ in page.links if href.startswith("/") and not href.startswith(TIMELESS)]
        way_back = address.replace(day, "").rstrip("?&")
        lost = [href for href in own if day not in href]
        assert {href for href in lost if not href.endswith("/history/")} <= {way_back, "/", *later(address)}, address
        assert way_back in lost, address
        # Of lists, the plain ones; what narrows them is a link of the same kind.
        waiting += [href for href in own if href.endswith(f"/?{day}")]
    assert len(seen) > 20
    assert {"claim", "event", "source", "article"} <= {each.split("/")[1].rstrip("s") for each in seen}


# What belongs to no day: the history of the archive and its own texts; citations; feeds of what is new.
TIMELESS = ("/about/", "/changes/", "/ledger/", "/method/", "/api/v1/", "/feeds/", "/opensearch.xml")


def later(address):
    """Of what had perhaps appeared, the day on which it surely had."""
    return {f"{address.partition('?')[0]}?as_of=2022-11-13", f"{address.partition('?')[0]}?as_of=2022-11-30"}


def test_what_had_perhaps_appeared_is_told_apart(client, cast, addresses):
    publish_all(vague := make_claim_of_a_month())
    path = f"/claims/{vague.uid}/whales-were-seen/"
    page = page_of(client.get("/claims/", {"as_of": "2022-11-20"}))
    assert page.complaints() == []
    assert "Perhaps by then The dates of these are uncertain: each may have appeared by 20 November 2022" in page.text
    assert "from 1 November 2022 at the earliest, surely by 30 November 2022" in page.text
    assert [href for href, words in page.links if words.endswith("Whales were seen")] == [f"{path}?as_of=2022-11-20"]
    assert "; 1 other perhaps" in page.text
    alone = client.get(path, {"as_of": "2022-11-20"})
    page = page_of(alone)
    assert page.complaints() == []
    assert "Whether this had appeared by 20 November 2022 nobody can tell" in page.text
    assert (f"{path}?as_of=2022-11-30", "Read it as of 30 November 2022") in page.links
    assert (path, "Back to today") in page.links
    assert client.get(f"/api/v1/claims/{vague.uid}/", {"as_of": "2022-11-20"}).status_code == 404
    # Its article is not there either, nor what leads to both.
    assert "Perhaps by then" in page_of(client.get("/articles/", {"as_of": "2022-11-20"})).text
    for address in ("/search/?q=whales", "/claims/?q=whales", "/claims/?kind=assertion"):
        text = page_of(client.get(f"{address}&as_of=2022-11-20")).text
        assert "Whales were seen from 1 November 2022" in text, address
    for query in ("as_of=2022-11-30", "as_of=2022-10-31", "q=whales", "as_of=2022-11-20&kind=denial"):
        assert "Perhaps by then" not in page_of(client.get(f"/claims/?{query}")).text, query
    assert client.get(path, {"as_of": "2022-10-31"}).status_code == 404
    assert client.get(path, {"as_of": "2022-11-30"}).status_code == 200


def make_claim_of_a_month():
    paper = make_source("Monthly", kind="outlet")
    article = make_article(
        "Whales of November", publisher=paper.uid, published="2022-11", published_basis="The month stands on it."
    )
    return make_claim("Whales were seen", claimant=paper, appearances=[appearance(article, step(paper))])


def test_nobody_can_take_one_clock_for_the_other(client, addresses):
    now = timezone.now().isoformat()
    for name in ("shipment", "wire", "meeting", "expert"):
        known = page_of(client.get(getattr(addresses, name), {"as_of": "2025-01-01"})).text
        said = page_of(client.get(getattr(addresses, name), {"recorded": now})).text
        assert "It is today’s account of that day, not what this archive said then." in known
        assert "You read what this archive said on" not in known
        assert "What this archive said then. You read what this archive said on" in said
        assert "Lists and the search know no such moment: their links lead to today." in said
        assert "known in the world by 1" not in said
        today = page_of(client.get(getattr(addresses, name))).text
        assert "this archive said on" not in today
        assert "What was known in the world by" in today
        assert "What this archive itself said at a moment is another thing: see every version." in today


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
