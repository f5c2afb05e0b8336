"""The people of the desk. They are deactivated, never deleted: revisions name them."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A desk account. What it may do follows from its groups (``fixtures/roles.json``)."""
