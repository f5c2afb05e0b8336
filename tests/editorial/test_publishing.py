"""From the desk to the reading room."""

import json

import pytest
from django.db import IntegrityError

from archive.editorial.publishing import Changed, sign
from archive.editorial.saving import Refused
from archive.editorial.submitting import submit
from archive.ledger.verify import faults
from archive.models import Document, LedgerEntry
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db


def test_a_claim_goes_all_the_way_to_a_document() -> None:
    claim = make_claim("Shells were sent", claimant=make_source("Ruritania"))
    entries = publish_all(claim)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    document = json.loads(Document.objects.get(uid=claim.uid).body)
    assert document["headline"] == "Ruritania: Shells were sent"
    assert document["origins"]["attributed"] == 1
    assert document["standing"]["value"] == "open"
    assert not list(faults())


def test_nobody_signs_their_own_work() -> None:
    chief = make_user("chief")
    source = make_source()
    change(source, by=chief, note="mine")
    submission = submit([source], by=make_user("editor"))
    with pytest.raises(Refused):
        sign(submission, by=chief)
    with pytest.raises(IntegrityError):
        submission.signatures.create(user=chief, role="reviewer", at=submission.created_at)


def test_a_reviewer_is_told_what_changed_since_submission() -> None:
    source = make_source("Old name")
    submission = submit([source], by=make_user("editor"))
    change(source, name="New name")
    with pytest.raises(Changed) as told:
        sign(submission, by=make_user("reviewer"))
    [(uid, before, after)] = told.value.changes
    assert (uid, before["name"], after["name"]) == (source.uid, "Old name", "New name")
    assert not LedgerEntry.objects.exists()


def test_a_renamed_source_changes_the_headline_of_its_claims() -> None:
    source = make_source("Old name")
    claim = make_claim("It is so", claimant=source)
    publish_all(claim)
    before = Document.objects.get(uid=claim.uid)
    publish(change(source, name="New name"), note="renamed")
    after = Document.objects.get(uid=claim.uid)
    assert after.title == "New name: It is so"
    assert after.change > before.change
    assert after.seq == before.seq
