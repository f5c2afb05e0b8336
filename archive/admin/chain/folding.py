"""Names compared as people type them: without accents, case and marks; and asked of the database so."""

import re
from functools import cache, lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, IntegerField, Q, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Length, Replace
from django.db.models.sql.compiler import SQLCompiler

from archive.text.words import fold

# Latin with its accents, Greek and Cyrillic: the letters that ``fold`` brings together.
_RANGES = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
_ESCAPED = r"\\u[0-9a-f]{4}"
LONGEST = 100


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The words of ``text``, folded, one space between them."""
    return " ".join(filter(None, map(fold, re.split(r"[\s\-–—/]+", text))))


@cache
def _alike() -> dict[str, str]:
    """Every letter that is written in several ways, to all of them."""
    found: dict[str, list[str]] = {}
    for start, end in _RANGES:
        for code in range(start, end):
            plain = fold(chr(code))
            if len(plain) == 1 and plain != chr(code):
                found.setdefault(plain, []).append(chr(code))
    return {plain: "".join(ways) for plain, ways in found.items()}


def pattern(words: str, *, in_json: bool = False) -> str:
    """A regular expression, for either database, that finds ``words`` however they are accented.

    ``in_json`` also lets through any letter that a JSON text has escaped; so does punctuation
    that folding leaves out, in either case. What is found is to be compared by ``folded``.
    """
    letters = folded(words)[:LONGEST]
    return "".join(_letter(letter, in_json) for letter in letters)


def _letter(letter: str, in_json: bool) -> str:
    if letter == " ":
        return r"[\s\-–—/.,'’]+"
    ways = re.escape(letter) + _alike().get(letter, "")
    one = f"[{ways}]" if len(ways) > 1 and not ways.startswith("\\") else ways
    # A dot or an apostrophe inside a word is folded away.
    return rf"(?:{one}|{_ESCAPED})[.'’]*" if in_json else rf"{one}[.'’]*"


class _Octets(Func):
    """How many bytes a text has: no more than characters when it is ASCII."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **extra)


def _bare(text: Combinable) -> Replace:
    """``text`` without what folding leaves out within a word."""
    without_dots = Replace(text, Value("."), Value(""), output_field=TextField())
    return Replace(without_dots, Value("'"), Value(""), output_field=TextField())


# What is asked of a source: beside each text its size, and the text as plain words have it.
NAMES: dict[str, Any] = {
    "other_names": Cast("aliases", TextField()),
    "bare_name": _bare(F("name")),
    "bare_others": _bare(Cast("aliases", TextField())),
    "is_wide": _Octets("name") - Length("name"),
    "are_wide": _Octets(Cast("aliases", TextField())) - Length(Cast("aliases", TextField())),
}


def in_name(word: str) -> Q:
    """Sources whose name holds ``word``, which is folded, over ``NAMES``.

    A pattern is asked of every letter, which is slow: only where a name goes beyond ASCII.
    """
    return Q(bare_name__icontains=word) | Q(is_wide__gt=0) & Q(name__iregex=pattern(word))


def in_any_name(word: str) -> Q:
    """The same with the other names; some more, since not every letter of those can be read."""
    wide_others = Q(are_wide__gt=0) | Q(other_names__contains=r"\u")
    in_others = Q(bare_others__icontains=word) | wide_others & Q(other_names__iregex=pattern(word, in_json=True))
    return in_name(word) | in_others
