"""An editor and a reviewer bring a claim to the public, with the browser's own clicks and no inline code."""

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from archive.models import Claim, Document, Submission
from tests.factories import change, make_article, make_claim, make_source, publish

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meant():
    return (409,)


# Whether the list under a field shows what was found for the words typed, and no longer all there is.
FOUND = """
([field, words]) => {
  const { results } = django.jQuery(`#${field}`).data("select2");
  return results.lastParams?.term === words && !results.loading;
}
"""


def pick(page, field, words):
    """Find a record by typing, as select2 has it, and take the first."""
    shown = page.locator(f"#{field}").locator("xpath=following-sibling::span[contains(@class, 'select2')]")
    shown.click()
    page.locator(".select2-search__field").last.fill(words)
    # A click on a list that is just being replaced would be lost.
    page.wait_for_function(FOUND, arg=[field, words])
    page.locator(".select2-results__option", has_text=words).first.click()
    expect(shown).to_contain_text(words)


def test_a_claim_from_the_first_word_to_the_public(at_desk):
    publish(make_source("Ruritania"))
    publish(make_source("The Daily Paper", kind="outlet"))
    publish(make_article("Shells on the way"))
    page = at_desk("editor")
    page.goto(reverse("admin:archive_claim_add"))
    page.get_by_role("textbox", name="Statement").fill("Shells were sent")
    page.get_by_label("Kind").first.select_option("assertion")
    page.get_by_role("button", name="Add another Claimant").click()
    pick(page, "id_claimants-0-source", "Ruritania")
    page.get_by_role("button", name="Add another Appearance").click()
    pick(page, "id_appearances-0-article", "Shells on the way")
    page.locator("#id_appearances-0-stance").select_option("reports")
    page.locator("#id_appearances-0-attribution").select_option("reported")
    page.get_by_role("button", name="Save and continue editing").click()

    page.locator("#appearances-0").get_by_role("link", name="Change", exact=True).click()
    for number, (source, verb) in enumerate([("The Daily Paper", "reports"), ("Ruritania", "said")], start=1):
        finder = page.get_by_role("combobox", name=f"Add a source to step {number}")
        finder.fill(source)
        page.get_by_role("option", name=source).first.click()
        page.get_by_role("textbox", name=f"Verb of step {number} as printed").fill(verb)
        if number == 1:
            finder.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The Daily Paper ← Ruritania").wait_for()

    page.get_by_role("link", name="Submit for review…").click()
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted. Somebody else reviews it now.").wait_for()

    reviewer = at_desk("reviewer")
    reviewer.goto(reverse("admin:index"))
    reviewer.get_by_role("link", name="1 Waiting for your review").click()
    reviewer.get_by_role("link", name=str(Submission.objects.get(state="open"))).click()
    reviewer.get_by_text("Every name and value of it").click()
    expect(reviewer.locator(".tree").first).to_contain_text("Ruritania: Shells were sent", use_inner_text=True)
    reviewer.get_by_role("button", name="Sign and publish").click()
    reviewer.get_by_text("Signed: 1 published").wait_for()
    document = json.loads(Document.objects.get(uid=Claim.objects.get().uid).body)
    assert document["headline"] == "Ruritania: Shells were sent"
    assert document["origins"]["attributed"] == 1


def test_a_conflict_fits_a_small_screen(at_desk):
    claim = make_claim("The shells as they were found")
    page = at_desk("editor", viewport={"width": 320, "height": 640})
    page.goto(reverse("admin:archive_claim_change", args=[claim.pk]))
    page.get_by_role("textbox", name="Statement").fill("The shells as I typed them")
    change(claim, statement="The shells as somebody saved them", hedge="may")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("both of you changed it").wait_for()
    assert page.get_by_role("textbox", name="Statement").input_value() == "The shells as I typed them"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_a_list_is_read_from_top_to_bottom(at_desk, width):
    claim = make_claim("Shells were sent across the border, " + "x" * 60)
    page = at_desk("chief", viewport={"width": width, "height": 800})
    page.goto(reverse("admin:archive_claim_changelist"))
    state = page.locator(".field-state").first
    expect(state).to_be_visible()
    # The title of its column stands before the word, and both under what is claimed.
    assert state.evaluate("each => getComputedStyle(each, '::before').content") == '"State"'
    statement = page.get_by_role("link", name=claim.statement, exact=True)
    assert statement.bounding_box()["y"] < state.bounding_box()["y"]
    wider = "each => each.scrollWidth > each.clientWidth"
    assert not page.locator("html").evaluate(wider)
    assert not page.locator(".results").evaluate(wider)
    page.get_by_role("link", name="Kind", exact=True).click()
    expect(page).to_have_url(re.compile("[?]o="))
