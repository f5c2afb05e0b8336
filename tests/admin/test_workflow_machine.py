"""Random work at the desk by several people: a model of it equals desk, ledger and public pages after every step."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from archive.editorial import mirroring
from archive.ledger.verify import faults
from archive.models import LedgerEntry, Revision, Source, Submission
from tests.admin.browser import address, opened
from tests.factories import make_source, make_user

pytestmark = pytest.mark.django_db

ROLES = ("researcher", "editor", "editor", "reviewer", "reviewer", "chief")
PEOPLE = st.integers(0, len(ROLES) - 1)
NAMES = st.sampled_from(["Alpha", "Beta", "Gamma"])
MOST = 3


class Modelled:
    """What the machine believes of one record."""

    def __init__(self, name: str, author: int) -> None:
        self.name, self.revisions = name, 1
        self.authors = {author}
        self.public: str | None = None  # the name that readers see
        self.published: str | None = None  # the name of the last version, whatever became of it
        self.state = "never"
        self.version = 0
        self.successor: int | None = None
        self.waiting: tuple[str, set[int], int] | None = None  # name, authors, number of the submission


class Workflow(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = [make_user(role) for role in ROLES]
        self.clients = [Client() for _ in ROLES]
        for client, person in zip(self.clients, self.people, strict=True):
            client.force_login(person)
        self.records: list[tuple[Source, Modelled]] = []
        self.entries: list[tuple[str, str, int]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # -- steps ---------------------------------------------------------------------------------

    @precondition(lambda self: len(self.records) < MOST)
    @rule(who=PEOPLE, name=NAMES)
    def write(self, who: int, name: str) -> None:
        row = make_source(name, by=self.people[who])
        self.records.append((row, Modelled(name, who)))

    @precondition(lambda self: self.records)
    @rule(data=st.data(), who=PEOPLE, name=NAMES, stale=st.booleans())
    def edit(self, data: st.DataObject, who: int, name: str, stale: bool) -> None:
        row, model = self.any(data)
        fields = opened(self.clients[who], address("source", "change", row.pk))
        if stale:
            fields["revision"] = [str(model.revisions - 1)]
        self.clients[who].post(address("source", "change", row.pk), {**fields, "name": [name]})
        if not stale and name != model.name:
            model.name, model.revisions = name, model.revisions + 1
            model.authors.add(who)

    @precondition(lambda self: self.records)
    @rule(data=st.data(), who=PEOPLE)
    def submit(self, data: st.DataObject, who: int) -> None:
        row, model = self.any(data)
        self.clients[who].post(address("submission", "new"), {"record": [row.uid], "note": ""})
        is_new = model.state != "public" or model.name != model.public
        if ROLES[who] != "researcher" and model.waiting is None and is_new:
            number = Submission.objects.order_by("-pk").values_list("pk", flat=True)[0]
            model.waiting = (model.name, model.authors | {who}, number)

    @precondition(lambda self: any(model.waiting for _, model in self.records))
    @rule(data=st.data(), who=PEOPLE)
    def sign(self, data: st.DataObject, who: int) -> None:
        row, model = self.any_waiting(data)
        name, authors, number = model.waiting
        self.clients[who].post(address("submission", "sign", number))
        if ROLES[who] in ("reviewer", "chief") and who not in authors and name == model.name:
            model.version += 1
            self.entries.append(("correct" if model.state == "public" else "publish", row.uid, model.version))
            model.public = model.published = name
            model.state, model.successor, model.waiting, model.authors = "public", None, None, set()

    @precondition(lambda self: any(model.waiting for _, model in self.records))
    @rule(data=st.data(), who=PEOPLE)
    def give_back(self, data: st.DataObject, who: int) -> None:
        _, model = self.any_waiting(data)
        self.clients[who].post(address("submission", "give_back", model.waiting[2]), {"reason": "Say who."})
        if ROLES[who] in ("reviewer", "chief"):
            model.waiting = None

    @precondition(lambda self: any(model.waiting for _, model in self.records))
    @rule(data=st.data(), who=PEOPLE)
    def take_back(self, data: st.DataObject, who: int) -> None:
        _, model = self.any_waiting(data)
        number = model.waiting[2]
        mine = Submission.objects.get(pk=number).created_by_id == self.people[who].pk
        self.clients[who].post(address("submission", "take_back", number))
        if mine:
            model.waiting = None

    @precondition(lambda self: self.records)
    @rule(data=st.data(), who=PEOPLE)
    def withdraw(self, data: st.DataObject, who: int) -> None:
        row, model = self.any(data)
        self.clients[who].post(address("source", "withdraw", row.pk), {"note": "Wrong."})
        if ROLES[who] == "chief" and model.state == "public":
            self.close("withdraw", row, model, "withdrawn")

    @precondition(lambda self: len(self.records) > 1)
    @rule(data=st.data(), who=PEOPLE)
    def merge(self, data: st.DataObject, who: int) -> None:
        place = data.draw(st.integers(0, len(self.records) - 1))
        into = (place + 1) % len(self.records)
        (row, model), (other, kept) = self.records[place], self.records[into]
        sent = {"note": "The same.", "other": str(other.pk), "_confirm": "1"}
        self.clients[who].post(address("source", "merge", row.pk), sent)
        if ROLES[who] == "chief" and model.state == kept.state == "public":
            self.close("merge", row, model, "merged")
            model.successor = into

    @precondition(lambda self: self.records)
    @rule(data=st.data(), who=PEOPLE, back=st.integers(1, 4))
    def restore(self, data: st.DataObject, who: int, back: int) -> None:
        row, model = self.any(data)
        number = max(1, model.revisions - back)
        name = self.name_in(row, number)
        self.clients[who].post(address("source", "restore", row.pk, number), {"base": str(model.revisions)})
        if name != model.name:
            model.name, model.revisions = name, model.revisions + 1
            model.authors.add(who)

    # -- what holds after every step -----------------------------------------------------------

    @invariant()
    def the_desk_is_as_modelled(self) -> None:
        for row, model in self.records:
            row.refresh_from_db()
            assert (row.name, row.revision) == (model.name, model.revisions)
            assert Revision.objects.filter(uid=row.uid).count() == model.revisions

    @invariant()
    def the_ledger_is_as_modelled(self) -> None:
        entries = LedgerEntry.objects.order_by("seq").values_list("action", "uid", "version")
        assert list(entries) == self.entries
        assert not [*faults(), *mirroring.faults()]

    @invariant()
    def the_public_sees_what_is_modelled(self) -> None:
        reader = Client()
        for row, model in self.records:
            answer = reader.get(f"/api/v1/sources/{row.uid}/")
            if model.state == "public":
                assert answer.json()["name"] == model.public
            else:
                expected = {"never": 404, "withdrawn": 410, "merged": 301}[model.state]
                assert answer.status_code == expected, (model.state, answer.content)

    # -- help ----------------------------------------------------------------------------------

    def any(self, data: st.DataObject) -> tuple[Source, Modelled]:
        return data.draw(st.sampled_from(self.records), label="record")

    def any_waiting(self, data: st.DataObject) -> Any:
        return data.draw(st.sampled_from([each for each in self.records if each[1].waiting]), label="waiting")

    def close(self, action: str, row: Source, model: Modelled, state: str) -> None:
        self.entries.append((action, row.uid, model.version))
        model.state, model.public = state, None

    def name_in(self, row: Source, number: int) -> str:
        body = Revision.objects.values_list("body", flat=True).get(uid=row.uid, number=number)
        return next(name for name in ("Alpha", "Beta", "Gamma") if f'"name":"{name}"' in body)


# A quarter of what other tests have as examples: each is a walk through many pages.
WALKS = hypothesis_settings().max_examples // 4


def test_random_work_is_as_modelled() -> None:
    run_state_machine_as_test(Workflow, settings=hypothesis_settings(max_examples=WALKS, stateful_step_count=14))
