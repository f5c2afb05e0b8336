"""By what an article is known again: keys that surely name it, and hashes that others like it share.

``url:``    its canonical address (``archive.text.address``)
``bytes:``  the SHA-256 of the bytes that one of its texts is from
``text:``   the SHA-256 of a text of it, to the letter
``words:``  the SHA-256 of the words of a text, as they are folded
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from archive.text.address import canonical_key, site
from archive.text.sketch import Sketch, phrase_hash

# Shorter texts ("Subscribe to go on reading.") are said of many articles.
LEAST_SHINGLES = 25

# So many hashes of a text are kept, and so many of a new one are looked for. Twelve find every copy with 20 % other
# words, 98 of 100 that were cut to a quarter, and take half a kilobyte an article on SQLite, one on PostgreSQL; eight
# find 90 of these 100.
KEPT = 12
SOUGHT = 128
# So many more hashes are looked at where others turn out to be everybody's.
SPARE = 24
# So many articles may have a hash: more of them are found by their other hashes.
MOST_WITH_A_HASH = 50


class Traits(NamedTuple):
    """Keys, and the hashes of phrases that a record says of itself."""

    keys: frozenset[str]
    hashes: frozenset[int]


NOTHING = Traits(frozenset(), frozenset())


def traits(article: Mapping[str, Any]) -> Traits:
    """What the record of an article, as ``dump`` gives it, says of itself."""
    captures = article.get("captures", [])
    keys = {
        *address_keys(article.get("original_url", ""), article.get("canonical_url", "")),
        *(f"bytes:{each['sha256']}" for each in captures),
        *(f"text:{each['text_sha256']}" for each in captures if each.get("text_sha256")),
    }
    title = article.get("title", "")
    return Traits(frozenset(keys), frozenset([title_hash(title)] if title else []))


def address_keys(url: str, canonical: str = "") -> set[str]:
    """The keys of an article's addresses. What another site is said to have first is no address of this one."""
    addresses = [url] if url and canonical and site(url) != site(canonical) else [url, canonical]
    return {key for each in addresses if (key := canonical_key(each))}


def title_hash(title: str) -> int:
    """The hash of a title, whatever its case and its punctuation."""
    return phrase_hash("title", title)


def words_key(sketch: Sketch) -> str:
    """The key of all the words of a text; "" for a text so short that it may be another article's too."""
    return f"words:{sketch.words}" if len(sketch.shingles) >= LEAST_SHINGLES else ""


def chosen(sketch: Sketch, used: Mapping[int, int]) -> list[int]:
    """The hashes to keep of a text; ``used`` is how many articles have each of ``candidates``."""
    if len(sketch.shingles) < LEAST_SHINGLES:
        return []
    free = [each for each in sketch.smallest(KEPT + SPARE) if used.get(each, 0) < MOST_WITH_A_HASH]
    return free[:KEPT]


def candidates(sketch: Sketch) -> list[int]:
    """The hashes out of which ``chosen`` takes some."""
    return sketch.smallest(KEPT + SPARE)
