"""The little that an owner's text may be beside words: paragraphs, lists, links.

A blank line ends a paragraph, a line that begins with ``- `` is an item of a list, and
``[words](address)`` or a bare ``https://`` address is a link. Everything else is words. What comes out is
plain data; whoever shows it escapes it.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

# Only what is surely an address: no script, no data, and no "//host" that looks like a path of our own.
_SAFE = re.compile(r"(?:https?://[^\s/][^\s]*|mailto:[^\s]+|/(?:[^\s/\\][^\s\\]*)?|#[^\s]+)")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)|(https?://[^\s<>\"()\[\]]*[^\s<>\"()\[\].,;:!?])")
ITEM = "- "


class Run(NamedTuple):
    """A stretch of words; ``href`` is empty unless it is a link."""

    words: str
    href: str = ""


class Block(NamedTuple):
    """A paragraph (``is_list`` false, one item) or a list."""

    is_list: bool
    items: list[list[Run]]


def blocks(text: str) -> list[Block]:
    """``text`` in paragraphs and lists, in its order. Total: every text is some prose."""
    found = []
    for paragraph in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        for is_list, some in groupby(lines, key=lambda line: line.startswith(ITEM)):
            items = [line.removeprefix(ITEM) for line in some]
            found.append(Block(is_list, [list(_runs(item)) for item in (items if is_list else [" ".join(items)])]))
    return found


def _runs(line: str) -> Iterator[Run]:
    end = 0
    for match in _LINK.finditer(line):
        words, address, bare = match.groups()
        if not _SAFE.fullmatch(address or bare):
            continue
        if match.start() > end:
            yield Run(line[end : match.start()])
        yield Run(words or bare, address or bare)
        end = match.end()
    if end < len(line):
        yield Run(line[end:])
