"""Measure the archive at a size that it has not reached yet."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

DATABASES = ("sqlite", "postgresql")
# Options that are handed on as they came.
SWITCHES = ("json", "compare")
VALUES = ("seed", "rounds", "keep", "in", "beside")
SWITCHES_OF_INGEST = ("json", "verbose")
VALUES_OF_INGEST = ("known", "keep")


class Command(BaseCommand):
    help = (
        "Publishes a made-up archive in scratch databases and measures publishing and reading. Nothing of the real "
        "archive is touched. With DATABASE_URL naming a PostgreSQL server, a database of its own is made there; "
        "else a private server is started."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--n", type=int, default=10_000, help="How many claims (10000).")
        parser.add_argument("--databases", default=",".join(DATABASES), help="sqlite, postgresql or both.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed makes another archive.")
        parser.add_argument("--json", action="store_true", help="Print all figures as JSON.")
        parser.add_argument(
            "--compare",
            action="store_true",
            help="The feed side by side with the same page by stock DRF, with the database alone and an empty view.",
        )
        parser.add_argument("--rounds", type=int, default=5, help="With --compare: how often in turn (5).")
        parser.add_argument(
            "--keep", help="With --compare or --known: on the archive in this folder, made first unless it is."
        )
        parser.add_argument("--in", help="With --compare: on the archive that is kept in this folder.")
        parser.add_argument("--beside", help="With --compare: also on the one kept in this folder, of another size.")
        parser.add_argument(
            "--ingest",
            nargs="?",
            const="",
            metavar="DIR",
            help="Score ingest on the articles written for it, and on a folder: of documents with gold beside them, "
            "or of raw documents of the collection.",
        )
        parser.add_argument("--verbose", action="store_true", help="With --ingest: list every miss.")
        parser.add_argument("--known", type=int, help="With --ingest: its speed beside so many known articles.")

    def handle(self, *args: Any, n: int, databases: str, **options: Any) -> None:
        if n < 1 or not set(databases.split(",")) <= set(DATABASES):
            raise CommandError(f"Name a number of claims above 0, and databases out of: {', '.join(DATABASES)}.")
        if not (settings.BASE_DIR / "tests" / "bench").is_dir():
            raise CommandError("The measurements stand in tests/bench, which is not here; use a checkout.")
        command = [sys.executable, "-m", "tests.bench", "--n", str(n), "--databases", databases]
        switches: tuple[str, ...] = SWITCHES
        values: tuple[str, ...] = VALUES
        if options["ingest"] is not None:
            command = [sys.executable, "-m", "tests.bench.ingest", "--databases", databases]
            command += [str(Path(options["ingest"]).resolve())] if options["ingest"] else []
            switches, values = SWITCHES_OF_INGEST, VALUES_OF_INGEST
        command += [f"--{name}" for name in switches if options[name]]
        for name in values:
            command += [f"--{name}", str(options[name])] if options[name] is not None else []
        # A process of its own: each database needs settings of its own.
        done = subprocess.run(command, cwd=settings.BASE_DIR, check=False)  # noqa: S603
        if done.returncode:
            sys.exit(done.returncode)
