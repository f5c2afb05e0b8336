"""Whole ways through the desk: two people at one record, a merge and its undoing, a queue by keys, a session that ends."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from archive.models import Claim, LedgerEntry, Source, Submission
from tests.browser.test_desk import pick
from tests.factories import make_claim, make_source, publish

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]

PASSWORD = "a password that is long"


@pytest.fixture
def meant():
    return (403, 409)


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_two_people_change_one_claim_and_nothing_is_lost(at_desk):
    claim = make_claim("Shells were sent", hedge="may")
    address = reverse("admin:archive_claim_change", args=[claim.pk])
    first, second = at_desk("editor"), at_desk("editor")
    first.goto(address)
    second.goto(address)
    first.get_by_role("textbox", name="Statement").fill("Shells were sold")
    first.get_by_role("textbox", name="Hedge").fill("might")
    second.get_by_role("textbox", name="Statement").fill("Shells were given")
    second.get_by_label("Internal note").fill("Ask the port.")
    save(first)
    first.get_by_text("was changed successfully").wait_for()

    save(second)
    conflict = second.get_by_role("region", name="Two versions of this record")
    expect(conflict).to_contain_text(f"{first.user} saved revision 2")
    both = conflict.get_by_role("region", name="Statement both of you changed it")
    expect(both).to_contain_text("Shells were sent")
    expect(both).to_contain_text("sold")
    expect(both).to_contain_text("given")
    expect(second.get_by_role("textbox", name="Statement")).to_have_value("Shells were given")
    expect(second.get_by_role("textbox", name="Hedge")).to_have_value("might")
    expect(second.get_by_role("textbox", name="Internal note")).to_have_value("Ask the port.")
    assert Claim.objects.get().statement == "Shells were sold"

    second.get_by_role("textbox", name="Statement").fill("Shells were sold or given")
    save(second)
    second.get_by_text("was changed successfully").wait_for()
    claim.refresh_from_db()
    assert (claim.statement, claim.hedge) == ("Shells were sold or given", "might")
    assert (claim.internal_note, claim.revision) == ("Ask the port.", 3)


def test_two_sources_become_one_and_two_again(at_desk):
    kept, twin = make_source("Valoria"), make_source("Kingdom of Ruritania")
    publish(kept, twin)
    chief = at_desk("chief")
    chief.goto(reverse("admin:archive_source_change", args=[twin.pk]))
    chief.get_by_text("Close…").click()
    chief.get_by_role("link", name="Merge…").click()
    pick(chief, "id_other", "Valoria")
    chief.get_by_label("Public reason").fill("They are one state.")
    chief.get_by_role("button", name="Look at what comes of it").click()
    expect(chief.locator(".changes")).to_contain_text("Kingdom of Ruritania")
    assert LedgerEntry.objects.filter(action="merge").count() == 0
    chief.get_by_role("button", name="Merge", exact=True).click()
    chief.locator(".messagelist").wait_for()
    assert LedgerEntry.objects.get(action="merge").uid == twin.uid
    assert Source.objects.get(pk=kept.pk).aliases == ["Kingdom of Ruritania"]

    chief.goto(reverse("admin:archive_source_change", args=[twin.pk]))
    expect(chief.locator(".standing")).to_contain_text("merged")
    chief.get_by_role("link", name="Undo the merge…").click()
    expect(chief.get_by_label("Change it back like this first")).to_be_checked()
    chief.get_by_role("button", name="Go on to submit both").click()
    chief.get_by_role("button", name="Submit for review").click()
    chief.get_by_text("Somebody else reviews it now").wait_for()
    other = at_desk("chief")
    other.goto(reverse("admin:archive_submission_change", args=[Submission.objects.get(state="open").pk]))
    other.get_by_role("button", name="Sign and publish").click()
    other.get_by_text("Signed: ").wait_for()
    other.goto(reverse("admin:archive_source_change", args=[twin.pk]))
    expect(other.locator(".standing")).to_contain_text("In public: version 2")
    assert Source.objects.get(pk=kept.pk).aliases == []


def key(page, pressed, shows=""):
    """Press a key once the page listens, and wait for what it leads to."""
    expect(page.locator("#desk-keys-open")).to_be_visible()
    page.keyboard.press(pressed)
    expect(page.locator("main")).to_contain_text(shows)


def test_a_queue_is_walked_by_keys(at_desk):
    claims = [make_claim(words) for words in ("The first claim", "The second claim", "The third claim")]
    page = at_desk("editor")
    page.goto(reverse("admin:index"))
    key(page, "?")
    keys = page.get_by_role("dialog", name="Keys on this page")
    expect(keys).to_contain_text("Walk through: Without an assessment")
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
    key(page, "w", "The first claim")
    queue = page.get_by_role("navigation", name="Queue")
    expect(queue).to_contain_text("Without an assessment: 3 left")
    key(page, "j", "The second claim")
    key(page, "j", "The third claim")
    expect(queue).to_contain_text("the last")
    key(page, "k", "The second claim")

    key(page, "?")
    for words in ("Next in the queue", "Previous in the queue", "The list of the queue"):
        expect(keys).to_contain_text(words)
    # Whose software types single keys can turn them off.
    keys.get_by_label("Single keys work outside of fields").press("Space")
    page.keyboard.press("Escape")
    key(page, "j", "The second claim")
    page.get_by_role("button", name="Keys: ?").press("Enter")
    keys.get_by_label("Single keys work outside of fields").press("Space")
    page.keyboard.press("Escape")
    key(page, "u", claims[0].statement)
    expect(page.locator("#result_list")).to_contain_text(claims[2].statement)
    key(page, "/")
    page.keyboard.type("third j")
    expect(page.get_by_role("textbox", name="Search")).to_have_value("third j")


def test_a_session_that_ends_while_one_types_loses_nothing(at_desk):
    claim = make_claim("Shells were sent")
    page = at_desk("editor")
    page.goto(reverse("admin:archive_claim_change", args=[claim.pk]))
    page.get_by_role("textbox", name="Statement").fill("Shells “were” sent & <sold>")
    page.get_by_role("textbox", name="Reason for this change").fill("The register says so.")
    page.user.set_password(PASSWORD)
    page.user.save()
    Session.objects.all().delete()
    save(page)
    page.get_by_role("heading", name="Not saved yet").wait_for()
    page.get_by_text("What you typed").click()
    expect(page.locator(".changes")).to_contain_text("Shells “were” sent & <sold>")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("alert")).to_contain_text("You are not logged in yet")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log in, in a new tab").click()
    tab = opened.value
    tab.get_by_label("Username").fill(page.user.username)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Log in").click()
    tab.get_by_role("heading", name="Desk", exact=True).wait_for()
    tab.close()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("was changed successfully").wait_for()
    claim.refresh_from_db()
    assert (claim.statement, claim.revision) == ("Shells “were” sent & <sold>", 2)
