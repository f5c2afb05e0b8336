"""What the archive says of itself: every text is kept, and readers get what was meant for them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from archive.editorial.site_texts import Overtaken, save_text
from archive.models import SiteText
from archive.reading_room.site_texts import about
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts():
    call_command("loaddata", "site_texts", verbosity=0)


def shown(slug):
    return next(section for section in about().sections if section.slug == slug)


def test_every_section_begins_with_something_to_say(texts):
    assert [section.slug for section in about().sections] == SiteText.Slug.values
    assert all(section.blocks for section in about().sections)
    assert all(text.is_shown for text in SiteText.objects.all())


def test_a_section_nobody_wrote_is_there_all_the_same(db):
    assert [section.slug for section in about().sections] == SiteText.Slug.values
    assert shown("contact").title == "Contact"


def test_a_draft_reaches_no_reader(texts):
    before = about()
    save_text("people", "Who we are", "Half a sentence", base=0, by=make_user("chief"), show=False)
    assert about() == before
    assert not SiteText.objects.get(slug="people").is_shown


def test_a_text_that_is_meant_reaches_readers_and_the_old_ones_are_kept(texts):
    chief, came_with_it = make_user("chief"), SiteText.objects.get(slug="people")
    save_text("people", "Who we are", "Draft", base=0, by=chief, show=False)
    save_text("people", "Who we are", "Two people.", base=1, by=chief, show=True)
    assert (shown("people").title, shown("people").blocks[0].items[0][0].words) == ("Who we are", "Two people.")
    kept = SiteText.objects.get(slug="people").versions.values_list("number", "body", "shown", "user")
    assert list(kept) == [
        (2, "Two people.", True, chief.pk),
        (1, "Draft", False, chief.pk),
        (0, came_with_it.body, True, None),
    ]


def test_nobody_writes_over_somebody_else(texts):
    chief = make_user("chief")
    save_text("reply", "Replies", "Mine", base=0, by=chief, show=True)
    with pytest.raises(Overtaken):
        save_text("reply", "Replies", "Theirs", base=0, by=chief, show=True)
    assert SiteText.objects.get(slug="reply").body == "Mine"
    assert SiteText.objects.get(slug="reply").versions.count() == 2


def test_texts_loaded_again_begin_no_second_history(texts):
    chief = make_user("chief")
    save_text("reply", "Replies", "Mine", base=0, by=chief, show=True)
    call_command("loaddata", "site_texts", verbosity=0)
    save_text("reply", "Replies", "Mine again", base=0, by=chief, show=True)
    versions = SiteText.objects.get(slug="reply").versions
    assert list(versions.values_list("number", flat=True)) == [2, 1, 0]


@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer"])
def test_only_a_chief_writes_them(texts, role):
    with pytest.raises(PermissionDenied):
        save_text("reply", "Replies", "Mine", base=0, by=make_user(role), show=True)
