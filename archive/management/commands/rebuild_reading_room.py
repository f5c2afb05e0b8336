"""Make everything the public sees anew from the ledger."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.management.progress import draw
from archive.reading_room.rebuild import rebuild


class Command(BaseCommand):
    help = (
        "Composes every document again from the ledger, in one transaction: readers see the old ones until all are "
        "made. What comes out the same keeps its change number."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild(lambda done, total: draw(self.stderr, "composing", done, total))
        self.stdout.write(f"{count:,} records composed anew.")
