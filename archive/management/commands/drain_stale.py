"""Compose the documents that wait because something they name has changed."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.management.progress import draw
from archive.reading_room.projecting.project import drain, waiting


class Command(BaseCommand):
    help = "Composes, in batches, the documents that wait because something they name has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        total, done = waiting(), 0
        while count := drain():
            done += count
            draw(self.stderr, "composing", min(done, total), total)
        self.stdout.write(f"{done:,} documents composed anew." if done else "No document waits.")
