"""Nothing of a graph is lost, no box lies on another, and lines always lead downwards."""

from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from archive.formats.drawing.layers import Box, Line, acyclic, layers
from archive.formats.drawing.tree import tree

SHAPES = ("origin", "end", "unnamed", "between", "aside")


def box(key: str, *, is_last: bool = False) -> Box:
    shape = "article" if is_last else SHAPES[len(key) % len(SHAPES)]
    return Box(key, f"Name of {key}", "a note", shape, f"/sources/{key}/", is_last)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Line]]:
    """Up to six sources and six articles; any source may lead to any other, and to articles."""
    sources = [f"s{number}" for number in range(draw(st.integers(1, 6)))]
    articles = [f"a{number}" for number in range(draw(st.integers(1, 6)))]
    ends = st.tuples(st.sampled_from(sources), st.sampled_from([*sources, *articles]))
    pairs = draw(st.lists(ends, max_size=20, unique=True))
    lines = [Line(above, below, is_doubtful=draw(st.booleans())) for above, below in pairs if above != below]
    return [*map(box, sources), *(box(each, is_last=True) for each in articles)], lines


@given(graphs())
def test_every_box_stands_once_and_no_two_share_a_place(found):
    boxes, lines = found
    made = layers(boxes, acyclic(lines))
    standing = [each.key for row in made.rows for place in row for each in place.boxes]
    assert sorted(standing) == sorted(each.key for each in boxes)
    for row in made.rows:
        for one, two in combinations(row, 2):
            assert abs(one.at - two.at) >= 1
        assert all(0 <= place.at <= made.columns - 1 for place in row)
    assert {each.key for place in made.rows[-1] for each in place.boxes} >= {box.key for box in boxes if box.is_last}


@given(graphs())
def test_every_line_arrives_and_leads_down_row_by_row(found):
    boxes, lines = found
    kept = acyclic(lines)
    made = layers(boxes, kept)
    reached = set()
    for row in made.rows:
        for place in row:
            for each in place.boxes:
                reached |= {(each.key, end) for end in ends(place)}
            assert all(step.to.row == place.row + 1 for step in place.below)
    assert reached >= {(line.above, line.below) for line in kept}
    # What is left out would lead back.
    for line in set(lines) - set(kept):
        assert (line.above, line.below) in {(each.above, each.below) for each in kept} or leads(
            kept, line.below, line.above
        )


def ends(place):
    """The boxes at the ends of the lines that leave a place."""
    for step in place.below:
        if step.to.boxes:
            yield from (each.key for each in step.to.boxes)
        else:
            yield from ends(step.to)


def leads(lines, start, end):
    return start == end or any(leads(lines, line.below, end) for line in lines if line.above == start)


@given(graphs())
def test_the_drawing_is_sound_and_names_everybody(found):
    boxes, lines = found
    read = ElementTree.fromstring(tree("tree", "Title", "Words", boxes, lines).svg.render())
    links = read.findall(".//a")
    assert sorted(each.get("href") for each in links) == sorted(each.href for each in boxes)
    assert sorted(each.find("title").text for each in links) == sorted(f"{each.words}: a note" for each in boxes)
    assert not [each for each in read.iter() if each.get("style")]
    tall = float(read.get("height"))
    for each in read.findall(".//rect"):
        assert 0 <= float(each.get("x").rstrip("%")) <= 100 - float(each.get("width").rstrip("%")) + 0.1
        assert float(each.get("y")) + float(each.get("height")) <= tall


def test_articles_that_follow_the_same_are_one_pile():
    articles = [box(f"a{number}", is_last=True) for number in range(5)]
    made = layers([box("origin"), *articles], [Line("origin", each.key) for each in articles])
    assert made.columns == 1
    assert [[len(place.boxes) for place in row] for row in made.rows] == [[1], [5]]


def test_what_something_is_does_not_hang_on_colour():
    """Each shape has a sign of its own, and is not told from another by the name of its class alone."""
    shapes = ("origin", "end", "unnamed", "between", "article", "own-voice", "aside")
    signs = set()
    for shape in shapes:
        read = ElementTree.fromstring(tree("t", "T", "D", [Box("x", "X", "", shape)], []).svg.render())
        signs.add(tuple((each.get("class"), each.get("d")) for each in read.iter("path")))
    assert len(signs) == len(shapes)
