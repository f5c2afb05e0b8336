"""The desk → a collection directory: what ``load`` would read to have the same desk again."""

import os
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from archive.collection import practice
from archive.collection.emit import emit
from archive.collection.files import ARTICLES, contents
from archive.collection.layout import lay_out
from archive.collection.loading import silent
from archive.collection.normal import Data
from archive.models import RECORDS
from archive.records.walk import dump, prefetched


class Exported(NamedTuple):
    """How many ``records`` stand in how many ``files``, written or the same as before.

    ``left_out`` has the uids of claims that appear in no article; ``removed`` the names of files
    whose article stands under another name now.
    """

    records: int
    files: int
    left_out: list[str]
    removed: list[str]


def export(directory: Path) -> Exported:
    """Write every record of the desk to ``directory``, made if it is not there.

    Private notes and the names of protected sources are part of it; what is only there to
    practise on is not. A file appears whole or not
    at all; one whose article has another title now is removed under its old name; other files
    are left alone.
    """
    with transaction.atomic():
        records = {type: _dumps(type) for type in RECORDS}
        for uid in practice.unpublished(settings.PRACTICE):
            for of_type in records.values():
                of_type.pop(uid, None)
    layout = lay_out(records["source"], records["article"], records["event"], records["claim"])
    (directory / ARTICLES).mkdir(parents=True, exist_ok=True)
    old = _article_files(directory)
    for name, value in layout.files.items():
        _write(directory / name, emit(value).encode())
    removed = sorted(name for name, uid in old.items() if uid in records["article"] and name not in layout.files)
    for name in removed:
        (directory / name).unlink()
    total = sum(map(len, records.values())) - len(layout.left_out)
    return Exported(total, len(layout.files), layout.left_out, removed)


def _dumps(type: str) -> dict[str, Data]:
    rows = prefetched(RECORDS[type]._default_manager.order_by("uid"), private=True)
    return {row.uid: dump(row, private=True, frozen=False) for row in rows}


def _article_files(directory: Path) -> dict[str, str]:
    """The files of articles that stand there: name in the directory → uid of the article."""
    found = contents(directory, silent).records
    return {f"{ARTICLES}/{Path(record.file).name}": record.uid for record in found if record.type == "article"}


def _write(path: Path, content: bytes) -> None:
    """Replace a file in one step, unless it says the same already."""
    if path.is_file() and path.read_bytes() == content:
        return
    part = path.with_name(f".{path.name}.new")
    part.write_bytes(content)
    os.replace(part, path)
