"""What the readers of the formats hand to each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from archive.ingest.reading.cleaning import clean, one_line, tidy
from archive.ingest.reading.limits import LONGEST_HINT, MOST_CHARACTERS
from archive.ingest.shapes import Block, Hint, Read, Refusal


@dataclass(frozen=True)
class Source:
    """Bytes that are to be read, and what is said of them by whoever brought them."""

    data: bytes
    name: str
    url: str = ""
    media_type: str = ""
    packed: int = 0  # how many packings they have come out of


# What the libraries of formats raise on bytes that are not as they should be, beside errors of their own.
STUMBLES = (ValueError, LookupError, TypeError, AttributeError, OSError, RuntimeError, ArithmeticError, AssertionError)

# Several of these in a row stand on lines below each other.
_CLOSE = frozenset(("li", "dt", "dd", "tr"))

# Reads one document of a file. Raises `Refusal`.
Part = Callable[[], Read]
Parts = Iterator[Part]


class Entry(NamedTuple):
    """An entry of a feed: where the article is, and what the feed says of it."""

    link: str
    title: str = ""
    published: str = ""
    summary: str = ""
    id: str = ""


class Worded(NamedTuple):
    """A text with its blocks."""

    text: str
    blocks: Sequence[Block] = ()


def worded(text: str) -> Worded:
    """A text as it stands. Raises `Refusal` when there is none, or too much."""
    if len(text) > 2 * MOST_CHARACTERS:
        raise Refusal(too_long())
    found = tidy(clean(text))
    if len(found) > MOST_CHARACTERS:
        raise Refusal(too_long())
    if not found.strip():
        raise Refusal("There is no text in it.")
    return Worded(found)


def laid_out(parts: Sequence[tuple[str, str]]) -> Worded:
    """Blocks as one text, a blank line between all but items of a list, each with its place and its role. Raises `Refusal`."""
    blocks: list[Block] = []
    texts: list[str] = []
    position = 0
    before = ""
    for raw, role in parts:
        text = "\n".join(line.strip() for line in clean(raw).split("\n")).strip()
        if not text:
            continue
        gap = "" if not blocks else "\n" if before == role and role in _CLOSE else "\n\n"
        position += len(gap)
        blocks.append(Block(position, position + len(text), role))
        texts += (gap, text)
        position += len(text)
        before = role
        if position > MOST_CHARACTERS:
            raise Refusal(too_long())
    if not texts:
        raise Refusal("There is no text in it.")
    return Worded("".join(texts), blocks)


def titled(found: Worded, title: str) -> Worded:
    """A text under the title that its format keeps apart from it, as a person would see it."""
    title = one_line(title)[:LONGEST_HINT]
    if not title or found.text.lstrip().startswith(title):
        return found
    if not found.text:
        return Worded(title, [Block(0, len(title), "h1")])
    by = len(title) + 2
    moved = [Block(each.start + by, each.end + by, each.role) for each in found.blocks]
    return Worded(f"{title}\n\n{found.text}", [Block(0, len(title), "h1"), *moved])


def value_of(hints: Sequence[Hint], field: str) -> str:
    """The first value of a field; empty when nothing says it."""
    return next((each.value for each in hints if each.field == field), "")


def web_address(link: str, base: str = "") -> str:
    """An address of the web, made whole; empty for anything else."""
    try:
        address = urljoin(base, link.strip()) if base else link.strip()
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def hint(field: str, value: object, where: str) -> list[Hint]:
    """A hint as a list of one, or of none when nothing is said."""
    said = one_line(str(value))[:LONGEST_HINT] if value not in (None, "", [], {}) else ""
    return [Hint(field, said, where)] if said else []


def remarks(remark: str) -> list[Hint]:
    """What a person should know about how the bytes became characters."""
    return hint("remark", remark, "encoding")


def too_long() -> str:
    return f"The text is longer than {MOST_CHARACTERS:,} characters, and was left."
