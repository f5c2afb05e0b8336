"""What agencies and papers set behind, below and between the words of a report."""

import pytest

from archive.ingest.finding import find

from .building import kinds, read_of

BODY = (
    "The council of Elm said on Monday that it would double the budget of its harbour to 12 million crowns next year.",
    "The ministry of transport denied that it had received a report on the breakwater, which two officials described.",
    "The mayor, who had opened the debate, said that the town had waited long enough for a safe place to moor.",
)
TITLE = "Council doubles the budget of a harbour"


def found(*lines: str) -> dict[str, str]:
    text = "\n\n".join((TITLE, "By Ann Other", *lines))
    return {words: kind for kind, words in kinds(find(read_of(text)), text)}


@pytest.mark.parametrize(
    "note",
    ["— With Bo Berg, Cy Dahl", "– with reports from Bo Berg", "(With inputs from Bo Berg)", "-- Reporting by Bo Berg"],
)
def test_names_behind_the_last_words_are_a_note(note: str) -> None:
    kept = found(*BODY[:-1], f"{BODY[-1]} {note}")
    assert kept[BODY[-1]] == "body"
    assert kept[note] == "note"


@pytest.mark.parametrize("rest", ["— With a heavy heart, he left", "(With the exception of Elm)", "— and Bo Berg"])
def test_other_words_behind_a_dash_are_text(rest: str) -> None:
    assert found(*BODY[:-1], f"{BODY[-1]} {rest}")[f"{BODY[-1]} {rest}"] == "body"


def test_a_line_between_dashes_is_a_heading_and_a_point_is_none() -> None:
    kept = found(BODY[0], "- 'A finger too wide' -", BODY[1], "- the northern quay is to be raised by a hand", BODY[2])
    assert kept["- 'A finger too wide' -"] == "heading"
    assert kept["- the northern quay is to be raised by a hand"] == "body"


@pytest.mark.parametrize(
    ("line", "kind"), [("sd-kh/lp/gil", "noise"), ("lf/kb/afp", "note"), ("lf/kb (with AFP)", "note")]
)
def test_initials_are_kept_where_an_agency_stands_among_them(line: str, kind: str) -> None:
    assert found(*BODY, line)[line] == kind


def test_a_correction_is_kept_below_the_button_for_comments() -> None:
    line = "Correction: an earlier version said that the budget had tripled. It has doubled."
    kept = found(*BODY * 3, "Leave a comment", "I was there and saw it all, said nobody ever.", line)
    assert kept[line] == "note"
    assert kept["I was there and saw it all, said nobody ever."] == "noise"


def test_points_above_the_text_are_its_standfirst() -> None:
    points = ("Council never asked the fishermen.", "Crews warn of delays until June.")
    kept = found("Key points:", *points, *BODY)
    assert kept["Key points:"] == "noise"
    assert {kept[each] for each in points} == {"standfirst"}
    assert {kept[each] for each in BODY} == {"body"}


def test_marked_points_may_be_long() -> None:
    points = tuple(f"• {each}" for each in BODY[:2])
    kept = found("What you need to know", *points, BODY[2], BODY[0].replace("Elm", "Ash"))
    assert {kept[each] for each in points} == {"standfirst"}
    assert kept[BODY[2]] == "body"


def test_paragraphs_below_such_a_label_are_no_points() -> None:
    assert set(found("What you need to know", *BODY).values()) >= {"body"}
    assert {found("What you need to know", *BODY)[each] for each in BODY} == {"body"}
