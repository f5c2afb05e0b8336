"""Prove that everything is as promised, or say what is not."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.editorial import mirroring, traits
from archive.ledger import verify as ledger
from archive.ledger.view import checkpoint
from archive.management.progress import draw
from archive.reading_room.projecting import verify as reading_room

MOST_PARTS = 10_000


def slice_of(text: str) -> tuple[int, int]:
    """Which part of how many, from "3/30". Raises ArgumentTypeError."""
    part, _, of = text.partition("/")
    if not (part.isdecimal() and of.isdecimal() and 1 <= int(part) <= int(of) <= MOST_PARTS):
        raise ArgumentTypeError(f"{text!r} is not a part of a whole, as 3/30 is")
    return int(part), int(of)


class Command(BaseCommand):
    help = (
        "Checks the ledger's chain, payloads, signatures and guards, the desk's revisions, the captured texts and their "
        "bytes, by what articles are known again, and the reading room. "
        "Names every fault on a line of its own and ends with code 1 when there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deep", action="store_true", help="Compose every document again and compare it, too.")
        parser.add_argument(
            "--bytes",
            dest="part",
            metavar="PART/OF",
            type=slice_of,
            help="Check the original bytes alone, one part of several equal ones: 3/30 on the third day of a month.",
        )

    def handle(self, *args: Any, deep: bool, part: tuple[int, int] | None, **options: Any) -> None:
        if part:
            found = self.told(ledger.altered_bytes(*part))
        else:
            faults = (
                ledger.faults(),
                mirroring.faults(),
                traits.faults(),
                reading_room.faults(deep=deep, report=self.bar),
            )
            found = self.told(chain.from_iterable(faults))
        if found:
            sys.exit(1)
        if part:
            self.stdout.write(f"Part {part[0]} of {part[1]} of the original bytes is as it was kept.")
            return
        point = checkpoint()
        self.stdout.write(f"All is as promised: {point['size']:,} entries, head {point['hash']}.")

    def told(self, faults: Iterable[str]) -> int:
        """How many faults there are, each on a line."""
        found = 0
        for fault in faults:
            found += 1
            self.stdout.write(fault)
        return found

    def bar(self, done: int, total: int) -> None:
        draw(self.stderr, "composing", done, total)
