"""Every page of the desk, wide and narrow, in light and in dark, stands before axe-core; so do its dialogs and refusals."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.collection import practice
from archive.editorial.merging import merge_into
from archive.editorial.submitting import submit
from archive.models import Annotation, Article, Country, Source, User
from tests.browser.axe import AXE, WIDE, Proof, addresses, bones_of, keys
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
    step,
)

RICHEST = 10
pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meant():
    return range(400, 500)


@pytest.fixture
def proved(open_page, at_desk):
    """A proof for somebody, or for nobody; what axe finds ends the test."""
    made = []

    def opened(user=None, **options):
        options |= {"reduced_motion": "reduce", "viewport": WIDE}
        page = open_page(**options) if user is None else at_desk(user=user, **options)
        page.add_init_script(path=AXE)
        made.append(Proof(page))
        return made[-1]

    yield opened
    faults = [f"{fault}\n    {', '.join(found)}" for each in made for fault, found in each.faults.items()]
    assert not faults, "\n".join(faults)


@pytest.fixture
def desk():
    """Something of everything: public, changed since, merged, submitted, sent back, given, suggested, orphaned."""
    call_command("loaddata", settings.BASE_DIR / "fixtures" / "vocabularies.json", verbosity=0)
    Country.objects.filter(pk__gt=Country.objects.order_by("pk")[5].pk).delete()
    editor = make_user("editor")
    practice.set_up(settings.PRACTICE, by=editor)
    body, paper = make_source("Valoria"), make_source("The Harbour Post", kind="outlet")
    speaker = make_source("A speaker", kind="person", affiliations=[{"body": body.uid, "type": "speaks_for"}])
    event = make_event("A meeting", participants=[{"source": body.uid, "role": "host"}], date="2024-03-01")
    article = make_article("Shells on the way", publisher=paper.uid, authors=[{"source": speaker.uid}])
    told = appearance(article, step(paper), step(speaker), passages=[{"part": "title"}])
    evidence = {"relation": "context", "target": article.uid, "reliability": "B", "credibility": "2"}
    claim = make_claim(
        "Shells were sent",
        claimant=speaker,
        appearances=[told],
        events=[event.uid],
        figures=[{"quantity": "soldiers", "low": "10", "qualifier": "about"}],
        assessments=[assessment("uncorroborated", evidence=[evidence])],
    )
    denial = make_claim("Nothing was sent", kind="denial", relations=[{"kind": "denies", "target": claim.uid}])
    twin = make_source("Valoria, the state")
    publish_all(claim, denial, twin)
    merge_into(twin, body, by=make_user("chief"), note="They are one.", gather=True)
    change(claim, by=editor, hedge="may")
    submit([make_source("Waiting")], by=editor)
    Annotation.objects.create(article=article, motivation="questioning", body="Is it so?")
    return claim


def test_every_page(proved, desk):
    """The richest first; a page of which each element stood on another, in the same place, is not drawn again."""
    root = User.objects.create_superuser("root", password="a long password")
    client = Client()
    client.force_login(root)
    found = {address: bones_of(client, address) for address in dict.fromkeys(addresses(keys()))}
    assert sum(map(bool, found.values())) > 100
    proof, drawn = proved(root), [set()]
    for address, bones in sorted(found.items(), key=lambda each: -len(each[1])):
        if not bones <= set().union(*drawn):
            drawn.append(bones)
            proof.is_thorough = len(drawn) < RICHEST
            proof.visit(address)
    assert len(drawn) > 30


def test_what_opens_on_lists_and_forms(proved, desk):
    """Keys, acts on many rows, lists that hang from fields, menus."""
    proof = proved(User.objects.create_superuser("root", password="a long password"))
    page = proof.page

    page.goto(reverse("admin:archive_claim_changelist"))
    page.keyboard.press("?")
    proof.look("keys")
    page.keyboard.press("Escape")
    page.locator("#action-toggle").check()
    page.locator("[name=action]").select_option("many_withdraw")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Public reason").fill("They were made twice.")
    page.get_by_role("button", name="Withdraw").click()
    proof.look("what became of many")

    page.goto(reverse("admin:archive_claim_change", args=[desk.pk]))
    page.get_by_text("Close…").click()
    page.get_by_role("combobox", name="Subjects").click()
    page.locator(".select2-search__field:focus").fill("Valo")
    page.get_by_role("option", name="Valoria").first.wait_for()
    proof.look("several found by typing")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add another Relation").click()
    page.get_by_role("combobox", name="Target").click()
    page.locator(".select2-results__option").first.wait_for()
    proof.look("one found by typing")
    page.goto(f"{reverse('admin:archive_source_add')}?_popup=1")
    proof.look("popup")


def test_what_opens_around_a_text(proved, desk):
    """The workbench, the chain, captures; tables and the pages that take their rows from the address."""
    proof = proved(User.objects.create_superuser("root", password="a long password"))
    page, article = proof.page, Article.objects.get(uid=practice.ARTICLE)
    page.on("dialog", lambda asked: asked.accept())
    page.goto(reverse("admin:archive_article_workbench", args=[article.pk]))
    for button in ("New claim", "Link a claim", "Question"):
        page.get_by_label("Words of the text").fill("No ship was turned away")
        page.get_by_role("button", name=button).click()
        page.get_by_role("dialog").locator("form").first.wait_for()
        proof.look(f"workbench: {button}")
        page.get_by_role("dialog").get_by_text("Leave it").first.click()

    page.goto(reverse("admin:archive_appearance_change", args=[desk.appearances.get().pk]))
    page.get_by_role("combobox", name="Add a source to step 1").fill("Nobody knows")
    page.get_by_role("option", name="Make “Nobody knows”").wait_for()
    proof.look("sources of a step")
    page.get_by_role("option", name="Make “Nobody knows”").click()
    page.get_by_role("dialog", name="New source").wait_for()
    proof.look("a new source")

    page.goto(reverse("admin:archive_article_capture", args=[article.pk]))
    page.get_by_label("Text:", exact=True).fill("The port of Elphberg was open.")
    page.get_by_role("button", name="Look at what it changes").click()
    page.get_by_text("What it would change").wait_for()
    proof.look("a new text")

    table = "uid,revision,name,kind\n,,Strelsau,government\n,,,nonsense\n"
    page.goto(reverse("admin:archive_source_import"))
    page.locator("input[type=file]").set_input_files(
        {"name": "t.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.get_by_role("button", name="Look what it would do").click()
    page.locator("section.row, .wrong").first.wait_for()
    proof.look("a table")

    history = reverse("admin:archive_claim_history", args=[desk.pk])
    proof.visit(f"{history}?a=1&b=2")
    proof.visit(f"{reverse('admin:archive_submission_new')}?record={desk.uid}")
    proof.visit(f"{reverse('admin:archive_assignment_give')}?item=claim:{desk.uid}")
    proof.visit(f"{reverse('admin:archive_claim_uncontested')}?article={article.uid}")
    page.goto(reverse("admin:archive_work_walk", args=["unpublished_claim"]))
    proof.look("a queue, walked")
    twin = Source.objects.get(name="Valoria, the state")
    proof.visit(reverse("admin:archive_source_unmerge", args=[twin.pk]))


def test_what_is_refused(proved, desk):
    """Wrong passwords, codes, forms, two people at once, a session that ended."""
    stranger = proved()
    page = stranger.page
    page.goto(reverse("admin:login"))
    for _ in range(5):
        page.get_by_label("Username").fill("somebody")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Log in").click()
        if _ == 0:
            stranger.look("a wrong password")
    page.get_by_role("heading", name="Too many wrong passwords").wait_for()
    stranger.look("too many wrong passwords")

    careful = make_user("reviewer")
    TOTPDevice.objects.create(user=careful, name="app", key="0" * 40, confirmed=True)
    asked = proved(careful)
    asked.page.goto(reverse("admin:index"))
    asked.page.get_by_label("Code").fill("000 000")
    asked.page.get_by_role("button").last.click()
    asked.look("a wrong code")

    proof = proved(make_user("editor"))
    page = proof.page
    page.goto(reverse("admin:archive_claim_add"))
    page.get_by_role("button", name="Add another Claimant").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".errornote").wait_for()
    proof.look("an empty claim")
    page.goto(reverse("admin:archive_claim_change", args=[desk.pk]))
    page.get_by_role("textbox", name="Statement").fill("Shells were sold")
    change(desk, statement="Shells were given", hedge="might")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("both of you changed it").wait_for()
    proof.look("two at once")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Not saved yet").wait_for()
    page.get_by_text("What you typed").click()
    proof.look("a session that ended")


def test_an_invitation(proved):
    """Made by a chief, opened by somebody who is not logged in yet, and answered with a password that is too short."""
    newcomer = make_user("editor")
    newcomer.set_unusable_password()
    newcomer.save()
    chief, stranger = proved(make_user("chief")), proved()
    chief.page.goto(reverse("admin:archive_user_invite", args=[newcomer.pk]))
    chief.page.get_by_role("button", name="Make the link").click()
    link = chief.page.get_by_label("The invitation").input_value()
    chief.look("an invitation")
    stranger.page.goto(link)
    stranger.look("an invitation that was opened")
    for field in ("New password:", "New password confirmation:"):
        stranger.page.get_by_label(field).fill("short")
    stranger.page.get_by_role("button", name="Set the password").click()
    stranger.page.locator(".errorlist").first.wait_for()
    stranger.look("a password that is too short")
