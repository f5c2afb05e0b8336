"""Work is given, given on and finished; its rows are its log."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from archive.editorial.assigning import Item, assign, finish
from archive.editorial.saving import Refused
from archive.editorial.submitting import submit
from archive.models import Assignment, User
from tests.factories import make_source, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 1)


def test_given_work_is_open_until_it_is_finished() -> None:
    editor, researcher, source = make_user("editor"), make_user("researcher"), make_source()
    [given] = assign([Item("source", source.uid)], to=researcher, by=editor, due=DAY, priority=1, note="Check.")
    assert (given.to, given.made_by, given.due, given.priority, given.closed_at) == (researcher, editor, DAY, 1, None)
    finish(given, by=researcher)
    assert (given.closed_by, given.closed_at is not None) == (researcher, True)
    with pytest.raises(Refused, match="off the list already"):
        finish(given, by=researcher)


def test_giving_on_closes_the_row_before_and_keeps_it() -> None:
    editor, one, other, source = make_user("editor"), make_user(), make_user(), make_source()
    items = [Item("source", source.uid)]
    assign(items, to=one, by=editor)
    assign(items, to=other, by=editor)
    rows = list(Assignment.objects.order_by("pk").values_list("to", "closed_by"))
    assert rows == [(one.pk, editor.pk), (other.pk, None)]


def test_a_researcher_takes_work_but_gives_none() -> None:
    researcher, editor, source = make_user("researcher"), make_user("editor"), make_source()
    items = [Item("source", source.uid)]
    assign(items, to=researcher, by=researcher)
    with pytest.raises(PermissionDenied, match="Only editors"):
        assign(items, to=editor, by=researcher)
    [theirs] = assign(items, to=editor, by=editor)
    with pytest.raises(PermissionDenied, match="somebody else's"):
        finish(theirs, by=researcher)


def test_a_submission_is_given_to_a_reviewer() -> None:
    editor, reviewer = make_user("editor"), make_user("reviewer")
    submission = submit([make_source()], by=editor)
    [given] = assign([Item("submission", str(submission.pk))], to=reviewer, by=editor)
    assert given.item == str(submission.pk)


@pytest.mark.parametrize(
    "item", [("source", "aaaaaaaaaa"), ("claim", "a\0"), ("submission", "99"), ("submission", "x")]
)
def test_what_is_not_there_is_given_to_nobody(item: tuple[str, str]) -> None:
    editor, source = make_user("editor"), make_source()
    with pytest.raises(Refused, match="There is no"):
        assign([Item("source", source.uid), Item(*item)], to=editor, by=editor)
    assert not Assignment.objects.exists()


def test_people_who_left_are_given_nothing() -> None:
    editor, source = make_user("editor"), make_source()
    gone = User.objects.create_user("gone", is_staff=True, is_active=False)
    with pytest.raises(Refused, match="no open account"):
        assign([Item("source", source.uid)], to=gone, by=editor)


def test_the_database_holds_one_open_row_for_an_item() -> None:
    editor, source = make_user("editor"), make_source()
    [given] = assign([Item("source", source.uid)], to=editor, by=editor)
    given.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        given.save(force_insert=True)
