"""Protected sources: their names reach nobody who may not see them, by whatever page."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.models import Revision, Source
from tests.admin.browser import address, opened
from tests.factories import appearance, make_article, make_claim, make_source, make_user, publish, step

pytestmark = pytest.mark.django_db

NAME = "Deep Throat"


@pytest.fixture
def hidden():
    return make_source(NAME, kind="person", protected=True, aliases=["Deep T."], role="Deputy of Throat")


@pytest.fixture
def claim(hidden):
    told = [appearance(make_article(publisher=hidden.uid), step(make_source(kind="outlet")), step(hidden))]
    make_source("A relative", affiliations=[{"body": hidden.uid, "type": "member_of"}])
    return make_claim(claimants=[{"source": hidden.uid}], subjects=[hidden.uid], appearances=told)


def pages(claim, hidden):
    relative = Source.objects.get(name="A relative")
    article = claim.appearances.get().article
    revision = Revision.objects.get(uid=claim.uid)
    return [
        reverse("admin:index"),
        *(address(name) for name in ("claim", "source", "article", "appearance", "revision", "submission")),
        f"{address('claim')}?q=Deep",
        f"{address('source')}?q=Deep",
        address("claim", "change", claim.pk),
        address("claim", "history", claim.pk),
        address("appearance", "change", claim.appearances.get().pk),
        address("article", "change", article.pk),
        address("source", "change", relative.pk),
        address("revision", "change", revision.pk),
        f"{address('submission', 'new')}?record={claim.uid}&record={hidden.uid}",
        autocomplete("claimant", "source", "Deep"),
        autocomplete("claim", "subjects", ""),
    ]


def autocomplete(model, field, term):
    query = f"app_label=archive&model_name={model}&field_name={field}&term={term}"
    return f"{reverse('admin:autocomplete')}?{query}"


def test_no_page_says_the_name(enter, claim, hidden):
    editor = enter("editor")
    for page in pages(claim, hidden):
        response = editor.get(page)
        assert response.status_code == 200, page
        for word in (NAME, "Deep T.", "Deputy of Throat"):
            assert word not in response.content.decode(), page


def test_whoever_may_see_it_does(enter, claim, hidden):
    chief = enter("chief")
    shown = [page for page in pages(claim, hidden) if NAME in chief.get(page).content.decode()]
    assert address("source") in shown
    assert address("claim", "change", claim.pk) in shown
    assert autocomplete("claimant", "source", "Deep") in shown


def test_its_own_pages_are_not_there(enter, claim, hidden):
    editor = enter("editor")
    [revision] = Revision.objects.filter(uid=hidden.uid)
    for page in (
        address("source", "change", hidden.pk),
        address("source", "history", hidden.pk),
        address("source", "withdraw", hidden.pk),
        address("source", "by_uid", hidden.uid),
        address("revision", "change", revision.pk),
    ):
        response = editor.get(page, follow=True)
        assert NAME not in response.content.decode()
        assert response.redirect_chain or response.status_code == 403
    assert editor.post(address("source", "change", hidden.pk), {"revision": "1", "name": "x"}).status_code == 302
    assert Source.objects.get(pk=hidden.pk).name == NAME


def test_a_search_does_not_tell_whose_claims_they_are(enter, claim):
    def found(role):
        return len(enter(role).get(f"{address('claim')}?q=Throat").context["cl"].result_list)

    assert (found("editor"), found("chief")) == (0, 1)


def test_saving_what_one_may_not_see_keeps_it(enter, claim, hidden):
    editor, page = enter("editor"), address("claim", "change", claim.pk)
    assert editor.post(page, {**opened(editor, page), "hedge": ["perhaps"]}).status_code == 302
    claim.refresh_from_db()
    assert claim.claimants.get().source == hidden
    assert list(claim.subjects.all()) == [hidden]
    hidden.refresh_from_db()
    assert hidden.name == NAME


def test_protection_is_given_by_those_who_see_it(enter):
    editor, source = enter("editor"), make_source()
    page = address("source", "change", source.pk)
    assert editor.post(page, {**opened(editor, page), "protected": ["on"]}).status_code == 302
    assert not Source.objects.get(pk=source.pk).protected
    chief = enter("chief")
    assert chief.post(page, {**opened(chief, page), "protected": ["on"]}).status_code == 302
    assert Source.objects.get(pk=source.pk).protected


def test_protecting_what_is_public_is_refused_with_the_way_to_do_it(enter):
    chief, source = enter("chief"), make_source()
    publish(source)
    page = address("source", "change", source.pk)
    response = chief.post(page, {**opened(chief, page), "protected": ["on"]}, follow=True)
    assert "suppresses it under the rule of protection" in response.content.decode()
    source.refresh_from_db()
    assert not source.protected


def test_the_admin_log_holds_no_words(enter, claim, hidden):
    editor, page = enter("editor"), address("claim", "change", claim.pk)
    editor.post(page, {**opened(editor, page), "hedge": ["perhaps"]})
    part = address("appearance", "change", claim.appearances.get().pk)
    editor.post(part, {**opened(editor, part), "note": ["A note"]})
    told = [
        (each.object_repr, each.object_id, each.change_message)
        for each in LogEntry.objects.filter(user=editor.person).order_by("pk")
    ]
    assert told == [
        (f"claim {claim.uid}", str(claim.pk), "Revision 2"),
        (f"claim {claim.uid}", str(claim.pk), "Revision 3"),
    ]


def test_a_name_once_public_is_masked_in_what_was_submitted(enter):
    source = make_source(NAME)
    from_then = make_claim(claimants=[{"source": source.uid}])
    chief = make_user("chief")
    editor = enter("editor")
    page = address("claim", "change", from_then.pk)
    assert NAME in editor.get(page).content.decode()
    Source.objects.filter(pk=source.pk).update(protected=True)
    assert NAME not in editor.get(page).content.decode()
    assert chief.has_perm("archive.view_protected")
