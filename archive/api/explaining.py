"""The parameters of an address in words, for its page."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from archive.api.openapi.parameters import query
from archive.api.openapi.rows import Kind, shown

# The page begins elsewhere when something else is asked for.
PLACES = ("cursor", "after")


class Choice(NamedTuple):
    """A value of a closed list; ``query`` asks for it beside what is asked for already."""

    value: str
    query: str
    is_chosen: bool


class Explained(NamedTuple):
    """``given`` is its value in this request, empty if it has none there."""

    name: str
    text: str
    kind: str
    choices: list[Choice]
    given: str


def explained(view: Any, asked: QueryDict) -> list[Explained]:
    """Each parameter that the address of ``view`` takes."""
    names = view.described().parameters
    # What is at fault does not come along.
    kept = {name: str(value) for name, value in asked.items() if name in names and name not in PLACES}
    told = query(names, getattr(view, "type", ""), view.keys())
    return [_explained(each.name, each.description, shown(each.schema), kept) for each in told]


def _explained(name: str, text: str, kind: Kind, kept: Mapping[str, str]) -> Explained:
    given = kept.get(name, "")
    # Several of a list can be asked for at once; there are as many choices as combinations.
    values = [] if kind.text.startswith("list") else kind.values
    choices = [Choice(value, urlencode({**kept, name: value}), value == given) for value in values]
    words = f"{text} {', '.join(kind.values)}." if kind.values and not values else text
    return Explained(name, words, kind.text, choices, given)
