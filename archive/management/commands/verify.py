"""Prove that everything is as promised, or say what is not."""

import sys
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.editorial import mirroring
from archive.ledger import verify as ledger
from archive.ledger.view import checkpoint
from archive.management.progress import draw
from archive.reading_room.projecting import verify as reading_room


class Command(BaseCommand):
    help = (
        "Checks the ledger's chain, payloads, signatures and guards, the desk's revisions, and the reading room. "
        "Names every fault on a line of its own and ends with code 1 when there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deep", action="store_true", help="Compose every document again and compare it, too.")

    def handle(self, *args: Any, deep: bool, **options: Any) -> None:
        found = 0
        for fault in chain(ledger.faults(), mirroring.faults(), reading_room.faults(deep=deep, report=self.bar)):
            found += 1
            self.stdout.write(fault)
        if found:
            sys.exit(1)
        point = checkpoint()
        self.stdout.write(f"All is as promised: {point['size']:,} entries, head {point['hash']}.")

    def bar(self, done: int, total: int) -> None:
        draw(self.stderr, "composing", done, total)
