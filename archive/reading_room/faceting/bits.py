"""Sets of rows as the bits of one whole number, and what names many rows. Pure.

Row 0 is the lowest bit. Rows of one record stand together, so what is true of a record from one of
its rows on can be kept as that row alone, and filled up to the others when it is asked for.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_ONE_BYTE = 8
# Bytes that an entry takes in a list of rows, and how much more bits may take, since they are counted faster.
_ENTRY, _WORTH = 4, 2
# So many rows of a large set are looked at together.
_WINDOW = 1 << 14
_SOME = re.compile(rb"[^\0]")
# Of every byte, the places of its bits.
_PLACES = [[place for place in range(_ONE_BYTE) if byte >> place & 1] for byte in range(256)]


class Posting(NamedTuple):
    """The rows of one value, one a record, ascending: bits in the bytes from ``offset`` to ``end``, or ``rows``."""

    number: int
    offset: int
    end: int
    bits: int
    rows: Sequence[int]


def posting(rows: Sequence[int]) -> Posting:
    """Of at least one row. It takes 8 bytes a row at most."""
    first, end = rows[0] // _ONE_BYTE, rows[-1] // _ONE_BYTE + 1
    if end - first <= _ENTRY * _WORTH * len(rows):
        return Posting(len(rows), first, end, bits_of((row - first * _ONE_BYTE for row in rows), end - first), ())
    return Posting(len(rows), 0, 0, 0, array("I", rows))


def whole(found: Posting, size: int) -> int:
    """A posting as bits of ``size`` bytes."""
    return bits_of(found.rows, size) if found.rows else found.bits << (found.offset * _ONE_BYTE)


def lowest(bits: int) -> int:
    """The first of at least one row."""
    return (bits & -bits).bit_length() - 1


def next_rows(bits: int, most: int, *, descending: bool = False) -> list[int]:
    """The first rows of a set, or the last, in that order."""
    found: list[int] = []
    while bits and len(found) < most:
        first = max(bits.bit_length() - _WINDOW, 0) if descending else lowest(bits)
        some = [first + row for row in rows_of((bits >> first) & ((1 << _WINDOW) - 1))]
        found += some[::-1] if descending else some
        bits = bits & ((1 << first) - 1) if descending else bits >> (first + _WINDOW) << (first + _WINDOW)
    return found[:most]


def rows_of(bits: int) -> Iterator[int]:
    """The rows, ascending; quick when they are few."""
    data = bits.to_bytes((bits.bit_length() + _ONE_BYTE - 1) // _ONE_BYTE, "little")
    for found in _SOME.finditer(data):
        first = found.start() * _ONE_BYTE
        for place in _PLACES[data[found.start()]]:
            yield first + place


def bits_of(rows: Iterable[int], size: int) -> int:
    """The bits of some rows, all of them in ``size`` bytes."""
    made = bytearray(size)
    for row in rows:
        made[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(made, "little")


def where(codes: bytes, wanted: Iterable[int]) -> int:
    """The rows whose byte in ``codes`` is one of ``wanted``."""
    table = bytearray(b"0" * 256)
    for code in wanted:
        if code >= 0:
            table[code] = ord("1")
    return int(codes[::-1].translate(table), 2) if codes else 0


_ZERO_AND_ONE = bytes(code == ord("1") for code in range(256))


class Counting:
    """A set, made ready to count many postings in it."""

    def __init__(self, bits: int, rows: int) -> None:
        self._bytes = bits.to_bytes(rows // _ONE_BYTE + 1, "little")
        self._marks = f"{bits:0{rows}b}".encode().translate(_ZERO_AND_ONE)[::-1]

    def number(self, found: Posting) -> int:
        """How many rows of a posting are in the set."""
        return next(self.numbers((found,)))

    def numbers(self, postings: Iterable[Posting]) -> Iterator[int]:
        """The same for many: told in a loop of its own, since there may be a hundred thousand."""
        data, is_marked, whole_number = self._bytes, self._marks.__getitem__, int.from_bytes
        for _, offset, end, bits, rows in postings:
            if rows:
                yield sum(map(is_marked, rows))
            else:
                yield (whole_number(data[offset:end], "little") & bits).bit_count()


class Runs:
    """Which rows stand together as those of one record."""

    def __init__(self, firsts: int, rows: int, longest: int) -> None:
        # By how far, and whether a row belongs to the same record as the one so far before it.
        self._steps: list[tuple[int, int]] = []
        joined, step = ((1 << rows) - 1) & ~firsts, 1
        self._joined = joined
        while step < longest:
            self._steps.append((step, joined))
            joined &= joined << step
            step *= 2

    def last(self, bits: int) -> int:
        """Of the rows, those with no other of the same record right after them."""
        return bits & ~((bits & self._joined) >> 1)

    def later(self, bits: int) -> int:
        """The rows, and all after them of the same records."""
        for step, joined in self._steps:
            bits |= (bits << step) & joined
        return bits

    def earlier(self, bits: int) -> int:
        """The rows, and all before them of the same records."""
        for step, joined in self._steps:
            bits |= (bits & joined) >> step
        return bits
