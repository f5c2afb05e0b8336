"""A restored revision says what it said, but for what is never undone."""

import pytest

from archive.editorial.annotating import delete, revise
from archive.editorial.restoring import restore, restored
from archive.editorial.saving import Conflict, Refused
from archive.models import Article, Capture, Claim, Revision, Source
from archive.records.walk import dump
from tests.factories import (
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
)

pytestmark = pytest.mark.django_db


def whole(row):
    return dump(type(row).objects.get(pk=row.pk), private=True, frozen=False)


@pytest.mark.parametrize(
    ("made", "changes"),
    [
        (lambda: make_source("Old", aliases=["O"], internal_note="x"), {"name": "New", "aliases": [], "role": "r"}),
        (lambda: make_event("Old", date="2022"), {"title": "New", "date": "2023~", "date_basis": "As it says."}),
        (lambda: make_article("Old", authors=[{"source": make_source().uid}]), {"title": "New", "authors": []}),
        (lambda: make_claim("Old"), {"statement": "New", "appearances": [], "weight": "background"}),
    ],
)
def test_every_type_comes_back_whole(made, changes):
    row = made()
    before = whole(row)
    changed = change(row, **changes)
    assert whole(row) != before
    editor = make_user()
    restore(changed, 1, base=2, by=editor, reason="It was right.")
    assert whole(row) == before
    last = Revision.objects.get(uid=row.uid, number=3)
    assert (last.user, last.reason) == (editor, "Restored revision 1: It was right.")


def test_a_save_in_between_is_told_and_nothing_is_restored():
    row = make_source("Old")
    seen = change(row, name="New")
    change(row, name="Newer")
    with pytest.raises(Conflict):
        restore(seen, 1, base=2, by=make_user())
    assert Source.objects.get().name == "Newer"


def test_published_assessments_stay_and_drafts_come_back_after_them():
    claim = make_claim("It rains")
    first, second = assessment("uncorroborated"), assessment("uncorroborated", as_of="2022-11-18")
    publish_all(change(claim, assessments=[first]))
    draft = change(claim, assessments=[first, second])
    without = change(draft, assessments=[first], statement="It rained")
    restore(without, 3, base=without.revision, by=make_user())
    assert whole(claim)["assessments"] == [first, second]
    restore(Claim.objects.get(), 1, base=5, by=make_user())
    assert whole(claim)["assessments"] == [first]


def test_captures_and_protection_are_not_undone():
    article = make_article()
    Capture.objects.create(article=article, captured_at="2026", sha256="a" * 64)
    article = change(article, title="Other")
    restore(article, 1, base=2, by=make_user())
    assert Capture.objects.filter(article=article).count() == 1
    source = change(make_source("Somebody"), protected=True)
    assert restored(source, 1)["protected"] is True


def test_notes_stay_with_their_authors_and_as_they_left_them():
    """Whoever restores an article is not the author of what others noted in it, and takes nothing of it back."""
    article, one, other = make_article("Old"), make_user(), make_user()
    for place, (author, body) in enumerate([(one, "First"), (other, "Second")]):
        article.annotations.create(author=author, motivation="commenting", body=body, position=place)
    article = change(article, title="New", by=one)
    delete(article.annotations.get(body="First"), base=2, by=one)
    standing = article.annotations.get()
    revise(standing, motivation="commenting", body="Other", visibility="public", base=3, by=other)
    assert restored(article, 2)["annotations"] == whole(article)["annotations"]
    restore(Article.objects.get(), 2, base=4, by=make_user("chief"))
    assert [(note.body, note.author) for note in article.annotations.all()] == [("Other", other)]


def test_what_is_not_kept_is_refused():
    with pytest.raises(Refused, match="Revision 7 is not kept"):
        restore(make_source(), 7, base=1, by=make_user())
