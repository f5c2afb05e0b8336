"""The database alone: the rows of a page, ready made, and nothing around them. No Django is loaded for it."""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.processors import processor_seconds, spent
from tests.bench.scratch import server_of

PAGE = """
SELECT body FROM archive_document WHERE type = 'claim' AND state = 'public' ORDER BY position DESC LIMIT 50
"""

Page = Callable[[], list[Any]]


def page_of(url: str) -> tuple[Page, int]:
    """What gives the rows of the first page, over a connection of its own; the process that answers it."""
    if url.startswith("sqlite"):
        opened = sqlite3.connect(Path(url.removeprefix("sqlite:///")))
        return lambda: opened.execute(PAGE).fetchall(), os.getpid()
    connection = psycopg.connect(**server_of(url), autocommit=True)
    cursor = connection.cursor()
    return lambda: cursor.execute(PAGE).fetchall(), connection.info.backend_pid


def loop(seconds: float) -> None:
    """Print how many pages a second a plain loop gets, and the milliseconds of processors that each takes."""
    page, answering = page_of(os.environ["DATABASE_URL"])
    page()
    pids, count = {os.getpid(), answering}, 0
    before, started = processor_seconds(pids), time.perf_counter()
    while (took := time.perf_counter() - started) < seconds:
        page()
        count += 1
    print(json.dumps((count / took, spent(before, processor_seconds(pids)) / count * 1_000)))
