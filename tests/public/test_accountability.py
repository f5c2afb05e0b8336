"""Where the archive gives account of itself: its changes, its ledger, its word about itself."""

import json
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.core.management import call_command

from archive.editorial.closing import merge, suppress, withdraw
from archive.editorial.publishing import sign
from archive.editorial.submitting import submit
from archive.models import LedgerEntry, SiteText
from archive.reading_room.history import register
from tests.factories import change, make_user
from tests.public.html import page_of

pytestmark = pytest.mark.django_db

PAGES = ["/changes/", "/changes/?action=publish&type=source", "/ledger/", "/ledger/?before=9", "/method/", "/about/"]


def correct(row, *, note, of_class="", **changes):
    """A new version of ``row`` with a reason."""
    editor = make_user("editor")
    submission = submit([change(row, by=editor, **changes)], by=editor, note=note, of_class=of_class)
    return sign(submission, by=make_user("chief"))


@pytest.mark.parametrize("address", PAGES)
def test_each_is_sound_kept_for_a_minute_and_cheap(client, cast, address, django_assert_max_num_queries):
    cache.clear()
    with django_assert_max_num_queries(6):
        answer = client.get(address)
    assert (answer.status_code, page_of(answer).complaints()) == (200, [])
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    with django_assert_max_num_queries(1):
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("address", "name"),
    [
        *[("/changes/?type=cat", "type"), ("/changes/?action=burn", "action"), ("/changes/?before=x", "before")],
        *[("/changes/?before=3&after=1", "after"), ("/changes/?type=claim&type=event", "type"), ("/changes/?q=a", "q")],
        *[("/ledger/?type=claim", "type"), ("/ledger/?after=-1", "after"), ("/ledger/?before=%00", "before")],
        *[("/method/?x=1", "x"), ("/about/?reference=aaaaaaaaaa", "reference")],
    ],
)
def test_parameters_that_cannot_be_answered_are_named(client, cast, address, name):
    answer = client.get(address)
    page = page_of(answer)
    assert (answer.status_code, page.complaints()) == (400, [])
    assert name in page.text


def test_fields_left_empty_by_the_form_leave_the_address(client, cast):
    answer = client.get("/changes/?type=&action=correct")
    assert (answer.status_code, answer["Location"]) == (302, "/changes/?action=correct")


def test_every_link_on_them_leads_somewhere(client, cast):
    seen = set()
    for address in PAGES:
        page = page_of(client.get(address))
        for href, _ in page.links:
            path, _, part = href.partition("#")
            if part and path in ("", address):
                assert part in page.ids, href
            elif path.startswith("/") and path not in seen:
                seen.add(path)
                assert client.get(path, follow=True).status_code == 200, path
    assert len(seen) > 40


# -- changes -----------------------------------------------------------------------------------


def test_a_correction_tells_its_class_its_reason_and_the_words_that_changed(client, cast):
    correct(cast.meeting, note="The <port> was misnamed.", of_class="correction", place="Port Eva")
    answer = client.get("/changes/?action=correct")
    page = page_of(answer)
    assert page.complaints() == []
    assert "Correction Event, version 2" in page.text
    assert "The <port> was misnamed." in page.text
    assert "<del>Ivo</del>" in answer.content.decode()
    assert "<ins>Eva</ins>" in answer.content.decode()


def test_a_link_that_changed_is_told_by_its_name(client, cast):
    correct(cast.meeting, note="Another one took part.", participants=[{"source": cast.expert.uid}])
    assert "Ivo Klee" in page_of(client.get("/changes/?action=correct")).text


def test_many_differences_lead_to_the_history(client, cast):
    aliases = [f"Name {number}" for number in range(20)]
    correct(cast.government, note="All its names.", aliases=aliases)
    page = page_of(client.get("/changes/?action=correct"))
    assert "14 more, and every version of this source" in page.text
    assert "Name 19" not in page.text


def test_words_of_what_is_no_longer_public_stand_nowhere(client, cast):
    correct(cast.shipment, note="Better said.", statement="Ruritania ships squibs")
    correct(cast.opinion, note="Better said.", statement="The squibs are a marriage")
    withdraw("claim", cast.shipment.uid, by=make_user("chief"), note="It rested on a misread table.")
    suppress("claim", cast.opinion.uid, by=make_user("chief"), rule="privacy")
    for address in ("/changes/", "/changes/?action=correct", "/ledger/"):
        text = page_of(client.get(address)).text
        assert "squibs" not in text
        assert cast.shipment.uid in text
    text = page_of(client.get("/changes/")).text
    assert "It rested on a misread table." in text
    assert "The text of this version was removed" in text
    assert "private life" in text


def test_a_merge_leads_to_what_stands_for_it(client, cast):
    merge("article", cast.wire.uid, into=cast.column.uid, by=make_user("chief"), note="One text")
    links = page_of(client.get("/changes/?action=merge")).links
    assert f"/articles/{cast.column.uid}/-/" in [href for href, _ in links]


def numbers(client, address):
    """The entries of a page, and its links back and on."""
    page = page_of(client.get(address))
    assert page.complaints() == []
    seqs = [int(words.split()[1]) for _, words in page.links if words.startswith("entry ")]
    ways = {words.strip("←→ "): href for href, words in page.links if words.strip("←→ ") in ("Previous", "Next")}
    return seqs, ways


