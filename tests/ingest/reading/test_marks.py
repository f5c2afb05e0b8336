"""Names of a page's parts are read as words, and names that programs made up are not."""

import pytest

from archive.ingest.reading.page import marks


@pytest.mark.parametrize(
    "name",
    ["share-bar", "article__related", "jp-relatedposts", "newsletterSignup", "ad", "AD_2", "top-ads", "cookie consent"],
)
def test_noise(name: str) -> None:
    assert marks.of(name).is_noise


@pytest.mark.parametrize(
    "name",
    [
        "sc-fAdRk",
        "css-1ad9k",
        "shared",
        "no-ads",
        "has-comments",
        "hasComments",
        "broadcast",
        "article-body",
        "Admin",
        "x" * 5000,
        "",
    ],
)
def test_no_noise(name: str) -> None:
    assert not marks.of(name).is_noise


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("wp-caption-text", "figcaption"),
        ("Page-authors", "byline"),
        ("styles__Byline-sc-1dq0ln", "byline"),
        ("entry-date published", "time"),
        ("article-standfirst", "standfirst"),
        ("update", ""),
    ],
)
def test_roles(name: str, role: str) -> None:
    assert marks.of(name).role == role


def test_what_is_hidden_on_some_screens_alone_is_shown() -> None:
    assert marks.of("sr-only").is_hidden
    assert marks.of("hidden").is_hidden
    assert not marks.of("hidden md:block").is_hidden
    assert not marks.of("hidden-xs").is_hidden


def test_the_part_that_holds_the_article() -> None:
    assert marks.of("entry-content").is_main
    assert marks.of("articleBody").is_main
    assert not marks.of("content").is_main


def test_a_short_name_says_what_a_part_is_where_it_stands_alone() -> None:
    assert marks.of("cap").role == "figcaption"
    assert not marks.of("drop-cap").role
