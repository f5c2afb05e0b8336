"""Messages between the parent and its child: a length, then a pickle; the parent believes few classes in it."""

import io
import pickle
import struct
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, BinaryIO, NamedTuple

from archive.ingest.shapes import Refusal

MOST_ANSWERED = 256_000_000  # bytes of one answer

_LENGTH = struct.Struct(">Q")
_OURS = "archive.ingest."
_BELIEVED = {
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    ("decimal", "Decimal"),
    ("archive.text.sketch", "Sketch"),
}


class Answer(NamedTuple):
    """What the child says: ``kind`` is ready, item, value, end, refused, memory or failed.

    ``is_grown``: it holds more memory than a new child would, and is better replaced.
    """

    kind: str
    value: Any = None
    is_grown: bool = False


def send(pipe: BinaryIO, message: object) -> None:
    """Raises `OSError` when nobody listens, and what pickling raises."""
    payload = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def receive_request(pipe: BinaryIO) -> Any:
    """What the parent asks for; it is believed. Raises `EOFError` when it has gone."""
    return pickle.loads(_receive(pipe))  # noqa: S301 (from our own parent)


def receive_answer(pipe: BinaryIO) -> Answer:
    """Raises `EOFError` when the child has gone, `pickle.UnpicklingError` for what is not to be believed."""
    payload = _receive(pipe, MOST_ANSWERED)
    try:
        kind, value, is_grown = _Unpickler(io.BytesIO(payload)).load()
    except Exception as error:
        # Whatever it was made to stumble over.
        raise pickle.UnpicklingError("The answer is no plain data.") from error
    return Answer(str(kind), value, bool(is_grown))


class _Unpickler(pickle.Unpickler):
    """Makes plain data and the records of ingest: a child that was taken over cannot make its parent run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _BELIEVED:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__.startswith(_OURS) and _is_record(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


def _is_record(found: type) -> bool:
    """Whether it holds values and does nothing."""
    return is_dataclass(found) or issubclass(found, (tuple, Enum, Refusal))


def _receive(pipe: BinaryIO, most: int | None = None) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length: int = _LENGTH.unpack(head)[0]
    if most is not None and length > most:
        raise pickle.UnpicklingError("The answer is too long.")
    payload = pipe.read(length)
    if len(payload) < length:
        raise EOFError
    return payload
