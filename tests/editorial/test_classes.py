"""What sort of change a correction is stands with its note, signed, in every public account of it."""

import json

import pytest
from django.test import Client

from archive.editorial.publishing import sign
from archive.editorial.saving import Refused
from archive.editorial.submitting import submit
from archive.models import Payload
from tests.factories import change, make_event, make_source, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected():
    source = make_source("Ruritanai")
    publish(source)
    source, event = change(source, name="Ruritania"), make_event()
    submission = submit([source, event], by=make_user(), note="The name was misspelt.", of_class="correction")
    sign(submission, by=make_user("reviewer"))
    return source, event


def test_it_is_part_of_the_signed_bytes_of_what_was_public_only(corrected):
    bodies = {
        json.loads(body)["record"].get("name"): json.loads(body)
        for body in Payload.objects.values_list("body", flat=True)
    }
    assert bodies["Ruritania"]["class"] == "correction"
    assert "class" not in bodies[None], "an event that is new is no correction"


def test_readers_are_told(corrected):
    source, _ = corrected
    client = Client()
    history = client.get(f"/sources/{source.uid}/ruritania/history/").content.decode()
    assert "<h2>Correction, version 2</h2>" in history
    assert "The name was misspelt." in history
    assert "Correction" in client.get("/").content.decode()


@pytest.mark.parametrize(("note", "of_class"), [("", "correction"), ("Why.", "whim")])
def test_it_is_one_of_four_and_explained(note, of_class):
    with pytest.raises(Refused):
        submit([make_source()], by=make_user(), note=note, of_class=of_class)


def test_it_is_chosen_at_the_desk():
    source = make_source("Ruritanai")
    publish(source)
    change(source, name="Ruritania")
    client, page = Client(), "/admin/archive/submission/new/"
    client.force_login(make_user())
    sent = {"record": [source.uid], "note": "", "of_class": "clarification"}
    assert "Say in the public note" in client.post(page, sent).content.decode()
    submitted = client.post(page, {**sent, "note": "Spelt as it spells itself."})
    assert "Clarification: Spelt as" in client.get(submitted.url).content.decode()
