"""Every page: there, well-formed, whole without a script, cheap, and kept for a minute by whoever likes."""

import re
from collections import Counter

import pytest
from django.core.cache import cache
from django.test import Client

from archive.models import User
from tests.public.html import page_of
from tests.seeds import first_of

pytestmark = pytest.mark.django_db

LISTS = ["/claims/", "/events/", "/sources/", "/articles/", "/search/?q=rockets", "/claims/?standing=open"]
DETAILS = ["shipment", "denial", "forecast", "pledge", "opinion", "later", "mentioned", "wire", "column", "meeting"]
DETAILS += ["expert", "government"]
MOST_BYTES = 100_000


def every_address(addresses):
    details = [getattr(addresses, name) for name in DETAILS]
    return ["/", "/search/", *LISTS, *details, *(f"{address}history/" for address in details)]


def test_every_page_is_sound(client, addresses):
    for address in every_address(addresses):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        page = page_of(answer)
        assert page.complaints() == [], address
        assert "  " not in page.headings[0][1]
        assert len(answer.content) < MOST_BYTES


def test_every_page_has_its_own_title(client, addresses):
    titles = [
        re.search("<title>(.*?)</title>", client.get(address).content.decode()).group(1)
        for address in every_address(addresses)
        if "standing" not in address
    ]
    assert all(title.strip() and "Attest" in title for title in titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("alike", first_of([2, 1_000]))
def test_every_link_leads_somewhere(client, addresses, alike):
    """Whatever a reader can reach from the first page, today and as of a day; at most ``alike`` of each kind."""
    waiting, seen, kinds = ["/", f"{addresses.shipment}?as_of=2023-01-01"], set(), Counter()
    while waiting:
        address = waiting.pop()
        # Filters combine without end: each is followed alone, and as of a day.
        is_combined = address.count("&") > ("as_of=" in address)
        if address in seen or is_combined or address.startswith(("/api/", "/ledger/")):
            continue
        seen.add(address)
        kind = re.sub("/[a-z2-7]{10}/[^/]+/|=[^&]*", "/…/", address)
        kinds[kind] += 1
        if kinds[kind] > alike:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not answer["Content-Type"].startswith("text/html"):
            continue
        waiting += [href.partition("#")[0] for href, _ in page_of(answer).links if href.startswith("/") and href != "/"]
    assert len(seen) > 60


def test_programs_find_the_same_record(client, addresses):
    for name in ("shipment", "wire", "meeting", "expert"):
        [data] = [href for href, words in page_of(client.get(getattr(addresses, name))).links if words == "JSON"]
        assert client.get(data)["Content-Type"] == "application/json"


def test_pages_may_be_kept_for_a_minute_and_asked_again_for_nothing(client, addresses):
    for address in every_address(addresses):
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, max-age=60"
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == answer["ETag"]
        assert again["Cache-Control"] == "public, max-age=60"


def test_a_page_that_has_not_changed_costs_next_to_nothing(client, addresses, django_assert_max_num_queries):
    for address in ("/", "/claims/", "/search/?q=rockets", addresses.shipment):
        tag = client.get(address)["ETag"]
        with django_assert_max_num_queries(1):
            client.get(address, headers={"if-none-match": tag})


def test_no_page_sets_a_cookie_or_varies_by_one(client, addresses):
    client.force_login(User.objects.create_user("somebody", is_staff=True))
    for address in every_address(addresses):
        answer = client.get(address)
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()


@pytest.mark.parametrize(
    ("name", "most"), [("shipment", 3), ("opinion", 3), ("meeting", 3), ("expert", 3), ("wire", 3), ("column", 3)]
)
def test_a_detail_page_takes_few_queries(client, addresses, django_assert_max_num_queries, name, most):
    cache.clear()
    with django_assert_max_num_queries(most):
        assert client.get(getattr(addresses, name)).status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_few_queries_however_long_it_is(client, cast, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200


def test_pages_are_only_read(addresses):
    browser = Client(enforce_csrf_checks=True)
    for address in ("/", "/claims/", "/search/", "/favicon.ico", addresses.shipment, f"{addresses.shipment}history/"):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(browser, method)(address)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD"), (method, address)
        assert browser.head(address).status_code in (200, 302)


def test_only_the_uid_of_an_address_is_looked_up(client, cast, addresses):
    for given in (f"/claims/{cast.shipment.uid}/", f"/claims/{cast.shipment.uid}/another-title/"):
        answer = client.get(given)
        assert (answer.status_code, answer["Location"]) == (301, addresses.shipment)
        assert answer["Cache-Control"] == "public, max-age=60"
    answer = client.get(f"/claims/{cast.shipment.uid}/", {"as_of": "2023-01-01"})
    assert answer["Location"] == f"{addresses.shipment}?as_of=2023-01-01"
    answer = client.get(f"/claims/{cast.shipment.uid}/x/history/")
    assert (answer.status_code, answer["Location"]) == (301, f"{addresses.shipment}history/")


@pytest.mark.parametrize("address", ["/claims/aaaaaaaaaa/", "/claims/x/", "/events/aaaaaaaaaa/x/", "/nowhere/"])
def test_what_is_not_here_says_so_and_offers_a_search(client, cast, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert page_of(answer).complaints() == []
    assert 'action="/search/"' in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60"


def test_a_record_of_another_type_is_not_shown(client, cast):
    assert client.get(f"/events/{cast.shipment.uid}/").status_code == 404


def test_the_first_page_says_what_the_archive_is_even_when_it_is_empty(client, db):
    page = page_of(client.get("/"))
    assert page.complaints() == []
    assert "Who said it?" in page.text


def test_nothing_is_fetched_from_elsewhere(client, addresses):
    for address in every_address(addresses):
        text = client.get(address).content.decode()
        assert re.findall(r'(?:src|rel="(?:stylesheet|icon)"[^>]*href)="(?!/static/)', text) == []
