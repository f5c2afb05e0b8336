"""An element is written so that nothing in it can become markup, and links can be finished."""

from xml.etree import ElementTree

import pytest

from archive.formats.drawing.svg import drawing, element, number, per_cent
from archive.formats.drawing.wrapping import MORE, width, wrapped


def test_every_text_and_value_is_escaped_and_read_back():
    bad = "</text><script>alert('1')</script> & \" <"
    written = element("text", bad, element("tspan", bad), class_=bad, href=bad).render()
    assert "<script>" not in written
    read = ElementTree.fromstring(written)
    assert (read.text, read[0].text, read.get("class"), read.get("href")) == (bad, bad, bad, bad)


def test_names_are_those_of_svg_and_nothing_stands_for_none():
    written = element("path", None, class_="way", vector_effect="x", viewBox="0 0 1 1", d=None, y=2.50, x=0.1 + 0.2)
    assert written.render() == '<path class="way" vector-effect="x" viewBox="0 0 1 1" y="2.5" x="0.3"/>'
    assert (number(3), number(3.0), number(1 / 3), number("50%"), per_cent(0.125)) == ("3", "3", "0.33", "50%", "12.5%")


def test_only_links_are_finished():
    picture = element("a", element("use", href="#sign"), href="/sources/x/")
    assert picture.render(lambda address: f"{address}?as_of=2024-01-01&x") == (
        '<a href="/sources/x/?as_of=2024-01-01&amp;x"><use href="#sign"/></a>'
    )


def test_a_drawing_says_what_it_is():
    read = ElementTree.fromstring(drawing("way", "Title", "What it shows", width="100%", height=3).render())
    title, description = list(read)
    assert read.get("role") == "group"
    assert (title.tag, title.text, title.get("id")) == ("title", "Title", read.get("aria-labelledby"))
    assert (description.tag, description.text, description.get("id")) == (
        "desc",
        "What it shows",
        read.get("aria-describedby"),
    )
    assert read.get("style") is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Reuters", ["Reuters"]),
        ("Government of the United States", ["Government of", "the United", "States"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfsc", "hifffahrtsgesell", "schaft"]),
        ("조선중앙통신사 보도 전문", ["조선중앙통신사", "보도 전문"]),
    ],
)
def test_a_line_ends_where_it_is_full(text, lines):
    found = wrapped(text, 98, 13, 9)
    assert found == lines
    assert all(width(line, 13) <= 98 for line in found)


def test_what_is_too_much_ends_in_an_ellipsis():
    found = wrapped("one two three four five six seven eight nine ten", 60, 13, 2)
    assert len(found) == 2
    assert found[1].endswith(MORE)
    assert width(found[1], 13) <= 60
