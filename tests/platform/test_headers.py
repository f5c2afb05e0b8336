"""What every answer tells the browser, and that readers are never recognised."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from archive.models import User

PAGES = ["/healthz", "/no/such/page/", "/admin/login/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def paths(patterns, prefix="/"):
    """Every path without a variable part."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "<" not in route and "(" not in route:
            yield route


PUBLIC = sorted({path for path in paths(get_resolver().url_patterns) if not path.startswith("/admin/")})


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_public_answers_set_no_cookie_and_vary_by_none(path):
    """Also for somebody whose browser has been at the desk."""
    client = Client()
    client.force_login(User.objects.create_user("editor", is_staff=True))
    client.cookies["csrf"] = "a" * 32
    answer = client.get(path)
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()


@pytest.mark.django_db
def test_desk_cookies_are_kept_to_the_desk(client, admin_client):
    page = client.get("/admin/login/")
    for cookie in [*page.cookies.values(), *admin_client.get("/admin/").cookies.values()]:
        assert cookie["path"] == "/admin/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_desk_is_closed_by_default(client):
    answer = client.get("/admin/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@pytest.mark.django_db
def test_desk_answers_are_kept_by_nobody(admin_client):
    assert "no-store" in admin_client.get("/admin/")["Cache-Control"]


@pytest.mark.django_db
def test_public_pages_do_not_look_at_the_session(client, django_assert_num_queries):
    client.cookies["session"] = "a" * 32
    with django_assert_num_queries(0):
        client.get("/no/such/page/")
