"""Write the whole public archive as plain files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive import exports
from archive.management.progress import draw


class Command(BaseCommand):
    help = (
        "Writes every public page, citation, feed and document as files that any web server can serve, or a USB stick "
        "hold. The folder appears when all of it is written, in place of an older edition; readers and editors wait "
        "for nothing meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, help="A folder that is missing, empty, or an older edition.")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        try:
            edition = exports.export(directory, lambda done, total: draw(self.stderr, "writing", done, total))
        except (exports.Foreign, exports.Broken) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as error:
            raise CommandError(f"{error.filename or directory}: {error.strerror}") from error
        self.stdout.write(
            f"{edition.files:,} files, {edition.bytes / 1_000_000:,.1f} MB, in {directory}: the archive after entry "
            f"{edition.size:,} of its ledger, {edition.hash}."
        )
        self.stdout.write(f"Links to what needs a server lead to {settings.SITE_URL} (SITE_URL).")
