"""A claim is assessed, refused to its author, signed by somebody else and read in public; also without a mouse."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from archive.models import Document
from tests.browser.test_reading import CONTRASTS
from tests.factories import appearance, change, make_article, make_claim, make_source, publish_all, step

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]


# Controls without a name that is read out, and controls too small to hit.
NAMELESS = """
() => [...document.querySelectorAll("main input, main select, main textarea, main button, main summary")]
  .filter((each) => each.type !== "hidden" && each.offsetParent)
  .filter((each) => !(each.labels?.length || each.textContent.trim() || each.value || each.ariaLabel)
    || (each.type !== "checkbox" && each.getBoundingClientRect().height < 23.5))
  .map((each) => `${each.tagName} ${each.name ?? ""} ${each.getBoundingClientRect().height}`)
"""


@pytest.fixture
def claim():
    """Public, with two articles on one ministry and a denial; changed since."""
    state, paper = make_source("Valoria"), make_source("The Harbour Post", kind="outlet")
    told = [appearance(make_article(title), step(paper), step(state)) for title in ("First text", "Second text")]
    claim = make_claim("Shells were sent", claimant=state, appearances=told)
    denial = make_claim("Nothing was sent", kind="denial", relations=[{"kind": "denies", "target": claim.uid}])
    publish_all(claim, denial, make_article("The register of the port"))
    return change(claim, subjects=[denial.claimants.get().source.uid])


def verdict(page, value):
    return page.locator(f'.verdict[data-value="{value}"]')


def test_from_the_evidence_to_the_public(at_desk, claim):
    author = at_desk("reviewer", viewport={"width": 1280, "height": 900})
    author.goto(reverse("admin:archive_claim_assess", args=[claim.pk]))
    expect(author.locator(".origin.attributed .copy")).to_have_count(1)
    expect(verdict(author, "confirmed")).to_contain_text("no evidence for it is recorded")
    expect(verdict(author, "uncontested")).to_contain_text("somebody contests it")

    author.locator("#id_evidence-0-what").press_sequentially("regist")
    author.get_by_role("option", name="The register of the port").click()
    author.locator("#id_evidence-0-relation").select_option("supports")
    expect(verdict(author, "confirmed")).not_to_contain_text("no evidence for it is recorded")
    expect(author.locator("#sentence")).to_contain_text("evidence for it")
    author.get_by_role("button", name="Use as evidence").first.click()
    expect(author.locator("#id_evidence-1-what")).to_have_value("First text")
    expect(author.locator("#id_evidence-1-relation")).to_be_focused()
    author.locator("#id_evidence-1-relation").select_option("undermines")
    expect(verdict(author, "disputed")).not_to_contain_text("does not fit")
    author.get_by_role("button", name="Leave this item out").nth(1).click()
    expect(verdict(author, "disputed")).to_contain_text("no evidence against it is recorded")

    verdict(author, "confirmed").get_by_role("radio").check()
    author.locator("#id_confidence").select_option("high")
    author.locator("#id_rationale").fill("The register names the ships.")
    author.locator("#id_evidence-0-reliability").select_option("B")
    author.get_by_role("button", name="Save and submit…").click()
    author.get_by_role("button", name="Go on with the ticked ones").click()
    author.get_by_role("button", name="Submit for review").click()
    expect(author.get_by_text("You are one of its authors: somebody else has to sign.")).to_be_visible()
    expect(author.get_by_role("button", name="Sign and publish")).to_have_count(0)

    reviewer = at_desk("reviewer")
    reviewer.goto(author.url)
    reviewer.get_by_role("button", name="Sign and publish").click()
    reviewer.get_by_text("Signed: 1 published").wait_for()
    document = json.loads(Document.objects.get(uid=claim.uid).body)
    assert document["standing"]["value"] == "confirmed"
    assert document["assessments"][0]["evidence"][0]["target"]["title"] == "The register of the port"


def tab_to(page, id):
    """Press the tabulator until the control of that id has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == id:
            return
    raise AssertionError(f"{id} is not reached by the keyboard")


def test_the_same_without_a_mouse_on_a_small_screen(at_desk, claim):
    page = at_desk("editor", viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto(reverse("admin:archive_claim_assess", args=[claim.pk]))
    page.get_by_role("link", name="To the assessment").focus()
    page.keyboard.press("Enter")
    tab_to(page, "judged-open")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    tab_to(page, "id_confidence")
    page.keyboard.type("Mod")
    tab_to(page, "id_rationale")
    page.keyboard.type("One origin, told twice.")
    tab_to(page, "id_evidence-0-relation")
    page.keyboard.type("Context")
    tab_to(page, "id_evidence-0-what")
    page.keyboard.type("regis")
    page.get_by_role("option", name="The register of the port").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_evidence-0-what")).to_have_value("The register of the port")
    tab_to(page, "id_reason")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. It becomes public once").wait_for()
    given = claim.assessments.get()
    assert (given.standing, given.confidence, given.evidence.get().relation) == (
        "uncorroborated",
        "moderate",
        "context",
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(at_desk, claim, scheme):
    page = at_desk("editor", viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    for url in (
        reverse("admin:archive_claim_assess", args=[claim.pk]),
        reverse("admin:archive_claim_bundle", args=[claim.pk]),
        f"{reverse('admin:archive_claim_uncontested')}?claim={claim.uid}",
    ):
        page.goto(url)
        assert page.evaluate(CONTRASTS) == [], url
        assert page.evaluate(NAMELESS) == [], url
