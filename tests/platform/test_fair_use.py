"""Who is counted, against which limit, and what somebody reads who asked too often."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from archive.editorial.api_keys import make_key, revoke
from archive.exports.asking import Site
from archive.models import ApiKey
from config.env import Rate
from config.fair_use import middleware
from config.fair_use.askers import network
from config.fair_use.costs import READY, WHOLE, WHOLE_AT_FIRST
from config.fair_use.counters import Counters, Worker
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST = "/api/v1/claims/"
AT = "198.51.100.7"


@pytest.fixture(autouse=True)
def limited(settings, monkeypatch):
    worker = Worker(Counters(64), 1)
    monkeypatch.setattr(middleware, "shared", lambda: worker)
    settings.FAIR_USE = {"read": Rate(5, 60), "list": Rate(3, 60), "bulk": Rate(1, 3_600)}
    settings.TRUSTED_PROXIES = []


def asked(path=LIST, at=AT, method="get", **more):
    return getattr(Client(), method)(path, REMOTE_ADDR=at, **more)


def spent(path=LIST, **more):
    """The answer to the first request that is one too many, and how many were answered before it."""
    for count in range(20):
        answer = asked(path, **more)
        if answer.status_code == 429:
            return answer, count
    return None, 20


def test_the_one_too_many_is_told_as_a_problem_with_what_it_needs():
    first = asked()
    assert first["RateLimit-Policy"] == '"list";q=3;w=60'
    assert re.fullmatch('"list";r=2;t=6[0-3]', first["RateLimit"])
    answer, count = spent()
    assert count == 2
    assert answer["Content-Type"] == "application/problem+json"
    assert 60 <= int(answer["Retry-After"]) <= 63
    assert answer["Cache-Control"] == "no-store"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit" in answer["Access-Control-Expose-Headers"]
    assert answer["RateLimit"].startswith('"list";r=0;t=6')
    told = json.loads(answer.content)
    assert (told["status"], told["title"]) == (429, "Too Many Requests")
    assert f"Ask again in {answer['Retry-After']} seconds" in told["detail"]


@pytest.mark.parametrize(("path", "accept"), [("/claims/?lang=uk", "*/*"), (LIST, "text/html,*/*;q=0.8")])
def test_people_get_a_page_in_their_language(path, accept):
    answer, _ = spent(path, headers={"accept": accept})
    assert answer["Content-Type"].startswith("text/html")
    assert answer["Retry-After"]
    assert ("Забагато" in answer.content.decode()) == ("uk" in path)


def test_neither_a_header_nor_a_method_nor_the_last_half_of_an_address_makes_another_asker():
    forged = iter(range(99))
    ways = [
        lambda: asked(headers={"x-forwarded-for": f"203.0.113.{next(forged)}"}),
        lambda: asked(headers={"x-real-ip": f"203.0.113.{next(forged)}", "forwarded": f"for=203.0.113.{next(forged)}"}),
        lambda: asked(method="head"),
        lambda: asked(method="options"),
        lambda: asked("/search/?q=x"),
    ]
    assert [ways[number]().status_code for number in (0, 1, 2)] == [200, 200, 200]
    assert {way().status_code for way in ways} == {429}
    spent(at="2001:db8::1")
    assert asked(at="2001:db8::ffff:1").status_code == 429
    assert asked(at="2001:db8:0:1::1").status_code == 200
    assert [network(each) for each in ("::ffff:198.51.100.7", AT, "::1", "")] == [AT, AT, "::", ""]


def test_behind_our_own_proxy_askers_are_told_apart_by_what_it_adds(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for number in range(3):
        assert asked(at="127.0.0.1", headers={"x-forwarded-for": f"192.0.2.{number}, {AT}"}).status_code == 200
    assert asked(at="127.0.0.1", headers={"x-forwarded-for": f"192.0.2.9, {AT}"}).status_code == 429
    assert asked(at="127.0.0.1", headers={"x-forwarded-for": "192.0.2.9"}).status_code == 200


def test_each_cost_has_its_own_limit():
    assert spent()[1] == 3
    assert spent("/api/v1/claims/aaaaaaaaaa/")[1] == 5
    assert spent("/claims/?format=csv")[1] == 1
    assert {asked(path).status_code for path in ("/ledger/ledger.jsonl", "/feeds/claimreview.json")} == {429}
    assert '"list"' in asked("/feeds/claimreview.json?after=0", at="203.0.113.1")["RateLimit-Policy"]
    assert {asked(path).status_code for path in ("/", "/feeds/claims.atom", "/sitemap.xml")} == {429}
    # What a clock has to put together is no ready document.
    assert asked("/api/v1/claims/aaaaaaaaaa/?as_of=2026-01-01").status_code == 429
    for path in ("/healthz", "/readyz", "/admin/login/", "/nowhere/"):
        assert spent(path)[1] == 20


def test_what_is_named_as_cheap_or_whole_is_there():
    [public] = [each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "archive"]
    assert {each.name for each in public.url_patterns} >= READY | WHOLE | WHOLE_AT_FIRST


def test_the_archive_itself_asks_as_often_as_it_takes():
    environ = Site()._environ(LIST, "application/json")
    assert middleware.OWN in environ
    assert {asked(**{middleware.OWN: environ[middleware.OWN]}).status_code for _ in range(6)} == {200}


def test_without_limits_or_memory_everybody_is_answered_and_the_log_says_so(settings, monkeypatch, caplog):
    class Broken:
        def take(self, *args):
            raise OSError("no locks")

    monkeypatch.setattr(middleware, "shared", lambda: Broken())
    client = Client(REMOTE_ADDR=AT)
    assert {client.get(LIST).status_code for _ in range(5)} == {200}
    assert [record.getMessage() for record in caplog.records] == [
        "Nobody is limited: the counters cannot be reached (no locks)."
    ]
    settings.FAIR_USE = dict.fromkeys(settings.FAIR_USE)
    answer = client.get(LIST)
    assert answer.status_code == 200
    assert "RateLimit" not in answer


# -- keys --------------------------------------------------------------------------------------


@pytest.fixture
def key():
    found = ApiKey(name="Newsroom", contact="desk@example.org", times=4)
    return found, make_key(found, by=make_user("chief"))


def with_key(secret, path=LIST, **more):
    return asked(path, headers={"authorization": f"Bearer {secret}"}, **more)


def test_a_key_gives_more_wherever_it_is_shown_from(key):
    _, secret = key
    assert with_key(secret)["RateLimit-Policy"] == '"list";q=12;w=60'
    statuses = [with_key(secret, at=f"203.0.113.{number}").status_code for number in range(13)]
    assert statuses == [200] * 11 + [429] * 2
    assert asked().status_code == 200


def test_an_answer_to_a_key_is_everybodys(key):
    plain, keyed = asked(), with_key(key[1])
    assert keyed.content == plain.content
    for name in ("ETag", "Cache-Control", "Vary"):
        assert keyed.get(name) == plain.get(name)
    assert "public" in keyed["Cache-Control"]
    assert "cookie" not in keyed.get("Vary", "").lower()


def test_its_last_day_of_use_is_kept_and_no_key_is(key):
    row, secret = key
    with_key(secret)
    row.refresh_from_db()
    assert row.last_used == timezone.now().date()
    assert secret not in str(vars(row))
    assert row.prefix == secret[:12]
    assert len(secret) > 40


@pytest.mark.parametrize("end", ["revoked", "expired", "other", "shorter", "nonsense"])
def test_no_key_is_refused_and_counted(key, end):
    row, secret = key
    shown = {"other": secret[:-1] + ("A" if secret[-1] != "A" else "B"), "shorter": secret[:-1]}.get(end, secret)
    if end == "revoked":
        revoke(row, by=make_user("chief"))
    if end == "expired":
        ApiKey.objects.update(expires=timezone.now().date() - timedelta(days=1))
    if end == "nonsense":
        shown = "attest_é\N{BOM}x"
    answer = with_key(shown.encode().decode("latin-1"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="Attest", error="invalid_token"'
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert [with_key("attest_x").status_code for _ in range(3)] == [401, 401, 429]


def test_a_key_in_an_address_is_no_key(key):
    assert asked(f"{LIST}?api_key={key[1]}").status_code == 400
    assert asked(LIST, headers={"authorization": "Basic eDp5"}).status_code == 200


def test_keys_are_a_chiefs_to_give_and_to_revoke(key):
    for role in ("researcher", "editor", "reviewer"):
        with pytest.raises(PermissionDenied):
            make_key(ApiKey(name="x", contact="y"), by=make_user(role))
        with pytest.raises(PermissionDenied):
            revoke(key[0], by=make_user(role))
