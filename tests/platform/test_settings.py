"""Which settings start, and which are refused with a sentence that says how to mend them."""

import os
import re
import runpy
import subprocess
import sys

import pytest

import archive
from config import env
from config.bootstrap import ROOT
from config.env import UnsafeSettings
from config.testing import NAMES

KEY = "Yc5bJq1vR8mZ0tXw7pLk3sHd9fGn2aUe6iQoVxTzBrPyMlKjCh"
PUBLIC = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "archive.example.org", "SITE_URL": "https://archive.example.org"}
POSTGRES = {"DATABASE_URL": "postgres://attest:secret@db.example/attest"}


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Read the settings anew, under an environment of exactly these names; a SQLite file elsewhere."""

    def settings(**values):
        monkeypatch.setattr(env, "read_file", lambda path: {})
        for name in NAMES:
            monkeypatch.setenv(name, {"DATABASE_URL": f"sqlite:///{tmp_path}/attest.sqlite3", **values}.get(name, ""))
        return runpy.run_path(str(ROOT / "config/settings.py"))

    return settings


def test_local_archive_needs_no_settings(start):
    settings = start()
    assert settings["LOCAL"]
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "[::1]", "localhost"]
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["BIND"] == "127.0.0.1"
    assert set(settings["FAIR_USE"].values()) == {None}
    assert settings["TRUSTED_PROXIES"] == []
    assert not settings["SECURE_SSL_REDIRECT"]


def test_local_key_is_random_kept_and_closed_to_others(start):
    key = start()["SECRET_KEY"]
    assert len(key) >= 50
    assert start()["SECRET_KEY"] == key
    assert (ROOT / "var/secret_key").stat().st_mode & 0o077 == 0
    assert (ROOT / "var").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "values",
    [
        {"PORT": "9000"},
        {"BIND": "127.0.0.2"},
        {"BIND": "::1"},
        {"SITE_URL": "http://localhost:9000/"},
        {"SECRET_KEY": KEY},
    ],
)
def test_what_only_this_machine_reaches_is_local(start, values):
    settings = start(**values)
    assert settings["LOCAL"]
    assert settings["HOST"] in settings["ALLOWED_HOSTS"]


def test_local_address_is_written_as_browsers_want_it(start):
    assert start(BIND="::1", PORT="8001")["SITE_URL"] == "http://[::1]:8001"


@pytest.mark.parametrize(
    "values",
    [
        PUBLIC,
        {**PUBLIC, **POSTGRES},
        {**PUBLIC, "BIND": "0.0.0.0"},
        {**PUBLIC, "ALLOWED_HOSTS": "archive.example.org,127.0.0.1"},
    ],
)
def test_what_others_reach_starts_when_it_is_safe(start, values):
    settings = start(**values)
    assert not settings["LOCAL"]
    assert settings["FAIR_USE"] == {"read": (1_200, 60), "list": (600, 60), "bulk": (30, 3_600)}
    assert settings["TRUSTED_PROXIES"] == ["127.0.0.1", "::1"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] == 31536000
    assert settings["SESSION_COOKIE_NAME"].startswith("__Secure-")


def test_postgresql_on_this_machine_alone_may_speak_plain_http(start):
    settings = start(**POSTGRES, SECRET_KEY=KEY, ALLOWED_HOSTS="127.0.0.1,localhost")
    assert not settings["LOCAL"]
    assert not settings["SECURE_SSL_REDIRECT"]
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"


UNSAFE = [
    ({"BIND": "0.0.0.0"}, ["ALLOWED_HOSTS", "SECRET_KEY", "SITE_URL"]),
    ({"BIND": "::"}, ["ALLOWED_HOSTS", "SECRET_KEY", "SITE_URL"]),
    ({"BIND": "192.0.2.7"}, ["ALLOWED_HOSTS", "SECRET_KEY", "SITE_URL"]),
    ({"BIND": "everywhere"}, ["BIND"]),
    ({"BIND": "localhost"}, ["BIND"]),
    (POSTGRES, ["ALLOWED_HOSTS", "SECRET_KEY"]),
    ({"ALLOWED_HOSTS": "archive.example.org"}, ["SECRET_KEY", "SITE_URL"]),
    ({"ALLOWED_HOSTS": "127.0.0.1"}, ["SECRET_KEY"]),
    ({**PUBLIC, "SECRET_KEY": ""}, ["SECRET_KEY"]),
    ({**PUBLIC, "SECRET_KEY": "short"}, ["SECRET_KEY"]),
    ({**PUBLIC, "SECRET_KEY": "a" * 60}, ["SECRET_KEY"]),
    ({**PUBLIC, "SECRET_KEY": f"django-insecure-{KEY}"}, ["SECRET_KEY"]),
    ({**PUBLIC, "ALLOWED_HOSTS": "*"}, ["ALLOWED_HOSTS", "SITE_URL"]),
    ({**PUBLIC, "ALLOWED_HOSTS": "archive.example.org,*"}, ["ALLOWED_HOSTS"]),
    ({**PUBLIC, "ALLOWED_HOSTS": "archive.example.org,.example.org"}, ["ALLOWED_HOSTS"]),
    ({**PUBLIC, "ALLOWED_HOSTS": "https://archive.example.org"}, ["ALLOWED_HOSTS", "SITE_URL"]),
    ({**PUBLIC, "SITE_URL": ""}, ["SITE_URL"]),
    ({**PUBLIC, "SITE_URL": "http://archive.example.org"}, ["SITE_URL"]),
    ({**PUBLIC, "SITE_URL": "https://other.example.org"}, ["SITE_URL"]),
    ({**PUBLIC, "SITE_URL": "https://archive.example.org/attest"}, ["SITE_URL"]),
    ({**PUBLIC, "SITE_URL": "archive.example.org"}, ["SITE_URL"]),
    ({**PUBLIC, "BIND": "0.0.0.0", "ALLOWED_HOSTS": "localhost", "SITE_URL": "http://localhost"}, ["SITE_URL"]),
    ({"SECRET_KEY": "short"}, ["SECRET_KEY"]),
    ({"SITE_URL": "ftp://localhost"}, ["SITE_URL"]),
    ({"PORT": "0"}, ["PORT"]),
    ({"WORKERS": "many"}, ["WORKERS"]),
    ({"RATE_READ": "often", "RATE_LIST": "1", "RATE_BULK": "0/day"}, ["RATE_BULK", "RATE_LIST", "RATE_READ"]),
    ({"TRUSTED_PROXIES": "*"}, ["TRUSTED_PROXIES"]),
    ({"FETCH_USER_AGENT": "Attest"}, ["FETCH_USER_AGENT"]),
    ({"FETCH_USER_AGENT": "Архів/1"}, ["FETCH_USER_AGENT"]),
    ({"FETCH_USER_AGENT": "Attest/1\r\nCookie: a"}, ["FETCH_USER_AGENT"]),
    ({**PUBLIC, "TRUSTED_PROXIES": "127.0.0.1,proxy"}, ["TRUSTED_PROXIES"]),
    ({"PORT": "port"}, ["PORT"]),
    ({"DATABASE_URL": "mysql://localhost/attest"}, ["DATABASE_URL"]),
    ({"PORT": "x", "BIND": "y", "DATABASE_URL": "z"}, ["BIND", "DATABASE_URL", "PORT"]),
]


@pytest.mark.parametrize(("values", "named"), UNSAFE, ids=[str(index) for index in range(len(UNSAFE))])
def test_unsafe_start_is_refused_with_one_sentence_for_each_fault(start, values, named):
    with pytest.raises(UnsafeSettings) as refusal:
        start(**values)
    sentences = str(refusal.value).splitlines()
    assert sorted(re.search("[A-Z]+(_[A-Z]+)*", sentence).group() for sentence in sentences) == named


def test_database_file_that_others_can_read_is_refused(start, tmp_path):
    start()
    file = tmp_path / "attest.sqlite3"
    assert file.stat().st_mode & 0o077 == 0
    tmp_path.chmod(0o755)
    file.chmod(0o644)
    with pytest.raises(UnsafeSettings, match="chmod 600"):
        start()


def test_refusal_reaches_the_terminal_without_a_traceback():
    environ = {**os.environ, **dict.fromkeys(NAMES, ""), "ALLOWED_HOSTS": "*", "NO_BOOTSTRAP": "1"}
    answer = subprocess.run(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode != 0
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.splitlines()) == 3


def test_other_sites_are_told_who_fetches_and_where_to_complain(start):
    version = archive.__version__
    assert start()["FETCH_USER_AGENT"] == f"Attest/{version}"
    assert start(**PUBLIC)["FETCH_USER_AGENT"] == f"Attest/{version} (+https://archive.example.org/about/#contact)"
    assert start(FETCH_USER_AGENT="Desk/2 (desk@example.org)")["FETCH_USER_AGENT"] == "Desk/2 (desk@example.org)"


def test_example_file_lists_what_the_settings_read(start):
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^# ?([A-Z_]+)=", example, flags=re.MULTILINE)
    assert sorted(listed) == sorted(set(start()["env"].names))
    assert sorted(listed) == sorted(NAMES)


def test_example_file_copied_as_it_is_stays_local(start):
    example = ROOT / ".env.example"
    assert env.read_file(example) == {}
