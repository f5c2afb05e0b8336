"""Journeys of readers, in a real browser: what it draws, and that it finds nothing to complain about."""

import re
from types import SimpleNamespace

import pytest

from archive.models import Document
from tests.public.cast import publish_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Of every element with text of its own: the contrast of the text, and the least it must have.
CONTRASTS = """
() => {
  const channels = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255).map(
      (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest(".skip, .off")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(style.color), light(ground(element))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (isLarge ? 3 : 4.5)) {
      faint.push(element.textContent.trim().slice(0, 40) + " " + ((a + 0.05) / (b + 0.05)).toFixed(2));
    }
  }
  return faint;
}
"""


@pytest.fixture
def served():
    """The addresses of a published cast, by name."""
    cast = publish_cast()
    slugs = dict(Document.objects.values_list("uid", "slug"))
    return SimpleNamespace(
        **{name: f"/{record.type}s/{record.uid}/{slugs[record.uid]}/" for name, record in cast._asdict().items()}
    )


def test_from_the_first_page_to_the_origin_of_a_claim(page, served):
    page.goto("/")
    page.get_by_label("Search claims, events, sources and articles").fill("rockets covertly")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=re.compile("covertly ships")).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Valoria:")
    tree = page.locator(".tree").first
    assert tree.get_by_text("The Harbour Post", exact=True).first.is_visible()
    tree.get_by_role("link", name="Valoria", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Valoria"
    page.get_by_role("link", name=re.compile("covertly ships")).click()
    page.get_by_role("link", name=re.compile("Ruritania has never sent")).click()
    assert "Denial" in page.locator(".kicker").first.inner_text()


def test_as_of_a_day_and_back(page, served):
    page.goto(served.shipment)
    assert page.get_by_role("heading", name="A year after the rockets").is_visible()
    page.get_by_label("What was known in the world by").fill("2023-01-01")
    page.get_by_role("button", name="Show").click()
    banner = page.get_by_role("complementary", name="The clock of this page")
    assert "1 January 2023" in banner.inner_text()
    assert page.get_by_role("heading", name="A year after the rockets").count() == 0
    page.get_by_role("link", name="Reported rocket deliveries").click()
    assert page.url.endswith("?as_of=2023-01-01")
    assert "1 January 2023" in banner.inner_text()
    page.get_by_role("link", name="Back to today").click()
    assert banner.count() == 0


def test_a_list_is_narrowed_and_widened_again(page, served):
    page.goto("/claims/")
    page.get_by_label("Kind").select_option("denial")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/claims/?kind=denial")
    assert page.locator("article.claim").count() == 1
    page.get_by_text("More ways to narrow and order").click()
    page.get_by_label("Outcome").select_option("kept")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_text("Nothing here fits all of these.").is_visible()
    page.get_by_role("link", name="Without outcome “Kept”").click()
    page.get_by_role("link", name=re.compile("Kind: Denial")).click()
    assert page.locator("article.claim").count() == 8


def test_a_keyboard_reaches_the_content_first(page, served):
    page.goto(served.shipment)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.evaluate("element => element === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_and_can_be_read(open_page, served, scheme, width):
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in ("/", "/claims/?kind=assertion", "/events/", "/search/?q=rockets", *vars(served).values()):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate(CONTRASTS) == [], address
    page.goto(f"{served.shipment}?as_of=2023-01-01")
    assert page.evaluate(CONTRASTS) == []


def test_the_symbols_of_the_judgements_are_drawn(page, served):
    page.goto("/claims/")
    drawn = page.evaluate(
        "[...document.querySelectorAll('.mark use')].filter((use) => use.getBBox().width < 8).map((use) => "
        "use.getAttribute('href'))"
    )
    assert drawn == []


def test_light_and_dark_differ(open_page):
    grounds = set()
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        page.goto("/")
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2
