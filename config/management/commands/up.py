"""Serve the archive: prepare what is not yet prepared, say what runs where, serve."""

import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from archive.models import User
from config import keeper, server, start


class Command(BaseCommand):
    help = "Prepares the database, loads the first collection into an empty archive, and serves it."
    # What Django checks on every start is checked by `lint`; what makes a start unsafe, by `start`.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything and stop.")
        parser.add_argument("--empty", action="store_true", help="Do not load the first collection.")
        parser.add_argument("--no-worker", action="store_true", help="Leave long work to `work`, run by itself.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            # Opened first: a taken port is said before anything is prepared.
            listener = None if options["no_serve"] else server.listen()
            start.prepare(self.say, with_collection=not options["empty"])
        except CommandError as fault:
            sys.exit(str(fault))
        if listener:
            lines = list(announcement(with_worker=not options["no_worker"]))
            if not options["no_worker"]:
                keeper.start(self.say, listener)
            server.Server(listener, lambda: self.say("\n".join(lines))).run()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def announcement(*, with_worker: bool) -> Iterator[str]:
    """What runs where, for people."""
    here = f"http://{start.address()}/"
    yield f"\nAttest runs at  {here}"
    yield f"The desk        {here}admin/"
    yield f"The data        {connection.settings_dict['NAME']} ({connection.display_name})"
    if with_worker:
        yield "The worker      takes in what is handed over at the desk, and asks the feeds that are followed"
    links = list(start.login_links()) if settings.LOCAL else []
    if links:
        yield "\nTo write and to sign, log in at the desk; each link works once, for fifteen minutes:"
        yield from (f"  {name:10} {link}" for name, link in links)
    if not settings.LOCAL:
        yield f"Readers come by {settings.SITE_URL}/"
        if not User.objects.filter(is_active=True, is_staff=True).exists():
            yield "Nobody can log in yet; make the first account with: python3 manage.py createsuperuser"
    yield "\nCtrl-C stops it."
