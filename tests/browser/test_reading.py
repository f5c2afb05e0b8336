"""Journeys of readers, in a real browser: what it draws, and that it finds nothing to complain about."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

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


@pytest.fixture(scope="module")
def site(shared_site):
    return shared_site


def test_from_the_first_page_to_the_origin_of_a_claim(page, served):
    heading = page.get_by_role("heading", level=1)
    page.goto("/")
    page.get_by_label("Search claims, events, sources and articles").fill("rockets covertly")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=re.compile("covertly ships")).click()
    expect(heading).to_have_text(re.compile("^Valoria:"), use_inner_text=True)
    tree = page.locator(".tree").first
    expect(tree.get_by_text("The Harbour Post", exact=True).first).to_be_visible()
    tree.get_by_role("link", name="Valoria", exact=True).click()
    expect(heading).to_have_text("Valoria", use_inner_text=True)
    page.get_by_role("link", name=re.compile("covertly ships")).click()
    page.get_by_role("link", name=re.compile("Ruritania has never sent")).click()
    expect(page.locator(".kicker").first).to_contain_text("Denial", use_inner_text=True)


def test_as_of_a_day_and_back(page, served):
    later = page.get_by_role("heading", name="A year after the rockets")
    banner = page.get_by_role("complementary", name="The clock of this page")
    page.goto(served.shipment)
    expect(later).to_be_visible()
    page.get_by_label("What was known in the world by").fill("2023-01-01")
    page.get_by_role("button", name="Show").click()
    expect(banner).to_contain_text("1 January 2023")
    expect(later).to_have_count(0)
    page.get_by_role("link", name="Reported rocket deliveries").click()
    page.wait_for_url("**/events/**?as_of=2023-01-01")
    expect(banner).to_contain_text("1 January 2023")
    page.get_by_role("link", name="Back to today").click()
    expect(banner).to_have_count(0)


def test_a_list_is_narrowed_and_widened_again(page, served):
    claims = page.locator("article.claim")
    page.goto("/claims/")
    page.get_by_role("link", name=re.compile("^Denial 1")).click()
    page.wait_for_url("**/claims/?kind=denial")
    expect(claims).to_have_count(1)
    page.get_by_text("More ways to narrow").click()
    page.get_by_label("Weight").select_option("background")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nothing here fits all of these.")).to_be_visible()
    page.get_by_role("link", name="Without weight “Background”").click()
    page.get_by_role("link", name=re.compile("Kind: Denial")).click()
    expect(claims).to_have_count(8)


def test_the_search_box_offers_records_to_whoever_types(page, served):
    page.goto("/search/")
    box, options = page.get_by_role("combobox", name="Search"), page.get_by_role("option", name="Ruritania")
    box.press_sequentially("ruri")
    expect(options.first).to_have_text("Ruritania source")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("t")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/sources/**/ruritania/")


def test_a_keyboard_reaches_the_content_first(page, served):
    page.goto(served.shipment)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    # The jump goes on after the key is up; a Tab before its end would start from the link.
    page.wait_for_url("**#*")
    expect(page.locator("main:target")).to_be_attached()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


@pytest.mark.thorough
def test_every_page_fits_and_can_be_read(page, served):
    """On the narrowest telephone and a wide screen, by day and by night."""
    addresses = [
        "/",
        "/claims/?kind=assertion",
        "/events/",
        "/figures/rockets/",
        "/search/?q=rockets",
        *vars(served).values(),
    ]
    addresses += ["/api/v1/", "/api/v1/claims/?page_size=1"]
    for address in (*addresses, f"{served.shipment}?as_of=2023-01-01"):
        page.goto(address)
        for scheme, width in product(("light", "dark"), (320, 1280)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("innerWidth") == width
            assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is (scheme == "dark")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, scheme, width)
            assert page.evaluate(CONTRASTS) == [], (address, scheme, width)


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


def test_a_timeline_is_drawn_out_and_moved(page, served):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/events/")
    frame = page.locator(".time")
    drawing = frame.locator("> svg")
    narrower = page.get_by_role("button", name="Narrower")
    expect(narrower).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Wider").click()
    expect(drawing).to_have_attribute("width", "150%")
    frame.focus()
    page.keyboard.press("+")
    expect(drawing).to_have_attribute("width", "225%")
    # What was in the middle stays there.
    assert frame.evaluate("frame => Math.abs(frame.scrollLeft / (frame.scrollWidth - frame.clientWidth) - 0.5) < 0.02")
    before = frame.evaluate("frame => frame.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => document.querySelector('.time').scrollLeft > before", arg=before)
    page.keyboard.press("0")
    expect(drawing).to_have_attribute("width", "100%")
