"""One spelling for every value, so that equal things are equal byte for byte.

A reviewer signs a digest, and two ways to write one record would be two digests. So a payload is
canonical JSON of clean text, and what is not a whole number travels as a plain decimal in text.
"""

import json
import re
import unicodedata
from decimal import Decimal
from typing import Any

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 100

# Longer runs of combining marks are never words, and to sort them costs their number squared.
MOST_MARKS_IN_A_ROW = 64

MOST_DIGITS = 60

# Exactly what XML 1.0 and therefore a feed cannot carry; NUL breaks PostgreSQL too, and a lone
# surrogate is no UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


_NESTING = frozenset({dict, list})
_PLAIN = _NESTING | {str, int, bool, type(None)}
# Made once: `json.dumps` makes another at every call.
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_sort_and_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class TextError(ValueError):
    """The value cannot be kept; the message is a sentence for people."""


def canonical(value: object) -> str:
    """`value` as canonical JSON in the manner of RFC 8785.

    Keys are sorted by UTF-16 code units, nothing is spaced, nothing but control characters,
    quotes and backslashes is escaped. Taken are text, whole numbers of at most 2**53 - 1, true,
    false, None, lists and dicts, at most `DEEPEST` levels of them. Anything else, and text that
    is no Unicode (a lone surrogate), raises `TextError`.
    """
    written = _sort_and_write(value) if _is_plain(value) else _write(_in_order(value, DEEPEST))
    if not written.isascii():
        _refuse_surrogates(written)
    return written


def clean(text: str) -> str:
    """`text` in NFC, with line ends as line feeds.

    Raises `TextError` for what no page, feed or database could carry whole: NUL and other control
    characters except tab and line feed, lone surrogates, noncharacters, and marks piled by the dozen on one
    letter. Cleaning twice is cleaning once.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(text):
        raise TextError(f"The text holds {_named(found[0])} at character {found.start() + 1}.")
    if text.isascii():
        return text
    _refuse_piles_of_marks(text)
    normal = unicodedata.normalize("NFC", text)
    if normal != text:
        # A few marks are two in NFC.
        _refuse_piles_of_marks(normal)
    return normal


def decimal_text(number: Decimal | str) -> str:
    """The number as it is written everywhere: "10000.5", "0", "-3"; never an exponent.

    Equal numbers are equal texts, whatever zeros a database column added. Raises `TextError` for
    a text that is no plain decimal, for infinity and NaN, and beyond `MOST_DIGITS` digits.
    """
    if isinstance(number, str):
        if not _DECIMAL.fullmatch(number) or len(number) > 2 * MOST_DIGITS:
            raise TextError("Write the number in digits with a point for the decimals, as 10000.5.")
        number = Decimal(number)
    if not number.is_finite():
        raise TextError("A figure is a finite number.")
    if number and (abs(number.adjusted()) >= MOST_DIGITS or len(number.as_tuple().digits) > 2 * MOST_DIGITS):
        raise TextError(f"A figure has at most {MOST_DIGITS} digits.")
    written = f"{number:f}" if number else "0"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _is_plain(value: object) -> bool:
    """Whether the encoder may be left to sort the keys: they are ASCII, and nothing in `value` is to be refused.

    A walk by levels; it takes a fraction of the time of `_in_order`, which finds what the matter is.
    """
    if type(value) not in _NESTING:
        return False
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            children: list[Any] = each
            if type(each) is dict:
                if set(map(type, each)) - {str} or not "".join(each).isascii():
                    return False
                children = list(each.values())
            kinds = set(map(type, children))
            if not kinds <= _PLAIN or (int in kinds and not all(map(_is_safe, children))):
                return False
            if not kinds.isdisjoint(_NESTING):
                below += [child for child in children if type(child) in _NESTING]
        level = below
        if not level:
            break
    return not level


def _is_safe(value: object) -> bool:
    return type(value) is not int or abs(value) <= LARGEST_INTEGER


def _in_order(value: object, depth: int) -> object:
    """`value` with the keys of every object in canonical order; refuses what JSON must not hold."""
    if isinstance(value, str) or value is None or value is True or value is False:
        return value
    if isinstance(value, int):
        return _safe(value)
    if not depth:
        raise TextError(f"A record is nested at most {DEEPEST} levels deep.")
    if isinstance(value, dict):
        return {key: _in_order(value[key], depth - 1) for key in _sorted_keys(value)}
    if isinstance(value, list):
        return [_in_order(each, depth - 1) for each in value]
    raise TextError(f"Canonical JSON has no {type(value).__name__}; write it as text.")


def _safe(number: int) -> int:
    if abs(number) > LARGEST_INTEGER:
        raise TextError("A whole number beyond 2**53 - 1 does not survive other readers of JSON.")
    return number


def _sorted_keys(value: dict[object, object]) -> list[str]:
    keys = [key for key in value if isinstance(key, str)]
    if len(keys) < len(value):
        raise TextError("The keys of a JSON object are text.")
    # Code points and UTF-16 code units sort alike in ASCII, which is every key of our own.
    if "".join(keys).isascii():
        return sorted(keys)
    return sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TextError("The text holds half of a surrogate pair, which is no character.") from None


def _named(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "half of a surrogate pair"
    return f"the control character U+{ord(character):04X}"


def _refuse_piles_of_marks(text: str) -> None:
    run = 0
    for is_mark in map(unicodedata.combining, text):
        run = run + 1 if is_mark else 0
        if run > MOST_MARKS_IN_A_ROW:
            raise TextError(f"The text piles more than {MOST_MARKS_IN_A_ROW} marks on one letter.")
