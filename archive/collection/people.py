"""The two accounts under which a collection is written and signed. Nobody can log in as either."""

from archive.editorial.saving import Refused
from archive.models import User

AUTHOR, REVIEWER = "collection-author", "collection-reviewer"


def account(name: str) -> User:
    """One of the two, made on first use. Raises Refused when a person goes by that name."""
    user, is_new = User.objects.get_or_create(username=name, defaults={"is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if user.is_active:
        raise Refused([f"The account {name} can log in; it signs for collections and must be inactive."])
    return user
