"""From files to the desk and to the public: once, again, corrected, and never over somebody's work."""

from pathlib import Path

import pytest

from archive import collection
from archive.editorial.closing import withdraw
from archive.editorial.permissions import may
from archive.editorial.submitting import submit
from archive.ledger.verify import faults
from archive.ledger.view import read
from archive.models import RECORDS, Capture, CaptureText, Claim, LedgerEntry, Revision, Source, Submission, User
from archive.records.walk import by_uid, dump
from tests.collection.directories import DENIAL, EVENTS, TRAIN, edit, refused
from tests.factories import change, make_claim, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


def load(directory: Path, *, publish: bool = True) -> collection.Loaded:
    return collection.load(directory, publish=publish)


def state() -> list[object]:
    """Everything that a second load must leave alone."""
    desk = [dict(by_uid(model, model._default_manager.values_list("uid", flat=True))) for model in RECORDS.values()]
    rows = [
        sorted((uid, row.pk, row.revision, str(dump(row, private=True))) for uid, row in each.items()) for each in desk
    ]
    revisions = list(Revision.objects.order_by("pk").values_list())
    return [rows, revisions, list(LedgerEntry.objects.order_by("seq").values_list()), Submission.objects.count()]


def test_a_collection_goes_to_the_desk_and_to_the_public(sample: Path) -> None:
    loaded = load(sample)
    assert loaded[:6] == (12, 0, 0, 0, 0, 0)
    assert [entry.action for entry in loaded.entries] == ["publish"] * 11
    assert not list(faults())
    protected = Source.objects.get(protected=True)
    assert protected.uid not in {entry.uid for entry in loaded.entries}


def test_what_is_public_is_what_the_desk_would_submit(sample: Path) -> None:
    load(sample)
    for model in RECORDS.values():
        uids = set(model._default_manager.values_list("uid", flat=True)) - {"hiddenmann"}
        for uid, row in by_uid(model, uids, private=False).items():
            assert read([uid])[uid].record == dump(row)


def test_without_publish_nothing_is_public(sample: Path) -> None:
    assert load(sample, publish=False).new == 12
    assert not LedgerEntry.objects.exists()
    assert len(load(sample).entries) == 11


def test_twice_changes_nothing(sample: Path) -> None:
    load(sample)
    before = state()
    assert load(sample)[:6] == (0, 0, 12, 0, 0, 0)
    assert state() == before


def test_one_submission_is_signed_by_two_accounts_nobody_can_use(sample: Path) -> None:
    load(sample)
    [submission] = Submission.objects.all()
    signed = dict(submission.signatures.values_list("user__username", "role"))
    assert signed == {"collection-author": "author", "collection-reviewer": "reviewer"}
    for user in User.objects.all():
        assert not user.is_active
        assert not user.has_usable_password()
        assert not may(user, "review")


def test_an_account_of_a_person_is_not_signed_with(sample: Path) -> None:
    make_user("editor", name="collection-author")
    [line] = refused(sample)
    assert "The account collection-author can log in" in line


def test_a_changed_file_is_a_correction_that_says_what_changed(sample: Path) -> None:
    load(sample)
    edit(sample, TRAIN, "hedge: likely", "hedge: perhaps")
    edit(sample, TRAIN, "  next_review: 2027-01-01", "  next_review: 2027-02-02")
    edit(sample, EVENTS, "place: Border", "place: At the border")
    loaded = load(sample)
    assert loaded[:3] == (0, 2, 10)
    assert [(entry.action, entry.uid, entry.version) for entry in loaded.entries] == [
        ("correct", "shelltrain", 2),
        ("correct", "trainwents", 2),
    ]
    notes = [read([entry.uid])[entry.uid].note for entry in loaded.entries]
    assert notes == ["Corrected in the collection: place.", "Corrected in the collection: hedge."]
    assert Revision.objects.filter(uid="trainwents").count() == 2
    assert not list(faults())


def test_a_private_change_stays_private(sample: Path) -> None:
    load(sample)
    edit(sample, TRAIN, "internal_note: 'Check #2 of the list.'", "internal_note: Checked.")
    loaded = load(sample)
    assert (loaded.changed, loaded.entries) == (1, [])


