"""The desk comes out as the files it came from, byte for byte."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from archive import collection
from archive.ledger.verify import faults
from archive.models import RECORDS, Claim
from tests.collection.conftest import SAMPLE
from tests.collection.directories import DENIAL, TRAIN, edit, files
from tests.factories import change, make, make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("words")
def test_the_sample_comes_out_as_it_went_in(tmp_path: Path) -> None:
    collection.load(SAMPLE, publish=False)
    exported = collection.export(tmp_path)
    assert files(tmp_path) == files(SAMPLE)
    assert exported == (12, 4, [], [])


def test_our_own_collection_comes_out_as_it_went_in(tmp_path: Path) -> None:
    call_command("loaddata", "vocabularies", verbosity=0)
    loaded = collection.load(settings.SEEDS, publish=True)
    assert not list(faults())
    collection.export(tmp_path)
    assert files(tmp_path) == files(settings.SEEDS)
    again = collection.load(tmp_path, publish=True)
    assert (again.unchanged, again.entries) == (loaded.new, [])


@pytest.mark.usefixtures("words")
def test_an_edit_on_the_desk_stands_in_the_files_and_is_then_no_conflict(sample: Path) -> None:
    collection.load(sample, publish=False)
    change(Claim.objects.get(uid="notrainyet"), hedge="surely")
    collection.export(sample)
    assert "  hedge: surely\n" in (sample / DENIAL).read_text(encoding="utf-8")
    assert collection.load(sample, publish=False)[:3] == (0, 0, 12)


@pytest.mark.usefixtures("words")
def test_a_renamed_article_leaves_its_old_file(sample: Path) -> None:
    (sample / "articles" / "notes.txt").write_text("Not ours.")
    collection.load(sample, publish=False)
    change(RECORDS["article"]._default_manager.get(uid="shellarti2"), title="Empty trains")
    exported = collection.export(sample)
    assert exported.removed == [TRAIN]
    assert sorted(path.name for path in (sample / "articles").iterdir()) == [
        "empty-trains.yaml",
        "notes.txt",
        "нет-поезда.yaml",
    ]


def test_articles_of_one_title_have_files_of_their_own(tmp_path: Path) -> None:
    one, two, none = make_article("Same title"), make_article("Same, title!"), make_article("?")
    collection.export(tmp_path)
    names = {f"same-title-{one.uid}.yaml", f"same-title-{two.uid}.yaml", f"{none.uid}.yaml"}
    assert {path.name for path in (tmp_path / "articles").iterdir()} == names


def test_a_claim_without_an_appearance_has_no_file_and_is_named(tmp_path: Path) -> None:
    draft = make("claim", {"statement": "It is so", "kind": "assertion", "claimants": [{"label": "somebody"}]})
    assert collection.export(tmp_path).left_out == [draft.uid]


def test_sources_stand_by_kind_and_name(tmp_path: Path) -> None:
    for kind, name in [("outlet", "Alpha"), ("person", "beta"), ("person", "Alpha"), ("government", "Alpha")]:
        make_source(name, kind)
    collection.export(tmp_path)
    lines = (tmp_path / "sources.yaml").read_text().splitlines()
    pairs = zip(lines[1::3], lines[2::3], strict=True)
    assert [f"{kind} {name}".replace("  kind: ", "").replace("  name: ", "") for kind, name in pairs] == [
        "person Alpha",
        "person beta",
        "government Alpha",
        "outlet Alpha",
    ]


@pytest.mark.usefixtures("words")
def test_what_people_wrote_by_hand_comes_out_in_our_form(sample: Path, tmp_path: Path) -> None:
    """Comments, order and quotes of hand-written files are nobody's data."""
    edit(
        sample, DENIAL, "article:\n  uid: notrainart\n", "# A comment.\narticle:\n  rights: 'link'\n  uid: notrainart\n"
    )
    edit(sample, DENIAL, "  rights: link\n", "")
    collection.load(sample, publish=False)
    collection.export(tmp_path / "out")
    assert files(tmp_path / "out") == files(SAMPLE)


@pytest.mark.usefixtures("words")
def test_an_unfinished_draft_goes_out_and_comes_back(sample: Path) -> None:
    """What a person has not finished is theirs: neither checked by the loader nor published."""
    collection.load(sample, publish=True)
    article = RECORDS["article"]._default_manager.get(uid="notrainart")
    unfinished = {"article": article.uid, "stance": "reports", "attribution": "reported"}
    make("claim", {"statement": "It is so", "kind": "assertion", "appearances": [unfinished]})
    collection.export(sample)
    loaded = collection.load(sample, publish=True)
    assert (loaded.unchanged, loaded.held, loaded.entries) == (13, 1, [])
