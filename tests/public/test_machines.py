"""The files that programs look for, held to their formats."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import OperationalError
from django.test import Client

from archive.editorial.closing import withdraw
from archive.formats import opensearch
from archive.public import home
from archive.reading_room import sitemap
from tests.factories import make_user
from tests.public.cast import SITE
from tests.public.html import page_of

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
FILES = [
    *("/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml", "/opensearch.xml"),
    *("/.well-known/security.txt", "/ledger/verify.py"),
]


def located(answer):
    return [each.text for each in ElementTree.fromstring(answer.content).iter(LOC)]


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_kept_for_a_minute_and_asked_again_for_nothing(client, cast, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(address, {"x": "1"}).status_code == 400
    assert client.post(address).status_code == 405


def test_robots_are_kept_from_the_desk_and_told_where_the_pages_are(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert f"Sitemap: {SITE}/sitemap.xml" in lines


def test_the_sitemap_lists_every_public_page_once(client, cast, addresses, monkeypatch):
    monkeypatch.setattr(sitemap, "IN_A_PIECE", 7)
    index = located(client.get("/sitemap.xml"))
    pages = [page for address in index for page in located(client.get(address.removeprefix(SITE)))]
    assert len(index) > 3
    assert len(set(pages)) == len(pages)
    assert {f"{SITE}{address}" for address in vars(addresses).values()} <= set(pages)
    for page in pages:
        assert client.get(page.removeprefix(SITE)).status_code == 200
    assert client.get(f"/sitemap-{len(index)}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_it_says_when_a_page_changed_and_forgets_what_was_withdrawn(client, cast, addresses):
    first = ElementTree.fromstring(client.get("/sitemap-1.xml").content)
    assert all(datetime.fromisoformat(each.text) <= datetime.now(UTC) for each in first.iter(LASTMOD))
    withdraw("claim", cast.shipment.uid, by=make_user("chief"), note="An error of ours")
    assert f"{SITE}{addresses.shipment}" not in located(client.get("/sitemap-1.xml"))


def test_a_weakness_can_be_told_for_months_to_come(client):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    left = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert timedelta(days=120) < left < timedelta(days=365)
    assert lines["Contact"] == f"{SITE}/about/#contact"
    assert lines["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert 'id="contact"' in client.get("/about/").content.decode()


def test_browsers_may_search_from_their_address_bar(client):
    root = ElementTree.fromstring(client.get("/opensearch.xml").content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.find(f"{space}Url").get("template") == f"{SITE}/search/?q={{searchTerms}}"
    assert root.find(f"{space}Image").text.startswith(f"{SITE}/static/")
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


def test_a_long_name_is_refused():
    with pytest.raises(ValueError, match="16"):
        opensearch.description(name="x" * 17, text="", site="", search="", icon="")


def test_a_busy_database_is_told_as_what_passes(monkeypatch, django_assert_num_queries):
    def fail():
        raise OperationalError

    monkeypatch.setattr(home, "newest", fail)
    with django_assert_num_queries(0):
        answer = Client(raise_request_exception=False).get("/")
    assert (answer.status_code, page_of(answer).complaints()) == (503, [])
    assert answer["Cache-Control"] == "no-store"
    assert int(answer["Retry-After"]) > 0
