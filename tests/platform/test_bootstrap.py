"""The first start: packages are there, whole and at their pinned versions, or are made so."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import threading

import pytest

from config import bootstrap
from config.bootstrap import PIN, ROOT, VirtualEnvironment, satisfied

LOCKS = sorted((ROOT / "config").glob("requirements*.txt"))


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("django==5.2.19 \\\n    --hash=sha256:00\n", encoding="utf-8")
    return path


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """A real environment in a temporary folder; ``installed`` notes what would be fetched."""
    environment = VirtualEnvironment(tmp_path / ".venv")
    environment.installed = []
    monkeypatch.setattr(environment, "_install", lambda lock: environment.installed.append(lock.name))
    return environment


@pytest.fixture
def versions(monkeypatch):
    """What the running interpreter has."""
    have = {}

    def version(name):
        if name not in have:
            raise importlib.metadata.PackageNotFoundError(name)
        return have[name]

    monkeypatch.setattr(importlib.metadata, "version", version)
    return have


@pytest.mark.parametrize(
    ("have", "answer"),
    [
        ({"django": "5.2.19"}, True),
        ({"django": "5.2.19", "tzdata": "2026.6"}, True),
        ({"django": "5.2.18"}, False),
        ({"django": "5.2.19", "tzdata": "2025.1"}, False),
        ({}, False),
    ],
)
def test_packages_count_as_there_by_version_not_by_name(versions, have, answer):
    versions.update(have)
    assert satisfied("django==5.2.19 \\\n    --hash=x\ntzdata==2026.6 ; sys_platform == 'win32' \\\n") is answer


def test_prepared_environment_is_found_ready(environment, lock):
    environment.prepare([lock])
    assert environment.has([lock])
    assert environment.is_sound()
    environment.prepare([lock])
    assert environment.installed == ["requirements.txt"]


def test_changed_pins_are_installed_into_the_same_environment(environment, lock):
    environment.prepare([lock])
    kept = environment.folder / "kept"
    kept.touch()
    lock.write_text("django==5.2.20 \\\n", encoding="utf-8")
    assert not environment.has([lock])
    environment.prepare([lock])
    assert environment.installed == ["requirements.txt", "requirements.txt"]
    assert kept.exists()


def test_another_lock_is_added_to_what_is_there(environment, lock, tmp_path):
    environment.prepare([lock])
    tests = tmp_path / "requirements-test.txt"
    tests.write_text("pytest==9.2.0\n", encoding="utf-8")
    environment.prepare([lock, tests])
    assert environment.installed == ["requirements.txt", "requirements-test.txt"]


def test_cut_installation_is_thrown_away(environment, lock, monkeypatch):
    def cut(lock):
        (environment.folder / "half").touch()
        raise KeyboardInterrupt

    whole = environment._install
    monkeypatch.setattr(environment, "_install", cut)
    with pytest.raises(KeyboardInterrupt):
        environment.prepare([lock])
    monkeypatch.setattr(environment, "_install", whole)
    assert not environment.has([lock])
    environment.prepare([lock])
    assert environment.has([lock])
    assert not (environment.folder / "half").exists()


def break_by_removing_python(environment):
    environment.python.unlink()


def break_by_upgrading_python(environment):
    (library,) = (environment.folder / "lib").iterdir()
    library.rename(library.with_name("python3.2"))


def break_by_another_program(environment):
    environment.python.unlink()
    environment.python.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    environment.python.chmod(0o755)


@pytest.mark.parametrize("damage", [break_by_removing_python, break_by_upgrading_python, break_by_another_program])
def test_environment_whose_python_is_gone_is_made_anew(environment, lock, damage):
    environment.prepare([lock])
    damage(environment)
    assert not environment.is_sound()
    environment.prepare([lock])
    assert environment.is_sound()
    assert environment.installed == ["requirements.txt", "requirements.txt"]


def test_of_two_first_starts_one_installs_and_the_other_waits(environment, lock, monkeypatch, capsys):
    begun, may_end = threading.Event(), threading.Event()

    def slow(lock):
        environment.installed.append(lock.name)
        begun.set()
        may_end.wait(10)

    monkeypatch.setattr(environment, "_install", slow)
    first = threading.Thread(target=environment.prepare, args=([lock],))
    first.start()
    begun.wait(10)
    second = threading.Thread(target=environment.prepare, args=([lock],))
    second.start()
    second.join(0.2)
    assert second.is_alive()
    may_end.set()
    first.join(10)
    second.join(10)
    assert environment.installed == ["requirements.txt"]
    assert "waiting" in capsys.readouterr().err


def test_missing_ensurepip_is_named_with_its_package(tmp_path, lock, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as refusal:
        VirtualEnvironment(tmp_path / ".venv").prepare([lock])
    assert "apt install python3-venv" in str(refusal.value)


def test_failed_installation_ends_the_start_and_is_not_taken_for_done(tmp_path, lock, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(bootstrap, "run", lambda command, count=0: "ensurepip" in command)
    environment = VirtualEnvironment(tmp_path / ".venv")
    with pytest.raises(SystemExit, match=r"requirements\.txt could not be installed"):
        environment.prepare([lock])
    assert not environment.has([lock])


def test_failed_program_is_quoted(capsys):
    assert not bootstrap.run([sys.executable, "-c", "print('no such package'); raise SystemExit(1)"])
    assert "no such package" in capsys.readouterr().err


def test_installer_s_own_settings_cannot_lead_it_astray(monkeypatch):
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    script = "import os; assert os.environ['PIP_USER'] == '0'; assert 'PIP_TARGET' not in os.environ"
    assert bootstrap.run([sys.executable, "-c", script])


@pytest.fixture
def started(monkeypatch, tmp_path):
    """Bootstrap as if this process were another Python; ``started`` gets the words of the new one."""
    words = []
    monkeypatch.delenv("NO_BOOTSTRAP", raising=False)
    monkeypatch.setattr(VirtualEnvironment, "is_running", lambda self: False)
    monkeypatch.setattr(VirtualEnvironment, "prepare", lambda self, locks: words.append([each.name for each in locks]))
    monkeypatch.setattr(os, "execve", lambda python, argv, environ: words.extend([python, argv, environ]))
    return words


def test_program_is_started_again_inside_the_environment(started, monkeypatch, versions):
    for name in ("PYTHONHOME", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-X", "dev", "manage.py", "up"])
    bootstrap.ensure(["manage.py", "up"])
    locks, python, argv, environ = started
    assert locks == ["requirements.txt"]
    assert python == str(ROOT / ".venv/bin/python")
    assert argv == [python, "-X", "dev", "manage.py", "up"]
    assert not {"PYTHONHOME", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"} & environ.keys()


def test_tests_and_checks_bring_their_own_packages(started, versions):
    bootstrap.ensure(["manage.py", "test", "tests/platform"])
    assert started[0] == ["requirements.txt", "requirements-test.txt"]
    started.clear()
    bootstrap.ensure(["manage.py", "lint"])
    assert started[0] == ["requirements.txt", "requirements-test.txt", "requirements-lint.txt"]


def test_nothing_is_started_where_the_right_versions_are_importable(started, versions):
    for pin in PIN.finditer((ROOT / "config/requirements.txt").read_text(encoding="utf-8")):
        versions[pin["name"]] = pin["version"]
    bootstrap.ensure(["manage.py", "up"])
    assert started == []


def test_bootstrap_can_be_turned_off(started, versions, monkeypatch):
    monkeypatch.setenv("NO_BOOTSTRAP", "1")
    bootstrap.ensure(["manage.py", "up"])
    assert started == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_names_every_package_by_hash_and_no_place_to_get_it(path):
    text = path.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all(PIN.match(block) and "--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index" not in re.sub(r"^\S+", "", text, flags=re.MULTILINE)


def test_locks_agree_about_what_they_share():
    versions = {}
    for path in LOCKS:
        for pin in PIN.finditer(path.read_text(encoding="utf-8")):
            assert versions.setdefault(pin["name"], pin["version"]) == pin["version"]
