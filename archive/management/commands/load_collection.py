"""Load a directory of YAML files into the archive."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from archive import collection
from archive.management.progress import draw

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Loads a collection directory: all of it, or nothing. Names every fault with file, line and field and ends "
        "with code 2 when there is any. Running it twice changes nothing."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--publish", action="store_true", help="Publish what is new or changed, too.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, directory: Path, publish: bool, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                loaded = collection.load(directory, publish=publish, report=self.bar)
                transaction.set_rollback(dry_run)
        except collection.Faults as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            sys.exit(REFUSED)
        if dry_run:
            self.stdout.write("Nothing was done. It would be:")
        for line in lines(loaded):
            self.stdout.write(line)

    def bar(self, stage: str, done: int, total: int) -> None:
        draw(self.stderr, stage, done, total)


def lines(loaded: collection.Loaded) -> list[str]:
    """The counts, in words; those of unusual things only when there are any."""
    unusual = {
        "no longer in the collection, left as they are": loaded.removed,
        "to be published through review: sensitive, or last saved by a person": loaded.held,
        "withdrawn, suppressed or merged, left so": loaded.closed,
    }
    return [
        f"{loaded.new} new, {loaded.changed} changed, {loaded.unchanged} unchanged.",
        f"{len(loaded.entries)} published.",
        *(f"{count} {what}." for what, count in unusual.items() if count),
    ]
