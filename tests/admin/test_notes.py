"""Notes on the page of their article: everybody reads them, each person changes their own."""

import pytest

from archive.models import Annotation, Revision
from tests.admin.browser import address, errors, opened, row
from tests.admin.workbench_cast import LONG, captured_article, note
from tests.factories import change, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(enter):
    return enter("editor")


@pytest.fixture
def article():
    return captured_article()


def page_of(article):
    return address("article", "change", article.pk)


def test_the_page_changes_ones_own_notes_and_shows_those_of_others(editor, article):
    theirs, mine = note(article, LONG, make_user(), body="Theirs"), note(article, "Nobody saw it", editor.person)
    orphan = note(article, "We sent nothing", None, body="Of nobody known")
    fields = opened(editor, page_of(article))
    assert "Theirs" in editor.get(page_of(article)).content.decode()
    assert {name for name in fields if name.startswith("annotations-0-")} == {
        "annotations-0-id",
        "annotations-0-article",
    }
    fields |= {"annotations-1-body": ["Mine, said otherwise"], "annotations-2-resolved": ["on"]}
    fields = row(fields, "annotations", motivation="questioning", body="New")
    response = editor.post(page_of(article), fields)
    assert response.status_code == 302, errors(response)
    for each in (theirs, mine, orphan):
        each.refresh_from_db()
    assert (theirs.body, mine.body, orphan.resolved) == ("Theirs", "Mine, said otherwise", True)
    new = article.annotations.get(body="New")
    assert (new.author, new.position, mine.author) == (editor.person, 3, editor.person)


@pytest.mark.parametrize("forged", [{"body": "Mine now"}, {"DELETE": "on"}, {"place": "2"}, {"visibility": "public"}])
def test_a_forged_change_of_somebody_elses_note_is_refused(editor, article, forged):
    note(article, LONG, make_user(), body="Theirs")
    note(article, "Nobody saw it", editor.person)
    fields = opened(editor, page_of(article)) | {f"annotations-0-{name}": [value] for name, value in forged.items()}
    response = editor.post(page_of(article), {**fields, "title": "Another title"})
    assert response.status_code == 200
    assert "Only its author changes a note." in str(errors(response))
    assert list(Annotation.objects.values_list("body", flat=True)) == ["Theirs", "Look at this."]
    assert not Revision.objects.filter(uid=article.uid, number__gt=1).exists()


def test_after_a_conflict_the_notes_of_others_stand_as_they_do_now(editor, article):
    theirs = note(article, LONG, make_user(), body="Theirs")
    # The revision that the page is made from has the note.
    change(article, title="As it was")
    article.refresh_from_db()
    mine = opened(editor, page_of(article)) | {"title": ["My title"]}
    data = {"annotations": [{"motivation": "commenting", "body": "Theirs, said otherwise", "exact": theirs.exact}]}
    change(article, **data)
    response = editor.post(page_of(article), mine)
    assert response.status_code == 409
    assert [row.label for row in response.context["comparison"]] == ["Title", "Annotations"]
    assert [row.both for row in response.context["comparison"]] == [False, False]
