"""The reading room is nothing but what the ledger says: thrown away and made anew, it is the same."""

import pytest

from archive.editorial.closing import merge, suppress, withdraw
from archive.ledger.verify import faults
from archive.models import Document, Link, Stale
from archive.reading_room.projecting import project
from archive.reading_room.projecting.rebuild import rebuild
from archive.reading_room.projecting.verify import faults as differences
from archive.reading_room.searching import search
from tests.factories import change, make_article, make_claim, make_source, make_user, publish, publish_all
from tests.reading_room.history import History, room
from tests.seeds import first_of

pytestmark = pytest.mark.django_db

ACTS = 25


def assert_rebuilt_alike(history: History) -> None:
    before = room()
    rebuild()
    after = room()
    for name in before:
        gone = [row for row in before[name] if row not in after[name]]
        come = [row for row in after[name] if row not in before[name]]
        assert (gone, come) == ([], []), "\n".join([name, *history.told])


@pytest.mark.parametrize("seed", first_of(range(6)))
def test_whatever_happened_a_rebuild_makes_the_same_room(seed: int) -> None:
    history = History(seed)
    history.live(ACTS)
    assert_rebuilt_alike(history)
    assert not list(faults())


@pytest.mark.parametrize("seed", first_of(range(100, 103)))
def test_documents_that_waited_come_out_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "AT_ONCE", 0)
    history = History(seed)
    history.live(ACTS)
    assert Stale.objects.exists()
    while project.drain(3):
        pass
    assert_rebuilt_alike(history)


def test_an_emptied_room_is_filled_again() -> None:
    history = History(7)
    history.live(8)
    before = room()
    Document.objects.all().delete()
    Link.objects.all().delete()
    search.clear()
    rebuild()
    after = room()
    # Numbers and times of changes are the only thing that the ledger does not hold.
    columns = [field.name for field in Document._meta.local_concrete_fields]
    kept = [place for place, name in enumerate(columns) if name not in ("change", "changed_at")]
    for each in (before, after):
        each["documents"] = [[row[place] for place in kept] for row in each["documents"]]
        each["states"] = [row[:5] + row[6:] for row in each["states"]]
    assert before == after


def test_what_somebody_changed_in_the_room_is_put_right_and_announced() -> None:
    publish_all(make_claim("It is so", claimant=make_source("Ruritania")))
    forged = Document.objects.get(title="Ruritania: It is so")
    Document.objects.filter(uid=forged.uid).update(body="{}")
    Document.objects.create(**{**_values(forged), "uid": "strangerxy", "position": 7, "change": 10_000})
    rebuild()
    mended = Document.objects.get(uid=forged.uid)
    assert mended.body == forged.body
    assert mended.change > forged.change
    assert not Document.objects.filter(uid="strangerxy").exists()


def _values(document: Document) -> dict:
    return {field.name: getattr(document, field.name) for field in Document._meta.local_concrete_fields}


def test_nothing_of_a_rebuild_cut_short_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_all(make_claim())
    before = room()
    monkeypatch.setattr("archive.reading_room.projecting.rebuild.BATCH", 1)

    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(interrupt)
    assert room() == before


def test_a_suppressed_version_leaves_no_links() -> None:
    first, second = make_source("First"), make_source("Second")
    claim = make_claim("It is so", claimant=first)
    publish_all(claim, second)
    publish(change(claim, claimants=[{"source": second.uid}]))
    claimants = Link.objects.filter(relation="claimant", from_uid=claim.uid)
    assert set(claimants.values_list("to_uid", flat=True)) == {first.uid, second.uid}
    suppress("claim", claim.uid, by=make_user("chief"), rule="privacy", version=1)
    assert set(claimants.values_list("to_uid", flat=True)) == {second.uid}
    before = room()
    rebuild()
    assert room() == before


def test_an_old_version_suppressed_leaves_a_withdrawal_as_it_is() -> None:
    """It neither decides the record's state nor the number of its next version."""
    chief, source = make_user("chief"), make_source("Ruritania")
    publish(source)
    publish(change(source, name="Grauland"))
    withdraw("source", source.uid, by=chief, note="It was wrong.")
    suppress("source", source.uid, by=chief, rule="privacy", version=1)
    assert Document.objects.get(uid=source.uid).state == "withdrawn"
    [entry] = publish(change(source, name="Again"))
    assert (entry.action, entry.version) == ("publish", 3)
    assert not list(faults())


def test_a_source_without_a_name_has_no_page_and_what_had_one_leaves_a_tombstone() -> None:
    article = make_article()
    source = make_source("an official", kind="unnamed", article=article.uid)
    person = make_source("Ada Bright", kind="person")
    publish(article, source, person)
    assert not Document.objects.filter(uid=source.uid).exists()
    withdraw("source", source.uid, by=make_user("chief"), note="It was wrong.")
    publish(change(source, note="Said twice."))
    publish(change(person, kind="unnamed", article=article.uid), note="We should not have named them.")
    rebuild()
    for each in (source, person):
        gone = Document.objects.get(uid=each.uid)
        assert (gone.state, gone.title, gone.slug) == ("withdrawn", "", "-")
        assert "Bright" not in gone.body + gone.card
    assert "We should not have named them." in Document.objects.get(uid=person.uid).body
    assert not list(differences(deep=True))


def test_whoever_names_a_merged_source_follows_its_successor_too() -> None:
    """Each of several claims composed together, not only the first that asked."""
    old, new = make_source("Old"), make_source("New")
    claims = [make_claim(claimant=old) for _ in range(3)]
    publish_all(*claims, new)
    merge("source", old.uid, into=new.uid, by=make_user("chief"), note="They are one.")
    publish(change(new, name="Renamed"))
    titles = Document.objects.filter(type="claim").values_list("title", flat=True)
    assert all(title.startswith("Renamed: ") for title in titles)
    assert not list(differences(deep=True))
