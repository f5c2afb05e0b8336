"""Rows → payload → rows, what is private, and what a payload names."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import RECORDS, Claim, Source
from archive.records.load import Directory, MissingLink, load
from archive.records.reading import few
from archive.records.walk import dump, prefetched, references, texts
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    save,
    step,
)

pytestmark = pytest.mark.django_db


def full_claim() -> Claim:
    speaker, outlet = make_source("Ruritania"), make_source("The Paper", kind="outlet")
    article = make_article(publisher=outlet.uid)
    other = make_claim()
    return make_claim(
        "Shells were sent",
        claimant=speaker,
        appearances=[
            appearance(
                article,
                step(outlet),
                step(speaker, verb="confirmed", force="affirming", inferred=True, note="by its place"),
                passages=[{"part": "body", "paragraph": 3, "exact": "many shells"}],
                asserted="[2022-11-01..2022-11-13]",
                asserted_basis="earlier this month",
            )
        ],
        subjects=[speaker.uid],
        relations=[{"kind": "narrows", "target": other.uid, "note": "a part of it"}],
        assessments=[
            assessment(
                "confirmed",
                evidence=[{"relation": "supports", "target": article.uid, "reliability": "B", "credibility": "2"}],
            )
        ],
        resolves_by="2025",
        internal_note="not for readers",
    )


def test_payload_to_rows_to_payload_is_the_same() -> None:
    claim = full_claim()
    whole = dump(claim, private=True, frozen=False)
    again = save(Claim(), whole, by=make_user())
    assert dump(again, private=True, frozen=False) == whole
    assert json.loads(json.dumps(whole)) == whole


def test_loading_the_same_changes_no_row() -> None:
    claim = full_claim()
    before = [row.pk for row in claim.appearances.get().chain.all()]
    load(claim, dump(claim, private=True, frozen=False), Directory(), private=True)
    assert [row.pk for row in claim.appearances.get().chain.all()] == before


def test_silence_is_private() -> None:
    claim = full_claim()
    assert "internal_note" not in dump(claim)
    assert dump(claim, private=True)["internal_note"] == "not for readers"
    for model in RECORDS.values():
        declared = {*model.public, *model.private, "id", "uid", "revision", "public_state", "differs"}
        fields = {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete}
        computed = {name for name in fields if name.endswith(("_earliest", "_latest"))}
        assert fields - computed <= declared, "every field is said to be public or private"


def test_a_protected_source_is_never_named() -> None:
    hidden = make_source("Someone known to us", kind="person", protected=True)
    claim = make_claim(
        claimant=hidden,
        claimants=[{"source": hidden.uid, "label": "an official"}],
        subjects=[hidden.uid],
    )
    public = json.dumps(dump(claim))
    assert hidden.uid not in public
    assert hidden.name not in public
    assert dump(claim)["claimants"] == [{"label": "an official"}]
    assert hidden.uid in json.dumps(dump(claim, private=True))


def test_references_are_all_uids_a_payload_names() -> None:
    claim = full_claim()
    data = dump(claim)
    named = set(references(Claim, data))
    assert named == {
        claim.claimants.get().source.uid,
        claim.appearances.get().article.uid,
        claim.appearances.get().article.publisher.uid,
        claim.relations.get().target.uid,
    }


def test_texts_are_all_free_words_with_their_paths() -> None:
    paths = dict(texts(Claim, dump(full_claim())))
    assert paths["statement"] == "Shells were sent"
    assert paths["appearances[0].passages[0].exact"] == "many shells"
    assert paths["appearances[0].chain[1].note"] == "by its place"


def test_a_link_to_nothing_is_named() -> None:
    with pytest.raises(MissingLink) as told:
        load(Source(kind="person", name="x"), {"kind": "person", "name": "x", "country": "XX"}, Directory())
    assert told.value.name == "XX"


def test_dumping_more_records_asks_no_more_queries() -> None:
    full_claim()
    with CaptureQueriesContext(connection) as few:
        assert [dump(row, private=True) for row in prefetched(Claim.objects.all(), private=True)]
    full_claim()
    with CaptureQueriesContext(connection) as many:
        assert [dump(row, private=True) for row in prefetched(Claim.objects.all(), private=True)]
    assert len(few) == len(many)


def record_of_each_type() -> dict[str, list[str]]:
    """Uids by type, of records with and without parts."""
    full_claim()
    make_claim(figures=[], claimants=[{"label": "an official"}])
    hidden = make_source("Someone known to us", kind="person", protected=True, aliases=["S."])
    make_source("The Ministry", kind="organisation", affiliations=[{"body": make_source().uid, "type": "organ_of"}])
    make_claim(claimants=[{"source": hidden.uid, "label": "an aide"}], subjects=[hidden.uid])
    make_event(participants=[{"source": make_source().uid, "role": "host"}], date="2022-11~", date_basis="So printed.")
    return {type: list(model.objects.values_list("uid", flat=True)) for type, model in RECORDS.items()}


@pytest.mark.parametrize("private", [False, True])
def test_a_few_are_read_as_many_are(private: bool) -> None:
    for type, uids in record_of_each_type().items():
        rows = prefetched(RECORDS[type].objects.all(), private=private)
        expected = {row.uid: dump(row, private=private, frozen=not private) for row in rows}
        for some in (uids[:1], uids[:3], uids):
            found = few(RECORDS[type], some, private=private)
            assert {uid: dump(row, private=private, frozen=not private) for uid, row in found.items()} == {
                uid: expected[uid] for uid in some
            }


def test_a_few_are_read_in_as_many_queries_as_one() -> None:
    claim, other = full_claim(), full_claim()
    with CaptureQueriesContext(connection) as one:
        dump(few(Claim, [claim.uid], private=True)[claim.uid], private=True)
    with CaptureQueriesContext(connection) as both:
        assert all(dump(row, private=True) for row in few(Claim, [claim.uid, other.uid], private=True).values())
    assert len(one) == len(both)
    assert few(Claim, ["nobodyhere"], private=True) == {}


def test_to_load_a_record_does_not_read_everything() -> None:
    claim = full_claim()
    data = dump(claim, private=True, frozen=False)
    with CaptureQueriesContext(connection) as asked:
        load(claim, data, Directory(), private=True)
    whole = [query["sql"] for query in asked if "WHERE" not in query["sql"] and query["sql"].startswith("SELECT")]
    assert whole == []


@pytest.mark.parametrize("order", [[1], [1, 0], [2, 0, 1], [0, 2], []])
def test_rows_that_may_stand_once_change_places(order: list[int]) -> None:
    """A claimant is told by who it is, not by its place: none stands twice on the way."""
    people = [make_source(kind="person") for _ in range(3)]
    targets = [make_claim() for _ in range(3)]
    claim = make_claim(
        claimants=[{"source": each.uid, "label": each.name} for each in people],
        relations=[{"kind": "supports", "target": each.uid} for each in targets],
    )
    before = {row.source_id: row.pk for row in claim.claimants.all()}
    changed = change(
        claim,
        claimants=[{"source": people[place].uid} for place in order],
        relations=[{"kind": "supports", "target": targets[place].uid} for place in order],
    )
    assert [row.source_id for row in changed.claimants.all()] == [people[place].pk for place in order]
    assert [row.target_id for row in changed.relations.all()] == [targets[place].pk for place in order]
    assert all(before[row.source_id] == row.pk for row in changed.claimants.all())


def test_rows_without_what_tells_them_apart_are_told_by_their_place() -> None:
    claim = make_claim(claimants=[{"label": "one"}, {"label": "two"}, {"source": make_source().uid}])
    changed = change(claim, claimants=[{"label": "two"}, {"label": "three"}])
    assert [row.label for row in changed.claimants.all()] == ["two", "three"]
