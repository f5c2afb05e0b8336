"""The editor of an attribution chain: by keyboard, by mouse and finger, on small screens and without a script."""

import pytest
from django.urls import reverse

from archive.models import Appearance, Source
from tests.factories import appearance, make_article, make_claim, make_source, publish_all, step

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]
SENTENCE = "The Daily Paper cites Żółta Agency, citing The spokesman, citing The General Staff and The Service."


@pytest.fixture
def meant():
    return (422,)


class Cast:
    def __init__(self):
        self.paper = make_source("The Daily Paper", kind="outlet")
        self.agency = make_source("Żółta Agency", kind="outlet", aliases=["The Yellow Wire"])
        self.speaker = make_source("The spokesman", kind="person")
        self.staff = make_source("The General Staff", kind="organisation")
        self.service = make_source("The Service", kind="organisation")
        self.article = make_article("Shells on the way", publisher=self.paper.uid)
        self.claim = make_claim("Shells were sent", claimant=self.staff, appearances=[self.bare()])
        self.page = reverse("admin:archive_appearance_change", args=[self.claim.appearances.get().pk])

    def bare(self, **more):
        return {"article": self.article.uid, "stance": "reports", "attribution": "reported", **more}

    def chain(self):
        """Uids and names of each step as they are saved."""
        steps = Appearance.objects.get(claim=self.claim).chain.order_by("position")
        return [[str(each) for each in row.sources.order_by("position")] for row in steps]


@pytest.fixture
def cast(transactional_db):
    return Cast()


def finder(page, number):
    return page.get_by_role("combobox", name=f"Add a source to step {number}")


def told(page, words):
    page.locator(".chain-sentence", has_text=words).wait_for()


def pick(page, words):
    """Type into the field that has the focus, and take the first that is found."""
    page.keyboard.type(words)
    page.locator("source-finder [role=option][aria-selected=true]").wait_for()
    page.keyboard.press("Enter")


def test_a_chain_of_four_is_built_with_the_keyboard_alone(at_desk, cast):
    page = at_desk()
    page.goto(cast.page)
    finder(page, 1).focus()
    pick(page, "daily")
    page.keyboard.press("Enter")
    pick(page, "yellow")
    page.keyboard.press("Enter")
    pick(page, "spokesman")
    page.keyboard.press("Enter")
    pick(page, "general")
    pick(page, "the service")
    told(page, SENTENCE)
    assert page.locator(".chain-origins .count").first.inner_text() == "2 attributed"
    # The verb is the next field but one: the list of namings and the handles are on the way back.
    page.keyboard.press("Tab")
    page.keyboard.type("told reporters")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("was changed successfully").wait_for()
    assert cast.chain() == [
        ["The Daily Paper"],
        ["Żółta Agency"],
        ["The spokesman"],
        ["The General Staff", "The Service"],
    ]
    saved = Appearance.objects.get(claim=cast.claim)
    assert saved.chain.get(position=3).verb == "told reporters"
    # What the page said beforehand is what the public gets.
    publish_all(cast.claim)
    page.goto(f"/claims/{cast.claim.uid}/x/")
    assert page.locator(".appearances .chain").inner_text() == SENTENCE
    assert page.locator(".verdict", has_text="attributed origin").inner_text() == "2 attributed origins"


def test_keys_take_back_and_say_own_voice(at_desk, cast):
    page = at_desk()
    page.goto(reverse("admin:archive_appearance_add") + f"?claim={cast.claim.pk}&article={cast.article.pk}")
    # A new chain begins with the outlet, and the two judgements follow.
    told(page, "The Daily Paper states it in its own voice.")
    assert page.locator("#id_attribution").input_value() == "own_voice"
    assert page.locator("#id_stance").input_value() == "asserts"
    finder(page, 1).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("?")
    told(page, "The Daily Paper cites somebody it does not name.")
    assert page.locator("#id_attribution").input_value() == "anonymous"
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert page.locator("chain-step").count() == 1
    page.keyboard.press("Enter")
    pick(page, "spokesman")
    told(page, "The Daily Paper cites The spokesman.")
    assert page.locator("#id_stance").input_value() == "reports"
    page.keyboard.press("=")
    told(page, "The Daily Paper states it in its own voice.")
    # What somebody chose is left alone, and the other is offered.
    page.locator("#id_stance").select_option("endorses")
    told(page, "The Daily Paper endorses it in its own voice.")
    page.get_by_role("button", name="Use “Asserts”").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()
    assert Appearance.objects.filter(stance="endorses", attribution="own_voice").count() == 1


def test_the_chain_of_the_passage_before_is_copied_with_one_key(at_desk, cast):
    first = cast.bare(stance="quotes", attribution="on_record", passages=[{"part": "body", "paragraph": 2}])
    first["chain"] = [step(cast.paper), step(cast.speaker, verb="said", force="committing")]
    later = cast.bare(stance="quotes", attribution="on_record", passages=[{"part": "body", "paragraph": 9}])
    later["chain"] = [step(cast.paper), step(cast.staff)]
    make_claim(claimant=cast.speaker, appearances=[later])
    make_claim(claimant=cast.speaker, appearances=[first])
    third = make_claim(claimant=cast.speaker, appearances=[cast.bare(passages=[{"part": "body", "paragraph": 4}])])
    page = at_desk()
    page.goto(reverse("admin:archive_appearance_change", args=[third.appearances.get().pk]))
    finder(page, 1).focus()
    page.keyboard.press('"')
    told(page, "The spokesman")
    assert page.get_by_role("textbox", name="Verb of step 2 as printed").input_value() == "said"
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    steps = third.appearances.get().chain.order_by("position")
    assert [(each.verb, each.force) for each in steps] == [("said", "neutral"), ("said", "committing")]


