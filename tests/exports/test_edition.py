"""A static edition holds all that is public, and each of its links leads somewhere."""

import hashlib
import json
import posixpath
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client

from archive import exports
from archive.models import Document, LedgerEntry
from archive.reading_room.compose.cards import PLURALS
from tests.exports.conftest import bytes_of
from tests.public.html import Page
from tests.public.test_head import faults
from tests.test_leaks import make_private_things

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
FORMS = ("json", "bib", "ris", "csl.json")


class Links(HTMLParser):
    """The addresses a page names, and what can be jumped to on it."""

    def __init__(self, text):
        super().__init__()
        self.found, self.ids, self.actions = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.add(given.get("id"))
        if tag == "form":
            self.actions.append(given["action"])
        self.found += [value for name, value in attrs if name in ("href", "src") and value]
        if given.get("http-equiv") == "refresh":
            self.found.append(given["content"].partition("url=")[2])


@pytest.fixture(scope="module")
def pages(edition):
    """The links of every page, by its file."""
    return {
        path.relative_to(edition).as_posix(): Links(path.read_text(encoding="utf-8"))
        for path in edition.rglob("*.html")
    }


def target(edition, here, link):
    """The file that a link in file ``here`` leads to; None when it leads out of the edition."""
    parts = urlsplit(link)
    if link.startswith(SITE) and not parts.query:
        ends = {"": "", "/": "index.json" if parts.path.startswith(("/api/", "/ledger/ch")) else "index.html"}
        return unquote(parts.path.lstrip("/")) + ends.get(parts.path[-1:], "")
    if parts.scheme:
        return None
    assert not parts.query, (here, link)
    if parts.path.startswith("/"):
        assert here == "404.html", (here, link)
        path = unquote(parts.path.lstrip("/"))
        return path + ("" if (edition / path).is_file() else "index.json" if path.startswith("api/") else "index.html")
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path))) if parts.path else here


@pytest.mark.thorough
def test_every_link_resolves_to_a_file(edition, pages):
    followed = 0
    for here, links in pages.items():
        for link in links.found:
            there = target(edition, here, link)
            if there is None:
                assert link.startswith(f"{SITE}/") or not link.startswith("http://127"), (here, link)
                continue
            assert (edition / there).is_file(), (here, link)
            fragment = urlsplit(link).fragment
            assert not fragment or unquote(fragment) in pages[there].ids, (here, link)
            followed += 1
    assert followed > 1000


def test_what_needs_a_server_leads_to_the_live_archive_and_says_so(edition, pages):
    asking = {action for links in pages.values() for action in links.actions}
    assert {f"{SITE}/search/", f"{SITE}/claims/", f"{SITE}/changes/"} <= asking
    assert {urlsplit(action)[:2] for action in asking} == {("http", "127.0.0.1:8000")}
    for name in ("index.html", "search/index.html", "claims/index.html"):
        text = (edition / name).read_text(encoding="utf-8")
        assert f"needs the live archive, and leads there: {SITE}" in Page(text).text
        assert faults(text) == []
    assert f"{SITE}/claims/?kind=prediction" in pages["index.html"].found


