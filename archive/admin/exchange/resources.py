"""Records as rows of a table, in django-import-export's terms: a resource over the columns of a type."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.widgets import Widget
from tablib import Dataset

from archive.admin.exchange.cells import harmless
from archive.admin.exchange.columns import NAMES, REVISION, UID, Column, columns
from archive.admin.exchange.tables import LONGEST_CELL, MOST_ROWS
from archive.admin.titles import titles
from archive.models import Record
from archive.records.walk import Data, dump, prefetched

AT_ONCE = 500
CELLS = "cells__"  # django-import-export's way into ``cells``
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# In UTF-16, which is how spreadsheets count.
LONGEST_IN_XLSX = 32_767


class TooMuch(Exception):
    """More than a table can hold; the message is a sentence for people."""


class CellWidget(Widget):
    """A cell of one column."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.column.read(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return harmless(self.column.write(value))


class RecordResource(resources.Resource):
    """Rows of ``{"cells": body}``; the columns are those that this person may read and write."""

    class Meta:
        instance_loader_class = BaseInstanceLoader  # never asked: a whole table is read at once
        skip_diff = True
        report_skipped = True
        use_transactions = False

    def __init__(self, model: type[Record], *, sees_protected: bool) -> None:
        super().__init__()
        self.model = model
        self.sees_protected = sees_protected
        self.columns = columns(model, sees_protected=sees_protected)
        self.fields = {
            name: Field(attribute=f"{CELLS}{name}", column_name=name, widget=CellWidget(column))
            for name, column in self.columns.items()
        }


class RecordExport(RecordResource):
    """Also with uid and revision, and beside links the names of what they lead to, for people who read."""

    def __init__(self, model: type[Record], *, sees_protected: bool) -> None:
        super().__init__(model, sees_protected=sees_protected)
        own = {name: Field(attribute=name, column_name=name) for name in (UID, REVISION)}
        with_names = [column for column in self.columns.values() if column.has_names]
        names = {f"{each.name}{NAMES}": Field(attribute=f"names__{each.name}") for each in with_names}
        for name, field in names.items():
            field.column_name = name
            field.widget = _Plain()
        self.fields = own | self.fields | names

    def rows(self, records: models.QuerySet[Any]) -> Iterator[dict[str, Any]]:
        """What the fields read, of every record (a few queries for 500)."""
        keys = list(records.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(keys) > MOST_ROWS:
            raise TooMuch(f"These are more than {MOST_ROWS:,} records; narrow the list.")
        for start in range(0, len(keys), AT_ONCE):
            some = self.model._default_manager.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
            found = list(prefetched(some, private=True))
            bodies = [dump(row, private=True, frozen=False) for row in found]
            names = self._names(bodies)
            for row, body, shown in zip(found, bodies, names, strict=True):
                yield {UID: row.uid, REVISION: row.revision, "cells": body, "names": shown}

    def _names(self, bodies: Sequence[Data]) -> list[dict[str, str]]:
        linked = [column for column in self.columns.values() if column.has_names]
        uids = {uid for body in bodies for column in linked for uid in column.uids(body.get(column.name))}
        known = titles(uids, sees_protected=self.sees_protected)
        return [
            {
                column.name: "; ".join(known.get(uid, uid) for uid in column.uids(body.get(column.name)))
                for column in linked
            }
            for body in bodies
        ]

    def write(self, records: models.QuerySet[Any], format: str) -> bytes:
        """A file of ``records``. Raises TooMuch."""
        if format == "json":
            return _json(self.rows(records))
        found: Dataset = self.export(self.rows(records))
        _refuse_long(found, format)
        written: str | bytes = found.export(format, **({"column_width": None} if format == "xlsx" else {}))
        # With the mark, spreadsheets know that it is UTF-8.
        return written.encode("utf-8-sig") if isinstance(written, str) else written


class _Plain(Widget):
    """Names, for reading alone."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return harmless(value or "")


def _refuse_long(found: Dataset, format: str) -> None:
    for row in found.dict:
        for name, text in row.items():
            size = len(str(text).encode("utf-16-le")) // 2 if format == "xlsx" else len(str(text))
            if size > (LONGEST_IN_XLSX if format == "xlsx" else LONGEST_CELL):
                raise TooMuch(f"{name} of {row[UID]} is too long for a cell; take another format.")


def _json(rows: Iterator[Mapping[str, Any]]) -> bytes:
    """Whole records, with the parts that fit no cell."""
    found = [{UID: row[UID], REVISION: row[REVISION], **row["cells"]} for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=1).encode()
