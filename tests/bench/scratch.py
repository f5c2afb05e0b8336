"""Databases to fill and throw away, with the durability of earnest ones."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from config import postgres
from config.env import database
from config.testing import NAMES

# Room for the figures that DESIGN.md plans for; fsync stays on.
SETTINGS = ("shared_buffers=1GB", "work_mem=64MB", "max_wal_size=8GB", "jit=off")


class NoDatabase(Exception):
    """This machine has none of that sort; the message says why."""


@contextlib.contextmanager
def scratch(vendor: str) -> Iterator[dict[str, str]]:
    """The environment of a process that works on an empty database. Raises NoDatabase."""
    with sqlite() if vendor == "sqlite" else postgresql() as url:
        environ = {**os.environ, **dict.fromkeys(NAMES, ""), "DATABASE_URL": url}
        environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        if vendor == "postgresql":
            environ |= {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "127.0.0.1,localhost"}
        yield environ


@contextlib.contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """On the server of DATABASE_URL if it names one, else in a private cluster."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        with on_server(given) as url:
            yield url
        return
    programs = postgres.find_programs()
    if programs is None:
        raise NoDatabase("no PostgreSQL server program was found, and DATABASE_URL names no server")
    try:
        with postgres.private_cluster(programs, SETTINGS) as url:
            yield url
    except postgres.NoCluster as fault:
        raise NoDatabase(f"PostgreSQL did not start: {fault}") from fault


@contextlib.contextmanager
def on_server(url: str) -> Iterator[str]:
    """A database of its own beside the one that ``url`` names."""
    named = database(url)
    own = f"attest_bench_{secrets.token_hex(4)}"
    wanted = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    server = {key: str(named[name]) for key, name in wanted.items() if named[name]} | dict(named["OPTIONS"])
    with psycopg.connect(**server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(own)))
        try:
            yield _renamed(url, str(named["NAME"]), own)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(own)))


def _renamed(url: str, name: str, own: str) -> str:
    address, mark, options = url.partition("?")
    return f"{address.removesuffix(name)}{own}{mark}{options}"


def folder_of(url: str) -> Path:
    """Where the data lie, as far as this machine can tell: to measure its disk."""
    return Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite") else Path(tempfile.gettempdir())
