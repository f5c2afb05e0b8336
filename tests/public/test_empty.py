"""Before anything is published, every page is there already."""

import pytest

from tests.public.html import page_of

pytestmark = pytest.mark.django_db

ADDRESSES = ["/changes/", "/changes/?action=correct", "/ledger/", "/ledger/?before=5", "/method/", "/about/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_an_empty_archive_is_sound(client, address):
    answer = client.get(address)
    assert (answer.status_code, page_of(answer).complaints()) == (200, [])


def test_what_has_not_happened_is_said(client):
    assert "Nothing of this sort has happened." in page_of(client.get("/changes/")).text
    assert "Nothing has been published yet." in page_of(client.get("/ledger/")).text
    assert "have not said anything here yet" in page_of(client.get("/about/")).text


def test_the_sitemap_has_the_pages_that_are_no_record(client):
    index = client.get("/sitemap.xml").content.decode()
    assert index.count("<loc>") == 1
    assert "/sitemap-pages.xml" in index
    assert client.get("/sitemap-1.xml").status_code == 404
