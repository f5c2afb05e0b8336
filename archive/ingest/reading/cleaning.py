"""Text as the archive keeps it: what a person sees of it, and nothing beside."""

import re
import unicodedata

# Longer runs of combining marks are never words; to sort them costs their number squared.
MOST_MARKS = 16

_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls, half surrogates, noncharacters, byte order marks, soft hyphens, interlinear marks, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060-\u2064\u206a-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
# What makes a text read in another order than it stands; the marks of direction that are no brackets are kept.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"\n{4,}")
# Beyond these there are no combining marks.
_MARKS = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
_PILE = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")


def clean(text: str) -> str:
    """`text` in NFC: line feeds alone, tabs as blanks, no control character, no override of direction.

    Cleaning twice is cleaning once. The time is linear in the length.
    """
    text = _ENDS.sub("\n", text).replace("\t", " ")
    text = _UNSEEN.sub("", text)
    if not text.isascii():
        text = _PILE.sub(r"\1", _TURNING.sub("", text))
        text = unicodedata.normalize("NFC", text)
    return text


def tidy(text: str) -> str:
    """A cleaned text without blanks at the ends of its lines, blank lines around it or more than two within."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n\n", lines).strip("\n")


def one_line(text: str) -> str:
    """A cleaned text with one blank for every run of white space."""
    return " ".join(clean(text).split())
