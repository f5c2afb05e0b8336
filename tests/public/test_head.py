"""What each sort of page tells browsers, search engines and whoever shows a link to it, in HTML as the standard has it."""

import re

import html5lib
import pytest

from tests.public.cast import FIXED, SITE

pytestmark = pytest.mark.django_db
DETAILS = ["shipment", "forecast", "later", "mentioned", "wire", "meeting", "expert"]
# What is nobody's to index: answers to one question, other days, what is not there.
ASKED = ["/search/", "/search/?q=rockets", "/search/?q=nothing", "/claims/?kind=denial", "/events/?as_of=2023-01-01"]
ASKED += [
    "/claims/?kind=denial&weight=background",
    "/api/v1/",
    "/api/v1/claims/",
    "/api/v1/docs/",
    "/nowhere/",
    "/claims/?nothing=1",
]
ASKED += ["/changes/?action=publish", "/claims/aaaaaaaaaa/"]


def faults(text):
    """Where ``text`` is not as the HTML standard has it."""
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"line {line}: {fault} {about}" for (line, _), fault, about in parser.errors]


def head_of(client, address):
    text = client.get(address, headers={"accept": "text/html"}).content.decode()
    assert faults(text) == [], address
    assert text.startswith('<!doctype html>\n<html lang="en">'), address
    # HTML has no room for millionths of a second.
    assert not re.search(r'<time datetime="[^"]*\.[0-9]{4,}', text), address
    # The first thing that a keyboard reaches.
    assert re.search(r"<(?:a|button|input)\b[^>]*>", text)[0] == '<a class="skip" href="#content">', address
    head = text.partition("</head>")[0]
    assert head.count("<title>") == head.count('rel="icon"') == head.count('rel="search"') == 1
    assert len(re.findall('<link rel="alternate" type="application/(?:atom|feed)', head)) >= 2
    return head


def told(head, name):
    """What ``head`` says of itself under ``name``, once at most."""
    found = re.findall(f'<meta (?:name|property)="{name}" content="([^"]*)">', head)
    assert len(found) < 2, name
    return found[0] if found else ""


def test_what_is_there_to_be_found_says_what_it_is(client, addresses):
    seen, of_records = set(), [getattr(addresses, name) for name in DETAILS]
    histories = [f"{address}history/" for address in of_records]
    for address in (*FIXED, *of_records, *histories):
        head = head_of(client, address)
        assert head.count(f'<link rel="canonical" href="{SITE}{address}">') == head.count('rel="canonical"') == 1, (
            address
        )
        assert told(head, "robots") == "", address
        assert told(head, "og:url") == f"{SITE}{address}"
        assert told(head, "og:site_name") == "Attest"
        assert told(head, "og:type") == ("article" if address in of_records else "website")
        assert told(head, "og:image") == f"{SITE}/static/archive/card.png"
        assert told(head, "og:title"), address
        assert told(head, "description"), address
        seen.add((told(head, "og:title"), told(head, "description")))
    assert len(seen) == len(FIXED) + 2 * len(DETAILS)


def test_what_is_nobodys_to_index_says_so(client, addresses):
    past = [f"{addresses.shipment}?as_of=2023-01-01", f"{addresses.wire}?as_of=2023-01-01"]
    for address in (*ASKED, *past):
        head = head_of(client, address)
        assert told(head, "robots") == "noindex", address
        assert 'rel="canonical"' not in head, address


def test_an_invalid_page_would_be_found():
    assert faults("<!doctype html><title>x</title><p><div></p>") != []
    assert faults("<!doctype html><title>x</title><table><p>x</p></table>") != []
