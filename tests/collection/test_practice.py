"""The article to practise on leaves the whole loop to be tried, and stays out of exports until it is published."""

import pytest
from django.conf import settings

from archive.collection import export, practice
from archive.editorial.publishing import sign
from archive.models import Document, Passage, Revision, Submission, Suggestion
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    person = make_user("editor")
    practice.set_up(settings.PRACTICE, by=person)
    return person


def test_there_is_something_of_everything_to_do(editor):
    assert Suggestion.objects.filter(state="open").count() == 3
    assert {passage.exact: passage.is_orphaned for passage in Passage.objects.all()} == {
        "closed to foreign ships for three days": True,
        "No ship was turned away": False,
    }
    assert Submission.objects.get().state == "open"
    assert not Document.objects.exists()


def test_every_word_that_a_suggestion_quotes_stands_in_the_text(editor):
    article = Suggestion.objects.first().article
    text = article.captures.order_by("-position").first().content.text
    for suggestion in Suggestion.objects.all():
        [appearance] = suggestion.proposal["appearances"]
        exact = appearance["passages"][0]["exact"]
        assert text.count(exact) == 1
        assert text[suggestion.start : suggestion.end] == exact


def test_a_second_person_signs_it_and_the_public_sees_it(editor):
    sign(Submission.objects.get(), by=make_user("reviewer"))
    assert Document.objects.get(uid="practdenia").state == "public"


def test_it_stands_in_no_export_until_it_is_public(editor, tmp_path):
    assert export(tmp_path).records == 0
    sign(Submission.objects.get(), by=make_user("reviewer"))
    exported = export(tmp_path)
    assert exported.records == 4
    assert len(list((tmp_path / "articles").iterdir())) == 1
    assert Revision.objects.filter(uid="practdenia").count() == 3
