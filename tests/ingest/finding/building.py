"""Documents for tests, with what each of their lines is."""

from pathlib import Path
from typing import NamedTuple

from archive.ingest.shapes import Block, Found, Hint, Kind, Read

PAGES = Path(__file__).parent / "pages"


class Marked(NamedTuple):
    """A paragraph of a page and what it is; offsets lie in the page's text."""

    kind: Kind
    start: int
    end: int


def read_of(text: str, *, blocks: tuple[Block, ...] = (), hints: tuple[Hint, ...] = ()) -> Read:
    return Read(name="page.txt", data=b"", media_type="text/plain", text=text, blocks=blocks, hints=hints)


def page(*parts: tuple[str, str]) -> Read:
    """A document whose format gave each part a role."""
    text, blocks = "", []
    for role, words in parts:
        blocks.append(Block(len(text), len(text) + len(words), role))
        text += words + "\n\n"
    return read_of(text, blocks=tuple(blocks))


def marked_page(path: Path) -> tuple[str, list[Marked]]:
    """The text of a page in `pages/` and its paragraphs.

    Each line begins with its kind: "-" is noise, "+" goes on with the paragraph above on a line of its own.
    """
    text, marks = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, words = line.partition(" | ")
        if kind == "+":
            text = f"{text.rstrip()}\n{words}\n\n"
            marks[-1] = marks[-1]._replace(end=len(text) - 2)
        else:
            marks.append(Marked(Kind.NOISE if kind == "-" else Kind(kind), len(text), len(text) + len(words)))
            text += f"{words}\n\n"
    return text, marks


def kinds(found: Found, text: str) -> list[tuple[str, str]]:
    """The pieces of a document as (kind, words)."""
    return [(piece.kind.value, text[piece.start : piece.end].strip()) for piece in found.pieces]
