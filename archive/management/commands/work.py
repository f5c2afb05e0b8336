"""Do the long work: take in what was handed over at the desk, and ask the feeds that are followed."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.ingest.working import rounds


class Command(BaseCommand):
    help = (
        "Takes in what was handed over at the desk, and asks the feeds that are followed for what is new. `up` runs "
        "one by itself; any number may run beside each other."
    )
    requires_migrations_checks = True
    # Of whoever starts it in a process of theirs: whether it is still wanted.
    stealth_options = ("is_wanted",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="Stop when nothing is due.")

    def handle(
        self, *args: Any, until_idle: bool, is_wanted: Callable[[], bool] = lambda: True, **options: Any
    ) -> None:
        rounds.run(is_wanted=is_wanted, until_idle=until_idle)
