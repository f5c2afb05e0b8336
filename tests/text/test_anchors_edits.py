"""Whatever is done to a text, an anchor stands on its own words or on none."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.anchors import CONTEXT, Carrying

WHO = ("The ministry", "A spokesman for the ministry", "Two officials of the ministry")
DID = ("denied", "confirmed", "did not deny", "did not confirm", "doubted")
WHAT = ("that 100 shells were sent", "that 1,000 shells were sent", "that shells were ever sent", "it")
FAR = "Words that stand far from it and say nothing of it, " * 10
END = (". ", ".\n\n", ", and said no more. ", " on Monday.\n")


class Text(NamedTuple):
    """A text of which every character knows where it comes from; -1 for what was put in."""

    words: str
    origins: tuple[int, ...]

    def cut(self, start: int, end: int) -> "Text":
        return Text(self.words[start:end], self.origins[start:end])

    def join(self, *others: "Text") -> "Text":
        every = (self, *others)
        return Text("".join(each.words for each in every), tuple(each for one in every for each in one.origins))


def put_in(words: str) -> Text:
    return Text(words, (-1,) * len(words))


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Sentences that look alike, no two of them the same."""
    choices = st.tuples(*map(st.sampled_from, (WHO, DID, WHAT, END)))
    drawn = draw(st.lists(choices, min_size=2, max_size=12, unique_by=lambda four: four[:3]))
    return "".join(f"{who} {did} {what}{end}" for who, did, what, end in drawn)


def is_own(text: Text, here: tuple[int, int], own: tuple[int, int]) -> bool:
    """Whether the words, or those next to them on one side, are the ones that stood there.

    A cut may end in letters that read like those it took away: ``on Mond|ay.`` for ``on Monday.`` Then
    the words read on from what stood beside them, to the letter, and nobody could tell them apart.
    """
    size = CONTEXT // 2
    pairs = [
        (text.origins[slice(*here)], range(*own)),
        (text.origins[max(0, here[0] - size) : here[0]], range(max(0, own[0] - size), own[0])),
        (text.origins[here[1] : here[1] + size], range(own[1], own[1] + size)),
    ]
    return any(found and list(found) == list(stood)[: len(found)] for found, stood in pairs)


@st.composite
def edits(draw: st.DrawFn, text: Text, own: tuple[int, int]) -> Text:
    size = len(text.words)
    near = st.integers(max(0, min(own[0] - 60, size)), min(size, own[1] + 60))
    a, b, c = sorted(draw(st.integers(0, size) | near) for _ in range(3))
    words = draw(
        st.sampled_from(["", " not", "never ", "\n\n", " ", "1", "x", "It denied that shells were ever sent. "])
    )
    head, one, two, tail = text.cut(0, a), text.cut(a, b), text.cut(b, c), text.cut(c, size)
    return draw(
        st.sampled_from(
            [
                head.join(put_in(words), one, two, tail),  # put in
                head.join(put_in(words), two, tail),  # replaced
                head.join(two, one, tail),  # moved
                head.join(one, two, one, tail),  # said twice
            ]
        )
    )


@pytest.mark.thorough
@given(st.data())
@settings(max_examples=600)
def test_random_edits_never_place_an_anchor_on_other_words(data: st.DataObject) -> None:
    old = data.draw(reports())
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, min(len(old), start + 60)))
    text = Text(old, tuple(range(len(old))))
    for _ in range(data.draw(st.integers(1, 4))):
        text = data.draw(edits(text, (start, end)))
    found = Carrying(old, text.words)(start, end)
    if found is not None:
        assert text.words[slice(*found)] == old[start:end]
        assert is_own(text, found, (start, end))


@pytest.mark.thorough
@given(st.data())
@settings(max_examples=300)
def test_two_equal_candidates_are_none(data: st.DataObject) -> None:
    report = data.draw(reports())
    first = data.draw(st.integers(0, len(report) - 1))
    last = data.draw(st.integers(first + 1, min(len(report), first + 60)))
    old = f"{FAR}\n{report}\n{FAR}"
    start, end = first + len(FAR) + 1, last + len(FAR) + 1
    assert Carrying(old, old)(start, end) == (None if report[first:last].isspace() else (start, end))
    between = data.draw(st.sampled_from(["", "\n", "\n\nAn earlier version of this article said:\n\n"]))
    assert Carrying(old, old + between + old)(start, end) is None
    # All that is near to it, said twice.
    reach = data.draw(st.integers(CONTEXT, len(FAR)))
    around = old[max(0, start - reach) : end + reach]
    assert Carrying(old, f"{old}\n{around}\n{old}")(start, end) is None


@pytest.mark.thorough
@given(st.text(alphabet="ab .\n", min_size=1, max_size=60), st.text(alphabet="ab .\n", max_size=80), st.data())
@settings(max_examples=600)
def test_what_is_placed_stands_in_unchanged_surroundings(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = Carrying(old, new)(start, end)
    if found is not None:
        assert new[slice(*found)] == old[start:end]
        before, after = (" ".join(each.split()) for each in (old[:start], old[end:]))
        assert " ".join(new[: found[0]].split()).endswith(before[-CONTEXT // 2 :].strip()) or "\n" in old[:start]
        assert " ".join(new[found[1] :].split()).startswith(after[: CONTEXT // 2].strip()) or "\n" in old[end:]
