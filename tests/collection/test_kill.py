"""A load that is killed leaves nothing behind; run again, it is one clean run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from archive import collection
from tests.collection.conftest import SAMPLE
from tests.collection.states import state

ROOT = Path(__file__).resolve().parents[2]
# With the first rows written, with the last one, and with everything published but not yet committed.
MOMENTS = ["Loading:2", "Loading:12", "Publishing:11"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database of the kind that is tested on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/killed.sqlite3"
        return
    name, server = f"attest_killed_{os.getpid()}", os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        session.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.usefixtures("words")
def test_a_load_killed_anywhere_and_run_again_equals_one_clean_run(database: str) -> None:
    command = [sys.executable, "-m", "tests.collection.process", str(SAMPLE), *MOMENTS]
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    collection.load(SAMPLE, publish=True)
    assert json.loads(done.stdout) == state()
