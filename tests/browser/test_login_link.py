"""A person opens the link that ``up`` prints."""

import pytest

from archive.models import User
from config.login import link_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_link_shows_a_button_that_opens_the_desk(page, settings):
    settings.LOCAL = True
    page.goto(link_for(User.objects.create_user("editor", is_staff=True)))
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    assert "editor" in page.locator("#user-tools").inner_text().lower()
    assert all(cookie["path"] == "/admin/" for cookie in page.context.cookies())
