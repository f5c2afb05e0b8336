"""Documents whose lines say what they are, so that describing is tested without reading and finding."""

from collections.abc import Sequence
from datetime import date

from archive.ingest.describing import describe
from archive.ingest.shapes import Found, Guess, Hint, Kind, Piece, Read, Stretch

KINDS = {
    "T": Kind.TITLE,
    "S": Kind.STANDFIRST,
    "B": Kind.BODY,
    "C": Kind.CAPTION,
    "N": Kind.NOTE,
    "Y": Kind.BYLINE,
    "L": Kind.DATELINE,
    "D": Kind.DATE,
    "P": Kind.CREDIT,
    "X": Kind.NOISE,
}

PROSE = """B The harbour board said on Tuesday that the northern quay had sunk by a hand's breadth since the spring.
B Its engineer told the council that two piles were rotten, and added that a third was under repair.
B “We asked for money three times,” the harbour master said, according to the minutes of the meeting."""


def document(
    marked: str, *, name: str = "document.txt", url: str = "", hints: Sequence[Hint] = ()
) -> tuple[Read, Found]:
    """A document of lines that begin with the letter of their kind: "T Quay sinks"."""
    text = ""
    pieces, layout, article = [], [], ""
    for line in marked.strip("\n").split("\n"):
        kind, words = KINDS[line[0]], line[2:]
        pieces.append(Piece(kind, len(text), len(text) + len(words), "so marked"))
        if kind not in (Kind.NOISE, Kind.DATE, Kind.BYLINE, Kind.CREDIT):
            layout.append(Stretch(kind, len(article), len(article) + len(words), len(text), 0))
            article += f"{words}\n"
        text += f"{words}\n"
    read = Read(name, text.encode(), "text/plain", text, url=url, hints=list(hints))
    return read, Found(article, layout, pieces)


def guesses(marked: str, *, taken: date | None = None, **known: object) -> dict[str, list[Guess]]:
    """What is guessed of such a document, by field."""
    read, found = document(marked, **known)  # type: ignore[arg-type]
    by_field: dict[str, list[Guess]] = {}
    for guess in describe(read, found, taken=taken):
        by_field.setdefault(guess.field, []).append(guess)
    return by_field


def values(marked: str, field: str, **known: object) -> list[str]:
    return [guess.value for guess in guesses(marked, **known).get(field, [])]  # type: ignore[arg-type]