@pytest.mark.parametrize("narrowed", [{}, {"type": "source"}, {"action": "publish"}])
def test_pages_lead_through_every_act_and_back(client, cast, monkeypatch, narrowed):
    monkeypatch.setattr(register, "ON_A_PAGE", 4)
    wanted = list(LedgerEntry.objects.filter(**narrowed).order_by("-seq").values_list("seq", flat=True))
    address = f"/changes/?{'&'.join(f'{name}={value}' for name, value in narrowed.items())}"
    forth, pages = [], []
    while address:
        seqs, ways = numbers(client, address)
        pages.append(seqs)
        forth, last, address = forth + seqs, address, ways.get("Next")
    assert forth == wanted
    assert len(pages) > 2
    back = [pages[-1]]
    _, ways = numbers(client, last)
    while ways.get("Previous"):
        seqs, ways = numbers(client, ways["Previous"])
        back.append(seqs)
    assert sorted(seq for seqs in back for seq in seqs) == sorted(wanted)


def test_past_the_end_there_is_nothing_and_a_way_back(client, cast):
    for address in ("/changes/?before=0", "/changes/?after=99999", "/changes/?before=1", "/ledger/?before=1"):
        page = page_of(client.get(address))
        assert page.complaints() == []
        assert "nothing further on" in page.text


# -- ledger ------------------------------------------------------------------------------------


def verified(tmp_path, *arguments):
    command = [sys.executable, "-I", "-S", "verify.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={}, cwd=tmp_path, timeout=60)


def test_whoever_follows_the_page_can_verify_the_ledger(client, cast, tmp_path):
    """The verifier, the checkpoint and the pages of the feed, each as it is served."""
    (tmp_path / "verify.py").write_bytes(client.get("/ledger/verify.py").content)
    (tmp_path / "checkpoint.json").write_bytes(client.get("/ledger/checkpoint/").content)
    size = json.loads((tmp_path / "checkpoint.json").read_text())["size"]
    starts = range(0, size, 5)
    pages = [client.get("/api/v1/ledger/", {"after": after, "page_size": 5}).content.decode() for after in starts]
    (tmp_path / "ledger.jsonl").write_text("\n".join(pages))
    done = verified(tmp_path, "ledger.jsonl", "checkpoint.json")
    assert (done.returncode, done.stdout[:17]) == (0, "Sound, as a chain")
    assert "No words were verified" in done.stdout
    for name, spoiled in {
        "changed": [page.replace('"action":"publish"', '"action":"correct"', 1) for page in pages],
        "missing": pages[:1] + pages[2:],
        "cut": pages[:-1],
        "moved": pages[::-1],
    }.items():
        (tmp_path / name).write_text("\n".join(spoiled))
        assert verified(tmp_path, name, "checkpoint.json").returncode == 1, name


def test_the_page_shows_the_checkpoint_and_each_act_under_its_number(client, cast):
    point = json.loads(client.get("/ledger/checkpoint/").content)
    page = page_of(client.get("/ledger/"))
    assert point["hash"] in page.text
    assert f"{point['size']} entries" in page.text
    assert f"act-{point['size']}" in page.ids
    assert "/ledger/verify.py" in [href for href, _ in page.links]


# -- about -------------------------------------------------------------------------------------


def test_what_the_owner_says_is_shown_as_words(client, db):
    call_command("loaddata", "site_texts", verbosity=0)
    SiteText.objects.filter(slug="contact").update(
        shown_title="Where <we> are", shown_body="<script>alert(1)</script> [x](javascript:a) [us](mailto:a@b.example)"
    )
    answer = client.get("/about/")
    page = page_of(answer)
    assert page.complaints() == []
    assert "Where <we> are" in page.text
    assert "<script>alert(1)</script> [x](javascript:a)" in page.text
    assert ("mailto:a@b.example", "us") in page.links


def test_an_edit_is_a_new_page(client, db):
    call_command("loaddata", "site_texts", verbosity=0)
    before = client.get("/about/")["ETag"]
    SiteText.objects.filter(slug="contact").update(title="Draft", body="Draft")
    assert client.get("/about/")["ETag"] == before
    SiteText.objects.filter(slug="contact").update(shown_body="Shown")
    assert client.get("/about/")["ETag"] != before


def test_every_record_says_how_to_have_it_corrected(client, cast, addresses):
    assert 'id="corrections"' in client.get("/about/").content.decode()
    for name in ("shipment", "wire", "meeting", "expert"):
        uid = getattr(cast, name).uid
        for address in (getattr(addresses, name), f"{getattr(addresses, name)}history/"):
            page = page_of(client.get(address))
            assert ("/about/#corrections", "Ask for a correction") in page.links
            assert f"Is something wrong here? Ask for a correction, reference {uid}" in page.text


def test_every_page_leads_to_them(client, db):
    links = [href for href, _ in page_of(client.get("/nowhere/")).links]
    assert {"/changes/", "/ledger/", "/method/", "/about/"} <= set(links)


def test_a_source_without_a_page_is_told_without_a_link(client, cast):
    page = page_of(client.get("/changes/?type=source"))
    assert "which has no page of its own" in page.text
    assert "port officials" not in page.text
