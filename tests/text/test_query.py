import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.query import MOST_CHARACTERS, MOST_TERMS, Query, parse_query
from archive.text.words import Aliases, highlight, terms

NAMES = Aliases.of([("Kim Jong Un", "kimjongun"), ("North Korea", "northkorea"), ("朝鮮", "northkorea")])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Query()),
        ("shells  Korea", Query(words=("shel", "korea"))),
        ('"artillery shells"', Query(phrases=(("artillery", "shel"),))),
        ("“artillery shells” «moved»", Query(phrases=(("artillery", "shel"),), words=("mov",))),
        ('"shells"', Query(words=("shel",))),
        ('"never closed', Query(phrases=(("never", "clos"),))),
        ("-denied", Query(excluded=(("deny",),))),
        ('-"so far" shells', Query(excluded=(("so", "far"),), words=("shel",))),
        ("shells --doubted", Query(excluded=(("doubt",),), words=("shel",))),
        ("artil*", Query(prefix=("artil",))),
        ("supplies*", Query(prefix=("suppl",))),
        ("Kim-artil*", Query(words=("kim",), prefix=("artil",))),
        ("a*", Query(words=("a",))),
        ("북한*", Query(prefix=("북한",))),
        ("10,000 10000", Query(words=("10000",))),
        ("shells shells", Query(words=("shel",))),
        ("Jong-un", Query(words=("jong", "un"))),
        ("-Jong-un", Query(excluded=(("jong", "un"),))),
        ("Kim Jong-un visit", Query(words=("kimjongun", "visit"))),
        ("Kim -x Jong-un", Query(excluded=(("x",),), words=("kim", "jong", "un"))),
        ('"Kim Jong Un’s visit"', Query(phrases=(("kimjongun", "visit"),))),
        ("-North-Korea", Query(excluded=(("northkorea",),))),
        ("北軍 shells", Query(phrases=(("北", "軍"),), words=("shel",))),
        ("北朝鮮", Query(phrases=(("北", "northkorea"),))),
        ("朝鮮", Query(words=("northkorea",))),
        ('- -- "" -"" * ** " … ( ) AND', Query(words=("and",))),
        ("\x00 \ud800 %_\\ ';--", Query()),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(typed: str, read: Query) -> None:
    assert parse_query(typed, NAMES) == read


def test_a_query_for_nothing_is_false() -> None:
    assert not parse_query(" … ")
    assert parse_query("shells")
    assert parse_query("-shells")


def test_what_is_sought_is_marked_and_what_is_excluded_is_not() -> None:
    query = parse_query('"heavy shells" artil* Korea -horses', NAMES)
    assert query.marks == {"heavy", "shel", "artil*", "korea"}
    assert highlight("horses, artillery", query.marks) == [("horses, ", False), ("artillery", True)]


def test_a_long_query_is_cut_at_its_words() -> None:
    many = parse_query(" ".join(f"w{number}" for number in range(100)))
    assert many.words == tuple(f"w{number}" for number in range(MOST_TERMS))
    assert sum(map(len, parse_query('"' + "a b " * 100 + '" c').phrases)) == MOST_TERMS
    assert parse_query("x" * MOST_CHARACTERS + " seen") == parse_query("x" * 2_000_000)


TYPED = st.text() | st.lists(
    st.sampled_from(['"', "-", "*", " ", "“", "Kim", "Jong-un", "北", "朝鮮", "shells", "10,000", "’s", "\x00", "한"])
).map("".join)


@given(TYPED)
def test_no_input_fails_and_no_query_is_too_large(typed: str) -> None:
    query = parse_query(typed, NAMES)
    listed = [*query.phrases, *query.excluded, query.words, query.prefix]
    assert sum(map(len, listed)) <= MOST_TERMS
    assert all(term and " " not in term for part in listed for term in part)
    assert all(len(phrase) > 1 for phrase in query.phrases)
    assert all(query.excluded)
    assert bool(query) == any(listed)


@given(st.text(max_size=100))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    """Signs aside, which have a meaning of their own in the box."""
    plain = "".join(" " if sign in '"“”„‟«»″＂*-' else sign for sign in text)
    query = parse_query(plain, NAMES)
    sought = {*query.words, *(term for phrase in query.phrases for term in phrase)}
    assert sought == set(terms(plain, NAMES)[:MOST_TERMS]) or len(terms(plain, NAMES)) > MOST_TERMS
