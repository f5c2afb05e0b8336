"""Claims that say nearly the same, and what differs."""

import pytest

from archive.ingest.matching import claiming, match, meaning
from archive.ingest.matching.differing import LANGUAGES, differing, is_negated, numbers
from archive.ingest.matching.differing import _table as differing_table
from tests.factories import make_article, make_claim, make_source, publish_all
from tests.ingest.matching.proposals import proposal

pytestmark = pytest.mark.django_db

SAID = "The northern quay has sunk by ten centimetres since spring"
NEARLY = "The northern quay has sunk by 20 centimetres since the spring"
DENIED = "The quay has not sunk since spring, says its board"
OTHER = "The harbour master was born in Port Amis"


def near(article, statement):
    return [*match(article, [proposal(statement)])[0].claims]


@pytest.fixture(params=[False, True], ids=["draft", "public"])
def archive(request):
    """An article and claims, as drafts or published."""
    article, mayor = make_article(), make_source("The mayor", "person")
    claims = {text: make_claim(text, claimant=mayor) for text in (NEARLY, DENIED, OTHER)}
    if request.param:
        publish_all(*claims.values())
    return article, claims


def test_the_likeliest_come_first_and_what_differs_is_told(archive):
    article, claims = archive
    found = near(article, SAID)
    assert [each.uid for each in found] == [claims[NEARLY].uid, claims[DENIED].uid]
    assert found[0].differs == ("Here it is 10, there 20.",)
    assert "There it is negated, here it is not." in found[1].differs
    assert 1 > found[0].likeness > found[1].likeness >= 0.5


def test_the_very_same_words_are_wholly_alike(archive):
    article, claims = archive
    (found,) = near(article, OTHER)
    assert (found.uid, found.likeness, found.differs) == (claims[OTHER].uid, 1.0, ())


@pytest.mark.parametrize(
    "statement", ["", "…", "Nothing of the sort was ever heard of", "% _ ' \" \\ | & ! ( )", "x" * 20_000]
)
def test_what_is_like_nothing_finds_nothing(archive, statement):
    assert near(archive[0], statement) == []


def test_what_is_written_without_spaces_has_words_too(archive):
    claim = make_claim("渡轮公司表示没有收到报告")
    assert [each.uid for each in near(archive[0], "渡轮公司表示没有收到这份报告")] == [claim.uid]


def test_what_only_common_words_say_is_found(archive, monkeypatch):
    monkeypatch.setattr(claiming, "RARE", 0)
    publish_all(*(make_claim(f"The quay has sunk, says number {number}") for number in range(2)))
    assert len(near(archive[0], "A quay sunk")) == 2


def test_languages_that_nobody_knows_are_read_as_english():
    for language in ("en", "xx", "../en", ""):
        assert is_negated("It did not sink", language)
    assert differing_table.cache_info().currsize <= len(LANGUAGES)


def test_proposals_keep_their_order(archive):
    found = match(archive[0], [proposal(OTHER), proposal(""), proposal(SAID)])
    assert [len(each.claims) for each in found] == [1, 0, 2]
    assert [each.proposal.statement for each in found] == [OTHER, "", SAID]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10,000 or ten thousand or 10k", [10_000, 10_000, 10_000]),
        ("3.5 million of 7 bn", [3_500_000, 7_000_000_000]),
        ("a dozen boats in 2022", [12, 2022]),
        ("one of the boats", []),
    ],
)
def test_numbers_are_read_however_they_are_written(text, found):
    assert list(numbers(text)) == found


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It didn't sink", True),
        ("It is not untrue", False),
        ("No boat sank", True),
        ("It sank", False),
        ("He denies it", True),
    ],
)
def test_negations(text, negated):
    assert is_negated(text) is negated


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ("Exports rose in 2022", "Exports fell in 2022", ("Here it says “rose”, there “fell”.",)),
        ("Exports rose by 5 percent", "Exports rose", ("Only here: 5.",)),
        ("Exports rose", "Exports rose in 2022", ("Only there: 2022.",)),
        ("Exports rose", "Exports will rise", ()),
    ],
)
def test_opposites_and_numbers_are_told(ours, theirs, told):
    assert differing(ours, theirs) == told


def test_the_model_changes_the_order_and_nothing_else(archive, monkeypatch):
    article, claims = archive
    before = near(article, SAID)
    monkeypatch.setattr(meaning, "model", lambda: lambda statement, label: float(label == DENIED))
    after = near(article, SAID)
    assert [each.uid for each in after] == [claims[DENIED].uid, claims[NEARLY].uid]
    assert sorted(after) == sorted(before)


def test_without_the_extra_there_is_no_model(monkeypatch):
    monkeypatch.setattr(meaning, "MODULE", "no_such_module_is_installed")
    meaning.model.cache_clear()
    assert meaning.model() is None
    meaning.model.cache_clear()


def test_the_model_is_loaded_from_its_package_and_never_downloaded(monkeypatch, tmp_path):
    (tmp_path / "made_up_model.py").write_text(
        "class WordLlama:\n"
        "    @staticmethod\n"
        "    def load(cache_dir, disable_download):\n"
        f"        assert str(cache_dir) == {str(tmp_path)!r} and disable_download is True\n"
        "        return WordLlama()\n"
        "    def similarity(self, one, other):\n"
        "        return 0.25\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(meaning, "MODULE", "made_up_model")
    meaning.model.cache_clear()
    likeness = meaning.model()
    assert likeness is not None
    assert likeness("one", "other") == 0.25
    meaning.model.cache_clear()
