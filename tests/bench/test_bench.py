"""That the measurements can be made. The figures themselves are for people: ``manage.py bench``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.bench
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_question_is_answered(database):
    command = [sys.executable, "-m", "tests.bench", "--n", "200", "--databases", database, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["databases"][database]
    assert "missing" not in figures, figures
    assert [row for row in figures["reading"] if "p50_ms" not in row] == []
    assert [row for row in figures["serving"] if "requests_per_second" not in row] == []
