"""How wide words are, and where a line of them ends.

Nobody knows on the server in which letters a browser sets a text, so widths are those of a wide
sans serif: a line that is said to fit does fit in the narrower ones. Bold letters take ``BOLD`` times as much.
"""

from functools import cache
from unicodedata import combining, east_asian_width

NARROW, NORMAL, BROAD, SQUARE = 0.34, 0.58, 0.86, 1.05
_NARROW = frozenset(" .,:;!|'’‘`iIjlftr()[]/-")
_BROAD = frozenset("mwMW%@—…")
BOLD = 1.13
MORE = "…"


@cache
def _letter(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF":
        return SQUARE
    if letter in _NARROW:
        return NARROW
    return BROAD if letter in _BROAD else 0.68 if letter.isupper() else NORMAL


def width(text: str, size: float) -> float:
    """About how many pixels a text takes in letters of ``size`` pixels, rather more than fewer."""
    return size * sum(map(_letter, text))


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """At most ``most`` lines that fit into ``room`` pixels; what is too much ends in an ellipsis.

    A line ends at a blank, or within a word that fits no line. An empty text has no lines.
    """
    lines: list[str] = []
    for piece in _pieces(text, room, size):
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shortened(lines[most - 1], room, size)]


def _pieces(text: str, room: float, size: float) -> list[str]:
    """The words of a text; those too long for a line in parts that are not."""
    found = []
    for word in text.split():
        part = ""
        for letter in word:
            if part and width(part + letter, size) > room:
                found.append(part)
                part = ""
            part += letter
        found.append(part)
    return found


def _shortened(line: str, room: float, size: float) -> str:
    while line and width(line + MORE, size) > room:
        line = line[:-1].rstrip()
    return line + MORE
