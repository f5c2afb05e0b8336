"""A real browser, which fails the test when a page complains or reaches for another host."""

import os
import shutil
from collections import defaultdict

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_user
from tests.public.cast import addresses_of, publish_cast

# How long a page may take on a machine that is busy with much else.
PATIENCE = 60_000
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser(django_db_setup, django_db_blocker):
    """Chromium, for all tests of this folder.

    While Playwright is there an event loop runs in this thread, and for Django that is another place, with database
    connections of its own. They are closed before it goes: nobody could reach them afterwards, and PostgreSQL does
    not drop a database that somebody is connected to.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # There is no screen to draw for; and Chromium has no sandbox to offer root.
        options = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture
def site(live_server):
    """The address under which the database of one test is served."""
    return live_server.url


@pytest.fixture(scope="module")
def cast(browser, committed):
    """A published cast, for all tests of a file that only read."""
    return publish_cast()


@pytest.fixture(scope="module")
def served(cast):
    """The addresses of the cast, by name."""
    return addresses_of(cast)


@pytest.fixture(scope="module")
def shared_site(cast):
    """The address under which the cast is served."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def meant():
    """Statuses of refusals that a file's tests bring about on purpose; none, unless a file says others."""
    return ()


@pytest.fixture(scope="package")
def people(browser):
    """Browsers of several people, by their options: who comes later finds the stylesheets and scripts already there."""
    return defaultdict(list)


@pytest.fixture
def open_page(browser, people, site, settings, meant):
    """Open a fresh page, as ``browser.new_context`` takes options; its complaints end the test."""
    settings.SITE_URL = site
    taken, complaints = [], []

    def opened(**options):
        free = people[repr((site, sorted(options.items())))]
        context = free.pop() if free else browser.new_context(base_url=site, **options)
        context.set_default_timeout(PATIENCE)
        taken.append((free, context))
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(told(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith(site) or complaints.append(request.url))
        return page

    yield opened
    for free, context in taken:
        forget(context)
        free.append(context)
    allowed = tuple(f"Failed to load resource: the server responded with a status of {status} " for status in meant)
    assert [each for each in complaints if not each.startswith(allowed)] == []


@pytest.fixture
def at_desk(open_page, site):
    """Open a fresh page of somebody who is logged in; ``page.user`` is who."""

    def entered(role="editor", *, user=None, **options):
        client = Client()
        user = user or make_user(role)
        client.force_login(user)
        page = open_page(**options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": f"{site}/admin/"}])
        page.user = user
        return page

    return entered


def forget(context):
    """Leave nothing of a person behind but what any page may keep."""
    for page in context.pages:
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.close()
    context.clear_cookies()


def told(message):
    return f"{message.text} {message.location.get('url', '')}"


@pytest.fixture
def page(open_page):
    return open_page()
