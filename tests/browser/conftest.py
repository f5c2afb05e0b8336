"""A real browser, which fails the test when a page complains or reaches for another host."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        # Chromium has no sandbox to offer root.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server, settings):
    """Open a fresh page, as ``browser.new_context`` takes options; its complaints end the test."""
    settings.SITE_URL = live_server.url
    contexts, complaints = [], []

    def opened(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(told(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith(live_server.url) or complaints.append(request.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def told(message):
    return f"{message.text} {message.location.get('url', '')}"


@pytest.fixture
def page(open_page):
    return open_page()
