"""Texts, lists and mappings → YAML, always the same bytes for the same value.

Block style, two spaces, the items of a list under a name not indented further. A text stands
plain where YAML lets it, else in quotes; long ones are folded between words, several lines stand
as they are. Whatever is written here, ``tree.read`` gives back as it was.
"""

import re
from collections.abc import Iterator
from typing import Any

WIDTH = 100

# May stand in a file as itself; the rest is written as an escape within double quotes.
_PRINTABLE = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
# Would begin or end something else, or a comment, where it is not in quotes.
_NOT_PLAIN = re.compile(r"""[,\[\]{}#&*!|>'"%@`]|[-?:](?: |$)|---|\.\.\.|.*(?:: | #|:$)""", re.DOTALL)
# One space between words; what a new line begins with must look like nothing but text.
_BETWEEN_WORDS = re.compile(r"(?<=[^ ]) (?=[^ ?:#-])")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"}


def emit(value: Any) -> str:
    """``value`` as a YAML document. Taken are texts, numbers, true and false, lists and dicts."""
    return "".join(f"{line}\n" for line in _lines(value, ""))


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _entry(indent, name, inner)
    elif isinstance(value, list) and value:
        for item in value:
            yield from _item(indent, item)
    else:
        yield from _scalar(value, indent, f"{indent}  ")


def _entry(indent: str, name: str, value: Any) -> Iterator[str]:
    """``name: value``, or ``name:`` with the value below it."""
    if isinstance(value, dict | list) and value:
        yield f"{indent}{name}:"
        yield from _lines(value, indent if isinstance(value, list) else f"{indent}  ")
    else:
        yield from _scalar(value, f"{indent}{name}: ", f"{indent}  ")


def _item(indent: str, value: Any) -> Iterator[str]:
    """``- `` and the value, whose first line stands beside the dash."""
    if isinstance(value, dict | list) and value:
        first, *rest = _lines(value, f"{indent}  ")
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from rest
    else:
        yield from _scalar(value, f"{indent}- ", f"{indent}  ")


def _scalar(value: Any, before: str, indent: str) -> Iterator[str]:
    """The lines of a scalar: ``before`` leads the first, ``indent`` all others."""
    if isinstance(value, dict | list):
        yield f"{before}{'{}' if isinstance(value, dict) else '[]'}"
        return
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if "\n" in text and _stands_as_it_is(text):
        yield f"{before}|-"
        for line in text.split("\n"):
            yield f"{indent}{line}" if line else ""
        return
    first, *rest = _folded(_one_line(text), len(before), len(indent))
    yield f"{before}{first}"
    for line in rest:
        yield f"{indent}{line}"


def _stands_as_it_is(text: str) -> bool:
    """Whether every line of a text can be written as it is, under a ``|-``."""
    lines = text.split("\n")
    return (
        bool(lines[0])
        and bool(lines[-1])
        and not lines[0].startswith(" ")
        and all(_PRINTABLE.fullmatch(line) and not line.endswith(" ") for line in lines)
    )


def _one_line(text: str) -> str:
    """The text as a plain or quoted scalar, not yet folded."""
    if not _PRINTABLE.fullmatch(text):
        return f'"{"".join(map(_escaped, text))}"'
    if text and text == text.strip(" ") and not _NOT_PLAIN.match(text):
        return text
    if "'" in text and not ('"' in text or "\\" in text):
        return f'"{text}"'
    return "'{}'".format(text.replace("'", "''"))


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _PRINTABLE.fullmatch(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _folded(line: str, first: int, other: int) -> list[str]:
    """``line`` in lines of at most ``WIDTH`` with their indents, as far as its words allow."""
    if first + len(line) <= WIDTH:
        return [line]
    made: list[str] = []
    for word in _BETWEEN_WORDS.split(line):
        taken = other if len(made) > 1 else first
        if made and taken + len(made[-1]) + 1 + len(word) <= WIDTH:
            made[-1] = f"{made[-1]} {word}"
        else:
            made.append(word)
    return made
