"""Documents as they are understood, made by hand: the rooms before are tested by themselves."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from archive.ingest.shapes import (
    Amount,
    Confidence,
    Extent,
    Found,
    Guess,
    Kind,
    Piece,
    Proposal,
    Read,
    Speaker,
    Step,
    Stretch,
)
from archive.ingest.understanding import Understood

TITLE = "Harbour budget doubled"
BODY = (
    "The council of Elphberg said on Monday that it would double the budget of its harbour to 12 million crowns.",
    "“We have waited long enough for a safe place to moor,” said the mayor, Tomas Brandt, who had opened the debate.",
    "The ministry of transport denied that it had received a report on the breakwater, which two officials described.",
    "Boats from the old quarter have left for other places along the coast since the storms of the winter before last.",
)
URL = "https://gazette.example.org/2024/harbour"
BYLINE = "By Ada Lindqvist"


def document(
    body: Sequence[str] = BODY, *, title: str = TITLE, url: str = URL, name: str = "page.html", **guessed: str
) -> Understood:
    """An article with a byline that is no part of its own text; ``guessed`` are further fields and their values."""
    raw = "\n".join([title, BYLINE, *body])
    text = "\n\n".join([title, *body])
    layout = [Stretch(Kind.TITLE, 0, len(title), 0, 1)]
    for number, paragraph in enumerate(body, start=1):
        start = text.index(paragraph)
        layout.append(Stretch(Kind.BODY, start, start + len(paragraph), raw.index(paragraph), number))
    byline = Extent(raw.index(BYLINE) + 3, raw.index(BYLINE) + len(BYLINE))
    guesses = [
        Guess("title", title, Confidence.HIGH, "It stands above the text.", Extent(0, len(title))),
        Guess("language", "en", Confidence.HIGH, "Its small words are English."),
        Guess("authors", "Ada Lindqvist", Confidence.HIGH, "The line “By Ada Lindqvist”.", byline),
        *(Guess(field, value, Confidence.MODERATE, f"{field} as printed.") for field, value in guessed.items()),
    ]
    read = Read(name, raw.encode(), "text/html", raw, reader="by hand 1", url=url)
    pieces = [Piece(Kind.NOISE, 0, 1, "Only for the shape of it.")]
    return Understood(read, Found(text, layout, pieces), guesses, [proposal(text, each) for each in body[:3]])


def proposal(text: str, sentence: str, **values: Any) -> Proposal:
    """That the mayor said the whole ``sentence``, of which the first four words are quoted."""
    start = text.index(sentence)
    whole = Extent(start, start + len(sentence))
    exact = Extent(start, start + len(" ".join(sentence.split()[:4])))
    mayor = Speaker("Tomas Brandt", "Brandt", "the mayor", "named", False, exact)
    crowns = Amount("", Decimal(12_000_000), None, "crowns", "at_least", "12 million crowns", exact)
    given = {
        "statement": sentence.rstrip("."),
        "kind": "assertion",
        "stance": "reports",
        "attribution": "on_record",
        "steps": (Step((mayor,), "said", "neutral"),),
        "part": "body",
        "paragraph": 1,
        "cue": exact,
        "rule": "said",
        "reason": "“said” is a verb of saying.",
        "confidence": Confidence.HIGH,
        "hedge": "perhaps",
        "amounts": (crowns,),
    }
    return Proposal(sentence=whole, content=whole, exact=exact, **{**given, **values})
