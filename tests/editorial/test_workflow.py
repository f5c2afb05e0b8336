"""Who may do what, in which state: a table of truth, and the rules a submission must meet."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.closing import merge, suppress, withdraw
from archive.editorial.permissions import ROLES
from archive.editorial.publishing import Item, publish_many, sign
from archive.editorial.rules import narrows_in_a_circle
from archive.editorial.saving import Refused
from archive.editorial.submitting import give_back, submit, take_back
from archive.ledger.verify import faults
from archive.models import Claim, Document, Event, LedgerEntry, Payload, Revision, Source
from archive.records.walk import dump
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db

MAY = {
    "submit": {"editor", "reviewer", "chief"},
    "sign": {"reviewer", "chief"},
    "sign_sensitive": {"chief"},
    "give_back": {"reviewer", "chief"},
    "withdraw": {"chief"},
    "suppress": {"chief"},
    "merge": {"chief"},
}


def attempt(action: str, role: str) -> None:
    user = make_user(role)
    if action == "submit":
        submit([make_source()], by=user)
    elif action == "sign":
        sign(submit([make_source()], by=make_user()), by=user)
    elif action == "sign_sensitive":
        claim = make_claim(sensitive=True)
        publish(*Source.objects.all(), *[each.article for each in claim.appearances.all()])
        sign(submit([claim], by=make_user()), by=user)
    elif action == "give_back":
        give_back(submit([make_source()], by=make_user()), by=user, reason="unclear")
    else:
        one, other = make_source(), make_source()
        publish(one, other)
        if action == "withdraw":
            withdraw("source", one.uid, by=user, note="wrong")
        elif action == "suppress":
            suppress("source", one.uid, by=user, rule="law")
        else:
            merge("source", one.uid, into=other.uid, by=user, note="the same")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", MAY)
def test_the_table_of_roles(action: str, role: str) -> None:
    if role in MAY[action]:
        attempt(action, role)
    else:
        with pytest.raises(PermissionDenied):
            attempt(action, role)


def test_all_who_revised_since_the_last_version_are_authors() -> None:
    anna, boris, carl = (make_user("chief") for _ in range(3))
    source = make_source()
    change(source, by=anna, note="by anna")
    change(source, by=boris, note="by boris")
    submission = submit([source], by=carl)
    signed = set(submission.signatures.filter(role="author").values_list("user", flat=True))
    assert {anna.pk, boris.pk, carl.pk} <= signed
    for author in (anna, boris, carl):
        with pytest.raises(Refused):
            sign(submission, by=author)
    sign(submission, by=make_user("reviewer"))
    change(source, by=carl, note="by carl")
    second = submit([source], by=carl)
    assert set(second.signatures.values_list("user", flat=True)) == {carl.pk}
    sign(second, by=anna)
    assert not list(faults())


def test_a_record_waits_in_one_submission_at_most() -> None:
    source, editor = make_source(), make_user()
    submission = submit([source], by=editor)
    with pytest.raises(Refused, match="waits for review already"):
        submit([source], by=make_user())
    with pytest.raises(Refused):
        take_back(submission, by=make_user())
    take_back(submission, by=editor)
    submit([source], by=editor)


def test_a_decided_submission_is_not_decided_again() -> None:
    submission = submit([make_source()], by=make_user())
    sign(submission, by=make_user("reviewer"))
    with pytest.raises(Refused, match="decided"):
        sign(submission, by=make_user("reviewer"))
    with pytest.raises(Refused, match="decided"):
        give_back(submission, by=make_user("reviewer"), reason="too late")


def test_nothing_new_is_not_submitted_again() -> None:
    source = make_source()
    publish(source)
    with pytest.raises(Refused, match="public as it stands"):
        submit([source], by=make_user())
    change(source, internal_note="for us only")
    with pytest.raises(Refused, match="public as it stands"):
        submit([source], by=make_user())


def test_a_link_to_a_draft_is_refused() -> None:
    claim = make_claim()
    with pytest.raises(Refused, match="neither public nor submitted with it"):
        submit([claim], by=make_user())


def test_a_protected_name_in_public_text_is_refused() -> None:
    make_source("Anonymous Benefactor", kind="person", protected=True)
    with pytest.raises(Refused, match="protected source"):
        submit([make_source(note="As anonymous benefactor told us.")], by=make_user())


def refused(**data: object) -> str:
    outlet, claimant = make_source(kind="outlet"), make_source()
    article = make_article(publisher=outlet.uid)
    chain = appearance(article, step(outlet), step(claimant))
    claim = make_claim(**{"claimant": claimant, "appearances": [chain], **data})
    with pytest.raises(Refused) as told:
        submit([outlet, claimant, article, claim], by=make_user())
    return str(told.value)


def test_the_table_of_standings_is_enforced() -> None:
    assert "two independent origins" in refused(assessments=[assessment("corroborated")])
    assert "evidence" in refused(assessments=[assessment("confirmed")])
    assert "opinions are not rated" in refused(kind="opinion", assessments=[assessment("open")])
    assert "takes an outcome" in refused(kind="prediction", assessments=[assessment("open")])
    assert "has one of these outcomes" in refused(kind="pledge", assessments=[assessment(outcome="came_true")])


def test_quotations_are_short() -> None:
    article, outlet = make_article(), make_source(kind="outlet")
    long = {"part": "body", "paragraph": 1, "exact": "one two three four five six seven eight nine"}
    assert "more than eight words" in refused(appearances=[appearance(article, step(outlet), passages=[long])])


def test_the_loader_publishes_only_what_is_its_own() -> None:
    author, reviewer = make_user(name="loader"), make_user(name="second")
    source = make_source()
    with pytest.raises(Refused, match="revised by a person"):
        publish_many([Item("source", source.uid, dump(source))], author=author, reviewer=reviewer)
    assert not LedgerEntry.objects.exists()


def test_suppression_leaves_no_copy() -> None:
    secret = "Unrepeatable Slander"
    source = make_source(secret)
    claim = make_claim(claimant=source)
    publish_all(claim)
    change(source, name=f"{secret} again")
    suppress("source", source.uid, by=make_user("chief"), rule="law", note="by order of a court")
    for rows in (Payload.objects.values_list("body"), Revision.objects.filter(uid=source.uid).values_list("body")):
        assert not [body for (body,) in rows if secret in body]
    assert Source.objects.get(pk=source.pk).name == "[suppressed]"
    assert not list(faults())


def test_a_confirmed_reversal_takes_one_person() -> None:
    other = make_claim()
    publish_all(other)
    relation = {"kind": "contradicts", "target": other.uid, "strength": "plain", "confirmed": True}
    assert "one person" in refused(relations=[relation])


def test_a_public_source_is_protected_only_by_suppression() -> None:
    source = make_source("The one who told us", kind="person")
    claim = make_claim(claimant=source)
    publish_all(claim)
    with pytest.raises(Refused, match="rule of protection"):
        change(source, protected=True)
    suppress("source", source.uid, by=make_user("chief"), rule="protection")
    row = Source.objects.get(pk=source.pk)
    assert row.protected
    assert row.name == "The one who told us"
    documents = Document.objects.values_list("body", "card", "title")
    assert not [each for each in documents if "The one who told us" in "".join(each)]
    assert not list(faults())


def narrowing(claim: Claim, target: Claim) -> Claim:
    return change(claim, relations=[{"kind": "narrows", "target": target.uid, "note": "A part of it."}])


def test_claims_that_narrow_each_other_in_a_circle_are_refused() -> None:
    """Drafts that narrow each other elsewhere, and long lines, are no concern of a submission."""
    first, second, third, other, another = (make_claim() for _ in range(5))
    publish_all(first, second, third, other, another)
    narrowing(other, another), narrowing(another, other)
    narrowing(first, second), narrowing(second, third)
    assert narrows_in_a_circle({first.uid, third.uid}) is None
    narrowing(third, first)
    assert set(narrows_in_a_circle({second.uid}) or ()) == {first.uid, second.uid, third.uid}
    with pytest.raises(Refused) as told:
        submit([Claim.objects.get(uid=third.uid)], by=make_user("editor"))
    assert "narrow each other in a circle" in str(told.value)


def test_events_that_are_part_of_each_other_are_refused() -> None:
    first, second, third = (make_event() for _ in range(3))
    for event, larger in ((first, second), (second, third)):
        change(event, part_of=larger.uid)
    events = Event.objects.filter(uid__in=[first.uid, second.uid, third.uid])
    publish(*events)
    change(third, part_of=first.uid)
    with pytest.raises(Refused, match="part of each other in a circle") as told:
        submit([Event.objects.get(uid=third.uid)], by=make_user("editor"))
    assert all(each.uid in str(told.value) for each in events)


def test_to_publish_one_more_claim_asks_no_more_as_the_archive_grows() -> None:
    editor, chief = make_user("editor"), make_user("chief")
    outlet, speaker = make_source("The Paper", kind="outlet"), make_source("Ruritania")
    article = make_article(publisher=outlet.uid)
    publish_all(outlet, speaker, article)

    def asked() -> int:
        told = [appearance(article, step(outlet), step(speaker))]
        claim = make_claim(claimant=speaker, appearances=told)
        with CaptureQueriesContext(connection) as captured:
            sign(submit([claim], by=editor), by=chief)
        return len(captured)

    asked()
    before = asked()
    for _ in range(3):
        publish_all(make_claim(claimant=speaker))
    assert asked() == before
