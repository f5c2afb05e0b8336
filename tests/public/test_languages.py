"""The pages in another language: the same archive, said in it, and left by no link that does not say so."""

import re
from urllib.parse import urlsplit

import pytest

from tests.factories import make_source, make_user, publish_all
from tests.public.spoken import Spoken

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
UK = "lang=uk"
FIXED = ["/", "/claims/", "/events/", "/sources/", "/articles/", "/figures/", "/changes/", "/ledger/", "/method/", "/about/"]
DETAILS = ["shipment", "denial", "forecast", "pledge", "opinion", "later", "mentioned", "wire", "column", "meeting", "expert"]
ASKED = [
    *("/search/", "/search/?q=rockets", "/search/?q=nothing+of+it", "/claims/?kind=denial&contested=true"),
    *("/claims/?kind=denial&weight=background", "/events/?as_of=2023-01-01", "/claims/?q=x&as_of=2000-01-01"),
    *("/changes/?action=publish", "/nowhere/", "/claims/?nothing=1", "/claims/?standing=verified&min_origins=x"),
    *("/claims/?as_of=2999-01-01", "/claims/aaaaaaaaaa/x/?as_of=2020-01-01", "/changes/?before=1", "/claims/?as_of=x"),
    *("/figures/rockets/", "/figures/rockets/?as_of=2024-01-01"),
]
# What programs get is in no language.
FOR_PROGRAMS = re.compile(r"/(api|feeds|static|admin|ledger/(verify|checkpoint))|.*\.(json|bib|ris)\b|.*\bformat=")


def in_ukrainian(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{UK}"


def pages(addresses) -> list[str]:
    """An address of every sort of page."""
    details = [getattr(addresses, name) for name in DETAILS]
    clocks = [f"{addresses.shipment}?as_of=2023-06-01", f"{addresses.expert}?as_of=2024-06-01"]
    histories = [f"{address}history/" for address in details[::3]]
    return [*FIXED, *ASKED, *details, *clocks, *histories]


def read(client, address: str) -> Spoken:
    answer = client.get(in_ukrainian(address))
    assert answer.status_code in (200, 400, 404, 410), address
    return Spoken(answer.content.decode())


def test_a_page_in_ukrainian_says_nothing_of_its_own_in_english(client, addresses):
    said = {address: page for address in pages(addresses) if (page := read(client, address)).foreign}
    assert {address: sorted(set(page.foreign)) for address, page in said.items()} == {}


def test_no_link_and_no_form_leaves_the_language(client, addresses):
    for address in pages(addresses):
        page = read(client, address)
        assert page.language == "uk", address
        for link in page.links:
            href = link.href.removeprefix(SITE)
            if href.startswith("/") and not FOR_PROGRAMS.match(href):
                assert (link.hreflang == "en") != (UK in urlsplit(href).query.split("&")), (address, href)
        for form in page.forms:
            assert form.hidden.get("lang") == "uk", address
