"""Write the ledger for others to keep and to verify."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.ledger import standalone
from archive.ledger.export import lines
from archive.ledger.view import checkpoint


class Command(BaseCommand):
    help = (
        "Writes the ledger as JSON Lines: every entry, and the payloads that were not suppressed. "
        f"Whoever has the file can verify it with {Path(standalone.__file__).name} and Python alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Where to write it; - is standard output.")
        parser.add_argument("--after", type=int, default=0, metavar="SEQ", help="Only what followed that entry.")

    def handle(self, *args: Any, file: str, after: int, **options: Any) -> None:
        if file == "-":
            for line in lines(after):
                self.stdout.write(line)
            return
        try:
            with replaced(Path(file)) as output:
                output.writelines(f"{line}\n" for line in lines(after))
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror}") from error
        self.stdout.write(f"Written to {file}; the ledger holds {checkpoint()['size']:,} entries.")


@contextmanager
def replaced(path: Path) -> Iterator[TextIO]:
    """A file that takes its name only when it is whole and on the disk."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with open(draft, "w", encoding="utf-8", newline="\n") as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
