"""The one way to change a record: nothing is overwritten, nothing is unrecorded."""

import json
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from archive.editorial.saving import Conflict, Refused, saving
from archive.ledger.verify import faults
from archive.models import Claim, Revision, Source
from tests.factories import assessment, change, make_claim, make_source, make_user, publish_all


def rename(source: Source, name: str, tied_to: Source | None = None) -> None:
    """Save ``source`` as somebody who read its first revision."""
    with saving(source, base=1, by=make_user()):
        source.name = name
        source.save()
        if tied_to is not None:
            source.affiliations.create(body=tied_to, type="works_at")


@pytest.mark.django_db
def test_every_save_keeps_a_revision_of_the_whole_record() -> None:
    source = make_source("One")
    change(source, by=make_user(name="anna"), name="Two")
    bodies = Revision.objects.filter(uid=source.uid).order_by("number").values_list("number", "body", "user__username")
    assert [(number, json.loads(body)["name"]) for number, body, _ in bodies] == [(1, "One"), (2, "Two")]
    assert bodies[1][2] == "anna"


@pytest.mark.django_db
def test_saving_what_already_stands_keeps_no_revision() -> None:
    source = make_source("One")
    assert change(source, name="One").revision == 1
    assert Revision.objects.filter(uid=source.uid).count() == 1


@pytest.mark.django_db
def test_the_second_of_two_is_told_and_nothing_is_overwritten() -> None:
    source = make_source("Base")
    mine = Source.objects.get(pk=source.pk)
    change(source, name="Theirs")
    with pytest.raises(Conflict) as told:
        rename(mine, "Mine")
    assert Source.objects.get(pk=source.pk).name == "Theirs"
    assert json.loads(told.value.body(told.value.base))["name"] == "Base"
    assert json.loads(told.value.body(told.value.theirs))["name"] == "Theirs"


@pytest.mark.django_db
def test_a_fault_while_writing_undoes_all_of_it() -> None:
    source = make_source("One")
    with pytest.raises(IntegrityError), transaction.atomic():
        rename(source, "Two", tied_to=source)
    assert Source.objects.get(pk=source.pk).name == "One"
    assert Revision.objects.filter(uid=source.uid).count() == 1


@pytest.mark.django_db
def test_published_assessments_stay_and_new_ones_follow() -> None:
    claim = make_claim(assessments=[assessment("open")])
    publish_all(claim)
    with pytest.raises(Refused, match="published assessments stay"):
        change(claim, assessments=[assessment("uncorroborated")])
    changed = change(claim, assessments=[assessment("open"), assessment("uncorroborated", as_of="2023-01-01")])
    assert changed.assessments.count() == 2


@pytest.mark.django_db
def test_a_change_behind_the_desk_is_named_by_verify() -> None:
    source = make_source("One")
    assert not list(faults())
    Source.objects.filter(pk=source.pk).update(name="Quietly")
    assert [line for line in faults() if source.uid in line] == [
        f"source {source.uid}: its rows were changed without a revision"
    ]


@pytest.mark.django_db(transaction=True)
def test_of_many_savers_at_once_one_wins_each_round() -> None:
    source, people = make_source("Base"), [make_user() for _ in range(4)]
    outcomes: list[str] = []
    start = threading.Barrier(len(people))

    def save(person: int) -> None:
        try:
            row = Source.objects.get(pk=source.pk)
            start.wait(timeout=20)
            with saving(row, base=1, by=people[person]):
                row.name = f"by {person}"
                row.save()
            outcomes.append("saved")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[person]) for person in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "told", "told", "told"]
    assert Source.objects.get(pk=source.pk).revision == 2
    assert not list(faults())


@pytest.mark.django_db
def test_constraints_hold_below_every_form() -> None:
    for values in ({"kind": "rumour"}, {"statement": ""}, {"condition_text": "if", "condition_state": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(**{"statement": "x", "kind": "assertion", **values})
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(kind="unnamed", name="analysts")
