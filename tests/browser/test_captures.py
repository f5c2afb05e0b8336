"""A new text of an article: one anchor carried over, one placed by mouse, one by keyboard alone."""

import os

import pytest
from django.urls import reverse

from archive.editorial.capturing import orphans
from archive.models import CaptureText, Passage
from tests.editorial.test_capturing import FIRST, SECOND, anchored, claim_in, passage, take
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]

NEW = SECOND.replace("Update.", "🚂 𝔘pdate.").replace("called it an invention", "called it a pure invention")


def photograph(page, name):
    if folder := os.environ.get("PHOTOGRAPHS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def words_of(row):
    row.refresh_from_db()
    return CaptureText.objects.get(capture__sha256=row.capture).text[row.start : row.end]


def drag(page):
    """Select the first candidate, which is three marks since a word in it differs."""
    spans = page.evaluate(
        """() => {
            const marks = [...document.querySelectorAll('#new-text mark')];
            const rects = marks.map((mark) => mark.getBoundingClientRect());
            return [rects[0], rects[2]].map((rect) => [rect.left, rect.top + rect.height / 2, rect.right]);
        }"""
    )
    page.mouse.move(spans[0][0] + 1, spans[0][1])
    page.mouse.down()
    page.mouse.move(spans[1][2] - 1, spans[1][1], steps=8)
    page.mouse.up()


def test_a_new_text_is_taken_in_and_its_orphans_are_placed(at_desk):
    article = make_article("Shells on a train")
    take(article, FIRST)
    claim_in(article, passage("confirmed", **anchored(FIRST, "confirmed the shipment")))
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    claim_in(article, passage("an invention", **anchored(FIRST, "called it an invention")))
    page = at_desk(viewport={"width": 1280, "height": 900})
    page.goto(reverse("admin:archive_article_change", args=[article.pk]))
    page.get_by_role("link", name="New text…").click()
    page.get_by_label("Text:", exact=True).fill(NEW)
    page.get_by_label("When it was taken").fill("2022-11-20")
    page.get_by_role("button", name="Look at what it changes").click()
    page.get_by_text("What it would change").wait_for()
    assert page.locator(".capture-counts").inner_text().split("\n")[:2] == [
        "1 anchor carried over",
        "2 orphaned, to be placed by a person",
    ]
    photograph(page, "preview-1280")
    page.get_by_role("button", name="Take this text in").click()
    page.get_by_text("Orphan 1 of 2").wait_for()
    assert words_of(Passage.objects.get(exact="confirmed")) == "confirmed the shipment"
    first, second = orphans(article)

    # By mouse: from one word to another, across what differs.
    photograph(page, "orphan-1280")
    drag(page)
    page.get_by_text("Chosen: “had sent 12,000 shells”").wait_for()
    assert page.get_by_label("At these words of the new text").is_checked()
    assert page.get_by_label("The exact words").input_value() == "had sent 12,000 shells"
    photograph(page, "chosen-1280")
    page.get_by_role("button", name="Save and go to the next orphan").click()
    page.get_by_text("Orphan 1 of 1").wait_for()
    assert words_of(first) == "had sent 12,000 shells"

    # By keyboard alone: to the text, from word to word, and to the button.
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "new-text":
            break
    for key in ["ArrowDown", "ArrowLeft", "ArrowRight", *["Shift+ArrowRight"] * 4]:
        page.keyboard.press(key)
    page.get_by_text("Chosen: “called it a pure invention”").wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "orphan-save"
    page.keyboard.press("Enter")
    page.get_by_text("Every anchor of this article has its place.").wait_for()
    assert words_of(second) == "called it a pure invention"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_pages_fit_a_small_screen(at_desk, scheme):
    article = make_article("Shells on a train")
    take(article, FIRST)
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    page = at_desk(viewport={"width": 320, "height": 640}, color_scheme=scheme, has_touch=True)
    page.goto(reverse("admin:archive_article_capture", args=[article.pk]))
    page.get_by_label("Text:", exact=True).fill(NEW)
    page.get_by_role("button", name="Look at what it changes").click()
    page.get_by_text("What it would change").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 390, "height": 844})
    photograph(page, f"preview-390-{scheme}")
    page.get_by_role("button", name="Take this text in").click()
    page.get_by_text("Orphan 1 of 1").wait_for()
    photograph(page, f"orphan-390-{scheme}")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    old, new = (page.locator(f"#{name}-text").bounding_box() for name in ("old", "new"))
    assert new["y"] > old["y"] + old["height"]
    page.set_viewport_size({"width": 1280, "height": 900})
    photograph(page, f"orphan-1280-{scheme}")


def test_an_orphan_is_placed_without_scripts(at_desk):
    article = make_article("Shells on a train")
    take(article, FIRST)
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    take(article, NEW)
    page = at_desk(java_script_enabled=False)
    page.goto(reverse("admin:archive_article_orphans", args=[article.pk]))
    page.get_by_label("At these words of the new text").check()
    page.get_by_label("The exact words").fill("12,000 shells")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Every anchor of this article has its place.").wait_for()
    assert words_of(Passage.objects.get()) == "12,000 shells"
