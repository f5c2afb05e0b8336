"""Texts of our own, and the shapes in which they come to be recognised."""

import random

from archive.ingest.recognising import Recognition, recognise
from archive.ingest.shapes import Confidence, Found, Guess, Kind, Piece, Read, Stretch

HARBOUR = (
    "Harbour pilots strike for a second week",
    "Pilots in the port of Ostrava Bay stayed ashore on Monday, and forty ships lay at anchor outside the breakwater.",
    "The union said that 212 of its 230 members had joined the strike, which began after talks on night shifts failed.",
    "“We have asked for the same rest that lorry drivers get,” said Ilona Marek, who speaks for the union.",
    "The port authority called the demands impossible to meet before spring and put the daily loss at 4.5 million crowns.",
    "Grain traders warned that bread would cost more by the end of the month if the ships were not unloaded soon.",
    "A mediator named by the ministry is to meet both sides on Thursday in the old customs house.",
    "In the last strike, nine years ago, the pilots went back to work after eleven days without a new contract.",
)
MUSEUM = (
    "Museum returns bronze bells to island parish",
    "Three bells that had hung in a museum courtyard since the war were rowed back to their island on Sunday.",
    "The parish had written to four directors in turn before one of them answered, its priest told visitors.",
    "A committee of historians found that the bells were never sold, only lent for an exhibition that was cancelled.",
    "The largest weighs 640 kilograms and carries the names of the sailors who paid for it in 1788.",
    "The museum keeps plaster casts, and a recording of the bells can be heard in the entrance hall.",
)


def text_of(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def found_of(text: str) -> Found:
    """An article whose first line is its title, and which is all there is in the document."""
    end = text.index("\n") if "\n" in text else len(text)
    parts = [(Kind.TITLE, 0, end), (Kind.BODY, end, len(text))]
    layout = [Stretch(kind, start, stop, start, int(kind is Kind.BODY)) for kind, start, stop in parts]
    return Found(text, layout, [Piece(kind, start, stop, "") for kind, start, stop in parts])


def guess(field: str, value: str, confidence: Confidence = Confidence.HIGH) -> Guess:
    return Guess(field, value, confidence, "It says so.")


def read_of(text: str, url: str = "", data: bytes | None = None) -> Read:
    return Read("a.txt", text.encode() if data is None else data, "text/plain", text, url=url)


def recognised(text: str, *guesses: Guess, url: str = "", data: bytes | None = None) -> Recognition:
    return recognise(read_of(text, url, data), found_of(text), guesses)


def edited(text: str, share: float, seed: int = 1) -> str:
    """The text with this share of its words replaced by others, here and there."""
    rng = random.Random(seed)
    words = text.split(" ")
    return " ".join("rewritten" + str(rng.randrange(999)) if rng.random() < share else word for word in words)