def test_rows_that_stay_keep_their_identity(sample: Path) -> None:
    load(sample)
    CaptureText.objects.create(capture=Capture.objects.get(), text="What the page said.")
    before = set(Claim.objects.get(uid="trainwents").appearances.values_list("pk", flat=True))
    edit(sample, TRAIN, "title: Shells on a train", "title: Shells on trains")
    edit(sample, TRAIN, "verb: reports", "verb: wrote")
    load(sample)
    assert set(Claim.objects.get(uid="trainwents").appearances.values_list("pk", flat=True)) == before
    assert CaptureText.objects.get().text == "What the page said."


def test_a_record_that_a_person_edited_is_a_named_conflict(sample: Path) -> None:
    load(sample)
    person = make_user(name="mira")
    change(Claim.objects.get(uid="notrainyet"), by=person, hedge="surely")
    before = state()
    [line] = refused(sample)
    assert line.startswith(f"{DENIAL}:11: claims[0]: notrainyet was edited by mira on 20")
    assert line.endswith("; export it, or write here what stands on the desk")
    assert state() == before


def test_an_edit_that_was_written_into_the_file_is_no_conflict(sample: Path) -> None:
    load(sample)
    publish(change(Claim.objects.get(uid="notrainyet"), hedge="surely"))
    edit(sample, DENIAL, "  appearances:\n", "  hedge: surely\n  appearances:\n")
    before = state()
    assert load(sample)[:6] == (0, 0, 12, 0, 0, 0)
    assert state() == before


def test_what_a_person_saved_last_goes_through_review(sample: Path) -> None:
    load(sample)
    change(Claim.objects.get(uid="notrainyet"), hedge="surely")
    edit(sample, DENIAL, "  appearances:\n", "  hedge: surely\n  appearances:\n")
    loaded = load(sample)
    assert (loaded.held, loaded.entries) == (1, [])


def test_what_waits_for_review_is_named(sample: Path) -> None:
    load(sample, publish=False)
    submit([Source.objects.get(uid="ruritania2")], by=make_user())
    [line] = refused(sample)
    assert "ruritania2 waits for review at the desk" in line


def test_what_was_withdrawn_stays_withdrawn(sample: Path) -> None:
    load(sample)
    withdraw("claim", "notrainyet", by=make_user("chief"), note="An error of ours.")
    edit(sample, DENIAL, "kind: denial", "kind: denial\n  hedge: surely")
    loaded = load(sample)
    assert (loaded.changed, loaded.closed, loaded.entries) == (1, 1, [])


def test_what_left_the_files_stays_and_is_counted(sample: Path) -> None:
    load(sample)
    path = sample / EVENTS
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("- uid: shellswhol")].replace("  part_of: shellswhol\n", ""), encoding="utf-8")
    loaded = load(sample)
    assert (loaded.changed, loaded.removed) == (1, 1)
    assert RECORDS["event"]._default_manager.filter(uid="shellswhol").exists()


def test_a_published_assessment_stays_as_it_is(sample: Path) -> None:
    load(sample)
    edit(sample, TRAIN, "rationale: Spring is to come.", "rationale: Spring is near.")
    [line] = refused(sample)
    assert "claims[1].assessments[0]: was published and stays as it is" in line


def test_a_standing_that_the_facts_do_not_bear_is_refused(sample: Path) -> None:
    edit(sample, TRAIN, "standing: uncorroborated", "standing: corroborated")
    [line] = refused(sample)
    assert "claims[0].assessments[0]: “Corroborated” does not fit" in line


def test_progress_is_told_by_stage(sample: Path) -> None:
    told: list[tuple[str, int, int]] = []
    collection.load(sample, publish=True, report=lambda *progress: told.append(progress))
    assert dict.fromkeys(stage for stage, _, _ in told) == dict.fromkeys(
        ["Reading", "Checking", "Loading", "Publishing"]
    )
    assert [progress for progress in told if progress[1] == progress[2]] == [
        ("Reading", 4, 4),
        ("Checking", 12, 12),
        ("Loading", 12, 12),
        ("Publishing", 11, 11),
    ]


def test_without_publish_links_may_lead_to_drafts_of_the_desk(sample: Path) -> None:
    draft = make_claim()
    [shown] = draft.appearances.all()
    edit(sample, TRAIN, "target: notrainyet", f"target: {draft.uid}")
    edit(sample, DENIAL, "  - article: shellarti2", f"  - article: {shown.article.uid}")
    edit(sample, EVENTS, "- source: ruritania2", f"- source: {draft.claimants.get().source.uid}")
    edit(sample, TRAIN, "    confirmed: true\n", "")
    assert load(sample, publish=False).new == 12
    told = refused(sample)
    assert len(told) == 3
    assert all("which is a draft" in line for line in told)
