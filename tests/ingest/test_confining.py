"""What runs in a confined child stays within its means, and the parent goes on whatever becomes of it."""

import io
import os
import pickle
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.ingest.confining import Confined, Fault
from archive.ingest.confining.wire import Answer, receive_answer
from archive.ingest.shapes import Hint, Kind, Read, Refusal
from tests.ingest import confined_work as work


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with Confined(seconds=0.5, megabytes=100) as confined:
        yield confined


def test_results_come_back_as_they_were(confined: Confined) -> None:
    read = confined.call(work.told, "Слово")
    assert (read.text, read.data, read.hints) == ("Слово", b"\x00", [Hint("title", "T", "meta")])


def test_one_child_answers_many_calls(confined: Confined) -> None:
    first = confined.call(work.number)
    assert first != os.getpid()
    assert {confined.call(work.number) for _ in range(5)} == {first}


def test_a_refusal_crosses_as_itself_and_the_child_lives_on(confined: Confined) -> None:
    child = confined.call(work.number)
    with pytest.raises(Refusal) as refusal:
        confined.call(work.refuses)
    assert refusal.value.sentence == "That is a picture."
    assert confined.call(work.number) == child


def test_what_takes_too_long_is_refused_in_time(confined: Confined) -> None:
    begun = time.monotonic()
    with pytest.raises(Refusal, match=r"longer than 0\.5 seconds"):
        confined.call(work.is_late)
    assert time.monotonic() - begun < 3
    assert confined.call(work.length, b"abc") == 3


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is limited on Linux")
def test_what_takes_too_much_memory_is_refused(confined: Confined) -> None:
    assert confined.call(work.is_greedy, 50) == 50_000_000
    with pytest.raises(Refusal, match="more than 100 MB"):
        confined.call(work.is_greedy, 150)
    assert confined.call(work.is_greedy, 50) == 50_000_000


def test_a_death_is_a_refusal_and_the_next_call_has_a_new_child(confined: Confined) -> None:
    child = confined.call(work.number)
    with pytest.raises(Refusal, match="probably damaged"):
        confined.call(work.dies)
    assert confined.call(work.number) != child


def test_a_mistake_is_told_with_its_traceback(confined: Confined) -> None:
    with pytest.raises(Fault, match="ZeroDivisionError"):
        confined.call(work.is_wrong)


def test_a_child_that_cannot_start_is_a_mistake_and_no_refusal() -> None:
    with Confined(imports=("archive.no_such_room",)) as confined, pytest.raises(Fault, match="did not start"):
        confined.call(work.number)


def test_the_parent_runs_nothing_that_the_child_sends(confined: Confined, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        confined.call(work.sets_a_trap, str(tmp_path / "sprung"))
    assert not (tmp_path / "sprung").exists()


def test_the_child_has_no_secrets_no_connection_no_program_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    file = tmp_path / "file"
    file.write_text("words")
    with socket.create_server(("127.0.0.1", 0)) as server, Confined() as confined:
        assert "SECRET_KEY" not in confined.call(work.names)
        with pytest.raises(Fault, match=r"may not use socket\."):
            confined.call(work.connects, server.getsockname()[1])
        with pytest.raises(Fault, match=r"may not use os\.system"):
            confined.call(work.runs)
        for spoil in (work.writes, work.empties, work.removes, work.renames):
            with pytest.raises(Fault, match="may not"):
                confined.call(spoil, str(file))
        assert file.read_text() == "words"
        assert not [each for each in confined.call(work.files) if each.startswith("socket:")]


def test_items_are_bounded_each_for_itself_and_the_rest_is_kept() -> None:
    with Confined(seconds=0.4) as confined:
        answers = list(confined.each(work.items, 6, late=1, deadly=(3,)))
    assert [each for each in answers if not isinstance(each, Refusal)] == [0, 2, 4, 5]
    assert [index for index, each in enumerate(answers) if isinstance(each, Refusal)] == [1, 3]


def test_a_file_whose_every_item_kills_is_given_up() -> None:
    with Confined() as confined:
        answers = list(confined.each(work.items, 50, deadly=tuple(range(1, 50))))
    assert answers[0] == 0
    assert len(answers) == 4
    assert all(isinstance(each, Refusal) for each in answers[1:])


def test_items_that_nobody_takes_leave_the_child_usable() -> None:
    with Confined() as confined:
        items = confined.each(work.items, 100_000)
        assert next(items) == 0
        items.close()  # type: ignore[attr-defined]
        assert confined.call(work.length, b"ab") == 2


def test_several_run_beside_each_other() -> None:
    seen: list[int] = []

    def ask() -> None:
        with Confined() as confined:
            seen.extend(confined.call(work.number) for _ in range(3))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(seen) == 9
    assert len(set(seen)) == 3


def test_the_child_ends_when_it_is_closed() -> None:
    confined = Confined()
    child = confined.call(work.number)
    confined.close()
    assert not is_running(child)


@pytest.mark.parametrize("work_of_child", ["number", "is_late"])
def test_the_child_ends_with_its_parent(work_of_child: str) -> None:
    code = (
        "import threading, time\n"
        "from archive.ingest.confining import Confined\n"
        "from tests.ingest import confined_work as work\n"
        "confined = Confined(seconds=0.1)\n"
        "print(confined.call(work.number), flush=True)\n"
        f"threading.Thread(target=confined.call, args=(work.{work_of_child},), daemon=True).start()\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.1)
        parent.kill()
    until = time.monotonic() + 5
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(child)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or ") Z " not in status.read_text()


def named(module: str, name: str) -> bytes:
    """An answer in order (protocol 4), but for its value: a call of what stands under this name."""
    kind, *names = (b"\x8c" + bytes([len(each)]) + each.encode() for each in ("value", module, name))
    return b"\x80\x04" + kind + b"".join(names) + b"\x93)R" + b"\x89\x87."


@pytest.mark.parametrize("record", [Answer, Hint, Kind, Read, Refusal])
def test_records_are_believed(record: type) -> None:
    payload = named(record.__module__, record.__name__).replace(b")R", b"")
    assert receive_answer(io.BytesIO(struct.pack(">Q", len(payload)) + payload)).value is record


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "getcwd"),
        ("builtins", "eval"),
        ("builtins", "bytearray"),
        ("archive.ingest.confining.parent", "os.getcwd"),
        ("archive.ingest.confining.parent", "subprocess"),
        ("archive.ingest.confining.child", "serve"),
        ("archive.ingest.confining.parent", "Popen"),
        ("archive.ingest.confining", "Confined"),
        ("archive.ingest.nowhere", "Read"),
        ("archive.ingest.shapes", "NoSuchThing"),
    ],
)
def test_nothing_else_is_believed(module: str, name: str) -> None:
    payload = named(module, name)
    with pytest.raises(pickle.UnpicklingError):
        receive_answer(io.BytesIO(struct.pack(">Q", len(payload)) + payload))