def test_all_that_is_public_is_there(edition):
    rows = list(Document.objects.filter(state="public").values_list("type", "uid", "slug"))
    assert {type for type, _, _ in rows} == set(PLURALS)
    for type, uid, slug in rows:
        folder = f"{PLURALS[type]}/{uid}"
        files = [f"{folder}/{slug}/index.html", f"{folder}/{slug}/history/index.html", f"{folder}/index.html"]
        files += [f"{folder}/{slug}.{form}" for form in FORMS]
        for file in (*files, f"api/v1/{folder}/index.json"):
            if file != f"{folder}/{slug}.json":
                assert (edition / file).stat().st_size > 0, file
    names = ["robots.txt", "sitemap.xml", "sitemap-1.xml", "opensearch.xml", ".well-known/security.txt", "404.html"]
    names += ["feeds/claims.json", "feeds/claims.atom", "feeds/claimreview.json", "ledger/verify.py"]
    for name in names:
        answer = Client().get(f"/{name}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert name == "404.html" or (edition / name).read_bytes() == body, name


def test_what_is_no_page_has_the_bytes_of_the_site(edition, archive, client):
    slug = Document.objects.get(uid=archive.shipment.uid).slug
    for path in (f"claims/{archive.shipment.uid}/{slug}.bib", f"api/v1/claims/{archive.shipment.uid}/"):
        file = edition / (f"{path}index.json" if path.endswith("/") else path)
        assert file.read_bytes() == client.get(f"/{path}").content


def test_lists_are_followed_to_their_ends(edition):
    claims = set(Document.objects.filter(type="claim", state="public").values_list("uid", flat=True))
    walked, file, turned = [], "claims/index.html", 0
    while file:
        page = Page((edition / file).read_text(encoding="utf-8"))
        walked += [
            href for href, _ in page.links if href.endswith("/index.html") and any(uid in href for uid in claims)
        ]
        ways = [href for href, words in page.links if words.startswith("Next")]
        file = posixpath.normpath(posixpath.join(posixpath.dirname(file), ways[0])) if ways else ""
        turned += 1
    assert {uid for uid in claims for href in walked if uid in href} == claims
    assert turned == -(-len(claims) // 5)

    address, documents = f"{SITE}/api/v1/claims/index.json", []
    while address:
        told = json.loads((edition / address.removeprefix(f"{SITE}/")).read_bytes())
        documents += [each["uid"] for each in told["results"]]
        address = told["next"]
    assert sorted(documents) == sorted(claims)


def test_who_follows_changes_comes_to_the_end_and_stays_there(edition):
    address, seen, before = f"{SITE}/api/v1/changes/index.json", [], None
    while address != before:
        told = json.loads((edition / address.removeprefix(f"{SITE}/")).read_bytes())
        seen += told["results"]
        before, address = address, told["next"]
    assert sorted(each["uid"] for each in seen) == sorted(Document.objects.values_list("uid", flat=True))
    assert told["results"] == []


def test_what_was_closed_stays_as_its_tombstone(edition, archive, client):
    for record, words in (
        (archive.earlier, "This claim was withdrawn"),
        (archive.pledge, "We may not show this claim"),
    ):
        page = Page((edition / f"claims/{record.uid}/index.html").read_text(encoding="utf-8"))
        assert words in page.text
        assert page.complaints() == []
        answer = client.get(f"/api/v1/claims/{record.uid}/")
        assert (edition / f"api/v1/claims/{record.uid}/index.json").read_bytes() == answer.content


def test_what_moved_leads_on(edition, archive, pages):
    """A permanent address, a merged record, the short form of a successor's address."""
    column = Document.objects.get(uid=archive.column.uid).slug
    assert f"{column}/index.html" in pages[f"articles/{archive.column.uid}/index.html"].found
    assert f"../{archive.column.uid}/-/index.html" in pages[f"articles/{archive.wire.uid}/index.html"].found
    assert f"../{column}/index.html" in pages[f"articles/{archive.column.uid}/-/index.html"].found
    document = json.loads((edition / f"api/v1/articles/{archive.wire.uid}/index.json").read_bytes())
    assert document["uid"] == archive.column.uid


def test_an_act_is_found_in_the_ledger(pages):
    """Links to one act lead to the page of the ledger where it stands."""
    last = LedgerEntry.objects.latest("seq").seq
    assert last > 25
    links = {link for link in pages["changes/index.html"].found if "#act-" in link}
    links |= {link for link in pages["changes/page-2/index.html"].found if "#act-" in link}
    assert {int(link.rpartition("-")[2]) for link in links} == set(range(last, max(last - 50, 0), -1))
    assert any("page-2" in link for link in links)


def test_assets_have_their_hashed_names(edition):
    (style,) = (edition / "static" / "archive").glob("attest.*.css")
    (card,) = (edition / "static" / "archive").glob("card.*.png")
    text = (edition / "index.html").read_text(encoding="utf-8")
    assert style.name in text
    assert f"{SITE}/static/archive/{card.name}" in text


def test_it_can_be_verified_without_the_archive(edition, tmp_path):
    listed = dict(line.split("  ")[::-1] for line in (edition / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = [path for path in edition.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert sorted(listed) == sorted(path.relative_to(edition).as_posix() for path in files)
    assert all(
        hashlib.sha256(path.read_bytes()).hexdigest() == listed[str(path.relative_to(edition))] for path in files
    )

    folder, ledger = edition / "api/v1/ledger", tmp_path / "ledger.jsonl"
    count = len(list(folder.glob("page-*")))
    parts = [folder / "index.json", *(folder / f"page-{number}" / "index.json" for number in range(2, count + 2))]
    ledger.write_bytes(b"\n".join(part.read_bytes() for part in parts))
    command = [sys.executable, "-I", edition / "ledger/verify.py", ledger, edition / "ledger/checkpoint/index.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Sound, as a chain" in done.stdout
    foot = Page((edition / "method/index.html").read_text(encoding="utf-8")).text
    head = LedgerEntry.objects.latest("seq")
    assert f"after entry {head.seq} of the ledger" in foot
    assert head.hash in foot


def test_two_editions_are_equal_and_hold_nothing_private(edition, archive, tmp_path):
    make_private_things(archive.mentioned, archive.government)
    exports.export(tmp_path / "again")
    assert bytes_of(tmp_path / "again") == bytes_of(edition)


def test_titles_in_other_scripts_are_found_on_every_disk(edition, archive, pages):
    slug = Document.objects.get(uid=archive.foreign.uid).slug
    assert "북한은" in slug
    assert (edition / f"claims/{archive.foreign.uid}/{slug}/index.html").is_file()
    (link,) = {link for link in pages[f"claims/{archive.foreign.uid}/index.html"].found if link.startswith("%EB")}
    assert unquote(link) == f"{slug}/index.html"
