"""Feeds that a program follows: it asks for what came after the last number it has seen, for ever."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from archive.reading_room.parameters import LARGEST, number, strict

PAGE_SIZE = 50
LARGEST_PAGE = 1_000
FOLLOWED = ("after", "page_size")


class Followed(NamedTuple):
    """JSON texts, own addresses site-relative; ``next`` is absolute and never None, also when nothing is new."""

    results: list[str]
    next: str


def after_and_size(query: QueryDict) -> tuple[int, int]:
    """The two parameters: the last number seen, and how many to send. Raises BadParameters."""
    return numbers(strict(query, FOLLOWED))


def numbers(values: Mapping[str, str]) -> tuple[int, int]:
    """The same out of strict parameters. Raises BadParameters."""
    after = number("after", values.get("after", "0"), low=0, high=LARGEST)
    return after, number("page_size", values.get("page_size", str(PAGE_SIZE)), low=1, high=LARGEST_PAGE)


def following(path: str, last: int, query: QueryDict) -> str:
    """Where to ask for what comes after ``last``: with all that ``query``, once checked, asked for."""
    kept = {name: value for name, value in query.items() if name != "after"}
    return f"{settings.SITE_URL}{path}?{urlencode({'after': last, **kept})}"
