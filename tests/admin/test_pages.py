"""Every page of the desk answers, asks a number of questions that does not grow, and holds no inline code."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.editorial.submitting import submit
from archive.models import RECORDS, Capture, CaptureText, Claim, Suggestion
from tests.admin.browser import address
from tests.factories import (
    appearance,
    assessment,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
    step,
)
from tests.seeds import first_of

pytestmark = pytest.mark.django_db

# What a page may not hold: the browser is told to refuse it.
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:", re.I
)
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def fill():
    """One of everything, published and unpublished, with parts, a capture and a suggestion."""
    body = make_source("A body")
    speaker = make_source("A speaker", kind="person", affiliations=[{"body": body.uid, "type": "speaks_for"}])
    event = make_event("A meeting", participants=[{"source": body.uid}], country=None)
    article = make_article(authors=[{"source": speaker.uid}])
    told = appearance(article, step(make_source(kind="outlet")), step(speaker), passages=[{"part": "title"}])
    evidence = {"relation": "context", "target": article.uid, "reliability": "B", "credibility": "2"}
    claim = make_claim(
        claimant=speaker,
        appearances=[told],
        events=[event.uid],
        assessments=[assessment("uncorroborated", evidence=[evidence])],
    )
    denial = make_claim(kind="denial", relations=[{"kind": "denies", "target": claim.uid}])
    publish_all(denial)
    capture = Capture.objects.create(article=article, captured_at="2022-11-18", sha256="0" * 64)
    CaptureText.objects.create(capture=capture, text="The text.")
    Suggestion.objects.create(article=article, proposal={"statement": "x"}, reason="It says so.")
    submit([make_source("Waiting")], by=make_user("editor"))


@pytest.fixture(scope="module")
def desk(made_once):
    """A desk with one of everything."""
    fill()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_list_add_change_and_history_answer(desk, enter, model):
    root, name = enter("superuser"), f"{model._meta.app_label}_{model._meta.model_name}"
    assert plain(root, reverse(f"admin:{name}_changelist")) == 200
    model_admin = admin.site.get_model_admin(model)
    assert root.get(reverse(f"admin:{name}_changelist"), {"q": "a b"}).status_code == 200
    adding = plain(root, reverse(f"admin:{name}_add"))
    assert adding == (200 if model_admin.has_add_permission(request_of(root)) else 403)
    row = model._default_manager.order_by("-pk").first()
    if row is not None:
        assert plain(root, reverse(f"admin:{name}_change", args=[row.pk])) == 200
        assert plain(root, reverse(f"admin:{name}_history", args=[row.pk]), follow=True) == 200


def plain(client, url, **options):
    """The status of a page, which holds no inline code."""
    answer = client.get(url, **options)
    assert INLINE.findall(answer.content.decode()) == [], url
    return answer.status_code


def test_pages_beside_those_of_the_models_hold_no_inline_code(desk, enter):
    root, claim = enter("superuser"), Claim.objects.first()
    acts = [address("claim", act, claim.pk) for act in ("withdraw", "suppress")]
    for page in [reverse("admin:index"), f"{address('submission', 'new')}?record={claim.uid}", *acts]:
        assert plain(root, page) == 200


def request_of(client):
    return client.get(reverse("admin:index")).wsgi_request


@pytest.mark.parametrize("name", ["claim", "source", "article", "event", "appearance", "assessment", "submission"])
@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer", "chief"])
def test_each_role_can_read_the_desk(desk, enter, role, name):
    client = enter(role)
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(address(name)).status_code == 200


def test_whoever_may_only_look_can_look(desk, enter):
    """A page without a form holds everything as text, protected names masked."""
    hidden = make_source("Deep Throat", protected=True)
    told = [appearance(make_article(), step(hidden), step(hidden))]
    claim = make_claim(claimant=hidden, subjects=[hidden.uid], appearances=told)
    client = enter("editor")
    client.person.groups.clear()
    client.person.user_permissions.set(permissions("view_claim", "view_source", "view_article", "view_event"))
    shown = [(name, model.objects.first()) for name, model in RECORDS.items()]
    for name, row in [*shown, ("claim", claim), ("appearance", claim.appearances.get())]:
        page = client.get(address(name, "change", row.pk))
        assert page.status_code == 200, name
        assert "Deep Throat" not in page.content.decode(), name
    assert client.get(address("claim", "add")).status_code == 403


def permissions(*codenames):
    return Permission.objects.filter(codename__in=codenames)


# -- how many questions ------------------------------------------------------------------------


def queries(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


LISTS = ["claim", "source", "article", "event", "appearance", "assessment", "submission", "revision", "ledgerentry"]


@pytest.mark.parametrize("role", first_of(["editor", "chief"]))
def test_a_list_twice_as_long_asks_no_more(desk, enter, role):
    client = enter(role)
    urls = [address(name) for name in LISTS] + [f"{address('submission')}?turn=all", reverse("admin:index")]
    [client.get(url) for url in urls]
    before = {url: queries(client, url) for url in urls}
    fill()
    assert {url: queries(client, url) for url in urls} == before


def test_a_claim_with_more_parts_asks_no_more(enter):
    editor = enter("editor")

    def claim_with(count):
        speakers = [make_source() for _ in range(count)]
        outlet = make_source(kind="outlet")
        told = [appearance(make_article(), step(outlet), step(each)) for each in speakers]
        others = [make_claim() for _ in range(count)]
        return make_claim(
            appearances=told,
            claimants=[{"source": each.uid} for each in speakers],
            relations=[{"kind": "supports", "target": each.uid} for each in others],
            assessments=[assessment("uncorroborated", as_of=f"2022-11-{10 + n}") for n in range(count)],
        )

    few, many = claim_with(2), claim_with(6)
    page = [address("claim", "change", each.pk) for each in (few, many)]
    editor.get(page[0])
    assert queries(editor, page[0]) == queries(editor, page[1])
    chain = [address("appearance", "change", each.appearances.first().pk) for each in (few, many)]
    assert queries(editor, chain[0]) == queries(editor, chain[1])
