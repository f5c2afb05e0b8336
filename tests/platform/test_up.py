"""``manage.py up``: from nothing to an archive that answers, and the same again without touching it."""

import contextlib
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from config import server
from config.bootstrap import ROOT

SECONDS = 60


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """DATABASE_URL of an empty database of the kind under test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('up')}/attest.sqlite3"
        return
    given, name = os.environ["DATABASE_URL"], f"attest_up_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as server_wide:
        server_wide.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        server_wide.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Running:
    """One started ``manage.py up``."""

    def __init__(self, database, log, **values):
        self.port = free_port()
        self.log = log
        environ = {**os.environ, "NO_BOOTSTRAP": "1", "DATABASE_URL": database, "PORT": str(self.port), **values}
        command = [sys.executable, "manage.py", "up"]
        self.began = time.monotonic()
        with open(log, "w", encoding="utf-8") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=SECONDS) as answer:
            return answer.read().decode()

    def wait(self):
        """Seconds until it answers."""
        while time.monotonic() < self.began + SECONDS:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                self.get("/readyz")
                return time.monotonic() - self.began
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)
        pytest.fail(f"no answer within {SECONDS} s: {self.said()}")

    def said(self):
        return self.log.read_text(encoding="utf-8")

    def stop(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        return self.process.wait(SECONDS)


@pytest.fixture
def up(database, tmp_path):
    started = []

    def start(**values):
        running = Running(database, tmp_path / f"{len(started)}.log", **values)
        started.append(running)
        running.seconds = running.wait()
        return running

    yield start
    for running in started:
        running.process.kill()
        running.process.wait()


@pytest.mark.thorough
def test_it_serves_the_collection_from_its_first_start(up):
    first = up()
    assert '"headline"' in first.get("/api/v1/claims/?page_size=100")
    assert "Traceback" not in first.said()
    says_what_runs_where(first)
    takes_long_addresses(first)
    assert first.stop() == 0


@pytest.mark.thorough
def test_a_second_start_leaves_the_collection_alone(up):
    first = up()
    entries = first.get("/api/v1/ledger/?page_size=1000")
    assert first.stop() == 0

    second = up()
    assert second.seconds < SECONDS  # 3 s is promised on a machine that does nothing else
    assert "Loading" not in second.said()
    # With its colon: the digits alone may stand in a hash.
    again = second.get("/api/v1/ledger/?page_size=1000").replace(f":{second.port}/", f":{first.port}/")
    assert again == entries
    assert "Traceback" not in second.said()
    says_what_runs_where(second)
    assert second.stop(signal.SIGINT) == 0


def says_what_runs_where(running):
    said = running.said()
    assert f"http://127.0.0.1:{running.port}/" in said
    assert "Ctrl-C stops it." in said
    if settings.LOCAL:
        links = re.findall(r"(editor|reviewer) +(http\S+)", said)
        assert [name for name, _ in links] == ["editor", "reviewer"]
        assert "Log in as editor" in running.get(links[0][1].partition(str(running.port))[2])
    else:
        assert "createsuperuser" in said
        assert "/admin/link/" not in said


def takes_long_addresses(running):
    """The application's own answers, which say what is wrong, and not the server's."""
    for path, code in (
        (f"/claims/{'9' * 5_000}/", 404),
        (f"/api/v1/claims/{'9' * 5_000}/", 404),
        (f"/api/v1/claims/?page_size={'9' * 5_000}", 400),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            running.get(path)
        refused.value.close()
        assert refused.value.code == code, path


def test_taken_port_is_named_in_one_sentence_before_anything_is_done(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.PORT = taken.getsockname()[1]
        # This test has no database: a question to it would be another error.
        with pytest.raises(SystemExit, match=rf"\APort {settings.PORT} is taken[^\n]*\Z"):
            call_command("up")


def test_address_of_another_machine_is_refused(settings):
    settings.BIND, settings.PORT = "192.0.2.1", free_port()
    with pytest.raises(CommandError, match="has no address"):
        server.listen()


@pytest.mark.thorough
def test_a_limit_holds_across_workers_whatever_is_forwarded(up):
    limit, askers, each = 400, 16, 100
    running = up(WORKERS="4", RATE_LIST=f"{limit}/minute")

    def ask(asker):
        """Each time over a connection of its own, which any worker may take, and in another's name."""
        statuses = Counter()
        for number in range(each):
            headers = {"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.{asker}", "X-Real-IP": f"192.0.2.{number}"}
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=SECONDS)) as link:
                link.request("HEAD" if number % 2 else "GET", "/api/v1/claims/?page_size=1", headers=headers)
                answer = link.getresponse()
                answer.read()
            statuses[answer.status] += 1
        return statuses

    began = time.monotonic()
    with ThreadPoolExecutor(askers) as pool:
        statuses = sum(pool.map(ask, range(askers)), Counter())
    # What a twentieth of the stretch gives back, should this have taken longer than the stretch.
    again = max(time.monotonic() - began - 60, 0) / 60 * limit
    assert statuses.keys() == {200, 429}
    assert 0.95 * limit <= statuses[200] <= 1.05 * limit + again
    assert running.get("/readyz")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        running.get("/api/v1/claims/")
    with refusal.value as answer:
        assert answer.code == 429
    assert "Nobody is limited" not in running.said()
