"""How high a number stands in a chart."""

import math
from collections.abc import Sequence
from typing import NamedTuple

# Pixels above the highest line, and from it to the lowest.
HEAD, FIELD = 34.0, 260.0
LINES = 5
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# From so many times the smallest on, every line is ten times the one below.
FAR_APART = 300


class Scale(NamedTuple):
    """How high a number stands: from 0 to ``top``, or, ``is_log``, from ``bottom`` on by tens."""

    bottom: float
    top: float
    lines: tuple[float, ...]
    is_log: bool

    def y(self, value: float) -> float:
        """Pixels from the top of the drawing."""
        if self.is_log:
            share = math.log10(max(value, self.bottom) / self.bottom) / math.log10(self.top / self.bottom)
        else:
            share = (value - self.bottom) / (self.top - self.bottom)
        return HEAD + FIELD * (1 - min(max(share, 0.0), 1.0))


def scale_of(values: Sequence[float]) -> Scale:
    """Even lines from 0, below it where numbers are; by tens where the largest is far above the smallest."""
    least, most = min(values), max(values)
    if least > 0 and most / least >= FAR_APART:
        first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
        lines = tuple(10.0**power for power in range(first, last + 1))
        return Scale(lines[0], lines[-1], lines, is_log=True)
    bottom, top = min(least, 0.0), max(most, 0.0)
    step = _step((top - bottom) / LINES or 1.0)
    first_line, last_line = math.floor(bottom / step), math.ceil(top / step * 1.0001)
    lines = tuple(step * number for number in range(first_line, max(last_line, first_line + 1) + 1))
    return Scale(lines[0], lines[-1], lines, is_log=False)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in STEPS if power * step >= least * 0.9999)


def amount(value: float) -> str:
    """A number with its thousands apart."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"
