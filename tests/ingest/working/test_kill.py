"""Workers that are killed with ``kill -9`` at one statement after the other leave what one that lives does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[list[str]]:
    """The DATABASE_URLs of two empty databases of the kind that is tested on."""
    if connection.vendor == "sqlite":
        yield [f"sqlite:///{tmp_path}/{name}.sqlite3" for name in ("killed", "clean")]
        return
    names, server = [f"attest_{name}_{os.getpid()}" for name in ("killed", "clean")], os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as session:
        for name in names:
            session.execute(f"CREATE DATABASE {name}")
        yield [urlsplit(server)._replace(path=f"/{name}").geturl() for name in names]
        for name in names:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ended(database: str, stride: int) -> dict[str, Any]:
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", "tests.ingest.working.process", str(stride)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.thorough
def test_workers_killed_at_every_few_statements_leave_what_a_clean_run_does(databases: list[str]) -> None:
    killed, clean = ended(databases[0], 7), ended(databases[1], 10_000)
    assert killed.pop("kills") > 10
    assert clean.pop("kills") == 1
    assert killed == clean
    assert len(clean["articles"]) == 3
    assert clean["others"] == [[2, 0, "apart"], [2, 2, "undecided"], [2, 3, "refused"]]
