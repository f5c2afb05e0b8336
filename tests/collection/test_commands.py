"""The two commands say what they did, and what they would do."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import RECORDS, LedgerEntry
from tests.collection.conftest import SAMPLE
from tests.collection.directories import DENIAL, edit, files
from tests.factories import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_loading_says_what_was_done(sample: Path) -> None:
    assert said("load_collection", sample) == "12 new, 0 changed, 0 unchanged.\n0 published.\n"
    edit(sample, DENIAL, "kind: denial", "kind: denial\n  hedge: surely")
    assert said("load_collection", sample, "--publish") == "0 new, 1 changed, 11 unchanged.\n11 published.\n"
    (sample / DENIAL).unlink()
    edit(
        sample,
        "articles/shells-on-a-train.yaml",
        "  - kind: contradicts\n    target: notrainyet\n    strength: plain\n    confirmed: true\n    note: Both cannot be.\n",
        "  - kind: narrows\n    target: notrainyet\n    note: It does not.\n",
    )
    assert "2 no longer in the collection, left as they are.\n" in said("load_collection", sample)


def test_a_dry_run_does_nothing(sample: Path) -> None:
    assert said("load_collection", sample, "--publish", "--dry-run").startswith(
        "Nothing was done. It would be:\n12 new"
    )
    assert not LedgerEntry.objects.exists()
    assert not any(model._default_manager.exists() for model in RECORDS.values())


def test_whoever_looks_on_sees_how_far_it_is(sample: Path) -> None:
    terminal = Terminal()
    call_command("load_collection", str(sample), stderr=terminal, stdout=io.StringIO())
    assert "Loading    [#################             ]         7/12\r" in terminal.getvalue()
    assert "Loading    [##############################]        12/12\n" in terminal.getvalue()


def test_nobody_is_shown_a_bar_in_a_log(sample: Path) -> None:
    log = io.StringIO()
    call_command("load_collection", str(sample), stderr=log, stdout=io.StringIO())
    assert log.getvalue() == ""


def test_exporting_says_what_was_written_and_what_was_not(tmp_path: Path) -> None:
    said("load_collection", SAMPLE)
    draft = make("claim", {"statement": "It is so", "kind": "assertion", "claimants": [{"label": "somebody"}]})
    errors = io.StringIO()
    call_command("export_collection", str(tmp_path / "out"), stdout=io.StringIO(), stderr=errors)
    assert files(tmp_path / "out") == files(SAMPLE)
    assert errors.getvalue().startswith(f"{draft.uid} is left out: ")


def test_where_nothing_can_be_written_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match="file"):
        said("export_collection", tmp_path / "file")
    with pytest.raises(CommandError, match="Name the directory"):
        said("export_collection")


def test_the_schema_is_printed() -> None:
    assert json.loads(said("export_collection", "--schema"))["$defs"]["claim"]["required"][0] == "uid"
