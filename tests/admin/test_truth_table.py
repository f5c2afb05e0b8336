"""Who may do what to a record in which state, tried through every path of the desk.

Each action is posted by each role to a record in each state. What the table allows happens and
leaves a revision, an entry or a decision; whatever it does not allow changes nothing at all.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from archive.editorial import mirroring
from archive.editorial.closing import merge, suppress, withdraw
from archive.editorial.permissions import ROLES
from archive.editorial.submitting import submit
from archive.ledger.verify import faults
from archive.models import LedgerEntry, Revision, Signature, Source, Submission
from tests.admin.browser import address, opened
from tests.factories import change, make_source, make_user, publish

pytestmark = pytest.mark.django_db

NOBODY = "nobody"
WRITERS = {"researcher", "editor", "reviewer", "chief"}
EDITORS = {"editor", "reviewer", "chief"}
REVIEWERS = {"reviewer", "chief"}
CHIEF = {"chief"}

# action → state → who may. A state that is not named admits nobody.
ANY = ("draft", "waiting", "public", "changed", "withdrawn", "merged", "suppressed")
CLOSED = ("withdrawn", "merged", "suppressed")
TABLE: dict[str, dict[str, set[str]]] = {
    "edit": dict.fromkeys(ANY, WRITERS),
    "edit from an old page": {},
    # Of a suppressed record only what was redacted is kept to be restored.
    "restore": dict.fromkeys(ANY, WRITERS),
    "submit": dict.fromkeys(("draft", "changed", *CLOSED), EDITORS),
    "submit from the list": dict.fromkeys(("draft", "changed", *CLOSED), EDITORS),
    "sign": {"waiting": REVIEWERS},
    "give back": {"waiting": REVIEWERS},
    "take back": {},
    "withdraw": dict.fromkeys(("public", "changed"), CHIEF),
    "merge": dict.fromkeys(("public", "changed"), CHIEF),
    "suppress": dict.fromkeys(("public", "changed", *CLOSED), CHIEF),
    "delete": {},
    "add with a used uid": {},
}


class Scene:
    """A record in a state, another public one, and whoever wrote and submitted it."""

    def __init__(self, state: str) -> None:
        self.author = make_user("editor")
        self.row = make_source("One", by=self.author)
        change(self.row, by=self.author, role="a role")
        self.other = make_source("Other")
        publish(self.other)
        getattr(self, f"make_{state}")()
        self.row.refresh_from_db()

    def make_draft(self) -> None: ...

    def make_waiting(self) -> None:
        submit([self.row], by=self.author)

    def make_public(self) -> None:
        publish(self.row)

    def make_changed(self) -> None:
        publish(self.row)
        change(self.row, by=self.author, note="Changed.")

    def make_withdrawn(self) -> None:
        publish(self.row)
        withdraw("source", self.row.uid, by=make_user("chief"), note="Wrong.")
        change(self.row, by=self.author, note="Mended.")

    def make_merged(self) -> None:
        publish(self.row)
        merge("source", self.row.uid, into=self.other.uid, by=make_user("chief"), note="The same.")
        change(self.row, by=self.author, note="Mended.")

    def make_suppressed(self) -> None:
        publish(self.row)
        suppress("source", self.row.uid, by=make_user("chief"), rule="privacy")
        change(self.row, by=self.author, name="New name")

    def submission(self) -> int:
        return Submission.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def page(self, name: str, *more: Any) -> str:
        return address("source", name, self.row.pk, *more)


def edit(client: Client, scene: Scene) -> None:
    client.post(scene.page("change"), {**form(scene), "note": "Edited."})


def edit_from_an_old_page(client: Client, scene: Scene) -> None:
    client.post(scene.page("change"), {**form(scene), "note": "Edited.", "revision": "1"})


def form(scene: Scene) -> dict[str, Any]:
    """The form as somebody who may open it would send it: a forged POST needs no page."""
    client = Client()
    client.force_login(scene.author)
    return opened(client, scene.page("change"))


def restore(client: Client, scene: Scene) -> None:
    number = Revision.objects.filter(uid=scene.row.uid).order_by("number").values_list("number", flat=True).first()
    client.post(scene.page("restore", number), {"base": str(scene.row.revision)})


def submit_it(client: Client, scene: Scene) -> None:
    client.post(address("submission", "new"), {"record": [scene.row.uid], "note": ""})


def submit_from_the_list(client: Client, scene: Scene) -> None:
    chosen = {"action": "submit_for_review", "_selected_action": [str(scene.row.pk)]}
    led = client.post(address("source"), chosen)
    if led.status_code == 302 and "record=" in led.url:
        submit_it(client, scene)


def decide(name: str, **data: str) -> Callable[[Client, Scene], None]:
    def act(client: Client, scene: Scene) -> None:
        client.post(address("submission", name, scene.submission()), data)

    return act


def close(name: str, **data: str) -> Callable[[Client, Scene], None]:
    def act(client: Client, scene: Scene) -> None:
        given = {key: str(scene.other.pk) if value == "other" else value for key, value in data.items()}
        client.post(scene.page(name), given)

    return act


def delete(client: Client, scene: Scene) -> None:
    client.post(scene.page("delete"), {"post": "yes"})


def add_with_a_used_uid(client: Client, scene: Scene) -> None:
    fields = {**form(scene), "uid": scene.row.uid, "name": "A double"}
    client.post(address("source", "add"), {key: value for key, value in fields.items() if key != "record"})


ACTIONS: dict[str, Callable[[Client, Scene], None]] = {
    "edit": edit,
    "edit from an old page": edit_from_an_old_page,
    "restore": restore,
    "submit": submit_it,
    "submit from the list": submit_from_the_list,
    "sign": decide("sign"),
    "give back": decide("give_back", reason="Say who."),
    "take back": decide("take_back"),
    "withdraw": close("withdraw", note="Wrong."),
    "merge": close("merge", note="The same.", other="other", _confirm="1"),
    "suppress": close("suppress", rule="privacy"),
    "delete": delete,
    "add with a used uid": add_with_a_used_uid,
}


def everything() -> list[Any]:
    """Whatever an action could change."""
    return [
        LedgerEntry.objects.count(),
        Revision.objects.count(),
        list(Signature.objects.order_by("pk").values_list("submission", "user", "role")),
        list(Submission.objects.order_by("pk").values_list("pk", "state")),
        list(Source.objects.order_by("pk").values_list("uid", "name", "note", "revision")),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("state", ANY)
def test_the_table(state: str) -> None:
    scene = Scene(state)
    clients = {NOBODY: Client()}
    for role in ROLES:
        clients[role] = Client()
        clients[role].force_login(make_user(role))
    before = everything()
    wrong = []
    for action, act in ACTIONS.items():
        for role, client in clients.items():
            with transaction.atomic():
                act(client, scene)
                happened, expected = everything() != before, role in TABLE[action].get(state, set())
                if happened != expected:
                    wrong.append(f"{role}: {action} {'happened' if happened else 'did not happen'}")
                if happened:
                    assert not [*faults(), *mirroring.faults()], (role, action)
                transaction.set_rollback(True)
    assert not wrong


@pytest.mark.parametrize("role", sorted(EDITORS))
def test_nobody_signs_their_own_work_by_any_path(role: str) -> None:
    """Also whoever only touched it once, or submitted what another wrote."""
    own, touched = make_user(role), make_user(role)
    source = make_source(by=make_user("researcher"))
    change(source, by=touched, note="Touched.")
    submission = submit([source], by=own)
    before = everything()
    for person in (own, touched):
        client = Client()
        client.force_login(person)
        assert client.post(address("submission", "sign", submission.pk)).status_code in (302, 403)
        assert everything() == before
