"""The pages in another language: the same archive, said in it, and left by no link that does not say so."""

import re
from urllib.parse import urlsplit

import pytest
from django.template import Context, Template
from django.utils.translation import get_language, override

from archive.editorial.closing import withdraw
from archive.reading_room.listing.filters import FILTERS
from archive.reading_room.listing.lists import PAGING
from archive.reading_room.wording.dating import said
from tests.factories import make_source, make_user, publish_all
from tests.public.cast import FIXED, SITE
from tests.public.html import page_of
from tests.public.spoken import Spoken

pytestmark = pytest.mark.django_db
DETAILS = [
    "shipment",
    "denial",
    "forecast",
    "pledge",
    "opinion",
    "later",
    "mentioned",
    "wire",
    "column",
    "meeting",
    "expert",
]
ASKED = [
    *("/search/", "/search/?q=rockets", "/search/?q=nothing+of+it", "/claims/?kind=denial&contested=true"),
    *("/claims/?kind=denial&weight=background", "/events/?as_of=2023-01-01", "/claims/?q=x&as_of=2000-01-01"),
    *("/changes/?action=publish", "/nowhere/", "/claims/?nothing=1", "/claims/?standing=verified&min_origins=x"),
    *("/claims/?as_of=2999-01-01", "/claims/aaaaaaaaaa/x/?as_of=2020-01-01", "/changes/?before=1", "/claims/?as_of=x"),
    *("/figures/rockets/", "/figures/rockets/?as_of=2024-01-01"),
]
# What programs get is in no language.
FOR_PROGRAMS = re.compile(
    r"/(api|feeds|static|admin|ledger/(verify|checkpoint|ledger))|.*\.(json|bib|ris)\b|.*\bformat="
)


PARAMETERS = {
    word
    for filters in FILTERS.values()
    for name, narrowing in filters.base_filters.items()
    for each in (name, *PAGING, "format", *(value for value, _ in getattr(narrowing.field, "choices", ())))
    for word in each.split("_")
}


