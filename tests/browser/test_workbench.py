"""The workbench in a browser: marking a text by mouse, by finger and with keys alone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from archive.models import Annotation, Claim
from tests.admin.workbench_cast import captured_article, marked_claim, note
from tests.factories import change, make_claim, make_source

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]

# Where words stand on the screen, as a person who aims at them sees it.
PLACE = """
(words) => {
  const nodes = document.createTreeWalker(document.getElementById("wb-text"), NodeFilter.SHOW_TEXT);
  const all = [];
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) all.push(node);
  const whole = all.map((node) => node.data).join("");
  const point = (at, isEnd) => {
    for (const node of all) {
      if (at < node.length || (isEnd && at === node.length)) return [node, at];
      at -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...point(whole.indexOf(words), false));
  range.setEnd(...point(whole.indexOf(words) + words.length, true));
  const boxes = [...range.getClientRects()];
  const [first, last] = [boxes[0], boxes.at(-1)];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}
"""


@pytest.fixture
def meant():
    return (400, 409)


@pytest.fixture
def at_workbench(at_desk):
    """The workbench of an article, open before an editor."""

    def entered(article, **options):
        page = at_desk(**options)
        page.goto(reverse("admin:archive_article_workbench", args=[article.pk]))
        return page

    return entered


def drag(page, words):
    """Select words as with a mouse."""
    x, y, to_x, to_y = page.evaluate(PLACE, words)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, to_y)
    page.mouse.move(to_x, to_y)
    page.mouse.up()
    expect(page.locator("#wb-words")).to_have_value(words)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def saved(page, words):
    expect(page.locator("#wb-status")).to_contain_text(words)
    expect(page.locator("#wb-dialog")).not_to_be_visible()


def quoted(row):
    return text_of(row)[row.start : row.end]


def text_of(row):
    article = row.article if isinstance(row, Annotation) else row.appearance.article
    return article.captures.get(sha256=row.capture).content.text


def test_a_new_claim_by_mouse(at_workbench):
    article = captured_article()
    page = at_workbench(article)
    drag(page, "shells crossed the border")
    page.get_by_role("button", name="New claim").click()
    dialog = page.get_by_role("dialog", name="New claim")
    expect(dialog.locator(".wb-selected")).to_have_text("shells crossed the border")
    dialog.get_by_role("textbox", name="Statement").fill("Shells crossed the border")
    dialog.get_by_label("Kind").select_option("assertion")
    expect(dialog.locator(".chain-sentence")).to_contain_text("The Daily Paper")
    dialog.get_by_role("button", name="State the claim").dblclick()
    saved(page, "was stated")
    claim = Claim.objects.get()  # clicked twice, stated once
    assert quoted(claim.appearances.get().passages.get()) == "shells crossed the border"
    assert [str(each) for each in claim.claimants.all()] == ["The Daily Paper"]
    expect(page.locator("mark.claim")).to_have_text("shells crossed the border")
    expect(page.locator(".wb-item.is-claim")).to_contain_text("Shells crossed the border")


def test_a_new_claim_by_keyboard_alone(at_workbench):
    article = captured_article()
    make_source("Ruritania")
    page = at_workbench(article)
    page.locator("#wb-text").focus()
    # The words of the title, then two of the next paragraph, and two more.
    press(page, *["ArrowRight"] * 5, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft")
    expect(page.locator("#wb-live")).to_have_text("Selected: A train with")
    press(page, "c")
    expect(page.locator("#id_statement")).to_be_focused()
    page.keyboard.type("Trains run")
    page.locator("#id_claimants_0").focus()
    page.keyboard.type("ruri")
    expect(page.get_by_role("option", name="Ruritania")).to_be_visible()
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#id_claimants_0")).to_have_value(re.compile(r"Ruritania \["))
    press(page, "Control+Enter")
    saved(page, "was stated")
    claim = Claim.objects.get()
    assert (claim.statement, str(claim.claimants.get())) == ("Trains run", "Ruritania")
    assert quoted(claim.appearances.get().passages.get()) == "A train with"
    expect(page.locator("#wb-text")).to_be_focused()


def test_a_claim_that_is_there_by_mouse(at_workbench):
    article = captured_article()
    claim = make_claim("Trains cross the border on Tuesdays")
    page = at_workbench(article)
    drag(page, "crossed the border on Tuesday")
    page.get_by_role("button", name="New claim").click()
    page.get_by_role("textbox", name="Statement").fill("Trains cross the border on Wednesdays")
    page.get_by_role("button", name="Link this claim instead").click()
    expect(page.locator(".wb-chosen")).to_contain_text("Trains cross the border on Tuesdays")
    page.get_by_role("button", name="Link the claim").click()
    saved(page, "was added to claim")
    assert quoted(claim.appearances.get(article=article).passages.get()) == "crossed the border on Tuesday"


def test_a_claim_that_is_there_by_keyboard_alone_and_a_conflict(at_workbench):
    article = captured_article()
    claim = make_claim("Nobody sees trains")
    page = at_workbench(article)
    press(page, "/")
    page.keyboard.type("nobody saw")
    press(page, "Enter")
    expect(page.locator("#wb-live")).to_have_text("Found, 1 of 1: Nobody saw")
    page.locator("#wb-text").focus()
    press(page, "Shift+ArrowRight", "l")
    expect(page.locator("#id_q")).to_be_focused()
    page.keyboard.type("sees trains")
    expect(page.get_by_role("button", name="Choose: Nobody sees trains")).to_be_visible()
    press(page, "ArrowDown", "Enter")
    expect(page.locator(".wb-chosen")).to_contain_text("Nobody sees trains")
    page.locator("#id_note").focus()
    page.keyboard.type("As it stands there.")
    change(claim, statement="Nobody ever sees trains")
    press(page, "Control+Enter")
    expect(page.locator(".conflict")).to_contain_text("Nothing of yours is lost")
    expect(page.locator("#id_note")).to_have_value("As it stands there.")
    expect(page.locator(".conflict")).to_be_focused()
    press(page, "Control+Enter")
    saved(page, "was added to claim")
    found = claim.appearances.get(article=article)
    assert (found.note, quoted(found.passages.get())) == ("As it stands there.", "Nobody saw it")


def test_words_after_an_emoji_are_counted_in_code_points(at_workbench):
    article = captured_article()
    page = at_workbench(article)
    drag(page, "did not say who did")
    page.get_by_role("button", name="Comment").click()
    page.get_by_role("textbox", name="Note").fill("Who then?")
    page.get_by_role("button", name="Save").click()
    saved(page, "saved")
    row = Annotation.objects.get()
    assert quoted(row) == "did not say who did"
    assert (row.motivation, row.body) == ("commenting", "Who then?")


def test_marks_over_each_other_lead_to_their_entries(at_workbench):
    article = captured_article()
    marked_claim(article, "A train with 10,000 shells crossed the border", "A train crossed")
    note(article, "shells crossed the border on Tuesday", body="Which Tuesday?")
    page = at_workbench(article)
    both = page.locator("mark.claim.comment")
    expect(both).to_have_text("shells crossed the border")
    both.click()
    expect(page.locator(".wb-item.is-here")).to_have_count(2)
    page.locator("#wb-text").focus()
    press(page, "m", "m")
    expect(page.locator("#wb-live")).to_contain_text("Comment: shells crossed the border on Tuesday")
    press(page, "Enter")
    expect(page.locator(".wb-item.is-claim")).to_be_focused()
    page.locator("#wb-text").focus()
    press(page, "Escape")
    drag(page, "border on Tuesday, the")
    page.get_by_role("button", name="Highlight").click()
    page.get_by_role("button", name="Save").click()
    saved(page, "saved")
    assert quoted(Annotation.objects.get(motivation="highlighting")) == "border on Tuesday, the"
    expect(page.locator("mark.comment.highlight")).to_have_text(["border", " on Tuesday"])


def test_it_fits_a_small_screen_and_a_finger(at_workbench):
    article = captured_article()
    own = note(article, "Nobody saw it", body="Is that so?")
    page = at_workbench(article, viewport={"width": 320, "height": 640}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    bar = page.locator("#wb-bar").bounding_box()
    assert bar["y"] + bar["height"] <= 641
    page.locator(f"#item-comment-{own.pk}").get_by_role("link", name="Change…").tap()
    page.get_by_role("textbox", name="Note").fill("It is so.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Save").tap()
    saved(page, "The note was changed")
    page.locator(f"#item-comment-{own.pk}").get_by_role("button", name="Resolve").tap()
    expect(page.locator("#wb-status")).to_contain_text("resolved")
    own.refresh_from_db()
    assert (own.body, own.resolved) == ("It is so.", True)


def test_without_a_script_words_are_copied(at_workbench):
    article = captured_article()
    page = at_workbench(article, java_script_enabled=False)
    page.get_by_label("Words of the text").fill("Nobody saw it")
    page.get_by_role("button", name="Question").click()
    expect(page.locator(".wb-selected")).to_have_text("Nobody saw it")
    page.get_by_label("Note").fill("Nobody at all?")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".wb-item.is-question")).to_contain_text("Nobody at all?")
    assert quoted(Annotation.objects.get()) == "Nobody saw it"
