"""Numbers as the language of the page writes them."""

from decimal import Decimal

from django.utils.translation import gettext, pgettext

from archive.formats.drawing.axis import MONTHS


def thousands() -> str:
    """What stands between the thousands of a number."""
    return pgettext("between thousands", ",")


def digits(value: str | Decimal) -> str:
    """A decimal number with its thousands apart: "12,000"."""
    whole, point, rest = f"{Decimal(value):,}".partition(".")
    return f"{whole.replace(',', thousands())}{point and pgettext('before decimals', '.')}{rest}"


def months() -> tuple[str, ...]:
    """The months as a line of time names them: "Jan"."""
    return tuple(map(gettext, MONTHS))
