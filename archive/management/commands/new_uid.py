"""Print fresh uids, for records written by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.text.ids import new_uid


class Command(BaseCommand):
    help = "Prints a uid for a new record, or several."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", nargs="?", type=int, default=1)

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        for _ in range(count):
            self.stdout.write(new_uid())
