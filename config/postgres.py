"""A private PostgreSQL cluster for tests: made in a temporary folder, thrown away afterwards.

It listens on a socket in that folder alone and, unless told otherwise, gives up durability for speed. PostgreSQL
refuses to run as root, so there it runs as ``postgres``, or else as ``nobody``.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg

# Where distributions put the server programs, which are seldom on the PATH.
USUAL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")
START_SECONDS = 60


class NoCluster(Exception):
    """The cluster did not start; the message has PostgreSQL's own last lines."""


def find_programs() -> Path | None:
    """The folder of the newest ``initdb`` and ``postgres`` of this machine, the PATH's own first."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    usual = [folder for pattern in USUAL_FOLDERS for folder in Path("/").glob(pattern[1:])]
    folders += sorted(usual, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))], reverse=True)
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


def version(programs: Path) -> str:
    """Such as ``15.18``."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.split()[2]


@contextlib.contextmanager
def private_cluster(programs: Path, settings: Sequence[str] = FAST) -> Iterator[str]:
    """Start a cluster, give its DATABASE_URL, stop it and remove its files. Raises NoCluster."""
    owner = account()
    # A temporary folder inside root's home would be closed to the other account.
    folder = Path(tempfile.mkdtemp(prefix="attest-postgres-", dir="/tmp" if owner else None))  # noqa: S108
    try:
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        with running(programs, folder, owner, settings):
            yield f"postgres://attest@/attest?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def account() -> dict[str, Any]:
    """For ``subprocess``: the account to run under, nothing when the present one will do."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoCluster("PostgreSQL refuses to run as root, and this machine has no account postgres or nobody.")


@contextlib.contextmanager
def running(
    programs: Path, folder: Path, owner: dict[str, Any], settings: Sequence[str], *, stop: int = signal.SIGQUIT
) -> Iterator[None]:
    """A server on the cluster in ``folder``, made unless there is one; ``stop`` is the signal that ends it.

    SIGQUIT ends it at once, for a cluster that is thrown away; SIGINT in good order.
    """
    data, log = folder / "data", folder / "log"
    common: dict[str, Any] = {
        "cwd": folder,
        "stdin": subprocess.DEVNULL,
        "env": {"PATH": os.defpath, "LC_ALL": "C"},
        **owner,
    }
    if not (data / "PG_VERSION").exists():
        _make(programs, data, common)
    start: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    start += [word for setting in settings for word in ("-c", setting)]
    with open(log, "w", encoding="utf-8") as output:
        # A group of its own: Ctrl-C in the terminal must reach the tests first.
        process = subprocess.Popen(start, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **common)
    try:
        wait_for(process, folder, log)
        yield
    finally:
        process.send_signal(stop)
        process.wait()


def _make(programs: Path, data: Path, common: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "attest",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(command, capture_output=True, text=True, **common)
    if made.returncode:
        raise NoCluster(made.stderr.strip())


def wait_for(process: subprocess.Popen[Any], folder: Path, log: Path) -> None:
    """Until it accepts connections; makes the database that the URL names, unless it is there."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with (
                psycopg.connect(host=str(folder), user="attest", dbname="postgres", autocommit=True) as connection,
                contextlib.suppress(psycopg.errors.DuplicateDatabase),
            ):
                connection.execute("CREATE DATABASE attest")
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoCluster(log.read_text(encoding="utf-8", errors="replace")[-2000:].strip()) from None
            time.sleep(0.05)
