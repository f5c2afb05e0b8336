"""From the desk to the reading room."""

import json

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.closing import merge, withdraw
from archive.editorial.publishing import Changed, sign
from archive.editorial.saving import Refused
from archive.editorial.submitting import give_back, submit
from archive.ledger.verify import faults
from archive.models import Document, LedgerEntry, Payload
from tests.factories import (
    appearance,
    assessment,
    change,
    make_claim,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

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


def test_a_submission_of_which_a_payload_is_gone_is_published_in_no_part() -> None:
    one, two = make_source(), make_source()
    submission = submit([one, two], by=make_user("editor"))
    Payload.objects.filter(commitment=submission.items.get(uid=one.uid).commitment).delete()
    with pytest.raises(Refused):
        sign(submission, by=make_user("reviewer"))
    assert not LedgerEntry.objects.exists()


def test_only_a_judgement_asks_who_else_speaks_of_the_claim() -> None:
    editor, speaker = make_user("editor"), make_source("Ruritania")
    first = make_claim(claimant=speaker)
    publish_all(first)
    said = appearance(first.appearances.get().article, step(speaker), step(speaker))

    def links_asked(**data: object) -> int:
        claim = make_claim(claimant=speaker, appearances=[said], **data)
        with CaptureQueriesContext(connection) as captured:
            submit([claim], by=editor)
        return sum("archive_link" in query["sql"] for query in captured.captured_queries)

    assert links_asked() == 0
    assert links_asked(assessments=[assessment("uncorroborated")]) == 1


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


def test_the_rows_are_locked_before_they_are_compared_with_what_was_submitted() -> None:
    """Else somebody could save one in between, and the desk would say that nothing differs from the public."""
    submission = submit([make_source()], by=make_user())
    with CaptureQueriesContext(connection) as asked:
        sign(submission, by=make_user("reviewer"))
    queries = [each["sql"].replace('"', "") for each in asked]
    [locked] = [place for place, sql in enumerate(queries) if sql.lstrip().startswith("UPDATE archive_source ")]
    compared = [place for place, sql in enumerate(queries) if "FROM archive_source WHERE uid" in sql]
    assert compared
    assert locked < min(compared)


@pytest.mark.parametrize("act", ["withdraw", "merge"])
def test_what_was_closed_after_it_was_submitted_is_not_published_by_the_way(act: str) -> None:
    chief, source, other = make_user("chief"), make_source(), make_source()
    publish(source, other)
    submission = submit([change(source, note="More.")], by=make_user())
    if act == "withdraw":
        withdraw("source", source.uid, by=chief, note="Wrong.")
    else:
        merge("source", source.uid, into=other.uid, by=chief, note="The same.")
    before = LedgerEntry.objects.count()
    with pytest.raises(Refused, match="after it was submitted"):
        sign(submission, by=make_user("reviewer"))
    assert LedgerEntry.objects.count() == before
    give_back(submission, by=make_user("reviewer"), reason="It was closed.")
    sign(submit([source], by=make_user()), by=make_user("reviewer"))
    assert LedgerEntry.objects.get(seq=before + 1).action == "publish"
