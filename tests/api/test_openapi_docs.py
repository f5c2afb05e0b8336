"""The page about the data: all that the schema says, readable without a script and allowed by the strictest policy."""

import re

import pytest
from django.test import Client

from archive.api.openapi.made import document
from tests.public.html import page_of

pytestmark = pytest.mark.django_db
DOCS = "/api/v1/docs/"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def page(made_once):
    return Client().get(DOCS, headers=BROWSER)


@pytest.fixture
def text(page):
    return page.content.decode()


def test_it_is_a_page_like_others(page, client: Client, django_assert_num_queries):
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page_of(page).complaints() == []
    assert page["Cache-Control"] == "public, max-age=60"
    assert "script-src 'self'; style-src 'self'" in page["Content-Security-Policy"]
    with django_assert_num_queries(1):
        again = client.get(DOCS, headers={**BROWSER, "if-none-match": page["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{DOCS}?x=1", headers=BROWSER).status_code == 400
    assert client.get("/api/v1/claims/", headers=BROWSER).content.decode().count(f'href="{DOCS}"') >= 1


def test_it_takes_nothing_from_elsewhere(text):
    assert re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', text) == []


def test_every_operation_stands_in_it_with_its_closed_words_and_a_line_for_curl(text):
    for path, item in document()["paths"].items():
        told = item["get"]
        (block,) = re.findall(rf'<article id="{told["operationId"]}".*?</article>', text, re.DOTALL)
        assert f"<b>GET</b> {path}" in block
        assert "curl -fsS &#x27;http" in block or "curl -fsS 'http" in block
        for parameter in told.get("parameters", ()):
            assert f"<code>{parameter['name']}</code>" in block
            for value in parameter["schema"].get("enum", ()):
                assert f"<code>{value}</code>" in block
        for status in told["responses"]:
            assert f"<code>{status}</code>" in block


def test_every_link_within_it_leads_somewhere(text):
    names = set(re.findall(r'id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= names


def test_what_is_long_is_folded(text):
    unfolded = re.sub(r"<details(?! open).*?</details>", "", text, flags=re.DOTALL)
    assert len(unfolded) < len(text) / 4
    assert '"appearances"' not in unfolded
