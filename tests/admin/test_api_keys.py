"""Keys of programs at the desk: a chief gives and revokes them, sees each once, and it stands in the log."""

import re

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry

from archive.editorial.api_keys import recognised
from archive.models import ApiKey
from tests.admin.browser import address

pytestmark = pytest.mark.django_db

GIVEN = {"name": "A newsroom", "contact": "desk@example.org", "times": "20", "expires": ""}


def shown_in(answer):
    return re.search("attest_[-_A-Za-z0-9]{43}", answer.content.decode())


def test_a_key_is_shown_once_kept_by_its_hash_and_revoked_for_good(enter):
    chief = enter("chief")
    assert chief.get(address("apikey", "add")).status_code == 200
    answer = chief.post(address("apikey", "add"), GIVEN)
    secret = shown_in(answer)[0]
    assert "no-store" in answer["Cache-Control"]
    key = recognised(secret)
    assert (key.name, key.times, key.created_by) == ("A newsroom", 20, chief.person)
    for page in (address("apikey"), address("apikey", "change", key.pk), address("apikey", "history", key.pk)):
        told = chief.get(page)
        assert (told.status_code, shown_in(told)) == (200, None)
        assert key.sha256 not in told.content.decode()
    # What is given is not changed any more.
    page = address("apikey", "change", key.pk)
    assert chief.post(page, {**GIVEN, "times": "900"}).status_code == 302
    assert recognised(secret).times == 20
    assert chief.post(page, {"revoke": "on"}).status_code == 302
    assert recognised(secret) is None
    revoked = ApiKey.objects.get().revoked_at
    assert "revoke" not in re.findall('name="([a-z]+)"', chief.get(page).content.decode())
    chief.post(page, {"revoke": "on"})
    assert ApiKey.objects.get().revoked_at == revoked
    assert chief.post(address("apikey", "delete", key.pk), {"post": "yes"}).status_code == 403
    logged = LogEntry.objects.filter(object_id=str(key.pk)).order_by("pk")
    assert {entry.user for entry in logged} == {chief.person}
    assert [entry.action_flag for entry in logged][:3] == [ADDITION, CHANGE, CHANGE]
    assert "revoke" in logged[2].get_change_message()
    assert not [entry for entry in logged if secret in f"{entry.object_repr}{entry.change_message}"]


@pytest.mark.parametrize("fault", [{"times": "0"}, {"times": "1001"}, {"name": ""}, {"contact": ""}, {"expires": "x"}])
def test_a_faulty_key_is_not_made(enter, fault):
    answer = enter("chief").post(address("apikey", "add"), {**GIVEN, **fault})
    assert answer.status_code == 200
    assert shown_in(answer) is None
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer"])
def test_keys_are_a_chiefs(enter, role):
    client = enter(role)
    for page in (address("apikey"), address("apikey", "add")):
        assert client.get(page).status_code == 403
        assert client.post(page, GIVEN).status_code == 403
    assert not ApiKey.objects.exists()
