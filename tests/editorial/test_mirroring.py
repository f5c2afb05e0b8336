"""What the desk's rows know of the public is what the ledger says, after every sort of save and act."""

import pytest
from django.core.management import call_command

from archive.editorial import mirroring
from archive.editorial.closing import merge, suppress, withdraw
from archive.models import Source
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db


def mirrored(row):
    return type(row).objects.values_list("public_state", "differs").get(pk=row.pk)


def test_a_record_from_its_first_save_to_its_end():
    source = make_source("One")
    assert mirrored(source) == ("", True)
    publish(source)
    assert mirrored(source) == ("public", False)
    change(source, internal_note="For us only.")
    assert mirrored(source) == ("public", False), "what is private changes nothing in public"
    change(source, name="Two")
    assert mirrored(source) == ("public", True)
    change(source, name="One")
    assert mirrored(source) == ("public", False), "it says again what is public"
    withdraw("source", source.uid, by=make_user("chief"), note="Wrong.")
    assert mirrored(source) == ("withdrawn", True)
    publish(source)
    assert mirrored(source) == ("public", False)
    suppress("source", source.uid, by=make_user("chief"), rule="law")
    assert mirrored(source) == ("suppressed", True)
    assert not list(mirroring.faults())


def test_of_an_older_version_a_suppression_changes_nothing():
    source = make_source("One")
    publish(source)
    publish(change(source, name="Two"))
    suppress("source", source.uid, by=make_user("chief"), rule="law", version=1)
    assert mirrored(source) == ("public", False)


def test_merged_and_protected():
    one, other, hidden = make_source(), make_source(), make_source()
    publish(one, other, hidden)
    merge("source", one.uid, into=other.uid, by=make_user("chief"), note="The same.")
    suppress("source", hidden.uid, by=make_user("chief"), rule="protection")
    assert (mirrored(one)[0], mirrored(other), mirrored(hidden)[0]) == ("merged", ("public", False), "suppressed")
    publish_all(make_claim())
    assert not list(mirroring.faults())


def test_a_row_that_lies_is_found_and_mended(capsys):
    source, other = make_source(), make_source()
    publish(source)
    Source.objects.update(public_state="public", differs=True)
    assert len(list(mirroring.faults())) == 2
    with pytest.raises(SystemExit):
        call_command("verify")
    assert "does not mirror" in capsys.readouterr().out
    call_command("rebuild_reading_room", verbosity=0)
    assert (mirrored(source), mirrored(other)) == (("public", False), ("", True))
