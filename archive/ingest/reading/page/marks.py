"""What the names of a page's parts say, by the table in ``marks.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

# Roles of short blocks around the prose.
LABELS = frozenset(("byline", "time", "credit"))

_TABLE = tomllib.loads(Path(__file__).with_name("marks.toml").read_text("utf-8"))
BLOCKS, SKIPPED = frozenset(_TABLE["blocks"]), frozenset(_TABLE["skipped"])
_NOISE = frozenset(_TABLE["noise"]) | {f"{word}s" for word in _TABLE["noise"]}
_DOUBTFUL = frozenset(_TABLE["doubtful"])
_NOISE_PAIRS = frozenset(_TABLE["noise_pairs"])
_NOT_NOISE = frozenset(_TABLE["not_noise"])
_HIDDEN = frozenset(_TABLE["hidden"])
# A name beside it that shows on some screens what is hidden on others.
_SHOWN = re.compile(r":(?:block|flex|inline|grid|table|contents)")
_MAIN, _MAIN_PART = frozenset(_TABLE["main"]), frozenset(_TABLE["main_part"])
_ROLES = {
    word: role
    for role in ("time", "credit", "byline", "standfirst", "blockquote", "figcaption")
    for word in _TABLE[role]
}
_CAPTIONS = frozenset(_TABLE["figcaption_alone"])
_ITEMPROPS = {
    "author": "byline", "datepublished": "time", "datemodified": "time", "headline": "h1", "caption": "figcaption",
    "alternativeheadline": "standfirst",
}  # fmt: skip
_PARTS = re.compile(r"[A-Za-z0-9]+")
_HUMPS = re.compile(r"[a-z]+|[A-Z](?:[a-z]+|[A-Z]*)")
# Programs make up names such as "fAdRk9": what is short is a word only where it stands alone.
_SHORTEST_HUMP = 4
_LONGEST_NAME = 300


class Said(NamedTuple):
    """What a name says: each of these may be so at once."""

    role: str = ""
    is_noise: bool = False
    is_doubtful: bool = False
    is_hidden: bool = False
    is_main: bool = False


_NOTHING = Said()


def said(attributes: Mapping[str, str]) -> Said:
    """What an element's attributes say that it is."""
    if not attributes:
        return _NOTHING
    found = _NOTHING
    for key in ("class", "id", "role", "data-component", "data-testid", "data-gu-name"):
        if name := attributes.get(key):
            found = _both(found, of(name))
    if prop := attributes.get("itemprop"):
        if "articlebody" in prop.lower():
            found = Said(is_main=True)
        found = found._replace(role=_ITEMPROPS.get(prop.lower(), found.role))
    if "author" in attributes.get("rel", ""):
        found = found._replace(role="byline")
    return found


def _both(one: Said, other: Said) -> Said:
    return Said(
        one.role or other.role,
        one.is_noise or other.is_noise,
        one.is_doubtful or other.is_doubtful,
        one.is_hidden or other.is_hidden,
        one.is_main or other.is_main,
    )


@lru_cache(maxsize=4096)
def of(name: str) -> Said:
    """What the value of a class, an id or a role says."""
    role, is_noise, is_doubtful, is_hidden, is_main = "", False, False, False, False
    for token in name[:_LONGEST_NAME].split():
        words = list(_words(token))
        pairs = {f"{first} {second}" for first, second in pairwise(words)}
        found = set(words)
        is_hidden = is_hidden or (token.lower() in _HIDDEN and not _SHOWN.search(name))
        if found.isdisjoint(_NOT_NOISE):
            is_noise = is_noise or not _NOISE.isdisjoint(found) or not _NOISE_PAIRS.isdisjoint(pairs)
            is_doubtful = is_doubtful or not _DOUBTFUL.isdisjoint(found)
        is_main = is_main or not (_MAIN.isdisjoint(found) or _MAIN_PART.isdisjoint(found))
        alone = "figcaption" if token.lower() in _CAPTIONS else ""
        role = role or alone or next((_ROLES[word] for word in reversed(words) if word in _ROLES), "")
    return Said(role, is_noise, is_doubtful, is_hidden, is_main)


def _words(token: str) -> Iterator[str]:
    for part in _PARTS.findall(token):
        word = part.rstrip("0123456789")
        if word.isalpha() and (word.islower() or word.isupper() or word.istitle()):
            yield word.lower()
        elif word.isalpha():
            humps = (hump.lower() for hump in _HUMPS.findall(word))
            yield from (hump for hump in humps if len(hump) >= _SHORTEST_HUMP or hump in _NOT_NOISE)