def test_steps_and_sources_are_moved_by_mouse(at_desk, cast):
    page = at_desk()
    page.goto(cast.page)
    for number, names in enumerate([["Daily"], ["Żółta"], ["spokesman"], ["General", "the Service"]], start=1):
        for name in names:
            finder(page, number).click()
            finder(page, number).fill(name)
            page.locator("source-finder [role=option]", has_text=name).first.click()
        if number < 4:
            finder(page, number).press("Enter")
    told(page, SENTENCE)
    # The third step goes to the place of the second by its handle.
    page.locator("[data-step='2'] .step-head .grip").drag_to(page.locator("[data-step='1'] .step-head"))
    told(page, "The Daily Paper cites The spokesman, citing Żółta Agency,")
    page.get_by_role("button", name="Move step 2 nearer to the origin").click()
    told(page, SENTENCE)
    # One of two sources goes to another step by its handle, and back by its menu.
    page.locator("[data-step='3'] [data-speaker='1'] .grip").drag_to(page.locator("[data-step='2'] .how"))
    told(page, "citing The spokesman and The Service, citing The General Staff.")
    page.locator("summary[aria-label='More for The Service']").click()
    page.get_by_role("button", name="To step 4").click()
    told(page, SENTENCE)
    page.get_by_role("button", name="Remove step 3").click()
    page.get_by_role("button", name="Remove The Service from step 3").click()
    told(page, "The Daily Paper cites Żółta Agency, citing The General Staff.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    assert cast.chain() == [["The Daily Paper"], ["Żółta Agency"], ["The General Staff"]]


def test_a_source_is_made_in_place(at_desk, cast):
    page = at_desk()
    page.goto(cast.page)
    finder(page, 1).focus()
    pick(page, "daily")
    page.keyboard.press("Enter")
    page.keyboard.type("The Colonel")
    page.locator("source-finder [role=option]", has_text="Make “The Colonel”").click()
    dialog = page.get_by_role("dialog", name="New source")
    dialog.get_by_label("Name", exact=True).fill("The spokesmen")
    dialog.get_by_label("Name", exact=True).fill("The spokesman")
    dialog.get_by_role("button", name="Use The spokesman").wait_for()
    dialog.get_by_label("Name", exact=True).fill("The Colonel")
    dialog.get_by_role("button", name="Add an affiliation").click()
    dialog.get_by_role("combobox", name="Body of affiliation 1").fill("general")
    dialog.get_by_role("option", name="The General Staff").click()
    dialog.get_by_role("textbox", name="From").fill("2022-13")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("Affiliation 1, start").wait_for()
    dialog.get_by_role("textbox", name="From").fill("2022")
    dialog.get_by_role("button", name="Save").click()
    told(page, "The Daily Paper cites The Colonel.")
    page.get_by_text("The Colonel speaks for The General Staff, and is counted as it.").wait_for()
    assert Source.objects.get(name="The Colonel").affiliations.get().body == cast.staff


def test_a_tie_made_in_place_shows_first_what_it_moves(at_desk, cast):
    told_by_two = [step(cast.paper), step(cast.speaker, cast.service)]
    claim = make_claim("Shells were fired", claimant=cast.service, appearances=[appearance(cast.article, *told_by_two)])
    publish_all(claim)
    page = at_desk()
    page.goto(cast.page)
    finder(page, 1).focus()
    pick(page, "daily")
    page.keyboard.press("Enter")
    pick(page, "spokesman")
    page.locator("summary[aria-label='More for The spokesman']").click()
    page.get_by_role("button", name="Affiliations…").click()
    dialog = page.get_by_role("dialog", name="The spokesman")
    dialog.get_by_role("button", name="Add an affiliation").click()
    dialog.get_by_role("combobox", name="Body of affiliation 1").fill("the service")
    dialog.get_by_role("option", name="The Service").click()
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("1 published claim would change").wait_for()
    assert "Attributed origins" in dialog.locator(".moves").inner_text()
    assert not cast.speaker.affiliations.exists()
    dialog.get_by_role("button", name="Save: I have seen what moves").click()
    page.get_by_text("The spokesman speaks for The Service, and is counted as it.").wait_for()
    assert cast.speaker.affiliations.get().body == cast.service


@pytest.mark.parametrize("width", [320, 390])
def test_the_editor_fits_a_small_screen(at_desk, cast, width):
    page = at_desk(viewport={"width": width, "height": 700}, has_touch=True)
    page.goto(cast.page)
    finder(page, 1).tap()
    page.get_by_role("option", name="The Daily Paper").tap()
    told(page, "The Daily Paper")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate("""() => [...document.querySelectorAll('.chain-desk :is(button, summary, select, input:not([type=checkbox]))')]
        .filter((each) => each.getClientRects().length)
        .map((each) => [each.getAttribute('aria-label') || each.textContent, each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)""")
    assert small == []


def test_without_a_script_the_same_page_takes_names(at_desk, cast):
    page = at_desk(java_script_enabled=False)
    page.goto(cast.page)
    page.locator("#id_chain-0-sources-0-source").fill("the daily paper")
    page.locator("#id_chain-1-sources-0-source").fill("Zolta Agency")
    page.locator("#id_chain-1-verb").fill("said")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    assert cast.chain() == [["The Daily Paper"], ["Żółta Agency"]]
