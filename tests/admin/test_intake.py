"""Things handed over at the desk: through each door, followed, decided, tried again; and their bytes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.ingest.understanding import understand
from archive.ingest.working import deciding as answering
from archive.ingest.working.items import work_on
from archive.models import Article, Intake, IntakeItem, Subscription
from tests.admin.browser import address
from tests.admin.intake_cast import Here
from tests.ingest.recognising.texts import HARBOUR, edited, text_of

pytestmark = pytest.mark.django_db

HAND_OVER = "/admin/archive/intake/add/"
State = IntakeItem.State


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    monkeypatch.setattr(answering, "Confined", lambda **limits: Here())


def hand(client, door, **given):
    return client.post(HAND_OVER, {"door": door, **{f"{door}-{name}": value for name, value in given.items()}})


def act(client, name, item, what=None):
    args = [item.pk] if what is None else [item.pk, what]
    return client.post(reverse(f"admin:archive_intakeitem_{name}", args=args))


def pasted(client, text):
    answer = hand(client, "paste", text=text)
    assert answer.status_code == 302, answer.content.decode()
    item = IntakeItem.objects.latest("pk")
    work_on(item.pk, Here())
    item.refresh_from_db()
    return item


def test_links_files_and_a_text_come_in_and_lead_to_their_page(enter):
    editor = enter("editor")
    page = editor.get(HAND_OVER).content.decode()
    assert re.findall('name="door" value="([a-z]+)"', page) == ["link", "upload", "paste"]
    files = [SimpleUploadedFile("../one.html", b"<p>One</p>"), SimpleUploadedFile("two.txt", b"Two")]
    for answer in (
        hand(editor, "link", links="https://example.org/a\n\nhttps://example.org/b \nhttps://example.org/a"),
        hand(editor, "upload", uploads=files),
        hand(editor, "paste", text="A title\r\n\r\nSome words.", source="https://example.org/c"),
    ):
        assert answer.status_code == 302
        told = editor.get(answer["Location"])
        assert "0 of " in told.content.decode()
        assert "data-unfinished" in told.content.decode()
    links, uploads, paste = Intake.objects.order_by("pk")
    assert [item.url for item in links.items.all()] == ["https://example.org/a", "https://example.org/b"]
    assert [(item.name, bytes(item.blob.data)) for item in uploads.items.all()] == [
        ("one.html", b"<p>One</p>"),
        ("two.txt", b"Two"),
    ]
    assert bytes(paste.items.get().blob.data) == b"A title\n\nSome words."
    assert paste.items.get().url == "https://example.org/c"
    assert {intake.by for intake in (links, uploads, paste)} == {editor.person}


@pytest.mark.parametrize(
    ("door", "given", "told"),
    [
        ("link", {"links": ""}, "required"),
        ("link", {"links": "https://example.org/\nftp://example.org/\nnonsense"}, "ftp://example.org/"),
        ("link", {"links": "\n".join(f"https://example.org/{n}" for n in range(501))}, "500 at most"),
        ("paste", {"text": "  \n "}, "empty"),
        ("paste", {"text": "Words", "source": "javascript:alert(1)"}, "no link"),
        ("paste", {"text": "\0"}, "Null characters"),
        ("upload", {"uploads": [SimpleUploadedFile("empty.txt", b"")]}, "empty"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_kept(enter, door, given, told):
    answer = hand(enter("editor"), door, **given)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert told in page
    assert len(re.findall(f'<(?:input|textarea)[^>]* name="{door}-[^>]* autofocus', page)) == 1
    assert not Intake.objects.exists()


def test_files_that_cannot_be_taken_do_not_keep_the_others_out(enter, monkeypatch):
    monkeypatch.setattr("archive.admin.intake.handing.MOST_BYTES", 1_000_000)
    files = [("none.txt", b""), ("blank.txt", b" \n\t"), ("a<b>.txt", b"Words"), ("vast.html", b"x" * 1_000_001)]
    editor = enter("editor")
    answer = hand(editor, "upload", uploads=[SimpleUploadedFile(name, data) for name, data in files])
    assert [item.name for item in IntakeItem.objects.all()] == ["a<b>.txt"]
    page = editor.get(answer["Location"]).content.decode()
    assert re.findall("Left out: ([^<]+)", page) == [
        "none.txt: it is empty.",
        "blank.txt: it is empty.",
        "vast.html: it has more than 1 MB.",
    ]


def test_an_unknown_door_leads_nowhere(enter):
    assert enter("editor").post(HAND_OVER, {"door": "window"}).status_code == 200
    assert not Intake.objects.exists()


def test_who_may_not_take_in_reads_what_became_of_things(enter):
    item = pasted(enter("editor"), text_of(HARBOUR))
    nobody = enter("superuser")
    nobody.person.is_superuser = False
    nobody.person.save()
    for page in (HAND_OVER, address("intake", "change", item.intake_id), address("intake")):
        assert nobody.get(page).status_code == 403
    assert nobody.get(reverse("admin:archive_intakeitem_original", args=[item.pk])).status_code == 403
    assert act(nobody, "act", item, "dismiss").status_code == 403


def test_an_article_comes_out_and_its_page_says_what_was_made_of_it(enter):
    editor = enter("editor")
    item = pasted(editor, text_of(HARBOUR))
    assert (item.state, item.article.title) == (State.NEW, HARBOUR[0])
    page = editor.get(address("intake", "change", item.intake_id)).content.decode()
    assert "1 of 1 done" in page
    assert "data-unfinished" not in page
    assert reverse("admin:archive_article_workbench", args=[item.article_id]) in page
    assert item.name in editor.get(address("intake")).content.decode()
    assert item.reason in editor.get(address("intakeitem", "change", item.pk)).content.decode()
    assert pasted(editor, text_of(HARBOUR)).state == State.DUPLICATE
    item.findings["remarks"] = ["Places that look as if they had been decoded wrongly before: 3."]
    item.save()
    assert item.findings["remarks"][0] in editor.get(address("intake", "change", item.intake_id)).content.decode()


@pytest.mark.parametrize(
    ("answer", "state", "articles"),
    [("new_version", State.CHANGED, 1), ("reprint", State.NEW, 2), ("other", State.NEW, 2), ("drop", State.DROPPED, 1)],
)
def test_a_person_says_what_a_text_is_that_is_like_an_article(enter, answer, state, articles):
    editor = enter("editor")
    first = pasted(editor, text_of(HARBOUR))
    item = pasted(editor, edited(text_of(HARBOUR).replace("212", "218"), 0.05))
    assert item.state == State.UNDECIDED
    to_decide = reverse("admin:archive_intakeitem_decide", args=[item.pk])
    assert to_decide in editor.get(address("intake", "change", item.intake_id)).content.decode()
    page = editor.get(to_decide).content.decode()
    assert "<del>212</del> <ins>218</ins>" in page
    assert f"Its title: <bdi><strong>{HARBOUR[0]}</strong>" in page
    assert editor.post(to_decide, {"uid": first.article.uid}).status_code == 400
    assert editor.post(to_decide, {"uid": "zzzzzzzzzz", "answer": "reprint"}).status_code == 400
    assert editor.post(to_decide, {"uid": first.article.uid, "answer": answer}).status_code == 302
    item.refresh_from_db()
    assert (item.state, Article.objects.count()) == (state, articles)
    # Said once, it is said.
    assert editor.post(to_decide, {"uid": first.article.uid, "answer": "drop"}).status_code == 302
    item.refresh_from_db()
    assert item.state == state


def test_what_waits_for_a_person_is_a_queue_that_is_walked(enter):
    editor = enter("editor")
    pasted(editor, text_of(HARBOUR))
    one, two = (pasted(editor, edited(text_of(HARBOUR), 0.05, seed)) for seed in (3, 4))
    front = editor.get("/admin/").content.decode()
    assert "Texts like one that is here already" in front
    walk = editor.get(reverse("admin:archive_work_walk", args=["undecided"]))
    page = reverse("admin:archive_intakeitem_decide", args=[one.pk])
    assert walk["Location"] == f"{page}?walk=undecided"
    answer = editor.post(f"{page}?walk=undecided", {"answer": "drop"}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("admin:archive_intakeitem_decide", args=[two.pk])


def test_what_failed_is_tried_again_or_left_out(enter):
    editor = enter("editor")
    item = pasted(editor, "Log in\n\nPassword\n\nForgot it?")
    assert item.state == State.REFUSED
    page = address("intake", "change", item.intake_id)
    assert item.reason in editor.get(page).content.decode().replace("&#x27;", "'")
    assert act(editor, "act", item, "retry").status_code == 302
    item.refresh_from_db()
    assert item.state == State.WAITING
    assert act(editor, "act", item, "dismiss").status_code == 302
    item.refresh_from_db()
    assert item.state == State.DROPPED
    assert (
        "Only what was refused" in act(editor, "act", item, "retry").wsgi_request._messages._queued_messages[0].message
    )
    assert act(editor, "act", item, "publish")["Location"] == address("intakeitem")
    assert editor.get(reverse("admin:archive_intakeitem_act", args=[item.pk, "retry"])).status_code == 405


def test_the_bytes_are_saved_and_never_opened(enter):
    editor = enter("editor")
    hand(editor, "upload", uploads=[SimpleUploadedFile("a.html", b"<script>alert(1)</script>", "text/html")])
    item = IntakeItem.objects.get()
    answer = editor.get(reverse("admin:archive_intakeitem_original", args=[item.pk]))
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    # Nothing was fetched, so there is no exchange.
    assert editor.get(reverse("admin:archive_intakeitem_warc", args=[item.pk])).status_code == 302


def asked(client, page):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
        return len(queries)


def test_the_page_asks_as_many_questions_for_many_things_as_for_few(enter):
    editor = enter("editor")
    few, many = [], []
    for number in (2, 90):
        hand(editor, "link", links="\n".join(f"https://example.org/{number}/{n}" for n in range(number)))
        page = address("intake", "change", Intake.objects.latest("pk").pk)
        assert f"0 of {number} done" in editor.get(page).content.decode()  # which shows the message once
        (few if number == 2 else many).append(asked(editor, page))
        (few if number == 2 else many).append(asked(editor, address("intake")))
    assert few == many


def test_a_feed_is_followed_changed_and_left(enter):
    editor = enter("editor")
    add = address("subscription", "add")
    given = {"url": "https://example.org/feed.xml", "every": "30"}
    assert editor.post(add, given).status_code == 302
    row = Subscription.objects.get()
    assert (row.added_by, row.every, row.is_active) == (editor.person, 30, True)
    assert "already" in editor.post(add, given, follow=True).content.decode()
    assert "greater than or equal to 15" in editor.post(add, {**given, "every": "1"}).content.decode()
    page = address("subscription", "change", row.pk)
    assert editor.post(page, {"every": "60"}).status_code == 302  # not active: the box is empty
    row.refresh_from_db()
    assert (row.url, row.every, row.is_active) == (given["url"], 60, False)
    assert enter("researcher").get(add).status_code == 403


def test_the_stand_in_understands_as_the_child_does():
    (document,) = understand(text_of(HARBOUR).encode(), name="a.txt")
    assert document.found.text.startswith(HARBOUR[0])
