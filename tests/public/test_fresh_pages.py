"""A page that differs is never told to be the same: what an ETag must hang on."""

from datetime import date

import pytest

from archive.public import records
from tests.factories import make_source, publish_all

pytestmark = pytest.mark.django_db


def test_an_act_that_changes_no_document_makes_new_pages(client, cast) -> None:
    """A page says since when it stands as it stands, and that may be the last act of all."""
    urls = [f"/sources/{cast.expert.uid}/ivo-klee/", f"/sources/{cast.expert.uid}/ivo-klee.bib", "/"]
    before = {url: client.get(url) for url in urls}
    publish_all(make_source("an official", kind="unnamed", article=cast.column.uid))
    for url in urls:
        after = client.get(url, headers={"If-None-Match": before[url]["ETag"]})
        assert after.status_code == 200
        assert after.content != before[url].content, url


def test_tomorrow_a_page_of_today_is_another_one(client, cast, monkeypatch) -> None:
    """It tells of every day until today; as of a day nothing changes."""
    url = f"/claims/{cast.shipment.uid}/"
    url = client.get(url).headers["Location"]
    today, then = client.get(url), client.get(url, {"as_of": "2024-06-30"})
    monkeypatch.setattr(records, "_last", lambda clock: clock.on or date(2040, 1, 1))
    tomorrow = client.get(url, headers={"If-None-Match": today["ETag"]})
    assert tomorrow.status_code == 200
    assert tomorrow.content != today.content
    assert client.get(url, {"as_of": "2024-06-30"}, headers={"If-None-Match": then["ETag"]}).status_code == 304


@pytest.mark.parametrize("url", ["/claims/?nonsense=1", "/api/v1/claims/?nonsense=1", "/feeds/claims.json?nonsense=1"])
def test_who_asks_whether_there_is_anything_is_told_that_there_is_not(client, cast, url: str) -> None:
    answer = client.get(url, headers={"If-None-Match": "*"})
    assert answer.status_code == 400
    there = client.get(url.partition("?")[0], headers={"If-None-Match": "*"})
    assert there.status_code == 304
    assert there["ETag"]
