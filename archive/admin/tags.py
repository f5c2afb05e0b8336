"""Template tags of the desk; settings name this module as the library ``desk``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.agenda import dashboard, walking
from archive.admin.saving.comparing import label
from archive.models import RECORDS
from archive.reading_room.showing.details import path_of

register = template.Library()
register.filter("words", label)

BLANK = (">–</td>", ">-</td>", '"></td>')


@register.filter
def titled(cells: Sequence[SafeString], headers: Sequence[Mapping[str, Any]]) -> Iterator[SafeString]:
    """The cells of a row in a list, each with the title of its column; a narrow screen shows it, and leaves out blanks."""
    for cell, header in zip(cells, headers, strict=True):
        title = str(header["text"])
        if "<" in title:  # the box that chooses all rows
            yield cell
        else:
            told = format_html(' data-title="{}"', title[:1].upper() + title[1:])
            blank = SafeString(" data-blank" if cell.endswith(BLANK) else "")
            yield format_html("{}{}{}{}", SafeString(cell[:3]), told, blank, SafeString(cell[3:]))


@register.simple_tag(takes_context=True)
def desk_groups(context: dict[str, Any]) -> list[dashboard.Group]:
    """What waits for the person who looks."""
    return dashboard.groups(context["request"])


@register.simple_tag
def desk_tables(apps: Any) -> Any:
    """Every list that the person may open, by what it is for."""
    return dashboard.tables(apps or ())


@register.simple_tag(takes_context=True)
def latest_changes(context: dict[str, Any]) -> list[Any]:
    """The person's own latest changes."""
    return dashboard.latest(context["request"])


@register.simple_tag(takes_context=True)
def walk(context: dict[str, Any]) -> walking.Walk | None:
    """The queue that is walked through the page at hand, if one is."""
    request = context.get("request")
    return walking.walk_of(request) if request is not None and walking.WALK in request.GET else None


@register.simple_tag(takes_context=True)
def in_walk(context: dict[str, Any], address: str, **query: Any) -> str:
    """``address``, asked with ``query``, as a page of the walk that the page at hand is part of."""
    return walking.in_walk(context["request"], f"{address}?{urlencode(query)}" if query else address)


@register.simple_tag
def desk_page(type: str, uid: str) -> str:
    """The address that leads to a record's page by its uid; "" for an unknown type."""
    return reverse(f"admin:archive_{type}_by_uid", args=[uid]) if type in RECORDS else ""


@register.simple_tag
def public_page(type: str, uid: str) -> str:
    """The address at which readers find a record that is public."""
    return f"/{path_of(type)}/{uid}/"
