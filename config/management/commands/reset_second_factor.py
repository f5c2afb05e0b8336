"""Take the second factor of an account away, from the machine itself: when no other chief can."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial.people import forget_second_factor
from archive.models import User


class Command(BaseCommand):
    help = "Takes a lost second factor away; the person sets up another at the next login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"].replace("\0", "")).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']!r}.")
        forget_second_factor(user, by=user, note="The second factor was reset from the command line.")
        self.stdout.write(f"{user.username} sets up a second factor at the next login.")
