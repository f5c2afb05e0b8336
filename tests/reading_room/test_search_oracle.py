"""What any query finds is what a plain reading of the terms finds; so both databases find the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Document
from archive.reading_room.searching import search
from archive.text.query import Query
from archive.text.words import terms

pytestmark = pytest.mark.django_db

WORDS = ["coal", "coals", "Kim", "Jong-un", "Jong", "un", "포탄", "포탄들", "снаряд", "10,000", "U.S.", "was", "moved"]
PARTS = st.sampled_from(
    [*WORDS, '"', "-", "*", "Kim Jong-un", '"coal was"', "-moved", "co*", "포*", "The Leader", "K.J.U."]
)


def corpus() -> dict[int, list[str]]:
    """Sixty sources of random words, in the index; their terms by position, the newest first."""
    chance = random.Random(11)
    texts = {}
    for number in range(1, 61):
        uid = f"s{number:09}".translate(str.maketrans("0123456789", "abcdefghij"))
        texts[uid] = (number << 32, " ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 9))))
    texts["leaderlead"] = (61 << 32, "Kim Jong-un")
    found = []
    for uid, (position, text) in texts.items():
        aliases = ["The Leader", "K.J.U."] if uid == "leaderlead" else []
        shown = {"name": text, "aliases": aliases, "role": None, "note": None, "affiliations": []}
        found.append(search.Indexed(uid, "source", position, shown))
        row = {"seq": position >> 32, "first_seq": position >> 32, "change": position >> 32}
        Document.objects.create(
            uid=uid, type="source", position=position, slug="-", body="", card="", changed_at="2026-01-01T00:00Z", **row
        )
    search.index(found)
    spelled = {position: terms(text) for position, text in texts.values()}
    spelled[61 << 32] += ["/", *terms("The Leader"), "/", *terms("K.J.U.")]
    return dict(sorted(spelled.items(), reverse=True))


LEADER = search.SIGN + "leaderlead"
SPELLINGS = [tuple(terms(name)) for name in ("Kim Jong-un", "The Leader", "K.J.U.")]


def ways(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not phrase:
        return [()]
    first = SPELLINGS if phrase[0] == LEADER else [(phrase[0],)]
    return [(*one, *rest) for one in first for rest in ways(phrase[1:])]


def holds(text: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(text[at : at + len(way)]) == way for way in ways(phrase) for at in range(len(text) - len(way) + 1))


def matches(text: list[str], query: Query) -> bool:
    return (
        all(holds(text, phrase) for phrase in query.phrases)
        and all(holds(text, (word,)) for word in query.words)
        and all(any(term.startswith(beginning) for term in text) for beginning in query.prefix)
        and not any(holds(text, phrase) for phrase in query.excluded)
    )


def test_any_query_finds_what_a_plain_reading_finds() -> None:
    texts = corpus()

    @given(st.lists(PARTS, max_size=7).map(" ".join))
    def search_for(text: str) -> None:
        query = search.read(text)
        expected = [position for position, found in texts.items() if query and matches(found, query)]
        assert search.find(text, limit=100) == expected, query

    search_for()


def test_any_text_is_a_query() -> None:
    corpus()

    @given(st.text(max_size=300))
    def search_for(text: str) -> None:
        assert set(search.find(text, limit=100)) <= {number << 32 for number in range(62)}

    search_for()
