"""The signs beside an event: whether it happened, and how what is claimed of it is judged."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from archive.formats.drawing.svg import Element, element

# Pixels: the square of the status, the symbol and a digit of a number of claims, and what keeps two of them apart.
GLYPH, SYMBOL, DIGIT, BETWEEN = 15.0, 13.0, 7.0, 6.0
# By how much the sheet makes the symbols of a page smaller.
SMALLER = 0.68


class Share(NamedTuple):
    """So many claims of one standing or outcome; ``value`` names the symbol."""

    value: str
    number: int


# In the square of a status: lines of print, an arrow, a cross to be filled in. Others are told by the square alone.
SIGNS = {
    "reported": "M2.5 3.5h5m-5 3h3.4",
    "under_way": "M3 2.2l4.4 2.8l-4.4 2.8z",
    "planned": "M5 2.4v5.2m-2.6 -2.6h5.2",
}


def signs(statuses: Collection[str]) -> Element:
    """The squares of the statuses in a drawing, for ``status`` to show."""
    return element("defs", *(_sign(each) for each in sorted(statuses)))


def _sign(word: str) -> Element:
    square = element("rect", class_=f"status {word}", width=10, height=10, rx=1)
    path = element("path", class_=f"status-sign {word}", d=SIGNS[word]) if word in SIGNS else None
    return element("g", square, path, id=f"is-{word}")


def status(word: str) -> Element:
    """The square of a status."""
    return element("use", href=f"#is-{word}")


def shares(of: Sequence[Share]) -> Iterator[Element]:
    """The symbol of each standing, with the number of its claims, from left to right."""
    x = 0.0
    for each in of:
        yield element("use", href=f"#so-{each.value}", class_=each.value, x=x / SMALLER if x else None)
        yield element("text", str(each.number), class_="count", x=x + SYMBOL)
        x += shares_width([each])


def shares_width(of: Sequence[Share]) -> float:
    """The pixels they take, with what keeps them apart."""
    return sum(SYMBOL + DIGIT * len(str(each.number)) + BETWEEN for each in of)
