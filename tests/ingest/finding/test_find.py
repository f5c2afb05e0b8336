"""What holds of every document, and what single pieces become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.finding import find
from archive.ingest.shapes import Found, Hint, Kind, Refusal

from .building import kinds, page, read_of

PROSE = (
    "The council of the valley voted on Monday to close the old bridge for two years.",
    "Its engineers had warned that the eastern pillar was sinking by a finger's width each spring.",
    "The mayor said that lorries would have to take the road by the mill.",
)
_PIECES = st.sampled_from(
    [
        *PROSE,
        "Old bridge to close for two years",
        "By Ann Other",
        "March 3, 2031 - 3:15pm",
        "SANVILLE (AP) — The bridge in the valley was closed on Monday, two years after it was found to sink.",
        "A lorry stands on the bridge. Jo Doe/AP/Pool",
        "Photo: Jo Doe",
        "Share this:",
        "Related",
        "Leave a Reply",
        "Ann Other is a writer who lives by the bridge.",
        "• a point of a list",
        "[1] See above.",
        "Read more: The mill",
        "Subscribe to our newsletter to get all the news in your inbox.",
        "ГОЛОВНЕ",
        "다리가 닫혔다.",
        "橋は二年間閉鎖される。",
        "الجسر مغلق منذ عامين.",
        "Count me in!More hereBridge closesMill opensMayor speaks up",
        "HD",
        "Headline: Bridge",
    ]
)
_TEXTS = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=25).flatmap(
        lambda parts: st.lists(
            st.sampled_from(["\n", "\n\n", " \n\n\n", "\n  "]), min_size=len(parts), max_size=len(parts)
        ).map(lambda gaps: "".join(part + gap for part, gap in zip(parts, gaps, strict=True)))
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=300),
)


def _find(text: str) -> Found | None:
    try:
        return find(read_of(text))
    except Refusal:
        return None


@given(_TEXTS)
def test_every_document_is_cut_into_pieces_that_cover_it_once(text: str) -> None:
    if found := _find(text):
        end = 0
        for piece in found.pieces:
            assert piece.reason
            assert not text[end : piece.start].strip()
            assert text[piece.start : piece.end].strip()
            assert piece.start >= end
            end = piece.end
        assert not text[end:].strip()


@given(_TEXTS)
def test_every_stretch_has_the_words_of_the_document(text: str) -> None:
    if found := _find(text):
        end = 0
        for stretch in found.layout:
            assert found.text[stretch.start : stretch.end] == text[stretch.raw_start :][: stretch.end - stretch.start]
            assert not found.text[end : stretch.start].strip()
            assert stretch.start >= end
            assert stretch.kind is not Kind.NOISE
            end = stretch.end
        assert end == len(found.text)


@given(_TEXTS)
def test_what_was_found_once_is_found_again(text: str) -> None:
    assert _find(text) == _find(text)


def test_paragraphs_are_counted_within_their_kind() -> None:
    found = find(
        read_of(
            "\n\n".join(
                [
                    "Old bridge to close for two years",
                    "By Ann Other",
                    PROSE[0],
                    "A lorry on the bridge. Photo: Jo Doe",
                    *PROSE[1:],
                ]
            )
        )
    )
    assert [(stretch.kind.value, stretch.paragraph) for stretch in found.layout] == [
        ("title", 1),
        ("body", 1),
        ("caption", 1),
        ("credit", 0),
        ("body", 2),
        ("body", 3),
    ]


def test_a_dateline_stays_in_its_line_and_a_byline_does_not() -> None:
    text = f"Old bridge to close\n\nBy Ann Other\n\nSANVILLE (AP) — {PROSE[0]}\n\n{PROSE[1]}"
    found = find(read_of(text))
    assert found.text == f"Old bridge to close\n\nSANVILLE (AP) — {PROSE[0]}\n\n{PROSE[1]}"
    assert ("byline", "By Ann Other") in kinds(found, text)
    assert ("dateline", "SANVILLE (AP) —") in kinds(found, text)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Old bridge to close for two years | The Valley Post", "Old bridge to close for two years"),
        ("“css-class-12 css-h1-4″>Old bridge to close for two years", "Old bridge to close for two years"),
        ("Headline: Old bridge to close for two years", "Old bridge to close for two years"),
        ("Will the old bridge ever open again?", "Will the old bridge ever open again?"),
    ],
)
def test_a_title_is_freed_of_what_sticks_to_it(line: str, title: str) -> None:
    text = "\n\n".join([line, "By Ann Other", *PROSE])
    assert ("title", title) in kinds(find(read_of(text)), text)


def test_a_title_that_stands_again_is_kept_once() -> None:
    title = "Old bridge to close for two years"
    found = find(read_of("\n\n".join([title, f"“h1-class-2 h1″>{title}", "By Ann Other", *PROSE])))
    assert found.text.count(title) == 1


def test_the_format_decides_where_it_speaks() -> None:
    read = page(
        ("h1", "The pillar"),
        ("p", "A short line of the first paragraph without a stop"),
        ("p", PROSE[0]),
        ("figcaption", "The bridge in the evening"),
        ("h2", "What the engineers found in the spring of the year and later"),
        ("p", PROSE[1]),
        ("li", "the road by the mill"),
        ("p", PROSE[2]),
    )
    found = dict(reversed(pair) for pair in kinds(find(read), read.text))
    assert found["The pillar"] == "title"
    assert found["The bridge in the evening"] == "caption"
    assert found["What the engineers found in the spring of the year and later"] == "heading"
    assert found["the road by the mill"] == "body"


def test_what_the_page_calls_its_title_helps_to_find_it() -> None:
    parts = ["The Voice of the Valley and its Bridges", "Sinking feelings", *PROSE]
    hint = Hint("title", "Sinking feelings - The Voice", "title")
    text = "\n\n".join(parts)
    assert ("title", "Sinking feelings") in kinds(find(read_of(text, hints=(hint,))), text)


def test_an_article_on_newsletters_may_name_them() -> None:
    text = "\n\n".join(
        [
            "Newsletter on cookies loses subscribers",
            "By Ann Other",
            "The newsletter, which tells bakers about cookies, has lost half of its subscribers since spring.",
            "Its editor thinks that bakers read fewer newsletter mails and that cookies are in decline.",
            "A newsletter about bread and cookies that she began in May has 40 subscribers.",
            "The subscribers of the first newsletter were given free cookies for a year.",
        ]
    )
    assert all(kind == "body" for kind, words in kinds(find(read_of(text)), text) if words.endswith("."))


def test_names_with_capitals_inside_are_not_links_stuck_together() -> None:
    words = (
        "The MagLift and the PowerCrane of WeBuild were tested beside the eBridge, said OpenRoad and McTavish of iSpan."
    )
    text = "\n\n".join(["Cranes tested", "By Ann Other", words, *PROSE])
    assert ("body", words) in kinds(find(read_of(text)), text)
