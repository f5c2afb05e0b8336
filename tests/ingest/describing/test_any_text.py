"""Any document is described in time, with evidence that lies in it."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.describing import describe
from archive.ingest.shapes import Confidence, Found, Hint, Kind, Piece, Read, Stretch
from archive.text.dates import span
from tests.ingest.describing.documents import KINDS, document

FIELDS = st.sampled_from(
    ["title", "publisher", "author", "published", "language", "genre", "section", "url", "canonical_url"]
)
LINE = st.text(max_size=60) | st.sampled_from(
    [
        "By Ann Other",
        "© 2024 Sea News",
        "3 June 2024",
        "Updated: 03/04/2024",
        "OSLO (AFP) –",
        "a@b.co",
        "by  ",
        "Opinion |",
    ]
)
LINES = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), LINE), min_size=1, max_size=12)


@settings(max_examples=12)
@given(LINES, st.lists(st.builds(Hint, FIELDS, LINE, st.just("meta, x")), max_size=4), st.none() | st.dates())
def test_every_guess_can_be_shown(lines, hints, taken):
    marked = "\n".join(f"{kind} {' '.join(words.split())}" for kind, words in lines)
    read, found = document(marked, hints=hints)
    for guess in describe(read, found, taken=taken):
        assert guess.value.strip()
        assert guess.reason.endswith(".")
        assert guess.confidence in Confidence
        if guess.evidence is not None:
            assert 0 <= guess.evidence.start < guess.evidence.end <= len(read.text)
        if guess.field == "published":
            assert span(guess.value) != (None, None)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        "By A, ",
        "1/",
        "May 9 ",
        "\n",
        "©\n",
        "A@",
        "(AP",
        "The X\n",
        "2024 ",
        "“",
        "A A A A A A A A in\n",
        "Aa and Bb, ",
        "Ann Other ann@x.co.uk\n",
        "3 June 2024\n",
    ],
)
def test_a_hostile_text_costs_no_more_than_its_length(unit):
    text = (unit * 200_000)[:200_000]
    half = len(text) // 2
    pieces = [Piece(Kind.NOISE, 0, half, ""), Piece(Kind.BODY, half, len(text), "")]
    found = Found(text[half:], [Stretch(Kind.BODY, 0, len(text) - half, half, 1)], pieces)
    begun = time.process_time()
    describe(Read("x.txt", b"", "text/plain", text), found, taken=date(2026, 1, 1))
    assert time.process_time() - begun < 5
