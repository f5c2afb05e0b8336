"""The database itself refuses what the ledger promises never happens, whoever asks."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from archive.editorial.capturing import capture
from archive.editorial.closing import suppress
from archive.editorial.originals import keep
from archive.editorial.submitting import submit
from archive.ledger import guards
from archive.ledger.append import Act, append
from archive.models import Blob, Capture, CaptureText, LedgerEntry, Payload, Revision, Signature, SubmissionItem
from archive.models.bulk import insert
from archive.records import payload as payloads
from tests.factories import change, make_article, make_source, make_user, publish

pytestmark = pytest.mark.django_db

GUARDED = {
    LedgerEntry: "version = version + 1",
    Signature: "role = 'author'",
    Payload: "body = '{}'",
    Revision: "body = '{}'",
    CaptureText: "text = ''",
    Blob: "data = ''",
}
# Whether it waits for review does change.
KEPT = [*GUARDED, SubmissionItem]


@pytest.fixture
def published():
    source = make_source("Ruritania")
    publish(source)
    take_in(make_article())
    return source


def take_in(article):
    """A captured text of ``article``, with the bytes it was made from."""
    text = "As printed."
    keep(text.encode())
    capture(article, text, by=make_user(), captured_at="2026-11-01", base=article.revision)
    return CaptureText.objects.get(capture__article=article)


def refused(action: Callable[[], object], words: str | None = None) -> None:
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        action()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("model", GUARDED)
def test_a_row_is_never_changed(published, model):
    table = model._meta.db_table
    refused(lambda: sql(f"UPDATE {table} SET {GUARDED[model]}"), "never changed")
    row = model._default_manager.order_by("pk").first()
    refused(row.save, "never changed")


@pytest.mark.parametrize("model", KEPT)
def test_a_row_is_never_deleted(published, model):
    table, before = model._meta.db_table, model._default_manager.count()
    refused(lambda: sql(f"DELETE FROM {table}"))
    refused(lambda: model._default_manager.all().delete())
    refused(model._default_manager.order_by("pk").first().delete)
    assert model._default_manager.count() == before


@pytest.mark.parametrize("model", KEPT)
def test_no_table_is_emptied(published, model):
    connection.check_constraints()
    if connection.vendor == "postgresql":
        refused(lambda: sql(f"TRUNCATE {model._meta.db_table} CASCADE"), "never emptied")
    else:  # SQLite has no TRUNCATE; a DELETE without condition must not be taken for one
        refused(lambda: sql(f"DELETE FROM {model._meta.db_table}"))


@pytest.mark.parametrize("model", KEPT)
def test_no_row_takes_the_place_of_another(published, model):
    row = model._default_manager.order_by("pk").values().first()
    verb = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    fields = [model._meta.get_field(name.removesuffix("_id")) for name in row]
    values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, row.values(), strict=True)]
    columns, marks = ", ".join(field.column for field in fields), ", ".join(["%s"] * len(row))
    refused(lambda: sql(f"{verb} {model._meta.db_table} ({columns}) VALUES ({marks})", *values))


def test_an_older_entry_is_not_replaced_by_way_of_its_hash(published):
    act = _signed(make_source())
    head = LedgerEntry.objects.order_by("-seq").values().first()
    values = {**head, "seq": head["seq"] + 1, "uid": act.uid, "commitment": act.commitment}
    verb = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    marks = ", ".join(["%s"] * len(values))
    refused(lambda: sql(f"{verb} archive_ledgerentry ({', '.join(values)}) VALUES ({marks})", *values.values()))


# What an entry needs.


def _signed(source, reviewer=None) -> Act:
    """Submitted and signed as in ``sign``, but not entered yet."""
    submission = submit([source], by=make_user("editor"))
    Signature.objects.create(
        submission=submission, user=reviewer or make_user("reviewer"), role="reviewer", at=timezone.now()
    )
    [item] = submission.items.all()
    return Act("publish", "source", source.uid, 1, item.commitment)


def test_what_two_people_signed_may_be_entered():
    act = _signed(make_source())
    assert [entry.seq for entry in append([act])] == [1]


def test_what_nobody_submitted_is_refused():
    frozen = payloads.freeze(payloads.body_of({"kind": "person", "name": "Nobody"}))
    Payload.objects.create(**frozen._asdict())
    act = Act("publish", "source", "aaaaaaaaaa", 1, frozen.commitment)
    refused(lambda: append([act]), "signed by two")
    refused(lambda: append([act._replace(action="correct")]), "signed by two")


def test_what_only_its_author_signed_is_refused():
    submission = submit([make_source()], by=make_user("editor"))
    [item] = submission.items.all()
    refused(lambda: append([Act("publish", "source", item.uid, 1, item.commitment)]), "signed by two")


def test_nobody_signs_the_same_submission_in_both_roles():
    editor = make_user("chief")
    source = make_source()
    refused(lambda: _signed(change(source, by=editor, note="mine"), reviewer=editor))


def test_a_reviser_who_did_not_sign_as_author_cannot_sign_as_reviewer():
    chief, other = make_user("chief"), make_user("editor")
    source = change(make_source(), by=chief, note="mine")
    submission = submit([source], by=other)
    guards.lift(plan=["test"])
    submission.signatures.filter(user=chief).delete()
    guards.install()
    refused(
        lambda: Signature.objects.create(submission=submission, user=chief, role="reviewer", at=timezone.now()),
        "own work",
    )


@pytest.mark.parametrize("lie", [{"uid": "aaaaaaaaaa"}, {"type": "claim"}, {"commitment": "0" * 64}])
def test_a_signature_is_good_for_these_bytes_of_this_record_only(lie):
    act = _signed(make_source())
    refused(lambda: append([act._replace(**lie)]), "signed by two")


def test_nothing_is_slipped_into_a_signed_submission():
    act = _signed(make_source())
    item = SubmissionItem.objects.get(uid=act.uid)
    row = (item.submission_id, "source", "aaaaaaaaaa", item.commitment, item.revision, False)
    names = ("submission", "type", "uid", "commitment", "revision", "is_open")
    refused(lambda: insert(SubmissionItem, names, [row]), "takes no more")
    for change_of in ("commitment = 'x'", "uid = 'aaaaaaaaaa'", "type = 'claim'", "revision = 9", "revision = NULL"):
        refused(lambda what=change_of: sql(f"UPDATE archive_submissionitem SET {what}"), "never changed")
    SubmissionItem.objects.update(is_open=False)


@pytest.mark.parametrize("step", [0, 2, -1])
def test_numbers_have_no_gap(published, step):
    act = _signed(make_source())
    head = LedgerEntry.objects.order_by("-seq").get()
    values = {"at": timezone.now(), **act._asdict(), "previous_hash": head.hash, "hash": "f" * 64}
    refused(lambda: LedgerEntry.objects.create(seq=head.seq + step, **values))


def test_rows_of_one_copy_are_each_asked():
    """The guard sees the rows before its own, in whatever way they were sent."""
    first, second = _signed(make_source()), _signed(make_source())
    entries = append([first, second])
    assert [entry.seq for entry in entries] == [1, 2]
    fields = [field.name for field in LedgerEntry._meta.local_concrete_fields]
    third = _signed(make_source())
    rows = [(number, timezone.now(), *third, entries[-1].hash, f"{number:064}") for number in (3, 5)]
    order = ("seq", "at", "action", "type", "uid", "version", "commitment", "previous_hash", "hash")
    assert set(order) == set(fields)
    refused(lambda: insert(LedgerEntry, order, rows))


# What suppression may do.


def test_a_payload_goes_after_suppression_only(published):
    body = Payload.objects.get()
    refused(body.delete, "only by suppression")
    suppress("source", published.uid, by=make_user("chief"), rule="law")
    assert not Payload.objects.filter(pk=body.pk).exists()


def test_a_payload_that_nothing_names_may_go():
    submit([make_source()], by=make_user("editor"))
    assert Payload.objects.all().delete()[0] == 1


def test_suppressing_an_old_version_frees_that_version_only(published):
    publish(change(published, name="Grauland"))
    old, new = [Payload.objects.get(commitment=entry.commitment) for entry in LedgerEntry.objects.order_by("seq")]
    suppress("source", published.uid, by=make_user("chief"), rule="law", version=1)
    assert not Payload.objects.filter(pk=old.pk).exists()
    refused(new.delete, "only by suppression")


def test_a_captured_text_goes_after_its_article_was_suppressed_only(published):
    other, article = make_article(), make_article()
    text = take_in(article)
    publish(type(article).objects.get(pk=article.pk), other)
    suppress("article", other.uid, by=make_user("chief"), rule="law")
    refused(text.delete, "only by suppression")
    refused(text.capture.delete, "only by suppression")
    refused(type(article).objects.get(pk=article.pk).delete, "only by suppression")
    suppress("article", article.uid, by=make_user("chief"), rule="law")
    assert not CaptureText.objects.filter(pk=text.pk).exists()


def test_bytes_go_when_no_capture_names_them_or_all_that_do_are_suppressed(published):
    assert keep(b"Nobody's.").delete()[0] == 1
    other, article = make_article(), make_article()
    for each in (other, article):
        take_in(each)
    publish(*(type(article).objects.get(pk=each.pk) for each in (article, other)))
    refused(Blob.objects.get().delete, "only by suppression")
    suppress("article", article.uid, by=make_user("chief"), rule="law")
    suppress("article", other.uid, by=make_user("chief"), rule="law")
    # The article of the fixture has the same text.
    refused(Blob.objects.get().delete, "only by suppression")


@pytest.mark.parametrize("lie", [f"sha256 = '{'0' * 64}'", "text_sha256 = ''", "article_id = 0"])
def test_a_captured_text_keeps_its_hashes(published, lie):
    Capture.objects.update(captured_at_basis="As the reader says.")
    refused(lambda: sql(f"UPDATE archive_capture SET {lie}"), "never changed")
    bare = Capture.objects.create(article=make_article(), captured_at="2026", sha256="a" * 64)
    Capture.objects.filter(pk=bare.pk).update(text_sha256="b" * 64)


# Whether they stand.


def test_all_stand():
    assert guards.missing() == []


@pytest.mark.parametrize("table", guards.UNTRUNCATED)
def test_a_dropped_one_is_named_and_put_back(table):
    name = f"guard_{table}_update"
    sql(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert guards.missing() == [name]
    guards.install()
    assert guards.missing() == []


def test_a_gutted_one_is_named():
    name = "guard_archive_payload_update"
    if connection.vendor == "postgresql":
        sql(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$")
    else:
        sql(f"DROP TRIGGER {name}")
        sql(f"CREATE TRIGGER {name} BEFORE UPDATE ON archive_payload WHEN 1 = 0 BEGIN SELECT 1; END")
    assert guards.missing() == [name]


def test_a_disabled_one_is_named():
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER guard_archive_payload_update")  # SQLite's only way to disable one
    else:
        sql("ALTER TABLE archive_payload DISABLE TRIGGER guard_archive_payload_update")
    assert guards.missing() == ["guard_archive_payload_update"]


def test_lifting_needs_a_plan():
    guards.lift(plan=[])
    assert guards.missing() == []
    guards.lift(plan=["something"])
    assert set(guards.missing()) >= {guard.name for guard in guards.GUARDS}
