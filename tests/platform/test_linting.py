"""``manage.py lint``: every check runs, and those that fail are named at the end."""

import subprocess
from types import SimpleNamespace

import pytest

from config import linting


@pytest.mark.parametrize(("failing", "code"), [((), 0), (("mypy", "ruff"), 1)])
def test_all_checks_run_and_failures_are_named_last(monkeypatch, capsys, failing, code):
    ran = []

    def run(command, **options):
        (name,) = [name for name, arguments in linting.CHECKS.items() if command[1:] == arguments]
        ran.append(name)
        return SimpleNamespace(returncode=int(name in failing))

    monkeypatch.setattr(subprocess, "run", run)
    assert linting.main() == code
    assert ran == list(linting.CHECKS)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == ("Failed: ruff, mypy." if failing else "All checks passed.")
