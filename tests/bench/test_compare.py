"""The rivals of the feed are asked for the same, and every figure of the comparison is there."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.http import QueryDict
from rest_framework.test import APIRequestFactory

from archive.editorial.publishing import Item, publish_many
from archive.management.commands import bench
from archive.models import Claim, ClaimState
from archive.reading_room.listing import lists
from tests.bench import building
from tests.bench.__main__ import options_of
from tests.bench.compare import desk_rows
from tests.bench.compare.alike import differences, objects
from tests.bench.compare.drf import ClaimPages
from tests.bench.compare.rows import judged, lines
from tests.bench.generate import Archive

ROOT = Path(__file__).resolve().parent.parent.parent
WANTED = {
    "content",
    "page in process, times DRF's",
    *(
        f"{name}, {readers}"
        for name in (
            "page, times DRF's",
            "page, of the database alone",
            "middle, times as slow as first",
            "end, times as slow as first",
            "one claim, of an empty view",
            "304, of an empty view",
        )
        for readers in ("1 reader", "16 readers")
    ),
    *(f"{name}, p50 / p95" for name in ("standing", "claimant", "as_of", "q", "ordering")),
    "faceted search, page, 16 readers",
    "memory of a worker",
    "changes, pages of 1,000",
    "export as csv",
    "published in bulk",
    "published singly",
    "ledger entries alone",
}


@pytest.mark.django_db
def test_drf_makes_the_same_page_of_the_rows(monkeypatch):
    monkeypatch.setattr(building, "settle", lambda: None)
    author, reviewer = building.people_and_words()
    made = [Item(*each) for batch in Archive(20).batches(20) for each in batch]
    publish_many(made, author=author, reviewer=reviewer)
    desk_rows.fill(lambda text: None)
    desk_rows.fill(pytest.fail)
    order = ClaimState.objects.filter(valid_to=9_999_999).order_by("-position").values_list("uid", flat=True)
    assert list(Claim.objects.order_by("-pk").values_list("uid", flat=True)) == list(order)
    request = APIRequestFactory().get("/")
    theirs = json.loads(ClaimPages.as_view()(request).render().content)["results"]
    mine = [json.loads(text) for text in lists.documents("claim", QueryDict("page_size=20"), path="/").documents]
    assert list(differences(mine, theirs)) == []
    assert len(theirs) == 20
    assert objects(theirs) > len(theirs) * 20


def test_what_the_rival_says_otherwise_is_named():
    mine = {"uid": "a", "more": 1, "chain": [{"verb": "said"}], "relations": [{"kind": "denies"}, {"kind": "doubts"}]}
    assert list(differences(mine, {"uid": "a", "relations": [{"kind": "denies"}]})) == []
    assert list(differences(mine, {"uid": "b"})) == [".uid: 'a' and 'b'"]
    assert list(differences(mine, {"chain": []})) == [".chain: 1 and 0 of them"]
    assert list(differences(mine, {"chain": [{"verb": "says"}]})) == [".chain[0].verb: 'said' and 'says'"]
    assert objects(mine) == 4


def test_a_row_says_what_was_wanted_and_marks_what_was_missed():
    low, high = judged("speed", [10, 30, 20], "{:.0f}/s", least=25), judged("memory", [150], "{:.0f} MB", most=200)
    figures = {"database": "A", "claims": 5, "client": "wrk", "rounds": 3, "rows": [low, high]}
    *_, first, second, _ = lines({"a": figures})
    assert first.split() == ["speed", "≥", "25/s", "20/s", "(10/s", "to", "30/s)", "MISSED"]
    assert second.split() == ["memory", "≤", "200", "MB", "150", "MB"]
    assert list(lines({"b": {"missing": "none"}})) == ["b: not measured, none."]


def test_the_command_hands_its_options_on(monkeypatch):
    asked = []
    monkeypatch.setattr(
        bench.subprocess, "run", lambda command, **_: asked.append(command) or SimpleNamespace(returncode=0)
    )
    call_command("bench", "--n", "5", "--databases", "sqlite", "--compare", "--in", "kept", "--rounds", "2")
    options = options_of(asked[0][3:])
    assert (options.n, options.databases, options.compare, options.inside) == (5, "sqlite", True, Path("kept"))
    assert (options.rounds, options.seed, options.json, options.keep) == (2, 1, False, None)


@pytest.mark.bench
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_figure_is_there_and_an_archive_is_kept(database, tmp_path):
    tmp_path.chmod(0o777)
    kept = tmp_path / "kept"
    command = [sys.executable, "-m", "tests.bench", "--compare", "--rounds", "1", "--databases", database, "--json"]
    for more in (["--n", "60", "--keep", str(kept)], ["--in", str(kept)]):
        done = subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        figures = json.loads(done.stdout)["databases"][database]
        assert figures["claims"] == 60, figures
        rows = {row[0]: row for row in figures["rows"]}
        assert rows.keys() >= WANTED
        assert rows["content"][3] is True
