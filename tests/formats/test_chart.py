"""Figures in a chart: how high, how wide, and open on which side."""

from xml.etree import ElementTree

import pytest

from archive.formats.drawing.chart import Figure, Words, bounds, chart, top_of
from archive.formats.drawing.scale import FIELD, HEAD, amount, scale_of
from archive.text.extent import extent

WORDS = Words("Soldiers", "By the day they were claimed.", "people")


def figure(
    low: float | None, high: float | None, qualifier: str = "exact", when: str = "2024-10-05", number: int = 1
) -> Figure:
    return Figure(number, extent(when), low, high, qualifier, 0, "words", f"{number} told", f"/claims/{number}/")


def drawn(*figures: Figure) -> ElementTree.Element:
    svg = chart("chart", figures, WORDS)
    assert svg is not None
    return ElementTree.fromstring(svg.render())


def of_class(found: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in found.iter() if name in (each.get("class") or "").split()]


# low, high, qualifier; its bounds; and the shapes.
MEANT = [
    ((20_000, 50_000, "exact"), (20_000, 50_000), {"range"}),
    ((30, 30, "exact"), (30, 30), {"range"}),
    ((30, None, "exact"), (30, 30), {"range"}),
    ((None, 300, "about"), (300, 300), {"range"}),
    ((None, 10_000, "up_to"), (None, 10_000), {"bound", "beyond"}),
    ((10_000, None, "up_to"), (None, 10_000), {"bound", "beyond"}),
    ((8_000, 10_000, "up_to"), (8_000, 10_000), {"range"}),
    ((5, None, "at_least"), (5, None), {"bound", "beyond"}),
    ((None, 5, "at_least"), (5, None), {"bound", "beyond"}),
    ((0, 0, "exact"), (0, 0), {"range"}),
]


@pytest.mark.parametrize(("given", "meant", "shapes"), MEANT)
def test_a_number_is_drawn_as_it_was_meant(given, meant, shapes) -> None:
    one = figure(*given)
    assert bounds(one) == meant
    found = drawn(one, figure(20_000, 20_000, number=2))
    own = next(each for each in found.iter("a") if each.get("href") == "/claims/1/")
    assert own.get("class", "").split()[:2] == ["figure", given[2]]
    assert {name for name in ("range", "bound", "beyond") if of_class(own, name)} == shapes
    for shape in own.iter("rect"):
        top, height = float(shape.get("y", "0")), float(shape.get("height", "0"))
        assert HEAD - 3 <= top <= top + height <= HEAD + FIELD + 3
        assert height > 0


def test_the_open_side_of_a_bound_is_the_right_one() -> None:
    below = drawn(figure(None, 50, "up_to"))
    above = drawn(figure(50, None, "at_least"))
    edge, rest = of_class(below, "bound")[0], of_class(below, "beyond")[0]
    assert float(rest.get("y", "")) == float(edge.get("y", ""))
    assert float(rest.get("y", "")) + float(rest.get("height", "")) == pytest.approx(HEAD + FIELD)
    edge, rest = of_class(above, "bound")[0], of_class(above, "beyond")[0]
    assert float(rest.get("y", "")) < float(edge.get("y", ""))


def test_a_figure_is_as_wide_as_its_day_is_uncertain() -> None:
    found = drawn(
        figure(5, 5, when="2024-10-05"), figure(6, 6, when="2024-10", number=2), figure(7, 7, when="2024", number=3)
    )
    day, month, year = found.iter("a")
    assert "uncertain" in (year.get("class") or "")
    assert "uncertain" not in (day.get("class") or "")
    assert of_class(day, "range")[0].get("width") == "9"
    widths = [float((of_class(each, "range")[0].get("width") or "").rstrip("%")) for each in (month, year)]
    assert widths[0] < widths[1]


def test_what_has_no_number_or_no_day_is_not_drawn() -> None:
    assert chart("chart", [figure(None, None, "words_only")], WORDS) is None
    assert chart("chart", [figure(5, 5, when=""), figure(5, 5, when="2024/..")], WORDS) is None


SCALES = [
    ([10_000], 0, 10_000, False),
    ([20_000, 50_000], 0, 50_000, False),
    ([7], 0, 7, False),
    ([0.004], 0, 0.004, False),
    ([0], 0, 0, False),
    ([-30, 20], -30, 20, False),
    ([30, 1_000_000], 30, 1_000_000, True),
    ([1, 299], 1, 299, False),
]


@pytest.mark.parametrize(("values", "least", "most", "is_log"), SCALES)
def test_a_scale_holds_all_its_values_between_few_lines(values, least, most, is_log) -> None:
    scale = scale_of(values)
    assert scale.is_log is is_log
    assert scale.lines[0] <= least
    assert scale.lines[-1] >= most
    assert 2 <= len(scale.lines) <= 9
    assert list(scale.lines) == sorted(set(scale.lines))
    if not is_log and least >= 0:
        assert scale.lines[0] == 0, "a bar that does not begin at nothing misleads"
    heights = [scale.y(value) for value in sorted(values)]
    assert heights == sorted(heights, reverse=True)


def test_labels_do_not_cover_one_another() -> None:
    found = drawn(*(figure(10, 10, number=number) for number in range(1, 17)))
    frames = [each for link in found.iter("a") for each in link if each.tag == "svg" and of_class(each, "number")]
    places = [(each.get("y"), of_class(each, "number")[0].get("x")) for each in frames]
    assert len(set(places)) == len(places) == 16
    alone = drawn(figure(10, 10))
    assert "1 words" in "".join(alone.itertext())


def test_lines_say_their_amounts() -> None:
    assert [amount(value) for value in (0, 2_500, 1_000_000, 0.25)] == ["0", "2,500", "1,000,000", "0.25"]
    assert top_of(figure(5, None, "at_least"), scale_of([5])) >= HEAD
