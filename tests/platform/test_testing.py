"""``manage.py test``: both databases, the failing run last, nothing left behind."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from config import postgres, testing


@pytest.fixture
def runs(monkeypatch):
    """Notes each run's arguments and database instead of running; ``codes`` are the answers."""

    class Runs(list):
        codes = [0, 0]

    runs = Runs()

    def run(arguments, *, database=""):
        runs.append((list(arguments), database))
        return runs.codes[len(runs) - 1]

    monkeypatch.setattr(testing, "run_pytest", run)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return runs


@pytest.fixture
def cluster(monkeypatch):
    @contextmanager
    def private_cluster(programs):
        yield "postgres:///private"

    monkeypatch.setattr(postgres, "find_programs", lambda: Path("/usr/lib/postgresql/15/bin"))
    monkeypatch.setattr(postgres, "version", lambda programs: "15.18")
    monkeypatch.setattr(postgres, "private_cluster", private_cluster)


def test_both_databases_get_the_same_arguments(runs, cluster, capsys):
    assert testing.main(["tests/records", "-x"]) == 0
    assert runs == [(["tests/records", "-x"], ""), (["tests/records", "-x"], "postgres:///private")]
    said = capsys.readouterr().out
    assert "Tests on SQLite" in said
    assert "Tests on PostgreSQL 15.18, in a private cluster." in said


def test_failure_on_sqlite_is_the_last_word(runs, cluster):
    runs.codes = [1]
    assert testing.main([]) == 1
    assert len(runs) == 1


def test_failure_on_postgresql_fails_the_whole(runs, cluster):
    runs.codes = [0, 1]
    assert testing.main([]) == 1


def test_without_postgresql_it_says_so_first_and_runs_on_sqlite(runs, monkeypatch, capsys):
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    assert testing.main([]) == 0
    assert runs == [([], "")]
    assert "apt install postgresql" in capsys.readouterr().out.splitlines()[0]


def test_question_is_answered_once(runs, cluster):
    assert testing.main(["--help"]) == 0
    assert runs == [(["--help"], "")]


def test_a_given_server_is_used_instead_of_a_private_cluster(runs, cluster, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/attest")
    assert testing.main([]) == 0
    assert runs == [([], ""), ([], "postgres://localhost/attest")]


def test_cluster_that_does_not_start_is_named(runs, cluster, monkeypatch):
    @contextmanager
    def broken(programs):
        raise postgres.NoCluster("no space left")
        yield

    monkeypatch.setattr(postgres, "private_cluster", broken)
    with pytest.raises(SystemExit, match="no space left"):
        testing.main([])


@pytest.fixture
def started(monkeypatch):
    """Notes the command and environment of each process instead of starting it."""
    started = []

    class Process:
        def __init__(self, command, cwd, env):
            started.append((command, env))

        def __enter__(self):
            return self

        def __exit__(self, *exception):
            pass

        def wait(self):
            return 0

    monkeypatch.setattr(subprocess, "Popen", Process)
    return started


def test_all_of_it_runs_on_every_core_and_thoroughly_when_asked(started):
    for arguments in ([], ["--thorough"], ["tests/text", "--thorough"]):
        testing.run_pytest(arguments)
    plain, thorough, named = [command[3:] for command, _ in started]
    assert plain == list(testing.EVERYTHING)
    assert thorough == [*plain, "--thorough"]
    assert named == ["tests/text", "--thorough"]


def test_runs_do_not_inherit_the_settings_of_the_shell(started, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "archive.example.org")
    monkeypatch.setenv("PORT", "no number")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    testing.run_pytest([])
    testing.run_pytest([], database="postgres:///private")
    (_, on_sqlite), (_, on_postgresql) = started
    assert on_sqlite["ALLOWED_HOSTS"] == on_sqlite["PORT"] == on_sqlite["DATABASE_URL"] == ""
    assert on_postgresql["DATABASE_URL"] == "postgres:///private"
    assert on_postgresql["ALLOWED_HOSTS"] == "127.0.0.1,localhost"
    assert len(on_postgresql["SECRET_KEY"]) >= 50
    # Whatever the shell says, no process has to compile what another one has compiled.
    assert on_sqlite["PYTHONDONTWRITEBYTECODE"] == ""
    assert Path(on_sqlite["PYTHONPYCACHEPREFIX"]) == Path(on_postgresql["PYTHONPYCACHEPREFIX"]) == testing.BYTECODE


@pytest.fixture(scope="module")
def programs():
    found = postgres.find_programs()
    if found is None:
        pytest.skip("no PostgreSQL server program on this machine")
    return found


@pytest.mark.thorough
def test_private_cluster_answers_on_its_socket_alone_and_leaves_nothing(programs):
    with postgres.private_cluster(programs) as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(url) as connection:
            show = "SELECT current_setting('listen_addresses'), current_setting('fsync')"
            assert connection.execute(show).fetchone() == ("", "off")
            process = connection.execute("SELECT pg_read_file('postmaster.pid', 0, 20)").fetchone()[0].split()[0]
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)


@pytest.mark.thorough
def test_cluster_is_removed_when_the_tests_are_interrupted(programs):
    folders = []

    def interrupted():
        with postgres.private_cluster(programs) as url:
            folders.append(Path(url.partition("host=")[2]))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not folders[0].exists()


@pytest.mark.thorough
def test_cluster_s_own_words_are_kept_when_it_cannot_start(programs):
    with (
        pytest.raises(postgres.NoCluster, match="no_such_setting"),
        postgres.private_cluster(programs, ["no_such_setting=1"]),
    ):
        pass


def test_root_hands_postgresql_to_another_account(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert postgres.account()["user"] != 0
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert postgres.account() == {}
