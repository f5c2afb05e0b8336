"""What holds no article is refused with a sentence that says why."""

import time

import pytest

from archive.ingest.finding import find
from archive.ingest.shapes import Refusal

from .building import read_of

_REFUSED = {
    "menu": ("Home\nNews\nSport\nWeather\nContact\nSign in", "short lines"),
    "links": (
        "\n\n".join(
            f"{who} to meet over the price of {what}" for who in ("Ministers", "Farmers") for what in ("milk", "oil")
        ),
        "short lines",
    ),
    "login": (
        "Log in\n\nEmail address\n\nPassword\n\nForgot password?\n\nDon't have an account? Sign up\n\n",
        "sign in",
    ),
    "not found": (
        "404\n\nPage not found\n\nThe page you are looking for has been moved or no longer exists. Try the search.",
        "not found",
    ),
    "robot": (
        "Just a moment...\n\nChecking your browser before you can go to the site. This may take a few seconds.",
        "not found",
    ),
    "cookies": (
        "We use cookies and similar means to show you personalised ads on our website.\n\nAccept all\n\nReject all",
        "short lines",
    ),
    "one word": ("Hello", "short lines"),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_a_page_without_an_article_is_refused(name: str) -> None:
    text, reason = _REFUSED[name]
    with pytest.raises(Refusal) as refused:
        find(read_of(text))
    assert reason in refused.value.sentence


def test_more_lines_than_any_article_has_are_refused_at_once() -> None:
    with pytest.raises(Refusal, match="100,000 lines"):
        find(read_of("\n".join(f"row {number} of a table" for number in range(100_000))))


def test_a_single_paragraph_is_an_article() -> None:
    text = "Two people were hurt when a tram left the rails in the centre of Carrow on Friday, police said."
    assert find(read_of(text)).text == text


def test_an_article_on_a_missing_page_is_none() -> None:
    text = "\n\n".join(
        [
            "Page not found: how links die",
            *(
                f"In the year {year} the archive lost {year} pages and found none of them again, said its keeper."
                for year in range(2001, 2006)
            ),
        ]
    )
    assert "2003" in find(read_of(text)).text


_HOSTILE = {
    "one word": "a" * 2_000_000,
    "one line": "some words here and there. " * 80_000,
    "spaces": "x" + " " * 2_000_000 + "y",
    "marks": "e" + "\u0301" * 2_000_000,
    "quotation marks": "“" * 1_000_000,
    "full stops": "." * 2_000_000,
    "slashes": "a/" * 1_000_000,
    "capitals": "ABC DEF " * 250_000,
    "no markup": '"' + "a-b " * 400_000 + '">x',
    "sentences": "\n".join(f"It is the sentence {number} of the many that stand here now." for number in range(1_500)),
    "quoted": "\n".join(f"“It is the line {number} of the many that stand here.”" for number in range(1_500)),
    "the same": "\n".join(["The same words here stand in the text again and again and again."] * 1_500),
    "boxes": "\n".join(["Related", "A title of a page", "It is a sentence of a page that tells more of it."] * 1_000),
    "comments": "\n".join(["Bob Smith", "Bob Smith", "1 year ago", "I think that it is so and has been so."] * 800),
    "captions": "\n".join(f"Minister A shakes hands with B in town {number}. AP/Getty" for number in range(1_500)),
    "short lines": "\n".join(f"line {number} of it" for number in range(2_500)),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    began = time.process_time()
    try:
        find(read_of(_HOSTILE[name]))
    except Refusal:
        pass
    assert time.process_time() - began < 1
