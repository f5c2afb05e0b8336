"""Events in time: where each lies, and that no words touch others or leave the drawing."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from xml.etree import ElementTree

import pytest

from archive.formats.drawing.axis import elastic, even
from archive.formats.drawing.marks import GLYPH, Share
from archive.formats.drawing.timeline import (
    EDGE,
    LEAST_ROOM,
    LETTERS,
    ROOM,
    Item,
    Words,
    axis_of,
    laid_out,
    timeline,
    times,
)
from archive.formats.drawing.wrapping import width
from archive.text.extent import extent

WORDS = Words("Events in time", "Three of them.", "No date stated")


def item(edtf: str, title: str = "Talks", *, status: str = "happened", claims: tuple[Share, ...] = ()) -> Item:
    word = "" if status == "happened" else status
    return Item(title, f"/events/{edtf or 'none'}/", extent(edtf), status, word, f"{title}. {edtf}.", claims)


def parsed(items: list[Item]) -> ElementTree.Element:
    svg = timeline("drawn", items, WORDS)
    assert svg is not None
    return ElementTree.fromstring(svg.render(lambda address: f"{address}?as_of=2024-01-01"))


def classes(root: ElementTree.Element) -> list[str]:
    return [name for each in root.iter() for name in (each.get("class") or "").split()]


# What each form of a date is drawn with, and what it must not be drawn with.
DRAWN = {
    "2022-11-08": ({"day"}, {"within", "whole", "soft", "head", "ask"}),
    "2022-11-08~": ({"day", "soft", "about"}, {"within", "whole", "head"}),
    "2022": ({"within"}, {"day", "whole", "sure", "soft", "head"}),
    "2022%": ({"within", "soft"}, {"day", "whole", "sure"}),
    "[2022-11-01..2022-11-13]": ({"within"}, {"day", "whole", "sure", "head"}),
    "[..2022-09]": ({"within", "head"}, {"day", "whole", "sure", "ask"}),
    "1950/1953": ({"whole", "sure"}, {"day", "within", "head", "ask"}),
    "2022/..": ({"whole", "sure", "head"}, {"day", "within", "ask"}),
    "../2022": ({"whole", "sure", "head"}, {"day", "within", "ask"}),
    "2022/": ({"whole", "ask", "about"}, {"day", "within", "head"}),
    "/2022": ({"whole", "ask", "about"}, {"day", "within", "head"}),
    "": ({"undated"}, {"day", "within", "whole", "head", "tick"}),
}


@pytest.mark.parametrize("edtf", DRAWN)
def test_a_date_is_drawn_as_sharply_as_it_is_known(edtf: str) -> None:
    # Another event gives the time room.
    others = [item("1940-05-05", "Before"), item("2030-05-05", "After")] if edtf else []
    found = parsed([*others, item(edtf, "This one")])
    this = next(
        (each for each in found.iter() if each.tag == "a" and each.get("href", "").startswith(f"/events/{edtf}/")),
        found,
    )
    wanted, unwanted = DRAWN[edtf]
    assert wanted <= set(classes(this))
    assert not unwanted & set(classes(this))


def test_times_lie_in_the_order_of_their_days() -> None:
    extents = [extent(each) for each in ("1950/1953", "199X", "2022-02-24/..", "2022-11-08", "../1961", "2023/")]
    axis = axis_of(extents)
    assert axis is not None
    for each in extents:
        lies, sure = times(each, axis)
        assert EDGE / LEAST_ROOM <= lies.start <= lies.end <= 1 - EDGE / LEAST_ROOM + 1e-9
        if sure is not None:
            assert lies.start - 1e-9 <= sure.start <= sure.end <= lies.end + 1e-9
    war, nineties, invasion, day, until, since = (times(each, axis)[0] for each in extents)
    assert war.end < nineties.start < nineties.end < invasion.start < day.start < day.end < since.start
    assert invasion.end == pytest.approx(1 - EDGE / LEAST_ROOM)
    assert until.start == pytest.approx(EDGE / LEAST_ROOM)


def generated(number: int) -> list[Item]:
    random = Random(7)
    found = []
    for count in range(number):
        start = date(1900, 1, 1) + timedelta(days=random.randrange(45_000))
        end = start + timedelta(days=random.randrange(4_000))
        edtf = random.choice(
            [f"{start}", f"{start}/{end}", f"[{start}..{end}]", f"{start}/..", f"{start.year}", f"../{end}"]
        )
        claims = tuple(Share(value, random.randrange(1, 1_000)) for value in ("open", "refuted")[: random.randrange(3)])
        title = " ".join(["Meeting"] * random.randrange(1, 16))
        found.append(item(edtf, f"{count} {title}", status=random.choice(["happened", "reported"]), claims=claims))
    return found


def test_words_stay_in_the_drawing_and_rows_apart() -> None:
    items = generated(150)
    axis = axis_of([each.extent for each in items])
    assert axis is not None
    placed = laid_out(items, axis)
    assert all(one.y + one.height <= other.y + 1e-9 for one, other in pairwise(placed))
    for each in placed:
        place = each.words * ROOM + each.shift
        # They go as far as they have room, to the one side or to the other, and that is enough to be read.
        assert each.room > ROOM / 4
        assert (place - each.room if each.is_before else place + each.room) == pytest.approx(
            0 if each.is_before else ROOM
        )
    assert {each.is_over for each in placed} == {each.is_before for each in placed} == {True, False}


def test_a_telephone_is_shown_as_much_of_a_name_as_it_has_room_for() -> None:
    long = " ".join(["Meeting"] * 9)
    names = [
        each
        for each in parsed([item("2022-05-05", long), item("2022-05-05", "Talks")]).iter("text")
        if each.get("class") == "name"
    ]
    shown = ["".join(each.text or "" for each in name.iter() if each.get("class") != "on-desk") for name in names]
    whole = ["".join(each.text or "" for each in name.iter() if each.get("class") != "on-telephone") for name in names]
    assert whole == [long, "Talks"]
    assert shown[1] == "Talks"
    assert shown[0].endswith("…")
    assert long.startswith(shown[0][:-1].rstrip())
    assert EDGE + GLYPH + width(shown[0], LETTERS) <= LEAST_ROOM


def test_rows_stand_under_each_other_in_the_order_of_their_days() -> None:
    found = parsed([item("2022", "Later"), item("", "Whenever"), item("1950", "Earlier")])
    rows = [(each.findtext("title"), each.find("svg").get("y")) for each in found.iter("a")]
    assert rows == [("Earlier. 1950.", "1em"), ("Later. 2022.", "2em"), ("Whenever. .", "4em")]
    assert found.get("height") == "5.4em"


def test_the_drawing_says_what_it_shows_and_leads_there() -> None:
    hostile = 'Talks & <b>"tea"</b>'
    found = parsed([item("2022", hostile, status="reported", claims=(Share("open", 12),)), item("", "Founding")])
    assert [each.tag for each in found][:2] == ["title", "desc"]
    assert found.get("role") == "group"
    links = list(found.iter("a"))
    assert [each.get("href") for each in links] == ["/events/2022/?as_of=2024-01-01", "/events/none/?as_of=2024-01-01"]
    assert [each.findtext("title") for each in links] == [f"{hostile}. 2022.", "Founding. ."]
    words = " ".join("".join(links[0].itertext()).split())
    assert hostile in words
    assert words.endswith("reported")
    assert "#so-open" in [each.get("href") for each in links[0].iter("use")]
    assert not [each for each in found.iter() if each.get("style")]
    assert timeline("drawn", [], WORDS) is None


def test_only_undated_events_need_no_line_of_time() -> None:
    found = parsed([item("", "One"), item("", "Two")])
    assert not {"tick", "fold", "apart"} & set(classes(found))
    assert "No date stated" in "".join(found.itertext())


# The axis.


def test_quiet_years_are_folded_and_busy_ones_wide() -> None:
    busy = [date(2022, month, 1) for month in range(1, 13)]
    axis = elastic([date(1945, 6, 1), date(1950, 1, 1), *busy])
    years = {date.fromordinal(piece.since).year: piece for piece in axis.pieces if not piece.is_folded}
    assert list(years) == [1945, 1950, 2022]
    assert [date.fromordinal(piece.since).year for piece in axis.folds] == [1946, 1951]
    assert years[2022].width > 3 * years[1945].width
    assert sum(piece.width for piece in axis.pieces) == pytest.approx(1)
    assert axis.place(date(1945, 1, 1)) == 0
    assert axis.after(date(2022, 12, 31)) == pytest.approx(1)


@pytest.mark.parametrize("make", [even, elastic])
@pytest.mark.parametrize(
    ("first", "last"), [("0001-01-01", "9999-12-31"), ("2024-11-20", "2025-02-02"), ("2022-03-04",) * 2]
)
def test_every_axis_goes_from_0_to_1_in_order(make, first: str, last: str) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    axis = make([start, end])
    days = sorted(start + (end - start) * part / 20 for part in range(21))
    places = [axis.place(each) for each in days]
    assert places == sorted(places)
    assert 0 <= places[0] <= axis.after(end) <= 1 + 1e-9
    ticks = axis.ticks(0.05)
    assert ticks
    assert all(other.place - one.place >= 0.05 for one, other in pairwise(ticks))
    # Whoever reads it can tell the year.
    assert any(str(year) in tick.label for tick in ticks for year in {each.year for each in days} | {tick.day.year})
