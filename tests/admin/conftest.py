"""Somebody at the desk, logged in."""

from collections.abc import Callable

import pytest
from django.test import Client

from archive.models import User
from tests.factories import make_user

Enter = Callable[[str], Client]


@pytest.fixture
def enter() -> Callable[[str], Client]:
    """A client logged in as a new person with the role; ``client.person`` is that person."""

    def entered(role: str) -> Client:
        client = Client()
        client.person = person = superuser() if role == "superuser" else make_user(role)  # type: ignore[attr-defined]
        client.force_login(person)
        return client

    return entered


def superuser() -> User:
    return User.objects.create_superuser(f"root{User.objects.count()}")
