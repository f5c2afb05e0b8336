"""Who cites whom: everybody on his side, lines as wide as what they stand for, one side as well as two."""

from xml.etree import ElementTree

import pytest

from archive.formats.drawing.graph import THICK, THIN, Neighbour, Side, graph

MANY = [Neighbour(f"Citing {number}", f"{number} claims", number, f"/sources/{number}/") for number in (64, 8, 1)]
NOBODY = Neighbour("Nameless", "2 claims", 2, is_nameless=True)


def read(left, right):
    made = graph("g", "Title", "Words", "The <Source>", Side("Cited by", left), Side("Cites", right))
    return ElementTree.fromstring(made.render())


def words(found):
    """What is written, the lines of each name as one."""
    parts = [*found.iter("a"), *found.iter("g"), found]
    return [" ".join(each.text for each in part.findall("text[@class='name']")) for part in parts] + [
        each.text for each in found.findall("text")
    ]


@pytest.mark.parametrize(("left", "right"), [(MANY, [NOBODY]), (MANY, []), ([], MANY)])
def test_everybody_is_named_and_joined_to_the_bar(left, right):
    found = read(left, right)
    neighbours = [*left, *right]
    assert {each.words for each in neighbours} <= set(words(found))
    assert "The <Source>" in words(found)
    assert [word in words(found) for word in ("Cited by", "Cites")] == [bool(left), bool(right)]
    assert [each.get("href") for each in found.iter("a")] == [each.href for each in neighbours if each.href]
    widths = [float(each.get("stroke-width")) for each in found.iter("path")]
    assert len(widths) == len(neighbours)
    assert widths[0] == max(widths) == THICK
    assert min(widths) == THIN
    assert float(found.get("height")) > max(float(each.get("y")) for each in found.iter("text"))


def test_who_has_no_name_has_no_link_and_another_line():
    found = read(MANY, [NOBODY])
    assert [each.get("class") for each in found.iter("g")] == ["neighbour nameless"]
    assert [each.get("class") for each in found.iter("path")].count("flow nameless") == 1


def test_what_is_written_stays_in_the_drawing_and_beside_the_lines():
    found = read(MANY, [NOBODY] * 5)
    bar, tall = found.find("rect"), float(found.get("height"))
    assert float(bar.get("y")) + float(bar.get("height")) < tall
    for side in found.findall("svg"):
        start, wide = (float(side.get(name).rstrip("%")) for name in ("x", "width"))
        assert wide > 0
        assert 37 < start < start + wide < 63
    for each in found.iter("text"):
        assert 0 < float(each.get("y")) < tall
        assert each.get("x") in ("37%", "50%", "63%")
