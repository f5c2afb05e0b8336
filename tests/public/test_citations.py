"""A record is cited: by addresses that last, from a box on its page, in files for other programs."""

import json
import re
from datetime import datetime, timedelta

import bibtexparser
import pytest
import rispy
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.closing import merge, suppress, withdraw
from archive.formats.linked import breadcrumbs, linked
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all
from tests.public.cast import SITE
from tests.public.html import page_of

pytestmark = pytest.mark.django_db
TYPES = ("shipment", "wire", "meeting", "expert")
FORMS = {
    "json": "application/json",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def file_of(address, form):
    return f"{address.removesuffix('/')}.{form}"


def document(client, address, **query):
    return client.get(file_of(address, "json"), query).json()


def item(client, address, **query):
    [found] = client.get(file_of(address, "csl.json"), query).json()
    return found


def gathered(client, address, **query):
    """The claims that a record's page gathers, whatever their order."""
    return {each["uid"]: each["headline"] for each in document(client, address, **query)["claims"]}


def blocks(answer):
    return [json.loads(text) for text in BLOCK.findall(answer.content.decode())]


@pytest.mark.parametrize("name", TYPES)
def test_every_record_is_to_be_had_in_every_form(client, addresses, name):
    address = getattr(addresses, name)
    for form, media_type in FORMS.items():
        answer = client.get(file_of(address, form))
        assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
        assert answer["Cache-Control"] == "public, max-age=60"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Link"] == f'<{SITE}{address}>; rel="canonical"'
        assert not answer.cookies
        again = client.get(file_of(address, form), headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(file_of(address, form)).status_code == 200
        assert client.post(file_of(address, form)).status_code == 405
    text = client.get(file_of(address, "bib")).content.decode()
    assert bibtexparser.parse_string(text).entries[0]["url"] == f"{SITE}{address}"
    [reference] = rispy.loads(client.get(file_of(address, "ris")).content.decode())
    assert reference["urls"] == [f"{SITE}{address}"]


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("query", [{}, {"as_of": "2025-01-01"}])
def test_the_document_is_the_one_of_the_api(client, addresses, name, query):
    address = getattr(addresses, name)
    _, plural, uid, *_ = address.split("/")
    assert client.get(file_of(address, "json"), query).content == client.get(f"/api/v1/{plural}/{uid}/", query).content


def test_exactly_this_text_is_found_again_after_it_was_corrected(client, cast, addresses):
    cited, before = item(client, addresses.opinion), document(client, addresses.opinion)
    [exact] = re.findall(r"Exactly this text: (\S+)", cited["note"])
    publish(change(cast.opinion, statement="The two need each other"), note="clearer")
    publish(change(cast.expert, name="Dr. Ivo Klee"), note="His title")
    path, _, query = exact.removeprefix(SITE).partition("?")
    asked = dict([query.split("=", 1)])
    assert document(client, path, **asked) == before
    # What is cited from there is the same again.
    then = item(client, path, **asked)
    assert (then["URL"], then["version"], then["issued"]) == (exact, cited["version"], cited["issued"])
    assert page_of(client.get(path, asked)).complaints() == []


@pytest.mark.parametrize("name", ["wire", "meeting", "expert"])
def test_what_a_page_gathers_is_found_again_too(client, cast, addresses, name):
    """Claims stand on other records' pages without a version of those."""
    address = getattr(addresses, name)
    withdraw("claim", cast.denial.uid, by=make_user("chief"), note="An error of ours")
    publish(change(cast.earlier, statement="There is no proof at all"), note="clearer")
    before, [exact] = gathered(client, address), re.findall(r"recorded=(\S+)", item(client, address)["note"])
    withdraw("claim", cast.earlier.uid, by=make_user("chief"), note="An error of ours")
    assert gathered(client, address) != before or name == "wire"
    assert gathered(client, address, recorded=exact) == before


def test_a_text_that_changed_by_a_name_in_it_has_an_address_too(client, cast, addresses):
    publish(change(cast.expert, name="Dr. Ivo Klee"), note="His title")
    now = document(client, addresses.opinion)
    assert now["headline"].startswith("Dr. Ivo Klee")
    [exact] = re.findall(r"recorded=(\S+)", item(client, addresses.opinion)["note"])
    assert document(client, addresses.opinion, recorded=exact) == now


def test_a_citation_as_of_a_day_says_the_day(client, addresses):
    found = item(client, addresses.shipment, as_of="2023-01-01")
    assert found["URL"] == f"{SITE}{addresses.shipment}?as_of=2023-01-01"
    assert "as known by 2023-01-01" in found["note"]
    assert found["event-date"] == {"date-parts": [[2022, 11, 1]], "circa": True}
    assert client.get(found["URL"].removeprefix(SITE)).status_code == 200


def test_a_citation_does_not_depend_on_the_day_it_is_made(client, addresses, time_machine):
    first = client.get(file_of(addresses.shipment, "bib")).content
    time_machine.move_to(datetime.now().astimezone() + timedelta(days=400))
    assert client.get(file_of(addresses.shipment, "bib")).content == first


@pytest.mark.parametrize("form", FORMS)
def test_what_pages_refuse_files_refuse(client, cast, addresses, form):
    address = addresses.shipment
    assert client.get(file_of(address, form), {"nothing": 1}).status_code == 400
    assert client.get(file_of(address, form), {"as_of": "2010-01-01"}).status_code == 404
    assert client.get(f"/claims/aaaaaaaaaa/x.{form}").status_code == 404
    assert client.get(f"/sources/{cast.shipment.uid}/x.{form}").status_code == 404
    moved = client.get(f"/claims/{cast.shipment.uid}/-.{form}?as_of=2024-01-01")
    assert (moved.status_code, moved["Location"]) == (301, f"{file_of(address, form)}?as_of=2024-01-01")


@pytest.mark.parametrize("form", FORMS)
def test_closed_records_answer_as_their_pages_do(client, cast, addresses, form):
    chief = make_user("chief")
    withdraw("claim", cast.shipment.uid, by=chief, note="It rested on a misread table.")
    suppress("claim", cast.pledge.uid, by=chief, rule="law", note="By order of a court.")
    merge("article", cast.wire.uid, into=cast.column.uid, by=chief, note="One text")
    for name, status in (("shipment", 410), ("pledge", 451)):
        answer = client.get(file_of(getattr(addresses, name), form))
        assert answer.status_code == status
        assert b"rockets across" not in answer.content
        assert b"inspectors" not in answer.content
    merged = client.get(file_of(addresses.wire, form))
    assert (merged.status_code, merged["Location"]) == (301, f"/articles/{cast.column.uid}/-.{form}")
    assert client.get(file_of(addresses.wire, form), follow=True).status_code == 200
    if form == "json":
        assert client.get(file_of(addresses.shipment, form)).json()["reason"] == "It rested on a misread table."


@pytest.mark.parametrize("name", TYPES)
def test_the_box_leads_to_all_of_it(client, addresses, name):
    address = getattr(addresses, name)
    answer = client.get(address)
    page = page_of(answer)
    assert page.complaints() == []
    links = {words: href for href, words in page.links}
    for words, form in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json")):
        assert links[words] == file_of(address, form)
    [exact] = {href for href in links.values() if "?recorded=" in href and href.startswith(SITE)}
    [as_of] = {href for href in links.values() if "?as_of=" in href and href.startswith(SITE)}
    assert f"{SITE}{address}" in links.values()
    for href in (exact, as_of):
        assert client.get(href.removeprefix(SITE)).status_code == 200
    assert client.get(links["Atom"]).status_code == client.get(links["JSON Feed"]).status_code == 200
    assert "Citation and lasting links" in page.text
    assert f"ledger entry {document(client, address)['ledger']['seq']}." in page.text.lower()


def test_the_box_of_a_page_of_the_past_keeps_its_clock(client, addresses):
    page = page_of(client.get(addresses.shipment, {"as_of": "2023-01-01"}))
    links = {words: href for href, words in page.links}
    assert links["BibTeX"] == f"{file_of(addresses.shipment, 'bib')}?as_of=2023-01-01"
    assert "Atom" not in links
    assert "Exactly this text" not in page.text


@pytest.mark.parametrize("name", TYPES)
def test_the_page_carries_data_for_gatherers(client, addresses, name):
    address = getattr(addresses, name)
    answer, text = client.get(address), client.get(address).content.decode()
    whole = json.loads(client.get(file_of(address, "json")).content.replace(f"{SITE}/".encode(), b"/"))
    assert blocks(answer) == [linked(whole, site=SITE), breadcrumbs(whole, site=SITE)]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    for line in (
        f'<link rel="canonical" href="{SITE}{address}">',
        f'<link rel="cite-as" href="{SITE}{address}">',
        f'<meta property="og:url" content="{SITE}{address}">',
        '<meta property="og:title"',
        '<meta name="description"',
        'href="/feeds/claims.atom"',
        'href="/feeds/claims.json"',
    ):
        assert text.count(line) == 1, line


def test_a_page_of_the_past_is_nobodys_review_of_today(client, addresses):
    assert blocks(client.get(addresses.shipment, {"as_of": "2023-01-01"})) == []


def test_lists_announce_the_feeds_too(client, cast):
    for address in ("/", "/claims/", "/search/"):
        assert 'type="application/atom+xml"' in client.get(address).content.decode()


def test_names_in_other_scripts_and_markup_survive(client, cast):
    claim = make_claim("북한은 </script><b>{포탄}</b> & 100% „ja“ \\o/", claimant=make_source("Пресс-служба"))
    publish_all(claim)
    answer = client.get(f"/claims/{claim.uid}/", follow=True)
    address = answer.redirect_chain[-1][0]
    whole = "Пресс-служба: 북한은 </script><b>{포탄}</b> & 100% „ja“ \\o/"
    assert page_of(answer).complaints() == []
    assert blocks(answer)[0]["itemReviewed"]["name"] == whole
    assert item(client, address)["title"] == whole
    [reference] = rispy.loads(client.get(file_of(address, "ris")).content.decode())
    assert reference["title"] == whole
    assert item(client, address)["URL"].isascii()


@pytest.mark.parametrize("name", TYPES)
def test_a_citation_costs_no_more_than_a_page(client, addresses, name):
    for address in (getattr(addresses, name), *(file_of(getattr(addresses, name), form) for form in FORMS)):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 3, address
