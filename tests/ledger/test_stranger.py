"""Promise 1 as a stranger has it: with what the page of the ledger says, typed as it stands there, and nothing of ours.

Only ``curl``, ``sendmail`` and the day are ours: they answer from what the site's addresses say.
"""

import html
import json
import os
import random
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from archive.editorial.closing import suppress
from archive.models import LedgerEntry, Payload
from tests.factories import make_claim, make_source, make_user, publish, publish_all
from tests.ledger.samples import Line, is_entry, lived, rewritten, with_other_body

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
CURL = f"""#!{sys.executable} -IS
import pathlib, sys
addresses = [each for each in sys.argv[1:] if each.startswith("http")]
here = pathlib.Path({{answers!r}}, addresses[0].removeprefix({SITE!r}).replace("/", "|"))
if not here.exists():
    sys.exit(22)
name = sys.argv[sys.argv.index("-o") + 1] if "-o" in sys.argv else addresses[0].rsplit("/", 1)[1]
with open(name, "wb") if "-o" in sys.argv or "-fsSO" in sys.argv else sys.stdout.buffer as file:
    file.write(here.read_bytes())
"""
SENDMAIL = "#!/bin/sh\ncat > sent-to-$1\n"


class Stranger:
    """A shell in an empty folder, for which the site is what its addresses answered when last asked."""

    def __init__(self, folder: Path) -> None:
        self.home, self.answers, self.programs = (folder / name for name in ("home", "answers", "bin"))
        for each in (self.home, self.answers, self.programs):
            each.mkdir()
        self._program("curl", CURL.format(answers=str(self.answers)))
        self._program("sendmail", SENDMAIL)

    def _program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def sees(self, *addresses: str) -> None:
        """What the site answers now is what ``curl`` gets from now on."""
        for address in addresses:
            answer = Client().get(address)
            assert answer.status_code == 200, address
            content = b"".join(answer) if answer.streaming else answer.content
            (self.answers / address.replace("/", "|")).write_bytes(content)

    def types(self, command: str) -> subprocess.CompletedProcess:
        environ = {
            "PATH": f"{self.programs}:{Path(sys.executable).parent}:{os.defpath}",
            "HOME": str(self.home),
            "LC_ALL": "C",
            **{f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        command = command.replace("/usr/sbin/sendmail", "sendmail")
        return subprocess.run(
            ["sh", "-c", command], cwd=self.home, env=environ, capture_output=True, text=True, timeout=60
        )

    def file(self, name: str) -> Path:
        return self.home / name


@pytest.fixture(scope="module")
def ledger(made_once) -> None:
    """Whatever can happen to a ledger, and a source that is gone while a claim of it is there."""
    lived()
    source = make_source("Gone")
    publish_all(source, make_claim("It is so", claimant=source))
    suppress("source", source.uid, by=make_user("chief"), rule="protection")
    publish(make_source("Still there"))


@pytest.fixture
def stranger(ledger, tmp_path) -> Stranger:
    found = Stranger(tmp_path)
    found.sees("/ledger/verify.py", "/ledger/checkpoint/", "/ledger/ledger.jsonl")
    return found


def commands() -> list[str]:
    """What the page says to type, each block as it stands there."""
    page = Client().get("/ledger/").content.decode()
    return [html.unescape(block) for block in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)]


def one(part: str) -> str:
    [found] = [command for command in commands() if part in command]
    return found


def test_the_steps_of_the_page_prove_the_ledger_and_a_document(stranger):
    sample = re.search(r"/api/v1/[a-z]+/[a-z2-7]{10}/", one("document.json"))
    stranger.sees(sample[0])
    steps = [each for each in commands() if "* * *" not in each and "head -n" not in each]
    assert len(steps) == 5
    said = [stranger.types(each) for each in steps]
    assert [(each.returncode, each.stderr) for each in said] == [(0, "")] * 5
    size = LedgerEntry.objects.count()
    assert said[3].stdout.startswith(f"Sound: {size} entries, ")
    assert ", 1 checkpoints. Head " in said[3].stdout
    assert said[3].stdout.endswith("\nNot proved: who signed, and that what is said is true.\n")
    # Without a checkpoint less is proved, and the verifier says so.
    assert f"Not proved: that the {size} entries after the newest checkpoint were always these" in said[4].stdout


TAMPERED = {
    "edited": (lambda lines, place: [*lines[:place], {**lines[place], "uid": "aaaaaaaaaa"}, *lines[place + 1 :]], 0),
    "taken out": (lambda lines, place: lines[:place] + lines[place + 1 :], 0),
    "put in": (lambda lines, place: [*lines[: place + 1], lines[place], *lines[place + 1 :]], 1),
    "swapped": (lambda lines, place: swapped(lines, place), 0),
}


def swapped(lines: list[Line], place: int) -> list[Line]:
    following = next(other for other in range(place + 1, len(lines)) if is_entry(lines[other]))
    found = list(lines)
    found[place], found[following] = found[following], found[place]
    return found


@pytest.mark.parametrize("kind", TAMPERED)
def test_the_first_bad_entry_is_named(stranger, kind):
    lines = fetched(stranger)
    places = [place for place, line in enumerate(lines) if is_entry(line)]
    tamper, later = TAMPERED[kind]
    for place in random.Random(kind).sample(places[:-1], 3):
        put(stranger, tamper(lines, place))
        done = stranger.types("python3 -I verify.py ledger.jsonl")
        assert done.returncode == 1
        assert done.stdout.splitlines()[0].startswith(f"NOT SOUND: entry {lines[place]['seq'] + later}: ")


def test_a_changed_word_a_cut_tail_and_a_fork_are_told_apart(stranger):
    lines = fetched(stranger)
    stranger.types(one("date +%F"))
    verify = one("checkpoint-*.json")
    place = next(place for place, line in enumerate(lines) if not is_entry(line) and "salt" in line)
    put(stranger, [*lines[:place], {**lines[place], "body": lines[place]["body"] + " "}, *lines[place + 1 :]])
    done = stranger.types(verify)
    seq = lines[place - 1]["seq"]
    assert (done.returncode, done.stdout) == (
        1,
        f"NOT SOUND: entry {seq}: its payload is not the one it committed to\n",
    )
    last = max(place for place, line in enumerate(lines) if is_entry(line))
    size = lines[last]["seq"]
    put(stranger, lines[:last])
    done = stranger.types(verify)
    assert (done.returncode, done.stdout) == (
        1,
        f"NOT SOUND: the checkpoint of {size} entries is ahead of the ledger's {size - 1}: its tail was cut\n",
    )
    early = {line["seq"]: line["hash"] for line in lines if is_entry(line)}
    stranger.file("checkpoint-early.json").write_text(json.dumps({"size": 3, "hash": early[3]}))
    put(stranger, with_other_body(lines, 4))
    done = stranger.types(verify)
    assert done.returncode == 1
    assert done.stdout.endswith(f"the ledger was rewritten (a fork), first somewhere from entry 4 to entry {size}\n")
    put(stranger, rewritten(lines, 2, uid="aaaaaaaaaa"))
    assert "first somewhere from entry 1 to entry 3\n" in stranger.types(verify).stdout
    stranger.file("ledger.jsonl").write_text('{"seq": 1, "at')
    done = stranger.types(verify)
    assert (done.returncode, "line 1, which may be cut off" in done.stdout, done.stderr) == (2, True, "")


@pytest.mark.parametrize("end", ["whole", "in an entry", "in a payload", "before a payload", "at once"])
def test_a_ledger_is_gone_on_with_wherever_it_broke_off(stranger, end):
    fetched(stranger)
    path = stranger.file("ledger.jsonl")
    text, chance = path.read_text(encoding="utf-8"), random.Random(end)
    lines = [f"{line}\n" for line in text.split("\n")[:-1]]
    number = chance.choice([n for n, line in enumerate(lines) if ('"salt"' in line) == (end == "in a payload") and n])
    keep = {"whole": len(lines), "at once": 0}.get(end, number)
    rest = lines[number][:20] if end.startswith("in ") else ""
    path.write_text("".join(lines[:keep]) + (rest or ("{" if end == "at once" else "")), encoding="utf-8")
    publish(make_source("Later"))
    going_on = one("head -n")
    for after in range(LedgerEntry.objects.count()):
        stranger.sees(f"/ledger/ledger.jsonl?after={after}")
    stranger.sees("/ledger/checkpoint/")
    assert stranger.types(going_on).returncode == 0
    stranger.types("mv whole.jsonl ledger.jsonl; " + one("date +%F"))
    done = stranger.types("python3 -I verify.py ledger.jsonl checkpoint-*.json")
    assert (done.returncode, f"{LedgerEntry.objects.count()} entries" in done.stdout) == (0, True), done


def test_words_that_name_what_was_removed_are_withheld_and_counted(stranger):
    lines = fetched(stranger)
    withheld = [line["commitment"] for line in lines if "withheld" in line]
    gone = removed()
    assert withheld
    assert all(any(uid in Payload.objects.get(pk=each).body for uid in gone) for each in withheld)
    assert not [line for line in lines if any(uid in line.get("body", "") for uid in gone)]
    done = stranger.types("python3 -I verify.py ledger.jsonl")
    assert (done.returncode, f"{len(withheld)} withheld" in done.stdout) == (0, True)


def removed() -> set[str]:
    """The uids of what says of itself that its words are gone."""
    acts = LedgerEntry.objects.filter(action="suppress").values_list("uid", "type")
    return {uid for uid, type in acts if Client().get(f"/api/v1/{type}s/{uid}/").status_code in (410, 451)}


def test_a_document_that_says_another_thing_is_found(stranger):
    fetched(stranger)
    address = re.search(r"/api/v1/[a-z]+/[a-z2-7]{10}/", one("document.json"))[0]
    document = Client().get(address).json()
    lies = {
        "says 'Still there'": {**document, "name": "Another"},
        # Nor does it help to leave the signed words standing in another place.
        "at record.name": {**document, "name": "Another", "role": "Still there"},
        "another record": {**document, "uid": "aaaaaaaaaa"},
        "does not have": {**document, "ledger": {**document["ledger"], "hash": "0" * 64}},
        "Not readable": {"title": "no document"},
    }
    for part, lie in lies.items():
        stranger.file("document.json").write_text(json.dumps(lie))
        done = stranger.types("python3 -I verify.py ledger.jsonl --document document.json")
        assert (done.returncode, part in done.stdout) == (2 if "readable" in part else 1, True), done


def test_the_lines_for_cron_mail_and_commit_the_checkpoint(stranger):
    mail, commit = (line.split(" * * * ", 1)[1] for line in commands() if " * * * " in line)
    # Cron takes a bare percent sign for the end of the line.
    assert "%" not in mail + commit
    assert stranger.types(mail).returncode == 0
    subject, empty, point = stranger.file("sent-to-you@example.org").read_text().splitlines()
    assert (subject, empty) == ("Subject: Attest checkpoint", "")
    stranger.types(f"git init -q --bare there && git clone -q there checkpoints && curl -fsSO {SITE}/ledger/verify.py")
    assert stranger.types(commit.replace("git push -q", "git push -q origin HEAD")).returncode == 0
    publish(make_source("Later"))
    stranger.sees("/ledger/checkpoint/", "/ledger/ledger.jsonl")
    assert stranger.types(commit.replace("git push -q", "git push -q origin HEAD")).returncode == 0
    kept = stranger.types("git -C there show HEAD:attest.jsonl").stdout.splitlines()
    assert [json.loads(line)["size"] for line in kept] == [json.loads(point)["size"], LedgerEntry.objects.count()]
    done = stranger.types(
        f"curl -fsSO {SITE}/ledger/ledger.jsonl && python3 -I verify.py ledger.jsonl checkpoints/attest.jsonl"
    )
    assert (done.returncode, ", 2 checkpoints." in done.stdout) == (0, True)
    # What fails is neither mailed nor committed.
    (stranger.answers / "|ledger|checkpoint|").unlink()
    stranger.file("sent-to-you@example.org").unlink()
    assert stranger.types(mail).returncode != 0
    assert stranger.types(commit).returncode != 0
    assert not stranger.file("sent-to-you@example.org").exists()


def fetched(stranger: Stranger) -> list[Line]:
    stranger.types(f"curl -fsSO {SITE}/ledger/verify.py; curl -fsSO {SITE}/ledger/ledger.jsonl")
    # Not by ``splitlines``, which knows more ends of a line than JSON Lines has.
    return [json.loads(line) for line in stranger.file("ledger.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def put(stranger: Stranger, lines: list[Line]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    stranger.file("ledger.jsonl").write_text(text, encoding="utf-8")
