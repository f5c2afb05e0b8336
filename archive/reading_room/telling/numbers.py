"""Numbers as the language of the page writes them."""

from decimal import Decimal

from django.utils.translation import pgettext


def thousands() -> str:
    """What stands between the thousands of a number."""
    return pgettext("between thousands", ",")


def digits(value: str | Decimal) -> str:
    """A decimal number with its thousands apart: "12,000"."""
    whole, point, rest = f"{Decimal(value):,}".partition(".")
    # Outside of the pattern, where whoever collects what is to be translated finds it.
    sign = pgettext("before decimals", ".")
    return f"{whole.replace(',', thousands())}{point and sign}{rest}"


def months() -> tuple[str, ...]:
    """The months as a line of time names them: "Jan"."""
    return (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )
