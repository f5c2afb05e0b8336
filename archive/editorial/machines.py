"""Accounts of machines: they write and are named for it, and nobody can log in as one."""

from django.contrib.auth.hashers import make_password

from archive.editorial.saving import Refused
from archive.models import User

# Takes in what nobody handed over at the desk: what a feed had, what a command was given.
INTAKE = "intake"


def account(name: str) -> User:
    """The inactive account ``name``, made on first use. Raises Refused when a person goes by that name."""
    # Whole from the first moment: an account half made would never be known for a machine's.
    user, _ = User.objects.get_or_create(username=name, defaults={"is_active": False, "password": make_password(None)})
    if user.is_active:
        raise Refused([f"The account {name} can log in; it works for a machine and must be inactive."])
    return user


def takes_in(user: User) -> bool:
    """Whether it is the account that takes things in by itself."""
    return user.username == INTAKE and not user.is_active and not user.has_usable_password()
