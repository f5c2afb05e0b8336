"""The groups that a new archive starts with are the roles that the actions know."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from archive.editorial.permissions import ROLES

pytestmark = pytest.mark.django_db


def test_the_fixture_holds_exactly_the_table_of_roles() -> None:
    for _ in range(2):
        call_command("loaddata", "roles", verbosity=0)
    groups = {group.name: group.permissions.values_list("codename", flat=True) for group in Group.objects.all()}
    assert {name: sorted(codenames) for name, codenames in groups.items()} == {
        name: sorted(codenames) for name, codenames in ROLES.items()
    }
