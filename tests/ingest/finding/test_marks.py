"""What a line is by itself."""

import pytest

from archive.ingest.finding.captions import credit_start
from archive.ingest.finding.datelines import dateline_end
from archive.ingest.finding.leftovers import is_leftover, is_menu
from archive.ingest.finding.lines import lines_of
from archive.ingest.finding.marks import byline_end, is_author_note, is_date, is_dated_label

DATELINES = [
    ("SANVILLE (Reuters) – ", "The minister said so."),
    ("KYIV, March 3 (AP) — ", "The minister said so."),
    ("SANVILLE, South Valley, March 3, 2031 (AFP) - ", "The minister said so."),
    ("[Sanville, Valley] — ", "The minister said so."),
    ("MOSCOW, March 3. /TASS/. ", "The minister said so."),
    ("Seoul (Yonhap) -- ", "The minister said so."),
    ("(AP) — ", "The minister said so."),
    ("SANVILLE — ", "The minister said so."),
    ("Geneva, 3 March 2031 – ", "The agency said so."),
    ("NEW DELHI: ", "The minister said so."),
    ("ST. PAUL, Minn. (AP) — ", "The minister said so."),
    ("Nordvik, Westland, Mar 4, 2031 (NTX) - ", "The minister said so."),
    ("Nordvik, Westland, Mar 4, 2031 (NTX) - ", "The minister said so."),
    ("КИЇВ, 3 березня (Укрінформ) – ", "Міністр це сказав."),
]
NO_DATELINES = [
    "The minister said so – and left.",
    "MR. PRICE: I have one item at the top.",
    "QUESTION: Can you say whether it is so?",
    "NATO said that it was so.",
    "UN officials (see below) said so.",
    "Lund (Norway) – a country with a coast – said so.",
    "It was March 3, 2031 – a Monday.",
    "Lund, Norway (NTX) – a country with a coast – said so.",
    "Lund, Norway (NTX) – a country with a coast – said so.",
]


@pytest.mark.parametrize(("dateline", "words"), DATELINES)
def test_a_dateline_ends_where_the_words_begin(dateline: str, words: str) -> None:
    assert dateline_end(dateline + words) == len(dateline)


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert dateline_end(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "March 3, 2031 - 3:15pm",
        "3 March 2031",
        "2031-03-03 15:15",
        "Published 3 hours ago",
        "Updated: 12:40 PM EST, Fri March 3, 2031",
        "1 year ago",
        "Yesterday",
        "Thu 21 Mar 2031 13.42 GMT",
        "3 березня 2031, 14:05",
        "입력 2031.03.03 15:00",
        "2031年3月3日 15時00分",
        "Le 3 mars 2031 à 17h30",
        "3 de marzo de 2031",
        "03.03.2031, 16.48 Uhr",
    ],
)
def test_a_line_that_says_only_when_is_a_date(text: str) -> None:
    assert is_date(lines_of(text)[0])


@pytest.mark.parametrize("text", ["May", "Today in parliament", "On March 3, 2031 the bridge was closed.", "Sunday"])
def test_a_line_that_says_more_is_no_date(text: str) -> None:
    assert not is_date(lines_of(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "The Valley PostMarch 3, 2031 · 3:45 PM EST",
        "Economy | March 3, 2031",
        "Posted on June 9, 2031 by Dolores Ray 3 Comments",
        "Bea Wit & Jo Arslan Economy desk 27 Oct 2031, 20:05 Reading time 4 min",
    ],
)
def test_a_date_may_stand_beside_names(text: str) -> None:
    assert is_dated_label(lines_of(text)[0])


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Ann Other", "By Ann Other"),
        ("By ANN OTHER and BO ELSE in Sanville", "By ANN OTHER and BO ELSE in Sanville"),
        ("Ann Other-Lee ann@valley.example", "Ann Other-Lee ann@valley.example"),
        ("By Ann Other, science editor", "By Ann Other, science editor"),
        ("By Ann Other | March 3, 2031", "By Ann Other"),
        ("Von Anna Andere", "Von Anna Andere"),
        ("From our business correspondent ANN OTHER", "From our business correspondent ANN OTHER"),
    ],
)
def test_a_byline_ends_behind_the_names(text: str, byline: str) -> None:
    assert text[: byline_end(lines_of(text)[0])] == byline


@pytest.mark.parametrize(
    "text", ["By then it was too late", "By the river", "by and large", "By 2031 the bridge will be gone"]
)
def test_not_all_that_begins_with_by_is_a_byline(text: str) -> None:
    assert byline_end(lines_of(text)[0]) == 0


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The bridge in spring. ", "TASS-Yonhap"),
        ("The bridge in spring. ", "Jo Doe/AP/Pool/File"),
        ("The bridge in spring? ", "Credit: Getty"),
        ("The bridge in spring ", "(Photo by Jo Doe / AFP)"),
        ("The bridge in spring ", "[Jo Doe/Reuters]"),
        ("The bridge in spring. ", "Photograph: Jo Doe/The Post"),
        ("The bridge in spring. ", "© J. Doe / Valley 24"),
        ("The bridge in spring. ", "Jo Doe"),
        ("The bridge was closed in spring, said Jo Doe.", ""),
        ("The bridge in spring ", "© Meridian Pictures"),
        ("The bridge in spring. ", "(Pool photo) (QNA)"),
        ("The bridge (left) in spring. ", "(Post photo by Jo Doe)"),
        ("The bridge was closed in spring (see the map).", ""),
        ("The bridge was closed in spring. Read More", ""),
        ("The bridge in spring. ", "Photo by the author"),
        ("HARBOUR AFFAIRS SEN. BRIDGEPORT RESOLUTION", ""),
    ],
)
def test_the_credit_ends_the_caption(caption: str, credit: str) -> None:
    assert credit_start(caption + credit) == len(caption)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Ann Other is a writer specialising in bridges and their builders.", True),
        (
            "Dr. Ann Other teaches history at the University of Sanville. She is an author of two books, and a professor.",
            True,
        ),
        ("The author is a fellow at the Institute for Bridges.", True),
        ("The Elm News Service covers the harbour; its staff reporter sails in summer.", False),
        ("The bridge is a work of a professor who died in 1931.", False),
        ("He was met by an editor of the paper at the station, who had waited for an hour.", False),
    ],
)
def test_a_note_says_who_the_author_is(text: str, holds: bool) -> None:
    assert is_author_note(text) is holds


@pytest.mark.parametrize(
    "text",
    [
        "{% include share.html %}",
        "<div class='x'>Share</div>",
        "[caption id=1]A[/caption]",
        "var x = 1;",
        ".ad { display: none }",
    ],
)
def test_code_is_a_leftover(text: str) -> None:
    assert is_leftover(lines_of(text)[0])


@pytest.mark.parametrize(
    "text", ["Home  News  Sport  Food", "World | Africa | Asia | Europe", "News › Valley › Bridges › Old Bridge"]
)
def test_a_row_of_names_is_a_menu(text: str) -> None:
    assert is_menu(lines_of(text)[0])


@pytest.mark.parametrize(
    "text", ["The bridge | The Valley Post", "It is so; it was so; it will be so; it shall be so.", "[He] said so"]
)
def test_a_title_with_its_site_is_no_menu(text: str) -> None:
    assert not is_menu(lines_of(text)[0])
    assert not is_leftover(lines_of(text)[0])
