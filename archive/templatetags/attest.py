"""The tags of the public pages.

Links keep the clock the page is read by; dates show how they are known; every judgement has a
symbol beside its word, so that colour never says anything alone.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.text.dates import display

register = template.Library()
Json = dict[str, Any]
CLOSED = "a withdrawn {}"
# Addresses of lists, which know the day but not the moment.
LISTS = ("/claims/", "/events/", "/sources/", "/articles/", "/search/")


@register.simple_tag(takes_context=True)
def to(context: template.Context, address: str) -> str:
    """``address``, site-relative, read by the clock of this page."""
    clock: Any = context.get("clock")
    path = address.partition("?")[0]
    if not clock or not clock.query or path == "/" or (clock.at and path in LISTS):
        return address
    return f"{address}{'&' if '?' in address else '?'}{clock.query}"


@register.simple_tag(takes_context=True)
def link(context: template.Context, card: Json | None, noun: str = "source") -> SafeString | str:
    """A record's card as a link; only its name where there is no page, no words where it is withdrawn."""
    if not card:
        return ""
    name = card.get("name") or card.get("title") or card.get("headline") or CLOSED.format(noun)
    if not card.get("url"):
        return format_html("<span>{}</span>", name)
    return format_html('<a href="{}">{}</a>', to(context, card["url"]), name)


@register.simple_tag(takes_context=True)
def links(context: template.Context, cards: Sequence[Json]) -> SafeString | str:
    """Several cards as links: "A, B and C"."""
    found = [link(context, card) for card in cards]
    if len(found) < 2:
        return found[0] if found else ""
    return format_html("{} and {}", format_html_join(", ", "{}", ((each,) for each in found[:-1])), found[-1])


@register.simple_tag(takes_context=True)
def headline(context: template.Context, card: Json) -> SafeString:
    """A claim's headline as a link, its claimant visibly apart from what is claimed."""
    if "headline" not in card:
        return format_html('<a href="{}">{}</a>', to(context, card["url"]), CLOSED.format("claim").capitalize())
    who, what = parts(card)
    if card.get("pieces"):
        what = marked(card["pieces"])
    return format_html(
        '<a href="{}"><span class="who">{}</span> <span class="what">{}</span></a>', to(context, card["url"]), who, what
    )


def parts(card: Json) -> tuple[str, str]:
    """The claimant with its colon, and the statement."""
    whole: str = card["headline"]
    statement = card.get("statement")
    if statement is not None:
        return whole.removesuffix(statement).rstrip(), statement
    who, colon, what = whole.partition(": ")
    return (who + ":", what) if colon else ("", whole)


@register.filter
def who(card: Json) -> str:
    """The claimant of a headline, with its colon."""
    return parts(card)[0]


@register.filter
def marked(pieces: Sequence[tuple[str, bool]]) -> SafeString:
    """A text in pieces, those that a search found set off."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if found else text,) for text, found in pieces)
    )


@register.simple_tag
def mark(scale: str, value: str) -> SafeString:
    """The symbol of a judgement: a disc for "is it so", a speech bubble for "was it said"."""
    return format_html(
        '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><use href="#{}-{}"/></svg>',
        "said" if scale == "attribution" else "so",
        value or "opinion",
    )


@register.simple_tag
def badge(scale: str, value: str, words: str) -> SafeString:
    """A judgement in a symbol and a word."""
    return format_html('<span class="badge {}">{}{}</span>', value.replace("_", "-"), mark(scale, value), words)


@register.simple_tag
def when(date: Json | None) -> SafeString | str:
    """A world date in words; how it is known shows when it is pointed at, and to who listens."""
    if not date or not date["edtf"]:
        return "date not stated"
    title = format_html(' title="{}"', date["basis"]) if date["basis"] else ""
    if date["earliest"] == date["latest"] and date["earliest"]:
        return format_html('<time datetime="{}"{}>{}</time>', date["earliest"], title, date["display"])
    return format_html("<span{}>{}</span>", title, date["display"])


@register.filter
def day(value: Any) -> str:
    """A date, or one in ISO form, in words: "17 November 2022"."""
    return display(str(value)[:10]) if value else ""


@register.filter
def moment(value: Any) -> str:
    """A time of RFC 3339, or an aware datetime in UTC, in words."""
    if not value:
        return ""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return f"{display(found.date().isoformat())}, {found:%H:%M} UTC"


@register.filter
def rfc3339(value: datetime) -> str:
    """A moment as the address of a recorded page takes it."""
    return value.isoformat().replace("+00:00", "Z")


@register.filter
def words(value: str | None) -> str:
    """A stored word in plain ones: "speaks_for" as "speaks for"."""
    return (value or "").replace("_", " ")


@register.filter
def place(passage: Json) -> str:
    """Where in an article a passage stands: "paragraph 5", "caption 2"."""
    part = "paragraph" if passage["part"] == "body" and passage["n"] else passage["part"]
    return f"{part} {passage['n']}" if passage["n"] else str(part)


@register.filter
def get(mapping: Json, key: str) -> Any:
    """A value by a key that is itself a variable."""
    return mapping.get(key, "")


@register.filter
def figure(value: str | None) -> str:
    """A decimal string with its thousands apart: "12,000"."""
    return f"{Decimal(value):,}" if value else ""
