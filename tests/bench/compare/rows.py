"""What was wanted beside what was reached."""

import statistics
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

Figures = dict[str, Any]


class Row(NamedTuple):
    """One figure. ``is_met`` is None where nothing particular is wanted."""

    name: str
    reached: str
    wanted: str = ""
    is_met: bool | None = None


def judged(
    name: str,
    values: Sequence[float],
    form: str,
    *,
    least: float | None = None,
    most: float | None = None,
    more: str = "",
) -> Row:
    """The median of ``values`` with their spread, each written in ``form``; to be ``least`` or more, ``most`` or less.

    ``more`` is said beside it.
    """
    middle = statistics.median(values)
    reached = form.format(middle)
    if len(values) > 1:
        reached += f" ({form.format(min(values))} to {form.format(max(values))})"
    reached += more
    if least is not None:
        return Row(name, reached, f"≥ {form.format(least)}", middle >= least)
    if most is not None:
        return Row(name, reached, f"≤ {form.format(most)}", middle <= most)
    return Row(name, reached)


def lines(found: dict[str, Figures]) -> Iterator[str]:
    """A table for each database."""
    for vendor, figures in found.items():
        if "missing" in figures:
            yield f"{vendor}: not measured, {figures['missing']}."
            continue
        yield f"{figures['database']}, {figures['claims']:,} claims; {figures['client']}; {figures['rounds']} rounds."
        yield "Medians of what was measured in turn, with the least and the most of them. Other programs slow down what"
        yield "waits often more than the rest; processor time, of the server and the database together, they hardly change."
        yield "Wanted of 1,000,000 claims on PostgreSQL:"
        for name, reached, wanted, is_met in figures["rows"]:
            mark = "" if is_met is None or is_met else "  MISSED"
            yield f"{name:<48}{wanted:<20}{reached}{mark}".rstrip()
        yield ""
