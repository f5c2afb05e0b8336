from datetime import date, timedelta

import pytest
from edtf import EDTFObject, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from archive.text.dates import DateError, Span, display, from_to, overlaps, span


def days(first: str | None, last: str | None) -> Span:
    return Span(first and date.fromisoformat(first), last and date.fromisoformat(last))


UNDERSTOOD = [
    # written, first day, last day, in words
    ("", None, None, "not stated"),
    ("2022-11-08", "2022-11-08", "2022-11-08", "8 November 2022"),
    ("2022-11", "2022-11-01", "2022-11-30", "November 2022"),
    ("2022", "2022-01-01", "2022-12-31", "2022"),
    ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
    ("0001", "0001-01-01", "0001-12-31", "1"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "31 December 9999"),
    ("2024-06~", "2024-06-01", "2024-06-30", "about June 2024"),
    ("2022?", "2022-01-01", "2022-12-31", "2022 (uncertain)"),
    ("2022-11-08%", "2022-11-08", "2022-11-08", "about 8 November 2022 (uncertain)"),
    ("201X", "2010-01-01", "2019-12-31", "one year between 2010 and 2019"),
    ("19XX", "1900-01-01", "1999-12-31", "one year between 1900 and 1999"),
    ("00XX", "0001-01-01", "0099-12-31", "one year between 1 and 99"),
    ("2022-XX", "2022-01-01", "2022-12-31", "one month in 2022"),
    ("2022-XX-XX", "2022-01-01", "2022-12-31", "one day in 2022"),
    ("2022-11-XX", "2022-11-01", "2022-11-30", "one day in November 2022"),
    ("2022-11-XX~", "2022-11-01", "2022-11-30", "about one day in November 2022"),
    ("2022-21", "2022-03-01", "2022-05-31", "spring 2022"),
    ("2022-23~", "2022-09-01", "2022-11-30", "about autumn 2022"),
    ("2023-24", "2023-12-01", "2024-02-29", "winter 2023"),
    ("9999-24", "9999-12-01", "9999-12-31", "winter 9999"),
    ("1950/1953", "1950-01-01", "1953-12-31", "1950 to 1953"),
    ("2022-11-08/2022-11-13", "2022-11-08", "2022-11-13", "8 to 13 November 2022"),
    ("2022-10-08/2022-11-13", "2022-10-08", "2022-11-13", "8 October to 13 November 2022"),
    ("2021-11-08/2022-11-13", "2021-11-08", "2022-11-13", "8 November 2021 to 13 November 2022"),
    ("2022-02~/2022-11", "2022-02-01", "2022-11-30", "about February 2022 to November 2022"),
    ("2024-11-04/..", "2024-11-04", None, "since 4 November 2024"),
    ("../2022", None, "2022-12-31", "until 2022"),
    ("2022-11/", "2022-11-01", None, "from November 2022, end not known"),
    ("/2022-11", None, "2022-11-30", "until November 2022, beginning not known"),
    ("[2022-11-01..2022-11-13]", "2022-11-01", "2022-11-13", "between 1 and 13 November 2022"),
    ("[2022-09..2022-11]", "2022-09-01", "2022-11-30", "between September 2022 and November 2022"),
    ("[2022..]", "2022-01-01", None, "2022 or later"),
    ("[..2022-11]", None, "2022-11-30", "November 2022 or earlier"),
    ("[2021,2023]", "2021-01-01", "2023-12-31", "2021 or 2023"),
    ("[2023,2021]", "2021-01-01", "2023-12-31", "2023 or 2021"),
    (
        "[2019,2021..2022,2024-11..]",
        "2019-01-01",
        None,
        "2019, between 2021 and 2022 or November 2024 or later",
    ),
]

REFUSED = [
    # written, what the sentence must help with
    ("unknown", "is not a date"),
    ("last week", "is not a date"),
    ("2022-1-8", "is not a date"),
    ("20221108", "is not a date"),
    ("08.11.2022", "is not a date"),
    ("11/08/2022", "is not a date"),
    (" 2022", "is not a date"),
    ("2022-11-08\n", "is not a date"),
    ("٢٠٢٢", "is not a date"),
    ("2022\x00", "is not a date"),
    ("\ud800", "is not a date"),
    ("XXXX", "is not a date"),
    ("2X22", "is not a date"),
    ("2022-1X", "is not a date"),
    ("2022-XX-08", "is not a date"),
    ("Y17000", "is not a date"),
    ("-0044", "is not a date"),
    ("2022~?", "is not a date"),
    ("~2022", "is not a date"),
    ("0000", "no year 0"),
    ("2022-13", "no month 13"),
    ("2022-00", "no month 00"),
    ("2022-25", "seasons are 21"),
    ("2022-21-XX", "no month 21"),
    ("2022-11-31", "November 2022 has no day 31"),
    ("2023-02-29", "February 2023 has no day 29"),
    ("2022-11-08T15:45", "no time of day"),
    ("../..", "names no date"),
    ("/", "names no date"),
    ("[..]", "names no date"),
    ("2022-12/2022-11", "ends before it begins"),
    ("[2022-11-13..2022-11-01]", "ends before it begins"),
    ("1/2/3", "is not a date"),
    ("[2022]", "without [ ]"),
    ("[2021,2022", "ends with ]"),
    ("[", "ends with ]"),
    ("[]", "ends with ]"),
    ("{2021,2022}", "[a,b]"),
    ("[2021,..2022]", "only the first"),
    ("[2021..,2022]", "only the first"),
    ("[2021,]", "names no date"),
    ("[2021/2022]", "without [ ]"),
    ("[2021,2022/2023]", "is not a date"),
]


