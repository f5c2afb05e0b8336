"""Events year by year."""

from itertools import groupby
from typing import Any

Json = dict[str, Any]


def by_year(events: list[Json]) -> list[tuple[str, list[Json]]]:
    """Events, in the order they come, by the year in which they began; "" for those without a date."""
    grouped = groupby(events, key=lambda each: (each["date"]["earliest"] or each["date"]["latest"] or "")[:4])
    return [(year.lstrip("0"), list(some)) for year, some in grouped]
