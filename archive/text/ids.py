"""Names for machines and for people: the uid that never changes, and the slug beside it.

Only the uid of an address is looked up; the slug may be anything, so it can follow a corrected
title without breaking a citation.
"""

import base64
import re
import secrets
import unicodedata
from functools import lru_cache

UID_LENGTH = 10

# What the pattern for URLs, the database constraint and the JSON Schema are made from.
UID_PATTERN = "[a-z2-7]{10}"

_UID = re.compile(UID_PATTERN)
_READ_AT_MOST = 1_000


def new_uid() -> str:
    """A new random uid: 10 characters of lower-case base32, 50 bits."""
    return base64.b32encode(secrets.token_bytes(7)).decode("ascii")[:UID_LENGTH].lower()


def is_uid(value: object) -> bool:
    """Whether `value` has the form of a uid; says nothing about there being such a record."""
    return isinstance(value, str) and _UID.fullmatch(value) is not None


@lru_cache(maxsize=65_536)
def slug(text: str, limit: int = 80) -> str:
    """`text` as the readable end of an address: lower-case words joined by hyphens.

    Letters, marks and digits of every script are kept, so Hangul and Cyrillic titles have
    slugs too. At most `limit` characters, cut between words where a word ends in reach; "-"
    when nothing is left, because an address needs something. A slug is its own slug.
    """
    folded = unicodedata.normalize("NFKC", text[:_READ_AT_MOST]).lower()
    words = unicodedata.normalize("NFKC", folded).translate(_kept).split()
    return _cut("-".join(words), limit) or "-"


class _Kept(dict[int, str]):
    """By code point: the character if a slug keeps it, a space where it parts words, nothing for the rest."""

    def __missing__(self, code: int) -> str:
        character, kind = chr(code), unicodedata.category(chr(code))
        if kind[0] not in "LNM":
            # Apostrophes and the invisible (soft hyphens, joiners) stand inside words.
            character = "" if character in "'’ʼ" or kind == "Cf" else " "
        self[code] = character
        return character


_kept = _Kept()


def _cut(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    whole_words = slug[: limit + 1].rpartition("-")[0]
    return whole_words if len(whole_words) > limit // 2 else slug[:limit].rstrip("-")
