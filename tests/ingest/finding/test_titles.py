"""Which line is the title, and what stands between it and the first paragraph."""

from dataclasses import replace

import pytest

from archive.ingest.finding import find
from archive.ingest.shapes import Hint

from .building import kinds, page, read_of

BODY = (
    "The council of Elm said on Monday that it would double the budget of its harbour to 12 million crowns next year.",
    "“We have waited long enough for a safe place to moor,” said the mayor, Tomas Brandt, who had opened the debate.",
    "The ministry of transport denied that it had received a report on the breakwater, which two officials described.",
)
FOOT = "© 2031 The Elm Post"


def found(*lines: str, hints: tuple[Hint, ...] = ()) -> dict[str, str]:
    text = "\n\n".join(lines)
    return {words: kind for kind, words in kinds(find(read_of(text, hints=hints)), text)}


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            ["The Elm Post", "The Elm Post - First with the news of the harbour"],
            "Council doubles the budget of a harbour",
        ),
        (["Menu", "Plain words, deep water"], "Council doubles the budget of a harbour"),
        (["ANALYSIS / SEA & HARBOURS"], "Council doubles the budget of a harbour"),
        (["Document 3 of 17"], "Council doubles the budget of a harbour"),
        (["Back to previous page"], "Elm Post wins three prizes for reports on a harbour"),
        ([], "The Elm Post: council doubles the budget of a harbour"),
        ([], "COUNCIL DOUBLES BUDGET OF A HARBOUR"),
        ([], "Interview: Tomas Brandt"),
        ([], "Support for local journalism grows beside the harbour"),
    ],
)
def test_the_title_is_what_the_text_speaks_of(above: list[str], title: str) -> None:
    assert found(*above, title, "March 3, 2031", *BODY, FOOT)[title] == "title"


def test_a_label_that_shares_the_line_of_the_title_is_none_of_it() -> None:
    title = "Council doubles the budget of a harbour"
    hints = (Hint("title", title, "meta, og:title"),)
    kept = found(f"Elm News {title}", "March 3, 2031", *BODY, FOOT, hints=hints)
    assert kept[title] == "title"
    assert kept["Elm News"] == "noise"
    whole = f"What the mayor calls courage: {title}"
    assert found(whole, "March 3, 2031", *BODY, FOOT, hints=hints)[whole] == "title"
    assert found(f"Opinion: {title}", "March 3, 2031", *BODY, FOOT, hints=hints)[f"Opinion: {title}"] == "title"


def test_the_name_of_the_site_is_no_title_though_its_format_says_so() -> None:
    site = "Council and Harbour News"
    title = "Council doubles the budget of a harbour"
    read = page(("h1", site), ("p", title), *(("p", each) for each in BODY))
    hints = (Hint("title", f"{title} - {site}", "title"), Hint("publisher", site, "meta, og:site_name"))
    assert ("title", site) in kinds(find(replace(read, hints=hints[:1])), read.text)
    assert ("title", title) in kinds(find(replace(read, hints=hints)), read.text)


def test_what_stands_between_title_and_byline_is_a_standfirst_unless_it_says_whose_picture_it_is() -> None:
    title, line = (
        "Council doubles the budget of a harbour",
        "Mayor speaks of a long wait as boats leave for other ports",
    )
    assert found(title, line, "By Ann Other", *BODY)[line] == "standfirst"
    assert found(title, f"{line}. Photo: Jo Doe", "By Ann Other", *BODY)[f"{line}."] == "caption"


@pytest.mark.parametrize("label", ["Synopsis", "Executive Summary", "ABSTRACT"])
def test_what_is_labelled_a_summary_is_the_standfirst(label: str) -> None:
    lead = "A town gives its harbour twice the money, and nobody says where it comes from."
    for lines in ([label, lead], [f"{label} {lead}"], [f"{label}: {lead}"]):
        assert found("Council doubles the budget of a harbour", "By Ann Other", *lines, *BODY)[lead] == "standfirst"


def test_a_long_introduction_is_text() -> None:
    read = page(("h1", "A harbour is doubled"), *(("standfirst", each) for each in BODY * 2))
    assert [kind for kind, _ in kinds(find(read), read.text)].count("standfirst") == 0


@pytest.mark.parametrize("heading", ["Partners", "Funding", "Details", "Summary"])
def test_a_heading_that_pages_use_for_other_things_too_is_kept(heading: str) -> None:
    assert found("A harbour is doubled", "By Ann Other", BODY[0], heading, *BODY[1:])[heading] == "heading"


def test_a_heading_right_above_another_heads_nothing() -> None:
    read = page(
        ("h1", "A harbour is doubled"),
        ("p", BODY[0]),
        ("h2", "At a glance"),
        ("h2", "What the mayor says"),
        ("p", BODY[1]),
    )
    assert ("noise", "At a glance") in kinds(find(read), read.text)
    assert ("heading", "What the mayor says") in kinds(find(read), read.text)


def test_a_paragraph_that_tells_of_the_site_is_left_out_only_apart_from_the_text() -> None:
    line = "The Elm Post is a paper of the harbour, and belongs to those who read it."
    title = "A harbour is doubled"
    assert found(title, "By Ann Other", *BODY, line, FOOT)[line] == "body"
    assert found(title, "By Ann Other", *BODY, "Related Content", "A title", "Subscribe", line, FOOT)[line] == "noise"
