"""What was taken back stays at its address, and says why it is gone and what stands for it."""

import pytest

from archive.editorial.closing import merge, suppress, withdraw
from tests.factories import make_user
from tests.public.html import page_of

pytestmark = pytest.mark.django_db
WORDS = "covertly ships"


def test_a_withdrawn_claim_says_why(client, cast, addresses):
    withdraw("claim", cast.shipment.uid, by=make_user("chief"), note="It rested on a <misread> table.")
    for address in (addresses.shipment, f"/claims/{cast.shipment.uid}/", f"{addresses.shipment}history/"):
        answer = client.get(address)
        page = page_of(answer)
        assert (answer.status_code, page.complaints()) == (410, [])
        assert "This claim was withdrawn" in page.text
        assert "It rested on a <misread> table." in page.text
        assert WORDS not in answer.content.decode()
        assert "noindex" in answer.content.decode()
        assert answer["Cache-Control"] == "public, max-age=60"


def test_a_withdrawn_claim_names_its_successor(client, cast, addresses):
    withdraw("claim", cast.earlier.uid, by=make_user("chief"), note="Said better", successor=cast.later.uid)
    page = page_of(client.get(addresses.earlier))
    assert f"/claims/{cast.later.uid}/-/" in [href for href, _ in page.links]


def test_text_removed_by_law_is_unavailable_for_legal_reasons(client, cast, addresses):
    suppress("claim", cast.shipment.uid, by=make_user("chief"), rule="law", note="By order of a court.")
    answer = client.get(addresses.shipment)
    page = page_of(answer)
    assert (answer.status_code, page.complaints()) == (451, [])
    assert "We may not show this claim" in page.text
    assert "a legal order" in page.text
    assert WORDS not in answer.content.decode()


def test_suppressed_text_is_gone_under_the_rule_that_is_named(client, cast, addresses):
    suppress("source", cast.expert.uid, by=make_user("chief"), rule="privacy")
    answer = client.get(addresses.expert)
    assert answer.status_code == 410
    assert "private life" in page_of(answer).text
    assert "Ivo Klee" not in answer.content.decode()


def test_a_merged_record_leads_to_what_stands_for_it(client, cast, addresses):
    merge("article", cast.wire.uid, into=cast.column.uid, by=make_user("chief"), note="One text")
    answer = client.get(addresses.wire, {"as_of": "2024-01-01"})
    assert (answer.status_code, answer["Location"]) == (301, f"/articles/{cast.column.uid}/-/?as_of=2024-01-01")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert client.get(addresses.wire, follow=True).redirect_chain[-1] == (addresses.column, 301)


def test_pages_that_named_a_withdrawn_record_lose_its_words_and_keep_its_place(client, cast, addresses):
    withdraw("source", cast.expert.uid, by=make_user("chief"), note="An error of ours")
    withdraw("article", cast.wire.uid, by=make_user("chief"), note="An error of ours")
    for name in ("shipment", "later", "opinion", "meeting", "column"):
        answer = client.get(getattr(addresses, name), follow=True)
        page = page_of(answer)
        assert (answer.status_code, page.complaints()) == (200, []), name
        assert "Ivo Klee" not in page.text
        assert "None" not in page.text


def test_a_withdrawn_claim_stands_in_no_list(client, cast, addresses):
    withdraw("claim", cast.shipment.uid, by=make_user("chief"), note="An error of ours")
    for address in ("/", "/claims/", "/search/?q=rockets", addresses.meeting, addresses.column):
        page = page_of(client.get(address))
        assert WORDS not in page.text
    assert "Withdrawn" in page_of(client.get("/")).text
    assert "An error of ours" in page_of(client.get("/")).text
