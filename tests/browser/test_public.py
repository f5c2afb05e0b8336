"""Every sort of public page, in a real browser: for axe, on the narrowest telephone, without scripts, from a USB stick."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import expect

from archive import exports
from archive.editorial.closing import withdraw
from tests.browser.axe import AXE, WIDE, Proof, bones_of
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

TYPES = ("shipment", "forecast", "later", "opinion", "wire", "meeting", "expert", "government")
FIXED = ["/", "/claims/", "/events/", "/sources/", "/articles/", "/changes/", "/ledger/", "/method/", "/about/"]
FIXED += [
    "/figures/",
    "/figures/rockets/",
    "/search/",
    "/search/?q=rockets",
    "/search/?q=nothing",
    "/claims/?kind=denial&weight=background",
]
FIXED += ["/claims/?kind=assertion&as_of=2023-01-01", "/api/v1/", "/api/v1/claims/?page_size=1", "/api/v1/docs/"]
REFUSED = ["/nowhere/", "/claims/?nothing=1"]
# What reaches beyond the screen, unless something around it scrolls.
TOO_WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? "" : [...document.querySelectorAll("main *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth).slice(0, 3)
  .map((each) => each.outerHTML.slice(0, 100)).join(" | ") || "something"
"""
# Styles by the names they have in the source; nothing is collected for a test.
UNHASHED = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "OPTIONS": {"location": settings.BASE_DIR / "archive" / "static"},
}


@pytest.fixture(scope="module")
def cast(cast):
    """One of it was withdrawn."""
    withdraw("claim", cast.denial.uid, by=make_user("chief"), note="It rested on a misread table.")
    return cast


@pytest.fixture(scope="module")
def site(shared_site):
    return shared_site


@pytest.fixture
def meant():
    return (400, 404, 410)


@pytest.fixture
def addresses(served):
    of_records = [getattr(served, name) for name in TYPES]
    of_records += [f"{served.shipment}history/", f"{served.shipment}?as_of=2023-01-01", served.denial]
    return [*FIXED, *of_records, *REFUSED]


def test_axe_finds_nothing_on_any_page_and_each_fits(open_page, site, addresses):
    """A page of which each element stood on another, in the same place, is not looked at again."""
    page = open_page(reduced_motion="reduce", viewport=WIDE)
    page.context.add_init_script(path=AXE)
    proof = Proof(page)
    proof.is_thorough = False
    client, seen = Client(), set()
    for address in addresses:
        bones = bones_of(client, address)
        if bones and bones <= seen:
            continue
        seen |= bones
        proof.visit(f"{site}{address}", address)
        page.set_viewport_size({"width": 320, "height": 700})
        if told := page.evaluate(TOO_WIDE):
            proof.faults.setdefault(f"too wide for the narrowest telephone: {told}", []).append(address)
        page.set_viewport_size(WIDE)
    assert len(seen) > 100
    assert not proof.faults, "\n".join(f"{fault}\n    {', '.join(found)}" for fault, found in proof.faults.items())


def test_every_page_is_whole_without_scripts(open_page, site, addresses, served):
    page = open_page(java_script_enabled=False)
    heading = page.get_by_role("heading", level=1)
    for address in addresses:
        page.goto(f"{site}{address}")
        expect(heading).to_be_visible()
    page.goto(f"{site}/")
    page.get_by_label("Search claims, events, sources and articles").fill("rockets covertly")
    page.get_by_role("button", name="Search").click()
    page.locator(f"main a[href='{served.shipment}']").first.click()
    page.get_by_label("What was known in the world by").fill("2023-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("complementary", name="The clock of this page")).to_contain_text("1 January 2023")


def test_an_edition_is_read_from_a_usb_stick(browser, served, tmp_path):
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": UNHASHED}):
        exports.export(tmp_path / "stick")
    context = browser.new_context(java_script_enabled=False)
    page, failed = context.new_page(), []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("request", lambda request: request.url.startswith("file:") or failed.append(request.url))
    page.goto((tmp_path / "stick" / "index.html").as_uri())
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(251, 250, 247)"
    page.get_by_role("link", name="All claims").click()
    page.locator(f"main a[href*='{served.shipment.split('/')[2]}']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Valoria:")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == background
    page.get_by_role("link", name="Every version", exact=True).click()
    expect(page.locator(".edition")).to_contain_text("Static edition")
    context.close()
    assert failed == []
