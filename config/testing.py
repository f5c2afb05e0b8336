"""``manage.py test``: pytest on SQLite, then on PostgreSQL where there is one.

Whatever settings the shell or ``.env`` hold, each run has its own. A run that fails is the
last one, so the output always ends with the closing line that matters.
"""

import contextlib
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from config import postgres
from config.bootstrap import ROOT

NAMES = (
    "ALLOWED_HOSTS",
    "BIND",
    "DATABASE_URL",
    "FETCH_USER_AGENT",
    "PORT",
    "RATE_BULK",
    "RATE_LIST",
    "RATE_READ",
    "SECRET_KEY",
    "SITE_URL",
    "TRUSTED_PROXIES",
    "WORKERS",
)
# All of it on every core (a few tests are sooner done by one); a file stays with one worker, which makes what its
# tests share once. In the order of their folders: by the number of tests, what takes longest would begin last.
EVERYTHING = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
# Also what takes minutes: browsers, sweeps over every page and role, long random walks. CI runs it.
THOROUGH = "--thorough"
# Whatever the shell says of bytecode: compiled once for both runs and every process that a test starts.
BYTECODE = ROOT / "var" / "bytecode"
COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(BYTECODE)}
# Answered once; neither database has a part in it.
QUESTIONS = {"-h", "--help", "-V", "--version", "--co", "--collect-only", "--fixtures", "--markers"}
NO_POSTGRES = "No PostgreSQL server program was found; install one (apt install postgresql) to test on it too."


def main(arguments: Sequence[str]) -> int:
    """Run both, passing ``arguments`` to pytest; the exit code of the last run."""
    if not QUESTIONS.isdisjoint(arguments):
        return run_pytest(arguments)
    # Ended from outside, the private cluster is still stopped and removed.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    given = os.environ.get("DATABASE_URL", "")
    programs = None if given.startswith("postgres") else postgres.find_programs()
    if not given.startswith("postgres") and programs is None:
        say(NO_POSTGRES)
    say(f"Tests on SQLite {sqlite3.sqlite_version}.")
    code = run_pytest(arguments)
    if code == 0 and programs is not None:
        say(f"Tests on PostgreSQL {postgres.version(programs)}, in a private cluster.")
        with cluster_or_sentence(programs) as url:
            code = run_pytest(arguments, database=url)
    elif code == 0 and given.startswith("postgres"):
        say("Tests on PostgreSQL, on the server that DATABASE_URL names.")
        code = run_pytest(arguments, database=given)
    return code


@contextlib.contextmanager
def cluster_or_sentence(programs: Path) -> Iterator[str]:
    try:
        with postgres.private_cluster(programs) as url:
            yield url
    except postgres.NoCluster as fault:
        sys.exit(f"PostgreSQL in {programs} did not start:\n{fault}")


def run_pytest(arguments: Sequence[str], *, database: str = "") -> int:
    environ = {**os.environ, **dict.fromkeys(NAMES, ""), **COMPILED_ONCE}
    if database:
        # Not local, but reachable from this machine alone.
        environ |= {
            "DATABASE_URL": database,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
        }
    paths_and_options = arguments if set(arguments) - {THOROUGH} else [*EVERYTHING, *arguments]
    command = [sys.executable, "-m", "pytest", *paths_and_options]
    # Python would make it on the way to its bytecode, and open to others.
    BYTECODE.parent.mkdir(mode=0o700, exist_ok=True)
    with subprocess.Popen(command, cwd=ROOT, env=environ) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal has told pytest as well, which now sums up.
            return process.wait()
        except SystemExit:
            process.terminate()
            raise


def say(text: str) -> None:
    print(text, flush=True)