@pytest.mark.parametrize(("written", "first", "last", "words"), UNDERSTOOD)
def test_a_date_has_its_bounds_and_its_words(written: str, first: str | None, last: str | None, words: str) -> None:
    assert span(written) == days(first, last)
    assert display(written) == words


@pytest.mark.parametrize(("written", "sentence"), REFUSED)
def test_what_is_no_date_is_refused_with_a_sentence_that_helps(written: str, sentence: str) -> None:
    with pytest.raises(DateError) as refusal:
        span(written)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 200
    assert str(refusal.value).isprintable()
    with pytest.raises(DateError):
        display(written)


def test_some_day_between_is_not_the_whole_span() -> None:
    """Row 35: a set has the bounds of an interval and says in words which of the two is meant."""
    assert span("[2022-09..2022-11]") == span("2022-09/2022-11")
    assert display("[2022-09..2022-11]").startswith("between ")
    assert " to " in display("2022-09/2022-11")


def test_hostile_length_is_refused_at_once() -> None:
    for written in ("[" + "2022," * 500_000 + "2022]", "2022/" * 500_000, "X" * 2_000_000):
        with pytest.raises(DateError):
            span(written)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("2022", "2022-11-08", True),
        ("2022-11-08", "2022-11-08", True),
        ("2021", "2022", False),
        ("", "2022", True),
        ("", "", True),
        ("2023/..", "2022", False),
        ("2022/..", "2022", True),
        ("../2021", "2022", False),
        ("../2021", "2020/..", True),
        ("../2019", "2020/..", False),
    ],
)
def test_two_times_overlap_unless_a_known_end_rules_it_out(one: str, other: str, both: bool) -> None:
    assert overlaps(span(one), span(other)) is both
    assert overlaps(span(other), span(one)) is both


def test_an_affiliation_lasts_from_its_first_possible_day_to_its_last() -> None:
    assert from_to("2020~", "2022-03") == days("2020-01-01", "2022-03-31")
    assert from_to("", "2022") == days(None, "2022-12-31")
    assert from_to("2020", "") == days("2020-01-01", None)
    assert from_to("2022", "2022-03") == days("2022-01-01", "2022-03-31")
    with pytest.raises(DateError):
        from_to("2022", "2021")


# -- the maintained library as the oracle ------------------------------------------------------

POINTS = st.one_of(
    st.dates(date(1, 1, 1), date(9998, 12, 31)).flatmap(
        lambda day: st.sampled_from(
            [
                f"{day.year:04}",
                f"{day.year:04}-{day.month:02}",
                day.isoformat(),
                f"{day.year:04}-XX",
                f"{day.year:04}-XX-XX",
                f"{day.year:04}-{day.month:02}-XX",
            ]
        )
    ),
    st.integers(100, 998).map(lambda decade: f"{decade:03}X"),
    st.integers(10, 98).map(lambda century: f"{century:02}XX"),
)
MARKED = st.tuples(POINTS, st.sampled_from(["", "?", "~", "%"])).map("".join)
PLAIN = st.dates(date(1, 1, 1), date(9998, 12, 31)).map(date.isoformat)


def by_the_library(edtf: EDTFObject) -> Span:
    first, last = edtf.lower_strict(), edtf.upper_strict()
    return Span(
        None if isinstance(first, float) else date(*first[:3]),
        None if isinstance(last, float) else date(*last[:3]),
    )


@given(MARKED)
def test_the_bounds_of_a_date_are_those_of_the_edtf_library(written: str) -> None:
    assert span(written) == by_the_library(parse_edtf(written))


@given(st.integers(1, 9998), st.sampled_from(["21", "22", "23"]))
def test_the_bounds_of_a_season_are_those_of_the_edtf_library(year: int, season: str) -> None:
    written = f"{year:04}-{season}"
    assert span(written) == by_the_library(parse_edtf(written))


@given(PLAIN, PLAIN, st.sampled_from(["{}/{}", "[{}..{}]", "[{},{}]", "{}/..", "../{1}", "[{}..]", "[..{1}]"]))
def test_the_bounds_of_spans_and_sets_are_those_of_the_edtf_library(one: str, other: str, form: str) -> None:
    written = form.format(min(one, other), max(one, other))
    assert span(written) == by_the_library(parse_edtf(written))


DATES = st.one_of(
    MARKED,
    st.tuples(MARKED, MARKED).map(sorted).map("/".join),
    st.tuples(MARKED, MARKED).map(sorted).map(lambda ends: "[{}..{}]".format(*ends)),
    st.lists(MARKED, min_size=2, max_size=5).map(lambda items: f"[{','.join(items)}]"),
    st.text(alphabet="0123456789-X~?%/[].,{}T", max_size=24),
    st.text(max_size=12),
)


@given(DATES)
def test_earliest_is_never_after_latest_and_words_exist_exactly_for_dates(written: str) -> None:
    try:
        bounds = span(written)
    except DateError:
        with pytest.raises(DateError):
            display(written)
        return
    if bounds.earliest and bounds.latest:
        assert bounds.earliest <= bounds.latest
    assert display(written)


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_overlap_means_a_day_in_both(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    latest_start = max(one[0], other[0])
    shares_a_day = one[0] <= latest_start <= one[1] and other[0] <= latest_start <= other[1]
    assert overlaps(one, other) is shares_a_day


def test_a_day_is_its_own_first_and_last() -> None:
    day = date(2022, 11, 8)
    for step in range(0, 1_000, 37):
        that = day + timedelta(step)
        assert span(that.isoformat()) == Span(that, that)
