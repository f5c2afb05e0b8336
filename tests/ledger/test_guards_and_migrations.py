"""Altering a guarded table: the guards let it through, and stand again afterwards.

SQLite alters a table by making it anew, which drops its triggers, and fails outright when the
trigger of another table names it.
"""

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, models, transaction

from archive import migrations
from archive.ledger import guards
from archive.models import LedgerEntry, SubmissionItem
from tests.factories import make_source, publish
from tests.seeds import first_of

pytestmark = pytest.mark.django_db(transaction=True)

ALTERING = """
from django.db import migrations, models
from archive.ledger import guards

missing = []


def look(apps, schema_editor):
    missing.append(guards.missing())


class Migration(migrations.Migration):
    dependencies = [("archive", "{last}")]
    operations = [
        migrations.RunPython(look, look),
        migrations.AlterField("{model}", "type", models.CharField(max_length=12)),
        migrations.RunPython(look, look),
    ]
"""


class Altered:
    """The archive's own migrations, and one more that alters ``model``."""

    def __init__(self, folder: Path, model: str) -> None:
        self.package, self.last = folder.name, last_migration()
        shutil.copytree(Path(migrations.__file__).parent, folder)
        (folder / "9999_altering.py").write_text(ALTERING.format(last=self.last, model=model))

    def migrate(self, target: str) -> None:
        call_command("migrate", "archive", target, verbosity=0, interactive=False)

    @property
    def seen(self) -> list[list[str]]:
        """What was missing each time the migration looked."""
        return importlib.import_module(f"{self.package}.9999_altering").missing


def last_migration() -> str:
    return max(path.stem for path in Path(migrations.__file__).parent.glob("[0-9]*.py"))


@pytest.fixture(params=first_of(["ledgerentry", "submissionitem", "signature", "revision"], 2))
def altered(request, tmp_path, settings, monkeypatch) -> Iterator[Altered]:
    """``ledgerentry`` and its like are guarded; the guards of others name the last three in their bodies."""
    model = request.param
    for name in [name for name in sys.modules if name.startswith(f"altering_{model}")]:
        monkeypatch.delitem(sys.modules, name)  # of an earlier test
    monkeypatch.syspath_prepend(tmp_path)
    altered = Altered(tmp_path / f"altering_{model}", model)
    if model == "signature":
        source = (tmp_path / altered.package / "9999_altering.py").read_text()
        source = source.replace('"type", models.CharField(max_length=12)', '"role", models.CharField(max_length=12)')
        (tmp_path / altered.package / "9999_altering.py").write_text(source)
    settings.MIGRATION_MODULES = {"archive": altered.package}
    yield altered
    altered.migrate(altered.last)


def test_guards_survive_a_table_made_anew(altered):
    source = make_source("Ruritania")
    publish(source)
    before = list(LedgerEntry.objects.values())
    altered.migrate("9999")
    every = [trigger.name for trigger in guards._triggers(connection)]
    assert altered.seen == [every, every]
    assert guards.missing() == []
    assert list(LedgerEntry.objects.values()) == before
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        LedgerEntry.objects.all().delete()
    publish(make_source("Grauland"))
    assert LedgerEntry.objects.count() == 2


def test_a_migration_that_dies_leaves_what_readyz_and_the_next_start_notice(altered, monkeypatch):
    def die(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module(f"{altered.package}.9999_altering"), "look", die)
    operations = importlib.import_module(f"{altered.package}.9999_altering").Migration.operations
    monkeypatch.setattr(operations[-1], "code", die)
    with pytest.raises(KeyboardInterrupt):
        altered.migrate("9999")
    assert len(guards.missing()) == len(guards._triggers(connection))
    altered.migrate(altered.last)  # nothing to do, and the guards are put back all the same
    assert guards.missing() == []


def test_without_lifting_sqlite_could_not_alter_at_all():
    """Why the guards are lifted: should SQLite ever do it, they need not be."""
    old = SubmissionItem._meta.get_field("type")
    new = models.CharField(max_length=12)
    new.set_attributes_from_name("type")

    def alter(before: models.Field, after: models.Field) -> None:
        with connection.schema_editor() as editor:
            editor.alter_field(SubmissionItem, before, after)

    if connection.vendor == "sqlite":
        with pytest.raises(OperationalError, match="no such table"):
            alter(old, new)
    else:
        alter(old, new)
        alter(new, old)
        assert guards.missing() == []
