"""What is written for people names what there is: rooms, commands, outcomes, files."""

import re

import pytest

from archive.admin.intake.handing import MOST_FILES
from archive.ingest.working.feeds import MOST_NEW
from archive.ingest.working.handing import MOST_THINGS
from archive.models import IntakeItem
from config.bootstrap import ROOT

README = (ROOT / "README.md").read_text("utf-8")
INGEST = (ROOT / "docs" / "ingest.md").read_text("utf-8")
WRITTEN = [path for pattern in ("*.md", "docs/*.md", "seeds/*.md") for path in sorted(ROOT.glob(pattern))]
# They are named as doors in one line, or hold what Django wants there.
UNNAMED = {"archive/migrations", "archive/templatetags"}


def test_the_map_names_every_room():
    _, _, rooms = README.partition("## The rooms")
    packages = [
        path.parent for folder in ("archive", "archive/ingest") for path in ROOT.glob(f"{folder}/*/__init__.py")
    ]
    missing = [each for each in packages if f"{each.name}/`" not in rooms]
    assert {str(each.relative_to(ROOT)) for each in missing} == UNNAMED


def test_every_command_is_listed():
    _, _, commands = README.partition("## Commands")
    named = set(re.findall(r"`([a-z_]+)[ `]", commands))
    there = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    assert there - named == set()


def test_every_outcome_of_an_intake_is_explained():
    told = re.findall(r"^\| ([^|]+) \|", INGEST.partition("## What becomes of a thing")[2].partition("\n## ")[0], re.M)
    not_yet = {IntakeItem.State.WAITING, IntakeItem.State.WORKING}
    assert set(told) - {"outcome", "---"} == {state.label for state in IntakeItem.State if state not in not_yet}


def test_the_limits_of_ingest_are_those_that_are_kept():
    assert f"{MOST_THINGS} links, or {MOST_FILES} files" in INGEST
    assert f"{MOST_NEW} new ones of a visit" in INGEST


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path):
    links = re.findall(r"\]\(((?!https?:|#)[^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
