"""Template tags of the desk; settings name this module as the library ``desk``."""

from typing import Any

from django import template
from django.urls import reverse

from archive.admin.agenda import dashboard
from archive.admin.agenda.walking import Walk, walk_of
from archive.admin.saving.comparing import label
from archive.models import RECORDS
from archive.reading_room.showing.details import path_of

register = template.Library()
register.filter("words", label)


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
def walk(context: dict[str, Any]) -> Walk | None:
    """The queue that is walked through the page at hand, if one is."""
    request = context.get("request")
    return walk_of(request) if request is not None and "walk" in request.GET else None


@register.simple_tag
def desk_page(type: str, uid: str) -> str:
    """The address that leads to a record's page by its uid; "" for an unknown type."""
    return reverse(f"admin:archive_{type}_by_uid", args=[uid]) if type in RECORDS else ""


@register.simple_tag
def public_page(type: str, uid: str) -> str:
    """The address at which readers find a record that is public."""
    return f"/{path_of(type)}/{uid}/"
