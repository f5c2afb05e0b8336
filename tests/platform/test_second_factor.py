"""The second factor: set up, asked for at every door, thrown away when lost; and never walked around."""

import re
import time
from base64 import b32decode
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from time_machine import travel

from config.login import link_for
from config.second_factor import devices
from tests.admin.pages import desk_pages
from tests.factories import make_user
from tests.seeds import first_of

pytestmark = pytest.mark.django_db

SECRET = "3132333435363738393031323334353637383930"
ASK, SET_UP, OVERVIEW = "/admin/second-factor/ask/", "/admin/second-factor/set-up/", "/admin/second-factor/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def entered(user):
    client = Client()
    client.force_login(user)
    return client


def with_device(role="reviewer"):
    user = make_user(role)
    TOTPDevice.objects.create(user=user, name="app", key=SECRET, confirmed=True)
    return user


def code(after=0):
    return f"{totp(bytes.fromhex(SECRET), t0=-30 * after):06d}"


def test_setting_it_up_by_hand_or_eye(client):
    user = make_user("editor")
    client.force_login(user)
    page = client.get(SET_UP)
    told = page.content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', told)[1].replace(" ", "")
    assert "<svg" in told
    assert "style=" not in told[told.index("<svg") : told.index("</svg>")]
    assert "no-store" in page["Cache-Control"]
    assert client.post(SET_UP, {"code": "000000"}).context["fault"]
    assert not TOTPDevice.objects.exists()
    key = client.session.session_key
    answer = client.post(SET_UP, {"code": f"{totp(b32decode(secret)):06d}"})
    codes = answer.context["codes"]
    assert len(set(codes)) == 10
    assert all(each in answer.content.decode() for each in codes)
    assert client.session.session_key != key
    assert client.get("/admin/").status_code == 200
    assert codes[0] not in client.get(OVERVIEW).content.decode()
    assert LogEntry.objects.get(object_id=str(user.pk)).change_message == "The second factor was set up."


@pytest.mark.parametrize(("role", "status"), [("researcher", 200), ("editor", 200), ("reviewer", 302), ("chief", 302)])
def test_who_must_have_one(role, status, settings):
    client = entered(make_user(role))
    answer = client.get("/admin/")
    assert answer.status_code == status
    assert status == 200 or answer.url == SET_UP
    settings.SECOND_FACTOR_REQUIRED = False
    assert client.get("/admin/").status_code == 200


def test_a_superuser_must_have_one(admin_client):
    assert admin_client.get("/admin/").url == SET_UP


# What leads in; an invitation is for somebody who has neither password nor second factor yet.
OPEN = ("second-factor", "login-link", "archive_user_invitation")


@pytest.mark.parametrize("every", first_of([5, 1]))
def test_no_page_of_the_desk_is_there_without_it(every):
    must, has = entered(make_user("chief")), entered(with_device("chief"))
    pages = [page for name, page in desk_pages({}) if not name.startswith(OPEN)]
    assert len(pages) > 150
    for page in pages[::every]:
        for client, way in ((must, SET_UP), (has, ASK)):
            answer = client.get(page)
            assert answer.status_code == 302, page
            assert answer.url.startswith(way), page
        sent = has.post(page, {"a": "b"})
        assert (sent.status_code, sent.url) == (302, ASK), page


