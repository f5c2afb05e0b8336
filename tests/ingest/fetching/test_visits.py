"""Visits in rows: the same bytes once, the exchange whole."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from archive.ingest.fetching import fetch, store_visit, warc_of
from archive.models import Blob, Visit
from tests.ingest.fetching.site import loopback, page, redirect, serving

TEXT = b"<html><p>A page.</p></html>"


@pytest.fixture(scope="module")
def fetched():
    pages = {"/": redirect("/x"), "/x": page(TEXT, "Content-Type: Text/HTML; charset=utf-8")}
    with serving(pages) as site:
        return fetch(site.url(), policy=loopback())


@pytest.mark.django_db
def test_a_visit_is_kept_with_its_bytes_and_its_exchange(fetched):
    visit = store_visit(fetched)
    visit.refresh_from_db()
    assert (visit.url, visit.final_url, visit.status) == (fetched.url, fetched.final_url, 200)
    assert visit.fetched_at == fetched.fetched_at
    assert (visit.body.sha256, visit.body.size) == (hashlib.sha256(TEXT).hexdigest(), len(TEXT))
    assert (bytes(visit.body.data), visit.body.media_type) == (TEXT, "text/html")
    assert warc_of(visit) == fetched.warc
    assert visit.warc.media_type == "application/warc"


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(fetched):
    first = store_visit(fetched)
    kept_at = Blob.objects.get(sha256=first.body_id).kept_at
    second = store_visit(fetched)
    assert (first.body_id, first.warc_id) == (second.body_id, second.warc_id)
    assert Visit.objects.count() == Blob.objects.count() == 2
    assert Blob.objects.get(sha256=first.body_id).kept_at == kept_at


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_at_once_are_kept_once(fetched):
    barrier = threading.Barrier(4)

    def store(_):
        try:
            barrier.wait(10)
            return store_visit(fetched).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        visits = [pk for _ in range(10) for pk in people.map(store, range(4))]
    assert len(set(visits)) == Visit.objects.count() == 40
    assert Blob.objects.count() == 2


@pytest.mark.django_db
def test_a_visit_that_found_nothing_new_has_no_body():
    with serving({"/": b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'}) as site:
        visit = store_visit(fetch(site.url(), etag='"v1"', policy=loopback()))
    assert (visit.status, visit.body) == (304, None)
    assert warc_of(visit)


@pytest.mark.django_db
def test_what_the_bytes_are_is_seen_in_them_whatever_the_site_says(fetched):
    visit = store_visit(replace(fetched, body=b"%PDF-1.7", headers=[("Content-Type", "text/html")]))
    assert visit.body.media_type == "application/pdf"