def in_ukrainian(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang=uk"


def is_ukrainian(address: str) -> bool:
    return "lang=uk" in urlsplit(address).query.split("&")


def is_page(address: str) -> bool:
    path = address.removeprefix(SITE)
    return path.startswith("/") and not FOR_PROGRAMS.match(path)


def pages(addresses) -> list[str]:
    """An address of every sort of page."""
    details = [getattr(addresses, name) for name in DETAILS]
    clocks = [f"{addresses.shipment}?as_of=2023-06-01", f"{addresses.expert}?as_of=2024-06-01"]
    histories = [f"{address}history/" for address in details[::3]]
    return [*FIXED, *ASKED, *details, *clocks, *histories]


def read(client, address: str) -> Spoken:
    answer = client.get(in_ukrainian(address))
    assert page_of(answer).complaints() == [], address
    page = Spoken(answer.content.decode())
    page.status = answer.status_code
    return page


def test_a_page_in_ukrainian_says_nothing_of_its_own_in_english(client, addresses):
    found = {}
    for address in pages(addresses):
        page = read(client, address)
        # What was asked is repeated as it was written; parameters and their values go by the names they have.
        repeated = set(re.findall("[a-z]+", urlsplit(address).query)) | (PARAMETERS if page.status == 400 else set())
        if left := set(page.foreign) - repeated:
            found[address] = sorted(left)
    assert found == {}


def test_no_link_and_no_form_leaves_the_language(client, addresses):
    for address in pages(addresses):
        page = read(client, address)
        assert page.language == "uk", address
        leaving = [
            link.href
            for link in page.links
            if is_page(link.href) and link.hreflang != "en" and not is_ukrainian(link.href)
        ]
        assert leaving == [], address
        assert all(form.hidden.get("lang") == "uk" for form in page.forms), address


def test_a_page_in_english_leads_to_another_language_at_one_place_only(client, addresses):
    for address in pages(addresses):
        page = Spoken(client.get(address).content.decode())
        assert page.language == "en", address
        assert {link.hreflang for link in page.links if is_ukrainian(link.href)} <= {"uk"}, address
        assert all("lang" not in form.hidden for form in page.forms), address


def test_redirects_stay_in_the_language(client, addresses):
    there = in_ukrainian(addresses.shipment)
    uid = f"/claims/{addresses.shipment.split('/')[2]}/"
    for address in (f"{uid}?lang=uk", f"{uid}another-slug/?lang=uk"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, there)
    assert client.get(f"{uid}?lang=uk&as_of=2023-06-01")["Location"] == f"{addresses.shipment}?as_of=2023-06-01&lang=uk"
    assert client.get("/claims/?kind=&lang=uk&weight=core")["Location"] == "/claims/?weight=core&lang=uk"
    assert client.get("/changes/?type=&lang=uk")["Location"] == "/changes/?lang=uk"


def test_both_languages_name_each_other_and_themselves(client, addresses):
    for path in (*FIXED, addresses.shipment, f"{addresses.wire}history/"):
        for address, tongue, other in ((path, "en_US", "uk_UA"), (f"{path}?lang=uk", "uk_UA", "en_US")):
            head = client.get(address).content.decode().partition("</head>")[0]
            assert f'<link rel="canonical" href="{SITE}{address}">' in head, address
            assert f'<meta property="og:locale" content="{tongue}">' in head
            assert f'<meta property="og:locale:alternate" content="{other}">' in head
            for language, there in (("en", path), ("uk", f"{path}?lang=uk"), ("x-default", path)):
                assert f'<link rel="alternate" hreflang="{language}" href="{SITE}{there}">' in head, address
    assert "Allow: /*?lang=uk$" in client.get("/robots.txt").content.decode().splitlines()


def test_titles_and_descriptions_are_in_the_language_too(client, cast):
    for path in FIXED:
        head = client.get(in_ukrainian(path)).content.decode().partition("</head>")[0]
        told = re.findall(r'<title>([^<]*)|<meta (?:name="description"|property="og:title") content="([^"]*)"', head)
        assert len(told) == 3, path
        assert set(re.findall("[A-Za-z]{2,}", " ".join(map("".join, told)))) <= {"Attest"}, path


def test_the_address_alone_says_the_language(client, cast):
    ours, theirs = (client.get("/about/?lang=uk", headers={"accept-language": each}) for each in ("en", "de"))
    assert ours.content == theirs.content
    assert ours["Vary"] == "Accept-Encoding"
    assert ours["ETag"] != client.get("/about/")["ETag"]
    assert client.get("/about/").content == client.get("/about/", headers={"accept-language": "uk"}).content


@pytest.mark.parametrize("query", ["lang=en", "lang=de", "lang=", "lang=uk&lang=uk", "lang=UK", "lang=%00"])
def test_a_language_that_is_none_is_refused_by_name(client, cast, query):
    for path in ("/", "/claims/", "/search/suggest/"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert "lang" in page_of(answer).text


def test_what_programs_get_is_in_no_language(client, cast, addresses):
    document = f"{addresses.shipment.rstrip('/')}.json"
    files = [
        "/robots.txt",
        "/sitemap.xml",
        "/ledger/verify.py",
        document,
        "/claims/?format=csv",
        "/figures/rockets/?format=csv",
    ]
    for address in (*files, "/api/v1/claims/", "/feeds/claims.json", "/ledger/checkpoint/"):
        assert client.get(address).status_code == 200, address
        assert client.get(in_ukrainian(address)).status_code == 400, address


def test_suggestions_lead_on_in_the_language(client, addresses):
    (found, *_) = client.get("/search/suggest/?q=klee&lang=uk").json()["results"]
    assert (found["type"], found["url"]) == ("джерело", in_ukrainian(addresses.expert))


def test_what_was_withdrawn_says_so_in_the_language(client, cast):
    source = make_source("A withdrawn body")
    publish_all(source)
    withdraw("source", source.uid, by=make_user("chief"), note="It was never one.")
    answer = client.get(f"/sources/{source.uid}/-/?lang=uk")
    page = Spoken(answer.content.decode())
    assert (answer.status_code, page.language, page.foreign) == (410, "uk", [])
    assert page_of(answer).headings[0] == (1, "Цей запис (джерело) відкликано")


def test_the_desk_and_the_feed_stay_english(client, cast):
    client.get("/?lang=uk")
    assert get_language() == "en"
    assert "There is no such parameter" in client.get("/api/v1/claims/?x=1&lang=uk").content.decode()


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-11-08", "8 листопада 2022"),
        ("2022-11", "листопад 2022"),
        ("2024-06~", "близько червня 2024"),
        ("2022?", "2022 (непевно)"),
        ("201X", "один із років від 2010 до 2019"),
        ("2022-11-XX", "один із днів листопада 2022"),
        ("2022-21", "весна 2022"),
        ("2022-23~", "близько осені 2022"),
        ("2022-11-08/2022-11-13", "8 – 13 листопада 2022"),
        ("2024-11/..", "від листопада 2024"),
        ("../2022-11", "до листопада 2022"),
        ("[2022-11-01..2022-11-13]", "у проміжку від 1 до 13 листопада 2022"),
        ("[2021,2022-11..]", "2021 або листопад 2022 або пізніше"),
        ("", "не зазначено"),
    ],
)
def test_dates_are_said_in_the_language(edtf, words):
    with override("uk"):
        assert said(edtf) == words
    assert said("2022-11") == "November 2022"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "твердження"), (3, "твердження"), (5, "тверджень"), (21, "твердження")]
)
def test_numbers_take_the_form_of_the_language(number, words):
    template = Template("{% load attest %}{{ number|figure }} {{ 'claims'|nouns:number }}, {{ '12000.5'|figure }}")
    with override("uk"):
        assert template.render(Context({"number": number})) == f"{number} {words}, 12\u00a0000,5"
    assert template.render(Context({"number": 2})) == "2 claims, 12,000.5"
