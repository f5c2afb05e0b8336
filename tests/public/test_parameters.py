"""What an address may not ask is a 400 that names it, in the look of every other page; never a 500."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.public.html import page_of
from tests.seeds import first_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("foo=1", "foo"),
        ("as_of=yesterday", "as_of"),
        ("as_of=2023-02-30", "as_of"),
        ("as_of=2023-01-01&as_of=2023-01-02", "as_of"),
        ("recorded=2023", "recorded"),
        ("recorded=2023-01-01T00:00:00", "recorded"),
        ("standing=open", "standing"),
        ("as_of=%00", "as_of"),
        ("%3Cscript%3E=1", "<script>"),
    ],
)
def test_a_detail_page_names_what_it_cannot_answer(client, addresses, query, named):
    answer = client.get(f"{addresses.shipment}?{query}")
    page = page_of(answer)
    assert (answer.status_code, page.complaints()) == (400, [])
    assert named in page.text
    assert (addresses.shipment, "The same page without parameters") in page.links
    assert "noindex" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/claims/?foo=1", "foo"),
        ("/claims/?standing=verified", "standing"),
        ("/claims/?standing=open&standing=confirmed", "standing"),
        ("/claims/?claimant=nobody", "claimant"),
        ("/claims/?cursor=zzz", "cursor"),
        (f"/claims/?q={'a' * 501}", "The search reads 500 characters; this has more."),
        ("/claims/?recorded=2023-01-01T00:00:00Z", "recorded"),
        ("/events/?status=maybe", "status"),
        ("/search/?q=a&type=person", "type"),
        ("/search/?q=a&page=2", "page"),
        ("/?q=1", "q"),
        ("/claims/aaaaaaaaaa/x/history/?as_of=2023-01-01", "as_of"),
    ],
)
def test_every_other_page_does_too(client, cast, address, named):
    answer = client.get(address)
    assert answer.status_code == 400
    assert named in page_of(answer).text


HOSTILE = [
    *("\0", "\ud7ff", "’ OR 1=1 --", "%" * 500, "a" * 9_000, "(" * 2_000, '"', "-" * 50, "*", "\u202e", "{{ 7 }}"),
    *("9" * 400, "-1", "1e9", "../../etc/passwd", "<b>", "\r\nSet-Cookie: a=b", "٢٠٢٣-٠١-٠١", "0000-01-01", "NaN"),
]


@pytest.mark.parametrize(
    "address", first_of(["/claims/", "", "/events/", "/sources/", "/articles/", "/search/", "/"], 2)
)
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_answered_calmly(client, addresses, value, address):
    for name in ("q", "as_of", "recorded", "standing", "cursor", "claimant", "min_origins", "ordering", value):
        answer = client.get(address or addresses.shipment, {name: value}, follow=True)
        assert answer.status_code in (200, 400), name
        assert "Set-Cookie" not in answer.headers
        assert page_of(answer).complaints() == []


@pytest.mark.parametrize("path", ["/claims/%00/", "/claims/aaaaaaaaaa/%00/", "/claims/%ff%fe/", "/%2e%2e/%2e%2e/"])
def test_hostile_paths_are_not_found(client, cast, path):
    assert client.get(path).status_code in (301, 404)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=4))
def test_no_query_at_all_breaks_a_page(cast, addresses, query):
    client = Client()
    for address in ("/claims/", "/search/", addresses.shipment):
        values = {name.encode("utf-8", "replace"): value.encode("utf-8", "replace") for name, value in query.items()}
        assert client.get(address, values).status_code in (200, 302, 400)
