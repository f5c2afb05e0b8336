"""Make everything the public sees anew from the ledger."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.editorial import mirroring, traits
from archive.management.progress import draw
from archive.reading_room.projecting.rebuild import rebuild


class Command(BaseCommand):
    help = (
        "Composes every document again from the ledger, in one transaction: readers see the old ones until all are "
        "made. What comes out the same keeps its change number. What the desk's lists know of the ledger, and by what "
        "articles are known again, is mended too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild(lambda done, total: draw(self.stderr, "composing", done, total))
        self.stdout.write(f"{count:,} records composed anew.")
        if mended := mirroring.mend():
            self.stdout.write(f"{mended:,} rows of the desk brought in line with the ledger.")
        if mended := traits.mend():
            self.stdout.write(f"{mended:,} articles are known again by what they say.")
