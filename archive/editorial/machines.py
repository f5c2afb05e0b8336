"""Accounts of machines: they write and are named for it, and nobody can log in as one."""

from archive.editorial.saving import Refused
from archive.models import User

# Takes in what nobody handed over at the desk: what a feed had, what a command was given.
INTAKE = "intake"


def account(name: str) -> User:
    """The inactive account ``name``, made on first use. Raises Refused when a person goes by that name."""
    user, is_new = User.objects.get_or_create(username=name, defaults={"is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if user.is_active:
        raise Refused([f"The account {name} can log in; it works for a machine and must be inactive."])
    return user


def takes_in(user: User) -> bool:
    """Whether it is the account that takes things in by itself."""
    return user.username == INTAKE and not user.is_active and not user.has_usable_password()
