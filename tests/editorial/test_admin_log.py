"""What is done with a record beside saving it stands in the admin's log too, and on the page of its history."""

import pytest

from archive.editorial.admin_log import about
from archive.editorial.assigning import Item, assign, finish
from archive.editorial.closing import merge, suppress, withdraw
from archive.editorial.publishing import sign
from archive.editorial.submitting import give_back, submit, take_back
from archive.editorial.suggesting import judge
from archive.models import Suggestion
from tests.factories import make_article, make_source, make_user, publish

pytestmark = pytest.mark.django_db


def lines(row):
    """Oldest first: who did what."""
    return [(entry.user.username, entry.change_message) for entry in reversed(about(row))]


def test_the_way_through_review_and_out_of_public():
    editor, reviewer, chief = make_user("editor", "ed"), make_user("reviewer", "rev"), make_user("chief", "chief")
    row, other = make_source("Somebody"), make_source()
    publish(other)
    take_back(submit([row], by=editor), by=editor)
    give_back(submit([row], by=editor), by=reviewer, reason="Who is it?")
    sign(submit([row], by=editor), by=reviewer)
    merge("source", row.uid, into=other.uid, by=chief, note="One.")
    sign(submit([row], by=editor, note="Two."), by=reviewer)
    withdraw("source", row.uid, by=chief, note="Wrong.")
    said = [(who, message.split(":")[0]) for who, message in lines(row)]
    submitted = ("ed", "Submitted for review")
    published = ("rev", "Signed and published")
    assert said == [
        *(submitted, ("ed", "Taken back"), submitted, ("rev", "Sent back"), submitted, published),
        *(("chief", "Merged"), submitted, published, ("chief", "Withdrawn")),
    ]
    assert ("chief", "Merged") in [(who, message.split(":")[0]) for who, message in lines(other)]
    assert "Somebody" not in str(lines(row)) + str([entry.object_repr for entry in about(row)])
    suppress("source", row.uid, by=chief, rule="law")
    assert [(who, message.split(":")[0]) for who, message in lines(row)] == [("chief", "Suppressed")]


def test_work_given_and_suggestions_judged():
    editor, article = make_user("editor", "ed"), make_article()
    [given] = assign([Item("article", article.uid)], to=editor, by=editor)
    finish(given, by=editor)
    suggestion = Suggestion.objects.create(article=article, proposal={}, reason="It says so.")
    judge(suggestion, state=Suggestion.State.REJECTED, by=editor)
    assert lines(article) == [
        *(("ed", "Given to ed"), ("ed", "Off the list of work")),
        ("ed", f"Suggestion {suggestion.pk}: rejected"),
    ]