@pytest.mark.parametrize(
    "headers",
    [{"X-Requested-With": "XMLHttpRequest"}, {"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}],
    ids=["xhr", "json", "fetch"],
)
def test_scripts_are_told_in_json(headers):
    client = entered(with_device())
    answer = client.get(reverse("admin:autocomplete"), headers=headers)
    assert answer.status_code == 403
    assert answer.json() == {"error": "Show your second factor first.", "page": ASK}
    sent = client.post(reverse("admin:index"), "{}", content_type="application/json")
    assert sent.status_code == 403


def test_the_code_lets_in_once_and_leads_back():
    user = with_device()
    client = entered(user)
    wanted = "/admin/archive/claim/?kind=denial"
    asked = client.get(wanted)
    assert asked.url == f"{ASK}?next=%2Fadmin%2Farchive%2Fclaim%2F%3Fkind%3Ddenial"
    assert client.get(asked.url).context["next"] == wanted
    key = client.session.session_key
    typed = f"{code()[:3]} {code()[3:]}"
    answer = client.post(ASK, {"code": typed, "next": wanted})
    assert answer.url == wanted
    assert client.session.session_key != key
    assert client.get(wanted).status_code == 200
    other = entered(user)
    assert other.post(ASK, {"code": typed}).context["fault"] == "That is not a code that counts now."
    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/claims/", "\0", ""])
def test_it_leads_nowhere_else(onward):
    client = entered(with_device())
    answer = client.post(ASK, {"code": code(), "next": onward})
    assert answer.status_code == 302
    assert answer.url == "/admin/"


def test_recovery_codes_work_once_each_and_new_ones_void_the_old():
    user = with_device()
    codes = devices.new_codes(user)
    client = entered(user)
    assert client.post(ASK, {"code": f" {codes[0][:4].upper()}-{codes[0][4:]}"}).status_code == 302
    assert "9 are left" in client.get("/admin/").content.decode()
    assert entered(user).post(ASK, {"code": codes[0]}).context["fault"]
    fresh = client.post("/admin/second-factor/codes/").context["codes"]
    assert not set(fresh) & set(codes)
    with travel(time.time() + 60):
        assert entered(user).post(ASK, {"code": codes[1]}).context["fault"]
    with travel(time.time() + 120):
        assert entered(user).post(ASK, {"code": fresh[1]}).status_code == 302
    assert StaticToken.objects.count() == 9


def test_guessing_is_slowed_and_never_shuts_out_for_long():
    user = with_device()
    client = entered(user)
    now = time.time()
    for _ in range(14):
        with travel(now, tick=False):
            assert client.post(ASK, {"code": "000000"}).status_code == 200
            waiting = client.post(ASK, {"code": code()})
            assert waiting.status_code == 429
            assert "Wait" in waiting.context["fault"]
        now += 300
    with travel(now, tick=False):
        assert client.post(ASK, {"code": code()}).status_code == 302


@pytest.mark.parametrize("typed", ["", "\0", "1" * 100_000, "abcdefgh", "٣٣٣٣٣٣", "12345", "-12345", "1e5", "\ufffe"])
def test_strange_codes_are_answered(typed):
    client = entered(with_device())
    assert client.post(ASK, {"code": typed}).status_code == 200
    assert entered(make_user("chief")).post(SET_UP, {"code": typed}).status_code == 200


def test_a_login_link_does_not_walk_around_it(settings):
    user = with_device("chief")
    settings.LOCAL = True
    client = Client()
    assert client.post(link_for(user)).status_code == 302
    assert client.get("/admin/").url == ASK
    settings.LOCAL = False
    assert Client().post(link_for(user)).status_code == 404


def test_whoever_has_one_cannot_set_up_another_without_it():
    client = entered(with_device())
    for page in (SET_UP, OVERVIEW, "/admin/second-factor/codes/", "/admin/second-factor/off/"):
        assert client.post(page, {"code": code()}).url.startswith(ASK)
    assert TOTPDevice.objects.get().key == SECRET


def test_another_device_takes_the_place_of_the_first():
    user = with_device()
    client = entered(user)
    client.post(ASK, {"code": code()})
    told = client.get(SET_UP).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', told)[1].replace(" ", "")
    client.post(SET_UP, {"code": f"{totp(b32decode(secret)):06d}"})
    assert TOTPDevice.objects.get().key == b32decode(secret).hex()
    assert client.get("/admin/").status_code == 200


def test_turning_it_off_is_for_those_who_need_none(settings):
    reviewer, editor = with_device(), with_device("editor")
    for user, left in ((reviewer, 1), (editor, 0)):
        client = entered(user)
        client.post(ASK, {"code": code()})
        assert client.post("/admin/second-factor/off/").status_code == 302
        assert TOTPDevice.objects.filter(user=user).count() == left


def test_everybody_can_log_out_before_it():
    for user in (with_device(), make_user("chief")):
        client = entered(user)
        assert client.post(reverse("admin:logout")).status_code == 200
        assert "_auth_user_id" not in client.session


def test_strangers_are_sent_to_the_login():
    for page in (ASK, SET_UP, OVERVIEW):
        assert Client().get(page).url.startswith("/admin/login/")


def test_a_lost_device_is_reset_from_the_machine():
    user = with_device()
    devices.new_codes(user)
    out = StringIO()
    call_command("reset_second_factor", user.username, stdout=out)
    assert "at the next login" in out.getvalue()
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert "command line" in LogEntry.objects.get().change_message
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody\0")


def test_a_session_ends_with_the_device_that_opened_it():
    user = with_device()
    client = entered(user)
    client.post(ASK, {"code": code()})
    assert client.get("/admin/").status_code == 200
    TOTPDevice.objects.all().delete()
    assert client.get("/admin/").url == SET_UP


def test_the_public_pages_know_nothing_of_it():
    client = entered(with_device("chief"))
    assert client.get("/claims/").status_code == 200
    assert client.get("/healthz").status_code == 200
