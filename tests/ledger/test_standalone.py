"""Promise 1: whoever has an export can tell whether the ledger was tampered with, without the archive."""

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ledger import standalone
from archive.ledger.export import lines
from archive.ledger.standalone import FIELDS, entry_hash
from archive.ledger.view import checkpoint
from archive.text.canonical import canonical
from tests.factories import make_source, publish
from tests.ledger.samples import Line, is_entry, lived, rewritten, spoiled, with_other_body

VERIFIER = Path(standalone.__file__)

# Verifies many files in one isolated interpreter; prints the exit code of each.
MANY = """
import contextlib, io, runpy, sys
main = runpy.run_path(sys.argv[1])["main"]
for path in sys.stdin.read().splitlines():
    with contextlib.redirect_stdout(io.StringIO()):
        code = main([path])
    print(code)
"""


@pytest.fixture(scope="module")
def ledger(made_once) -> list[Line]:
    return lived()


def isolated(*arguments: str, given: str = "") -> subprocess.CompletedProcess:
    """Python without this project, without installed packages, without an environment."""
    command = [sys.executable, "-I", "-S", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, env={}, cwd="/", timeout=120)


def write(path: Path, ledger: Sequence[Line]) -> str:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ledger), encoding="utf-8")
    return str(path)


def verify(path: Path, ledger: Sequence[Line], *checkpoints: dict) -> subprocess.CompletedProcess:
    saved = path.with_suffix(".checkpoint")
    write(saved, checkpoints)
    return isolated(str(VERIFIER), write(path, ledger), str(saved))


@pytest.mark.django_db
def test_an_honest_ledger_is_sound(ledger, tmp_path):
    done = verify(tmp_path / "ledger.jsonl", ledger, checkpoint())
    entries = [line for line in ledger if is_entry(line)]
    assert (done.returncode, done.stderr) == (0, "")
    missing = len(entries) - (len(ledger) - len(entries))
    assert missing >= 5
    assert done.stdout == (
        f"Sound: {len(entries)} entries, {missing} suppressed payloads, 1 checkpoints. Head {entries[-1]['hash']}\n"
        "Not proved: who signed, and that what is said is true.\n"
    )


def test_an_empty_ledger_is_sound(tmp_path):
    assert verify(tmp_path / "ledger.jsonl", []).returncode == 0


@pytest.mark.thorough
def test_every_single_change_is_found(ledger, tmp_path):
    changes = list(spoiled(ledger, random.Random(1)))
    assert len(changes) >= 1_000
    paths = [write(tmp_path / f"{number}.jsonl", spoilt) for number, (_, spoilt) in enumerate(changes)]
    done = isolated("-c", MANY, str(VERIFIER), given="\n".join(paths))
    assert done.stderr == ""
    codes = done.stdout.split()
    assert len(codes) == len(changes)
    assert [what for (what, _), code in zip(changes, codes, strict=True) if code == "0"] == []


def test_a_change_is_told_in_a_sentence(ledger, tmp_path):
    [first, *rest] = ledger
    done = verify(tmp_path / "ledger.jsonl", [{**first, "uid": "aaaaaaaaaa"}, *rest])
    assert done.returncode == 1
    assert done.stdout == "NOT SOUND: entry 1: its hash does not fit its content: it was changed\n"


def test_a_name_that_stands_twice_in_a_line_is_found(ledger, tmp_path):
    path = tmp_path / "ledger.jsonl"
    write(path, ledger)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"uid": ', '"uid": "evilevilev", "uid": ', 1), encoding="utf-8")
    assert isolated(str(VERIFIER), str(path)).returncode != 0


@pytest.mark.parametrize(
    "text", ["", "\n\n", "[]\n", "{\n", '{"a": 1}\n', "\ufeff{}\n", '{"seq": 1}\n', "NaN\n", "[" * 100_000]
)
def test_what_is_no_ledger_is_told_without_a_traceback(tmp_path, text):
    path = tmp_path / "ledger.jsonl"
    path.write_text(text, encoding="utf-8")
    done = isolated(str(VERIFIER), str(path))
    assert done.returncode == (0 if not text.strip() else done.returncode or 9)
    assert done.returncode in (0, 1, 2)
    assert done.stderr == ""


@pytest.mark.django_db
def test_a_cut_tail_is_found_against_a_saved_checkpoint(ledger, tmp_path):
    saved = checkpoint()
    last = max(place for place, line in enumerate(ledger) if is_entry(line))
    assert verify(tmp_path / "cut.jsonl", ledger[:last]).returncode == 0  # nothing inside tells
    done = verify(tmp_path / "cut.jsonl", ledger[:last], saved)
    assert done.returncode == 1
    assert "its tail was cut" in done.stdout


@pytest.mark.parametrize("place", [0, 0.5, 1])
def test_a_rewritten_ledger_is_found_against_any_later_checkpoint(ledger, tmp_path, place):
    hashes = {line["seq"]: line["hash"] for line in ledger if is_entry(line)}
    kept = {line["commitment"] for line in ledger if not is_entry(line)}
    published = [line["seq"] for line in ledger if is_entry(line) and line["commitment"] in kept]
    seq = published[int(place * (len(published) - 1))]
    forged = with_other_body(ledger, seq)
    assert verify(tmp_path / "forged.jsonl", forged).returncode == 0  # whoever owns it all can do that
    for size in {1, seq - 1, seq, seq + 1, max(hashes)} & hashes.keys():
        done = verify(tmp_path / "forged.jsonl", forged, {"size": size, "hash": hashes[size]})
        assert done.returncode == (1 if size >= seq else 0)
        assert ("rewritten (a fork)" in done.stdout) == (size >= seq)


def test_the_checkpoint_of_an_empty_ledger_holds_for_ever(ledger, tmp_path):
    assert verify(tmp_path / "ledger.jsonl", ledger, {"size": 0, "hash": "0" * 64}).returncode == 0


def test_a_payload_may_miss_only_after_its_suppression(ledger, tmp_path):
    acts = [line for line in ledger if line.get("action") == "suppress"]
    for act in acts:
        # The same ledger, in which that act was a withdrawal: what it destroyed is missing now.
        done = verify(tmp_path / "ledger.jsonl", rewritten(ledger, act["seq"], action="withdraw"))
        assert done.returncode == 1
        assert "its payload is missing and no later entry suppresses it" in done.stdout


@pytest.mark.django_db
def test_an_export_can_be_continued():
    publish(make_source())
    first, size = list(lines()), checkpoint()["size"]
    publish(make_source())
    assert list(lines()) == [*first, *lines(after=size)]


hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    st.fixed_dictionaries(
        {name: st.integers(1, 2**53 - 1) if name in ("seq", "version") else hostile for name in FIELDS}
    )
)
def test_what_is_hashed_is_the_canonical_form(entry):
    written = canonical(entry)
    assert entry_hash({**entry, "hash": "anything"}) == hashlib.sha256(written.encode()).hexdigest()
