"""People and their rights: nobody gives more than they hold, and a lost second factor is reset by another."""

from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.editorial.admin_log import log
from archive.editorial.permissions import check_may, may
from archive.editorial.saving import Refused
from archive.models import User

RESET = "The second factor was reset."
INVITED = "An invitation was made."
CAME = "The invitation was used: a password was chosen."


class AccountTokens(PasswordResetTokenGenerator):
    """Void from the account's next login, password or deactivation on, or when they are too old."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk} {user.password} {user.is_active} {user.last_login!r} {timestamp}"


def has_second_factor(user: User) -> bool:
    """Whether a device of the user's is confirmed (one query)."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def needs_second_factor(user: User) -> bool:
    """Whether what the user may do asks for one where others reach the archive: to sign, or to manage people."""
    return may(user, "review") or may(user, "change_user")


def may_manage(by: User, person: User) -> bool:
    """Whether ``by`` may change the account of ``person``: of nobody who may do more than they themselves."""
    if by.is_superuser:
        return True
    return not person.is_superuser and person.get_all_permissions() <= by.get_all_permissions()


def roles_to_give(by: User) -> list[int]:
    """The keys of the groups that hold nothing beyond what ``by`` holds (two queries)."""
    held = by.get_all_permissions()
    groups = Group.objects.prefetch_related("permissions__content_type")
    return [
        group.pk
        for group in groups
        if by.is_superuser
        or all(f"{each.content_type.app_label}.{each.codename}" in held for each in group.permissions.all())
    ]


def invite(person: User, *, by: User) -> None:
    """Let ``person``, who never was here, choose a password: links that were made before are void now.

    It stands in the log. Raises PermissionDenied for whoever manages no people, Refused for an
    account that is in use, deactivated, or mightier.
    """
    check_may(by, "change_user")
    with transaction.atomic():
        standing = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        if not may_manage(by, standing):
            raise Refused(["This account may do more than yours."])
        if not standing.is_active:
            raise Refused(["This account is deactivated."])
        # Whoever is here already would be shut out, and whoever made the link be let in.
        if standing.has_usable_password() or standing.last_login is not None:
            raise Refused(["This account is in use: only who never logged in is invited."])
        person.set_unusable_password()  # a new one, by which older links are told
        person.save(update_fields=["password"])
        log([person], INVITED, by=by)


def reset_second_factor(person: User, *, by: User) -> None:
    """Take a lost device away from ``person``, who sets up another at the next login. It stands in the log.

    Raises PermissionDenied for whoever manages no people, Refused for one's own or a mightier account.
    """
    check_may(by, "change_user")
    if person.pk == by.pk:
        raise Refused(["Your own second factor is reset by another chief."])
    if not may_manage(by, person):
        raise Refused(["This account may do more than yours."])
    forget_second_factor(person, by=by)


def forget_second_factor(person: User, *, by: User, note: str = RESET) -> None:
    """Take the devices and recovery codes of ``person`` away; every session they opened asks for a new device."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).delete()
        StaticDevice.objects.filter(user=person).delete()
        log([person], note, by=by)
