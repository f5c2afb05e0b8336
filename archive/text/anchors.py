"""Where a stretch of a text stands after the text has changed around it.

It is found for certain or not at all: a highlight on the wrong words is worse than none.
Positions are in code points, the end exclusive, as in the Web Annotation model.

``Carrying`` takes stretches over from one text to another by what stands around them in the old one; ``find``
looks for words that never stood in a text here.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import NamedTuple

CONTEXT = 32

# A sentence in which a stretch stands is context too, up to so many characters on each side.
LONGEST_SENTENCE = 400

# A shorter paragraph, as an answer, says little without both of its neighbours.
SHORT_PARAGRAPH = 64

# Shorter sentences are said too often to tell where one is.
SHORTEST_LANDMARK = 16

Span = tuple[int, int]

# Typesetting says nothing: context is the same with either of these. The quotation itself has to be exact.
_SAME = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}) | str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_RUN = re.compile(rf"[\s{_UNSEEN}]+")
_BLANK = re.compile(r"\s")
_END = r"[.!?…。！？][\"')\]»]* |\n"
_SENTENCE_END = re.compile(_END)
_SENTENCES = re.compile(rf"\S.*?(?:{_END})", re.DOTALL)

# No text holds these: they stand for its beginning and its end.
_BEGINS, _ENDS = "\x02\n", "\n\x03"
_SPACED_SCRIPTS_END = "\u1100"


class Folded(NamedTuple):
    """A text as it is compared: one sort of quotation mark, dash and blank, paragraphs apart by one line feed.

    ``places[i]`` is where its character ``i`` stands in the text itself.
    """

    text: str
    places: list[int]


def find(text: str, exact: str) -> Span | None:
    """Where `exact` stands in `text`; None when that is not just one place."""
    places = _places(text, exact) if exact else []
    return (places[0], places[0] + len(exact)) if len(places) == 1 else None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends between words, as far as the script puts blanks between them."""
    return not (_is_inside(text, start) or _is_inside(text, end))


