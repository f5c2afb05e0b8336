"""The history of a record at the desk: any two revisions compared, one restored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Source
from tests.factories import change, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    row = make_source("The first name")
    change(row, name="The second name", note="Seen.")
    return change(row, name="The third name")


def test_any_two_revisions_are_compared_word_by_word(enter, source):
    page = enter("editor").get(f"/admin/archive/source/{source.pk}/history/?a=3&b=1").content.decode()
    assert "From revision 1 to revision 3" in page
    assert "<del>first</del>" in page
    assert "<ins>third</ins>" in page
    assert "Seen." in page


@pytest.mark.parametrize("query", ["a=1", "a=1&b=1", "a=9&b=1", "a=x&b=\0", "a=99999999999&b=1", "a=²&b=1"])
def test_nonsense_to_compare_is_told(enter, source, query):
    page = enter("editor").get(f"/admin/archive/source/{source.pk}/history/?{query}")
    assert page.status_code == 200
    assert "Choose two different revisions" in page.content.decode()


def test_a_revision_is_restored_after_a_look(enter, source):
    editor = enter("editor")
    address = f"/admin/archive/source/{source.pk}/restore/1/"
    shown = editor.get(address).content.decode()
    assert "<del>third</del>" in shown
    assert "<ins>first</ins>" in shown
    assert Source.objects.get().name == "The third name"
    assert editor.post(address, {"base": "3", "reason": "Better"}).url == f"/admin/archive/source/{source.pk}/change/"
    assert Source.objects.get().name == "The first name"
    assert "Restored revision 1: Better" in editor.get(f"/admin/archive/source/{source.pk}/history/").content.decode()


def test_a_save_in_between_is_shown_instead(enter, source):
    editor = enter("editor")
    answer = editor.post(f"/admin/archive/source/{source.pk}/restore/1/", {"base": "2", "reason": ""}, follow=True)
    assert "Nothing was restored" in answer.content.decode()
    assert Source.objects.get().name == "The third name"


def test_who_may_not_change_may_not_restore(enter, source):
    client = enter("editor")
    client.person.groups.clear()
    assert client.post(f"/admin/archive/source/{source.pk}/restore/1/", {"base": "3"}).status_code == 403
    assert Source.objects.get().name == "The third name"


@pytest.mark.parametrize("number", ["0", "77", "99999999999999999999999"])
def test_a_revision_that_is_not_kept_is_told(enter, source, number):
    answer = enter("editor").get(f"/admin/archive/source/{source.pk}/restore/{number}/", follow=True)
    assert "is not kept" in answer.content.decode()


def test_a_protected_source_is_neither_compared_nor_restored_by_who_may_not_see_it(enter):
    hidden = change(make_source("Deep Throat", protected=True), note="of Washington")
    researcher = enter("researcher")
    for address in ("history/?a=1&b=2", "restore/1/"):
        page = researcher.get(f"/admin/archive/source/{hidden.pk}/{address}", follow=True)
        assert "Throat" not in page.content.decode()
        assert "Washington" not in page.content.decode()


def test_history_costs_the_same_for_few_and_many(enter, source):
    editor = enter("editor")
    address = f"/admin/archive/source/{source.pk}/history/"
    counts = []
    for turn in range(2):
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        counts.append(len(queries))
        for number in range(5):
            change(source, name=f"Name {turn} {number}")
    assert counts[0] == counts[1]
