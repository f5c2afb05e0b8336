"""The roles as groups: after every migration and every start they hold what ``fixtures/roles.json`` says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections

FIXTURE = "roles.json"


def keep(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Make the groups that are missing, and mend the permissions of those that hold others.

    Who is in which group is left alone, and so is every other group. A ``post_migrate`` receiver: part of the
    way through the migrations, roles hold what there is to hold by then.
    """
    if not {Group._meta.db_table, Permission._meta.db_table} <= set(connections[using].introspection.table_names()):
        return
    # Django makes them after each migration too, but not before this is asked.
    create_permissions(apps.get_app_config("archive"), verbosity=0, using=using)
    keys = dict(Permission.objects.using(using).filter(content_type__app_label="archive").values_list("codename", "pk"))
    for name, codenames in roles():
        group = Group.objects.using(using).get_or_create(name=name)[0]
        # Writes the difference alone.
        group.permissions.set([keys[each] for each in codenames if each in keys])


def roles() -> Iterator[tuple[str, list[str]]]:
    """Each role of the fixture with the codenames of its permissions."""
    [folder] = settings.FIXTURE_DIRS
    for row in json.loads(Path(folder, FIXTURE).read_text(encoding="utf-8")):
        yield row["fields"]["name"], [codename for codename, *_ in row["fields"]["permissions"]]
