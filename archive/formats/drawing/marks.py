"""The signs beside an event: whether it happened, and how what is claimed of it is judged."""

from collections.abc import Iterator
from typing import NamedTuple

from archive.formats.drawing.svg import Element, element

# Pixels: the square of the status, the symbol and a digit of a number of claims.
GLYPH, SYMBOL, DIGIT = 15.0, 13.0, 7.0


class Share(NamedTuple):
    """So many claims of one standing or outcome; ``value`` names the symbol."""

    value: str
    number: int


# In the square of a status: lines of print, an arrow, a cross to be filled in. Others are told by the square alone.
SIGNS = {
    "reported": "m2.5 3.5h5m-5 3h3.4",
    "under_way": "m3 2.2l4.4 2.8l-4.4 2.8z",
    "planned": "m5 2.4v5.2m-2.6 -2.6h5.2",
}


def status(word: str, x: float) -> Iterator[Element]:
    """The square of a status, from ``x`` pixels on."""
    yield element("rect", class_=f"status {word}", x=x, y=-9.5, width=10, height=10, rx=1)
    if word in SIGNS:
        yield element("path", class_=f"sign {word}", d=f"M{x:g} -9.5{SIGNS[word]}")


def share(of: Share, x: float) -> Element:
    """The symbol of a standing, with the number of its claims."""
    symbol = element("use", href=f"#so-{of.value}", transform=f"translate({x:g} -9.8) scale(0.68)")
    number = element("text", str(of.number), class_="count", x=x + SYMBOL, y=-0.5)
    return element("g", symbol, number, class_=f"share {of.value}")


def share_width(of: Share) -> float:
    """The pixels it takes, with what keeps it apart."""
    return SYMBOL + DIGIT * len(str(of.number)) + 6
