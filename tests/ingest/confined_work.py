"""What the tests of confining have run in a child."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from archive.ingest.shapes import Hint, Read, Refusal


def told(text: str) -> Read:
    return Read("a", b"\x00", "text/plain", text, hints=[Hint("title", "T", "meta")])


def length(data: bytes) -> int:
    return len(data)


def refuses() -> None:
    raise Refusal("That is a picture.")


def is_late() -> None:
    while True:
        pass


def is_greedy(megabytes: int) -> int:
    return len(b"x" * (megabytes * 1_000_000))


def dies() -> None:
    os.abort()


def is_wrong() -> float:
    return 1 / 0


class _Trap:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {self.path}",)


def sets_a_trap(path: str) -> _Trap:
    return _Trap(path)


def number() -> int:
    return os.getpid()


def names() -> list[str]:
    return sorted(os.environ)


def files() -> list[str]:
    return [os.readlink(each) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]


def connects(port: int) -> None:
    import socket  # noqa: PLC0415 (only in the child)

    socket.create_connection(("127.0.0.1", port))


def runs() -> int:
    return os.system("true")


def writes(path: str) -> int:
    return Path(f"{path}.new").write_bytes(b"words")


def empties(path: str) -> None:
    Path(path).open("w").close()


def removes(path: str) -> None:
    Path(path).unlink()


def renames(path: str) -> None:
    Path(path).rename(f"{path}.old")


def items(number: int, *, late: int = -1, deadly: tuple[int, ...] = (), skip: int = 0) -> Iterator[int]:
    for item in range(skip, number):
        if item == late:
            time.sleep(60)
        if item in deadly:
            os.abort()
        yield item
