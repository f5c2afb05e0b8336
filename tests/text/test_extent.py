"""How a date lies on a line of time, form by form."""

from datetime import date

import pytest

from archive.text.dates import DateError, span
from archive.text.extent import CLOSED, DAY, NOT_KNOWN, OPEN, UNKNOWN, WHOLE, WITHIN, Extent, extent


def day(text: str) -> date:
    return date.fromisoformat(text)


CASES = {
    "": Extent(UNKNOWN),
    "2022-11-08": Extent(DAY, day("2022-11-08"), day("2022-11-08")),
    "2022-11-08~": Extent(DAY, day("2022-11-08"), day("2022-11-08"), is_soft=True),
    "2022-11": Extent(WITHIN, day("2022-11-01"), day("2022-11-30")),
    "2022?": Extent(WITHIN, day("2022-01-01"), day("2022-12-31"), is_soft=True),
    "2022-24": Extent(WITHIN, day("2022-12-01"), day("2023-02-28")),
    "199X": Extent(WITHIN, day("1990-01-01"), day("1999-12-31")),
    "[2022-11-01..2022-11-13]": Extent(WITHIN, day("2022-11-01"), day("2022-11-13")),
    "[2021,2022-11..]": Extent(WITHIN, day("2021-01-01"), None, CLOSED, OPEN),
    "[..2022-09]": Extent(WITHIN, None, day("2022-09-30"), OPEN, CLOSED),
    # Within 1950 it may not have begun, within 1953 it may have ended: what lies between is sure.
    "1950/1953": Extent(
        WHOLE, day("1950-01-01"), day("1953-12-31"), sure_from=day("1950-12-31"), sure_to=day("1953-01-01")
    ),
    "2024-06-18/2024-06-19": Extent(
        WHOLE, day("2024-06-18"), day("2024-06-19"), sure_from=day("2024-06-18"), sure_to=day("2024-06-19")
    ),
    "2024-06/2024-06": Extent(WHOLE, day("2024-06-01"), day("2024-06-30")),
    "2022~/2023": Extent(
        WHOLE,
        day("2022-01-01"),
        day("2023-12-31"),
        sure_from=day("2022-12-31"),
        sure_to=day("2023-01-01"),
        is_soft=True,
    ),
    "2022-02-24/..": Extent(WHOLE, day("2022-02-24"), None, CLOSED, OPEN, sure_from=day("2022-02-24")),
    "../2022": Extent(WHOLE, None, day("2022-12-31"), OPEN, CLOSED, sure_to=day("2022-01-01")),
    "2022/": Extent(WHOLE, day("2022-01-01"), None, CLOSED, NOT_KNOWN, sure_from=day("2022-12-31")),
    "/2022": Extent(WHOLE, None, day("2022-12-31"), NOT_KNOWN, CLOSED, sure_to=day("2022-01-01")),
}


@pytest.mark.parametrize(("edtf", "drawn"), CASES.items())
def test_every_form_of_a_date_is_drawn_as_what_it_says(edtf: str, drawn: Extent) -> None:
    assert extent(edtf) == drawn
    # It never says more, or less, than the date.
    assert (drawn.first, drawn.last) == span(edtf)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(DateError):
        extent("soon")
