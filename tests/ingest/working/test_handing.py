"""What people hand over: kept whole or refused with a reason, counted without a query for each."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from archive.editorial.saving import Refused
from archive.ingest.working.handing import MOST_BYTES, MOST_THINGS, Thing, dismiss, handed_over, progress, retry
from archive.ingest.working.leasing import State
from archive.ingest.working.naming import shown
from archive.models import Blob, Intake, IntakeItem, User
from tests.factories import someone

pytestmark = pytest.mark.django_db


def test_things_are_kept_and_a_task_is_put_up_for_each():
    by = someone("researcher")
    intake = handed_over("upload", [Thing("../../a.html", b"one"), Thing("", None, "https://a.example.org/x")], by)
    first, second = intake.items.all()
    assert (first.name, bytes(first.blob.data), first.state) == ("a.html", b"one", State.WAITING)
    assert (second.name, second.url, second.blob) == ("https://a.example.org/x", "https://a.example.org/x", None)
    tasks = DBTaskResult.objects.all()
    assert sorted(task.args_kwargs["args"][0] for task in tasks) == [first.pk, second.pk]
    entry = LogEntry.objects.get(object_id=str(intake.pk), user=by)
    assert (entry.change_message, "a.html" in entry.object_repr) == ("Handed over: 2", False)


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        ([], "There is nothing to take in."),
        ([Thing("a", b" \n")], "a: it is empty."),
        ([Thing("a", b"x" * (MOST_BYTES + 1))], "a: it has more than 20 MB."),
        ([Thing("a")], "a: there is neither a text nor a link."),
        ([Thing("", None, "javascript:alert(1)")], "javascript:alert(1): this is no link to a page on the web."),
        ([Thing("", None, "https://a.example.org/" + "x" * 2000)], "this is no link to a page on the web."),
        ([Thing("a", b"x")] * (MOST_THINGS + 1), "Hand over 500 things at once at most"),
    ],
    ids=["nothing", "blank", "large", "neither", "script", "long", "many"],
)
def test_one_that_cannot_be_taken_keeps_all_out(things, sentence):
    with pytest.raises(Refused) as refused:
        handed_over("upload", [Thing("fine.html", b"fine"), *things] if things else things, someone("researcher"))
    assert any(sentence in each for each in refused.value.reasons)
    assert (Intake.objects.count(), Blob.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)


def test_only_who_may_take_texts_in_hands_over():
    guest = User.objects.create_user("guest", is_staff=True)
    with pytest.raises(PermissionDenied):
        handed_over("paste", [Thing("a", b"x")], guest)
    intake = handed_over("paste", [Thing("a", b"x")], someone("researcher"))
    for act in (retry, dismiss):
        with pytest.raises(PermissionDenied):
            act(intake.items.get(), by=guest)


def test_names_are_lines_without_paths():
    assert shown("C:\\Users\\me\\x.html") == "x.html"
    assert shown("a\x00b\u202ec\nd") == "a b c d"
    assert shown("/") == shown("") == "(no name)"
    assert len(shown("x" * 1000)) == 300


def test_what_was_refused_is_tried_again_and_what_waits_left_out():
    by = someone("researcher")
    row = handed_over("paste", [Thing("a", b"x")], by).items.get()
    with pytest.raises(Refused):
        retry(row, by=by)
    IntakeItem.objects.update(state=State.PARKED, attempts=5, reason="Five times.")
    DBTaskResult.objects.all().delete()
    retry(row, by=by)
    assert (row.state, row.attempts, row.reason, DBTaskResult.objects.count()) == (State.WAITING, 0, "", 1)
    dismiss(row, by=by)
    assert (row.state, row.ended_at is not None) == (State.DROPPED, True)
    IntakeItem.objects.update(state=State.NEW)
    with pytest.raises(Refused):
        dismiss(row, by=by)


def test_progress_is_one_query_however_much_there_is(django_assert_num_queries):
    by = someone("researcher")
    intakes = [handed_over("paste", [Thing("a", b"x"), Thing("b", b"y")], by) for _ in range(4)]
    intakes[0].items.filter(name="a").update(state=State.UNDECIDED)
    with django_assert_num_queries(1):
        found = progress(intakes)
    assert (found[intakes[0].pk].total, found[intakes[0].pk].done, found[intakes[0].pk].is_done) == (2, 1, False)
    intakes[1].items.update(state=State.REFUSED)
    assert progress(intakes)[intakes[1].pk].is_done
