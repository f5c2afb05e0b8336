"""Two archives that differ only in private data make the same dump; one of nothing is a dump too."""

import bagit
import pytest

from archive.editorial.closing import suppress
from archive.exports.dump import dump
from tests.exports.conftest import bytes_of
from tests.factories import make_claim, make_event, make_source, make_user, publish_all
from tests.test_leaks import REMOVED, SECRET, change_what_is_behind_public_things, make_private_things

pytestmark = pytest.mark.django_db


def test_private_things_change_no_dump(tmp_path):
    source = make_source("Ruritania")
    protected = make_source("A man", kind="person", protected=True)
    event = make_event("Reported delivery").uid
    claim = make_claim("Shells were sent", claimant=source, events=[event])
    told = make_claim("Shells were old", claimants=[{"source": protected.uid, "label": "an official"}], events=[event])
    removed = make_claim(f"{REMOVED} sent them", claimant=source)
    publish_all(claim, told, removed)
    suppress("claim", removed.uid, by=make_user("chief"), rule="law", note="By order of a court.")
    before = bytes_of(dump(tmp_path / "before").folder)
    make_private_things(claim, source)
    change_what_is_behind_public_things(claim, protected)
    after = bytes_of(dump(tmp_path / "after").folder)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    said = [name for name, content in after.items() if SECRET.encode() in content or REMOVED.encode() in content]
    assert said == []


def test_an_archive_without_anything_is_dumped_too(tmp_path):
    done = dump(tmp_path)
    bagit.Bag(str(done.folder)).validate()
    assert (done.size, done.folder.name) == (0, "attest-0000-00-00-0")
    assert (done.folder / "data" / "claims.jsonl").read_bytes() == b""
