"""Databases to fill and throw away, or to keep and measure again, with the durability of earnest ones."""

import contextlib
import os
import secrets
import signal
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

SQLITE = "bench.sqlite3"


class NoDatabase(Exception):
    """This machine has none of that sort; the message says why."""


@contextlib.contextmanager
def scratch(vendor: str) -> Iterator[dict[str, str]]:
    """The environment of a process that works on an empty database. Raises NoDatabase."""
    with sqlite() if vendor == "sqlite" else postgresql() as url:
        yield environ_of(url)


def environ_of(url: str) -> dict[str, str]:
    """The environment of a process that works on the database at ``url``."""
    environ = {**os.environ, **dict.fromkeys(NAMES, ""), "DATABASE_URL": url}
    environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if url.startswith("postgres"):
        environ |= {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "127.0.0.1,localhost"}
    return environ


@contextlib.contextmanager
def kept(vendor: str, folder: Path) -> Iterator[dict[str, str]]:
    """The same on the database in ``folder``, made there unless there is one, and left there. Raises NoDatabase."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if vendor == "sqlite":
        yield environ_of(f"sqlite:///{folder}/{SQLITE}")
        return
    programs = postgres.find_programs()
    if programs is None:
        raise NoDatabase("no PostgreSQL server program was found")
    try:
        owner = postgres.account()
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        with postgres.running(programs, folder, owner, SETTINGS, stop=signal.SIGINT):
            yield environ_of(f"postgres://attest@/attest?host={folder}")
    except postgres.NoCluster as fault:
        raise NoDatabase(f"PostgreSQL did not start: {fault}") from fault


def size_of(vendor: str, folder: Path) -> int | None:
    """How many claims the archive in ``folder`` holds; None: there is none. Raises NoDatabase for half of one."""
    mark = _mark(vendor, folder)
    if not mark.exists() and (folder / ("data" if vendor == "postgresql" else SQLITE)).exists():
        raise NoDatabase(f"in {folder} is an archive that was not finished; remove it first")
    return int(mark.read_text()) if mark.exists() else None


def finish(vendor: str, folder: Path, size: int) -> None:
    """Note that the database in ``folder`` holds all of its claims."""
    _mark(vendor, folder).write_text(f"{size}\n")


def _mark(vendor: str, folder: Path) -> Path:
    return folder / ("DONE" if vendor == "postgresql" else "DONE.sqlite")


@contextlib.contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        yield f"sqlite:///{folder}/{SQLITE}"


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
    own = f"attest_bench_{secrets.token_hex(4)}"
    with psycopg.connect(**server_of(url), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(own)))
        try:
            yield _renamed(url, str(database(url)["NAME"]), own)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(own)))


def server_of(url: str) -> dict[str, str]:
    """What psycopg connects by to the database that ``url`` names."""
    named = database(url)
    wanted = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = named["OPTIONS"]
    assert isinstance(options, dict)
    return {key: str(named[name]) for key, name in wanted.items() if named[name]} | options


def _renamed(url: str, name: str, own: str) -> str:
    address, mark, options = url.partition("?")
    return f"{address.removesuffix(name)}{own}{mark}{options}"


def folder_of(url: str) -> Path:
    """Where the data lie, as far as this machine can tell: to measure its disk."""
    return Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite") else Path(tempfile.gettempdir())
