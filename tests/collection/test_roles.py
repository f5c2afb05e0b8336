"""The groups are the roles that the actions know: in a new archive, and after every upgrade."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial import roles
from archive.editorial.permissions import ROLES
from archive.models import User

pytestmark = pytest.mark.django_db


TABLE = {name: sorted(codenames) for name, codenames in ROLES.items()}


def held() -> dict[str, list[str]]:
    groups = Group.objects.filter(name__in=ROLES)
    return {group.name: sorted(group.permissions.values_list("codename", flat=True)) for group in groups}


def test_the_fixture_holds_exactly_the_table_of_roles() -> None:
    Group.objects.all().delete()
    for _ in range(2):
        call_command("loaddata", "roles", verbosity=0)
        assert held() == TABLE


def test_a_migrated_database_has_the_roles() -> None:
    assert held() == TABLE


def test_an_upgrade_brings_the_roles_in_step_and_moves_nobody() -> None:
    editor, chief, other = (Group.objects.get_or_create(name=name)[0] for name in ("editor", "chief", "night shift"))
    anna, boris = (User.objects.create_user(name) for name in ("anna", "boris"))
    anna.groups.add(editor, other)
    boris.user_permissions.add(Permission.objects.get(codename="merge"))
    everything = list(Permission.objects.filter(codename__in=["suppress", "delete_claim"]))
    editor.permissions.set(everything)
    other.permissions.set(everything)
    chief.permissions.clear()
    Group.objects.filter(name="researcher").delete()
    Permission.objects.filter(codename="view_suggestion").delete()  # as if it were new
    call_command("migrate", verbosity=0)
    assert held() == TABLE
    assert list(other.permissions.all()) == everything
    assert set(anna.groups.all()) == {editor, other}
    assert not boris.groups.exists()
    assert boris.user_permissions.get().codename == "merge"
    with CaptureQueriesContext(connection) as asked:
        roles.keep()
    harmless = ("SELECT", "SAVEPOINT", "RELEASE")
    assert not [each["sql"] for each in asked if not each["sql"].lstrip().startswith(harmless)]
