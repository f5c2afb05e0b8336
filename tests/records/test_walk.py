"""Rows → payload → rows, what is private, and what a payload names."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import RECORDS, Claim, Source
from archive.records.load import Directory, MissingLink, load
from archive.records.walk import dump, prefetched, references, texts
from tests.factories import appearance, assessment, make_article, make_claim, make_source, make_user, save, step

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
        declared = {*model.public, *model.private, "id", "uid", "revision"}
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
