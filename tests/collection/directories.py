"""What tests do to collection directories."""

import io
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.models import RECORDS, LedgerEntry, Revision, Submission, User

SECONDS = 5
WRITTEN = (*RECORDS.values(), Revision, Submission, LedgerEntry, User)
SOURCES, EVENTS = "sources.yaml", "events.yaml"
TRAIN = "articles/shells-on-a-train.yaml"
DENIAL = "articles/нет-поезда.yaml"


def edit(directory: Path, name: str, old: str, new: str) -> Path:
    """Replace the one place where ``old`` stands in a file."""
    path = directory / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    """The line in which ``words``, which may go on in the next, stand first."""
    text = path.read_bytes().decode(errors="replace")
    return text.count("\n", 0, text.index(words)) + 1


def files(directory: Path) -> dict[str, bytes]:
    """Name and content of every YAML file."""
    return {str(path.relative_to(directory)): path.read_bytes() for path in sorted(directory.rglob("*.yaml"))}


def refused(directory: Path) -> list[str]:
    """What the command says of a directory it refuses, without the directory's own path.

    It ends with code 2 in good time and leaves every table as it was.
    """
    before = [model._default_manager.count() for model in WRITTEN]
    said, began = io.StringIO(), time.process_time()
    with pytest.raises(SystemExit) as ended:
        call_command("load_collection", str(directory), "--publish", stderr=said)
    assert ended.value.code == 2
    assert time.process_time() - began < SECONDS
    assert [model._default_manager.count() for model in WRITTEN] == before
    return [line.removeprefix(f"{directory}/") for line in said.getvalue().splitlines()]