def fold(text: str) -> Folded:
    """`text` as it is compared, with sentinels for where it begins and ends."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for run in _RUN.finditer(text):
        parts.append(text[done : run.start()])
        places.extend(range(done, run.start()))
        blank = "\n" if "\n" in run[0] else " " if _BLANK.search(run[0]) else ""
        if blank and run.start() and run.end() < len(text):
            parts.append(blank)
            places.append(run.start())
        done = run.end()
    parts.append(text[done:])
    places.extend(range(done, len(text)))
    folded = "".join(parts).translate(_SAME)
    return Folded(f"{_BEGINS}{folded}{_ENDS}", [0, 0, *places, len(text), len(text)])


class Landmark(NamedTuple):
    """A sentence that stands once in both texts: its stretch of the old one, its beginning in the new one."""

    start: int
    end: int
    new: int


class Carrying:
    """Takes stretches of one text over to another; both are read once, however many stretches there are."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._old, self._new = fold(old), fold(new)
        self._landmarks = _landmarks(self._old.text, self._new.text)
        self._starts = [each.start for each in self._landmarks]
        self._ends = [each.end for each in self._landmarks]

    def __call__(self, start: int, end: int) -> Span | None:
        """Where the stretch stands in the new text; None when that is not certain.

        It is certain when the words stand, to the letter, within unchanged surroundings that stand
        just once in either text, still between the sentences that they stood between. Surroundings
        are `CONTEXT` characters and the sentence on both sides. Where a paragraph before or after
        was added or rewritten, they are the whole paragraph and the beginning of its other neighbour.

        Raises `ValueError` for a stretch that is empty or outside the old text.
        """
        if not 0 <= start < end <= len(self.old):
            raise ValueError("What is carried over is a stretch of at least one character of its text.")
        if not self.old[start:end].strip():
            return None
        first = bisect_left(self._old.places, start, 2)
        last = bisect_left(self._old.places, end, 2, len(self._old.places) - 2)
        place = self._place(first, last)
        if place is None or not self._is_in_order(first, last, place):
            return None
        begun = self._new.places[place] - (self._old.places[first] - start)
        exact = self.old[start:end]
        return (begun, begun + len(exact)) if begun >= 0 and self.new.startswith(exact, begun) else None

    def _place(self, first: int, last: int) -> int | None:
        """Where the surroundings of the stretch say that it begins, in the folded texts."""
        window = self._surroundings(first, last)
        found = _places(self._new.text, self._old.text[slice(*window)])
        if found:
            return found[0] + first - window[0] if len(found) == 1 else None
        for window in self._paragraph(first, last):
            found = _places(self._new.text, self._old.text[slice(*window)])
            if len(found) == 1:
                return found[0] + first - window[0]
        return None

    def _surroundings(self, first: int, last: int) -> Span:
        """The stretch with enough context to stand just once in the old text."""
        text = self._old.text
        before = min(first - CONTEXT, _sentence_start(text, first))
        after = max(last + CONTEXT, _sentence_end(text, last))
        reach = CONTEXT
        while True:
            window = max(0, min(before, first - reach)), min(len(text), max(after, last + reach))
            if len(_places(text, text[slice(*window)])) == 1:
                return window
            reach *= 2

    def _paragraph(self, first: int, last: int) -> list[Span]:
        """The whole paragraph with one neighbour or the other, if it stands just once in either text."""
        text = self._old.text
        edge, other_edge = self._edges(first, last)
        whole = text[edge : other_edge + 1]
        if len(whole) < SHORT_PARAGRAPH or any(len(_places(each.text, whole)) != 1 for each in (self._old, self._new)):
            return []
        return [
            (edge, min(len(text), other_edge + 1 + CONTEXT)),
            (max(0, edge - CONTEXT), other_edge + 1),
        ]

    def _edges(self, first: int, last: int) -> Span:
        """The line feeds before and after the paragraph, or the paragraphs, of the stretch."""
        return self._old.text.rfind("\n", 0, first + 1), self._old.text.find("\n", last - 1)

    def _is_in_order(self, first: int, last: int, place: int) -> bool:
        """Whether the sentence and the paragraph still stand between what they stood between.

        Words that were moved may have been put under another speaker, or into a correction.
        """
        text = self._old.text
        for start, end in ((_sentence_start(text, first), _sentence_end(text, last)), self._edges(first, last)):
            before = bisect_right(self._ends, start + 1) - 1
            after = bisect_left(self._starts, end)
            if before >= 0 and self._landmarks[before].new > place:
                return False
            if after < len(self._landmarks) and self._landmarks[after].new < place:
                return False
        return True


def _landmarks(old: str, new: str) -> list[Landmark]:
    """The sentences that tell where one is, in the order of the old text."""
    ours, theirs = _sentences(old), _sentences(new)
    many, others = Counter(words for _, words in ours), Counter(words for _, words in theirs)
    places = {words: start for start, words in theirs if others[words] == 1}
    return [
        Landmark(start, start + len(words), places[words])
        for start, words in ours
        if many[words] == 1 and words in places and len(words) >= SHORTEST_LANDMARK
    ]


def _sentences(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0].rstrip()) for found in _SENTENCES.finditer(text)]


def _sentence_start(text: str, place: int) -> int:
    found = [match.end() for match in _SENTENCE_END.finditer(text, max(0, place - LONGEST_SENTENCE), place)]
    return found[-1] if found else max(0, place - LONGEST_SENTENCE)


def _sentence_end(text: str, place: int) -> int:
    # The words themselves may end with the sentence.
    found = _SENTENCE_END.search(text, max(0, place - 1), place + LONGEST_SENTENCE)
    return found.end() if found else min(len(text), place + LONGEST_SENTENCE)


def _is_inside(text: str, place: int) -> bool:
    """Whether a word, or a number with its point, goes on across the place."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if after in ".,":
        return before.isdigit() and text[place + 1 : place + 2].isdigit()
    if before in ".,":
        return after.isdigit() and text[max(0, place - 2)].isdigit()
    return before.isalnum() and after.isalnum() and max(before, after) < _SPACED_SCRIPTS_END


def _places(text: str, sought: str) -> list[int]:
    """The first two places of `sought`: there is one, or it is not certain."""
    first = text.find(sought)
    if first < 0:
        return []
    second = text.find(sought, first + 1)
    return [first] if second < 0 else [first, second]
