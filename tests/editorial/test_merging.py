"""Two records that are one: what the kept one takes over, and the way back."""

import pytest
from django.core.exceptions import PermissionDenied

from archive.editorial.closing import merge
from archive.editorial.merging import before_merge, gathered, merge_into, successor_of
from archive.editorial.moving import merging_would_move
from archive.editorial.publishing import sign
from archive.editorial.restoring import restore
from archive.editorial.saving import Conflict, Refused
from archive.editorial.submitting import submit
from archive.models import Document, LedgerEntry, Source
from archive.records.walk import dump
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db


def state(row):
    return Document.objects.get(uid=row.uid).state


def test_a_source_takes_over_names_and_ties():
    body = make_source("The state")
    tie = {"body": body.uid, "type": "organ_of"}
    one = make_source("MOD", aliases=["Ministry"], affiliations=[tie], role="ministry")
    other = make_source("Ministry of Defence", aliases=["MoD", "Ministry"], note="Kept")
    found = gathered(one, other)
    assert found["name"] == "Ministry of Defence"
    assert found["aliases"] == ["MoD", "Ministry", "MOD"]
    assert (found["affiliations"], found["role"], found["note"]) == ([tie], "ministry", "Kept")


def test_a_claim_takes_over_appearances_but_no_judgement_and_no_relation_to_itself():
    kept = make_claim("It rained in Seoul")
    event = make_event()
    relations = [{"kind": "supports", "target": kept.uid}, {"kind": "supports", "target": make_claim().uid}]
    assessments = [assessment("uncorroborated")]
    one = make_claim("It was raining", events=[event.uid], relations=relations, assessments=assessments, sensitive=True)
    found = gathered(one, kept)
    assert len(found["appearances"]) == 2
    assert found["events"] == [event.uid]
    assert found["relations"] == relations[1:]
    assert "assessments" not in found
    assert found["sensitive"] is True
    assert gathered(kept, kept) == dump(kept, private=True, frozen=False)


def test_a_basis_goes_with_its_value():
    one = make_event(date="2022~", date_basis="As the caption says.")
    assert gathered(one, make_event())["date_basis"] == "As the caption says."
    dated = gathered(one, make_event(date="2022-05-01"))
    assert "date_basis" not in dated


def test_merged_and_undone_both_are_public_again():
    chief, editor, reviewer = make_user("chief"), make_user("editor"), make_user("reviewer")
    one, other = make_source("MOD"), make_source("Ministry of Defence")
    publish_all(one, other)
    entry = merge_into(one, other, by=chief, note="They are one.", gather=True, base=1)
    assert (entry.action, state(one), successor_of(one)) == ("merge", "merged", other.uid)
    kept = Source.objects.get(uid=other.uid)
    assert kept.aliases == ["MOD"]
    assert "MOD" not in Document.objects.get(uid=other.uid).body  # until a second person signs
    sign(submit([kept], by=editor), by=reviewer)
    number = before_merge(one, kept)
    assert number == 1
    kept.refresh_from_db()
    restore(kept, number, base=2, by=editor)
    sign(submit([one, kept], by=editor, note="The merge is undone."), by=reviewer)
    assert (state(one), state(other), successor_of(one)) == ("public", "public", "")
    assert "MOD" not in Document.objects.get(uid=other.uid).body
    assert list(LedgerEntry.objects.order_by("seq").values_list("action", flat=True)) == [
        *("publish", "publish", "merge", "correct", "publish", "correct")
    ]


def test_nothing_is_merged_when_the_other_was_saved_meanwhile():
    one, other = make_source(), make_source()
    publish_all(one, other)
    change(other, name="Newer")
    with pytest.raises(Conflict):
        merge_into(one, Source.objects.get(uid=other.uid), by=make_user("chief"), note="x", gather=True, base=1)
    assert state(one) == "public"


def test_only_a_chief_merges_and_only_one_type():
    one, other = make_source(), make_source()
    with pytest.raises(PermissionDenied):
        merge_into(one, other, by=make_user("reviewer"), note="x")
    with pytest.raises(Refused, match="one type"):
        merge_into(one, make_event(), by=make_user("chief"), note="x")


def test_the_preview_of_counts_is_what_the_merge_does():
    outlet, one, other = make_source(kind="outlet"), make_source("MOD"), make_source("Ministry")
    both = [appearance(make_article(publisher=outlet.uid), step(outlet), step(each)) for each in (one, other)]
    claim = make_claim("It rained", claimant=one, appearances=both, assessments=[assessment("corroborated")])
    publish_all(claim)
    [moved] = merging_would_move(one.uid, other.uid).found
    rows = {row.label: (row.old, row.new) for row in moved.rows}
    assert rows["Attributed origins"] == ("2", "1")
    assert moved.against
    merge("source", one.uid, into=other.uid, by=make_user("chief"), note="They are one.")
    assert '"attributed":1' in Document.objects.get(uid=claim.uid).body
