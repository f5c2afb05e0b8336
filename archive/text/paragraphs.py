"""A text in paragraphs, which are its lines that are not blank; those of the body have numbers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


class Paragraph(NamedTuple):
    """A paragraph as it stands, where it begins (in code points), and its number from 1: None of the title."""

    number: int | None
    start: int
    text: str


def paragraphs(text: str, title: str) -> Iterator[Paragraph]:
    """The paragraphs of an article's text. A first line that is the title is not counted."""
    number = 0
    for line in _LINE.finditer(text):
        is_title = number == 0 and line[0].split() == title.split()
        number += not is_title
        yield Paragraph(None if is_title else number, line.start(), line[0])
