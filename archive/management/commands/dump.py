"""Write everything public into a bag: JSON Lines, the ledger, and one SQLite file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.exports.dump import Busy, Faulty, dump


class Command(BaseCommand):
    help = (
        "Writes everything public into a BagIt bag below DIRECTORY: documents as JSON Lines, the ledger with its "
        "verifier, and one SQLite file for Datasette. The bag appears when it is whole and verified; readers and "
        "editors wait for nothing meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, help="Where the bags stand, one for each state of the archive.")
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="Remove older bags there, but for N in all (0: keep all)."
        )

    def handle(self, *args: Any, directory: Path, keep: int, **options: Any) -> None:
        if keep < 0:
            raise CommandError("--keep takes a number from 0 on.")
        try:
            done = dump(directory, keep, self._progress)
        except (Busy, Faulty) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as error:
            raise CommandError(f"{error.filename or directory}: {error.strerror}") from error
        self.stdout.write(
            f"{done.files} files, {done.bytes / 1_000_000:,.1f} MB, in {done.folder}: the archive after entry "
            f"{done.size:,} of its ledger, {done.hash}."
        )
        for folder in done.removed:
            self.stdout.write(f"Removed {folder}.")

    def _progress(self, name: str, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"{name:<20} {done:>12,} lines", ending="\r")
            self.stderr.flush()
