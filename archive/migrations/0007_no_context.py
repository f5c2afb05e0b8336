"""Anchors no longer repeat what stands around them in a captured text, in their rows or in any revision."""

import json
from typing import Any

from django.db import migrations
from django.db.models import Q

from archive.text.canonical import canonical

CONTEXT = ("prefix", "suffix")
ROWS_AT_ONCE = 200


def forget(apps: Any, schema_editor: Any) -> None:
    """Take the context out of every revision that has any; the guards are lifted meanwhile."""
    revisions = apps.get_model("archive", "Revision")._default_manager.using(schema_editor.connection.alias)
    named = Q(*(("body__contains", f'"{name}":') for name in CONTEXT), _connector=Q.OR)
    last = 0
    while rows := list(revisions.filter(named, pk__gt=last).order_by("pk")[:ROWS_AT_ONCE]):
        for row in rows:
            row.body = canonical(without(json.loads(row.body)))
        revisions.bulk_update(rows, ["body"])
        last = rows[-1].pk


def without(value: Any) -> Any:
    """A record's text without the context of its passages and notes: nothing else has these names."""
    if isinstance(value, dict):
        return {name: without(each) for name, each in value.items() if name not in CONTEXT}
    return [without(each) for each in value] if isinstance(value, list) else value


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0006_site_texts"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.RemoveField(model_name="annotation", name="prefix"),
        migrations.RemoveField(model_name="annotation", name="suffix"),
        migrations.RemoveField(model_name="passage", name="prefix"),
        migrations.RemoveField(model_name="passage", name="suffix"),
    ]
