"""The tags of the public pages.

Links keep the clock and the language the page is read by; dates show how they are known; every judgement has a
symbol beside its word, so that colour never says anything alone.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext, gettext_lazy, ngettext, pgettext

from archive.formats.drawing.svg import Element
from archive.reading_room.telling.numbers import digits
from archive.reading_room.wording import languages
from archive.reading_room.wording.closed_words import spoken
from archive.reading_room.wording.dating import said

register = template.Library()
Json = dict[str, Any]
CLOSED = {
    "claim": gettext_lazy("a withdrawn claim"),
    "article": gettext_lazy("a withdrawn article"),
    "event": gettext_lazy("a withdrawn event"),
    "source": gettext_lazy("a withdrawn source"),
    "record": gettext_lazy("a withdrawn record"),
}
# Addresses of lists, which know the day but not the moment; and of what knows neither.
LISTS = ("/claims/", "/events/", "/sources/", "/articles/", "/search/")
FIGURES = "/figures/"
TIMELESS = ("/", "/changes/", "/ledger/", "/method/", "/about/")


@register.simple_tag(takes_context=True)
def to(context: template.Context, address: str) -> str:
    """``address``, site-relative, read by the clock and in the language of this page."""
    clock: Any = context.get("clock")
    path, mark, fragment = address.partition("#")
    if clock and clock.query and _knows(clock, path.partition("?")[0]):
        path = f"{path}{'&' if '?' in path else '?'}{clock.query}"
    return in_language(f"{path}{mark}{fragment}")


def _knows(clock: Any, path: str) -> bool:
    """Whether a page can be read by a clock."""
    if path in TIMELESS or path.endswith("/history/"):
        return False
    return not (clock.at and (path in LISTS or path.startswith(FIGURES)))


@register.filter
def in_language(address: str, language: str = "") -> str:
    """``address``, which holds its clock already, in the language of this page or in another."""
    return languages.in_language(address, language)


@register.simple_tag
def language_field() -> SafeString | str:
    """What a form must send along to stay in the language of this page; nothing in English."""
    if not languages.is_translated():
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', languages.PARAMETER, languages.current())


@register.simple_tag
def territory(language: str = "") -> str:
    """A language as OpenGraph writes it."""
    return languages.TERRITORIES[language or languages.current()]


@register.simple_tag
def original(of: str | None = "") -> SafeString | str:
    """An attribute: what stands here is the archive's own text, in the language it was published in (English unless said)."""
    of = of or settings.LANGUAGE_CODE
    return format_html(' lang="{}"', of) if languages.is_translated() and of != languages.current() else ""


@register.simple_tag
def own(text: str, of: str | None = "") -> SafeString | str:
    """A text of the archive's own, set off on a page in another language."""
    tongue = original(of)
    return format_html("<span{}>{}</span>", tongue, text) if tongue else text


@register.simple_tag(takes_context=True)
def link(context: template.Context, card: Json | None, noun: str = "source") -> SafeString | str:
    """A record's card as a link; only its name where there is no page, no words where it is withdrawn."""
    if not card:
        return ""
    name = card.get("name") or card.get("title") or card.get("headline")
    # Who has no name goes by words of ours.
    tongue, name = ("" if card.get("is_ours") else original(), name) if name else ("", CLOSED[noun])
    if not card.get("url"):
        return format_html("<span{}>{}</span>", tongue, name)
    return format_html('<a href="{}"{}>{}</a>', to(context, card["url"]), tongue, name)


@register.simple_tag(takes_context=True)
def links(context: template.Context, cards: Sequence[Json]) -> SafeString | str:
    """Several cards as links: "A, B and C"."""
    found = [link(context, card) for card in cards]
    if len(found) < 2:
        return found[0] if found else ""
    return format_html(gettext("{} and {}"), format_html_join(", ", "{}", ((each,) for each in found[:-1])), found[-1])


@register.simple_tag(takes_context=True)
def headline(context: template.Context, card: Json) -> SafeString:
    """A claim's headline as a link, its claimant visibly apart from what is claimed."""
    if "headline" not in card:
        return format_html('<a href="{}">{}</a>', to(context, card["url"]), capfirst(str(CLOSED["claim"])))
    who, what = parts(card)
    if card.get("pieces"):
        what = marked(card["pieces"])
    return format_html(
        '<a href="{}"{}><span class="who">{}</span> <span class="what">{}</span></a>',
        to(context, card["url"]),
        original(),
        who,
        what,
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


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, svg: Element) -> SafeString:
    """A drawing, its links read by the clock of this page."""
    return mark_safe(svg.render(lambda address: to(context, address)))  # noqa: S308 - it escapes itself


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
    return _badge(scale, value, words, languages.current())


@lru_cache(maxsize=500)
def _badge(scale: str, value: str, words: str, language: str) -> SafeString:
    """Kept, for a page has hundreds; ``language`` is the present one, in which the words are said."""
    for of in (scale,) if scale == "attribution" else ("standing", "outcome"):
        words = spoken(words, of)
    return format_html('<span class="badge {}">{}{}</span>', value.replace("_", "-"), mark(scale, value), words)


@register.simple_tag
def when(date: Json | None) -> SafeString | str:
    """A world date in words; how it is known shows when it is pointed at, and to who listens."""
    if not date or not date["edtf"]:
        return gettext("date not stated")
    shown = said(date["edtf"]) if languages.is_translated() else date["display"]
    title = format_html(' title="{}"', date["basis"]) if date["basis"] else ""
    if date["earliest"] == date["latest"] and date["earliest"]:
        return format_html('<time datetime="{}"{}>{}</time>', date["earliest"], title, shown)
    return format_html("<span{}>{}</span>", title, shown)


@register.filter
def day(value: Any) -> str:
    """A date, or one in ISO form, in words: "17 November 2022"."""
    return said(str(value)[:10]) if value else ""


@register.filter
def moment(value: Any) -> str:
    """A time of RFC 3339, or an aware datetime in UTC, in words."""
    if not value:
        return ""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return f"{said(found.date().isoformat())}, {found:%H:%M} UTC"


@register.filter
def rfc3339(value: datetime) -> str:
    """A moment as the address of a recorded page takes it."""
    return value.isoformat().replace("+00:00", "Z")


@register.simple_block_tag(takes_context=True)
def titled(context: template.Context, content: str) -> SafeString:
    """The title of a page, for the page and for whoever shows a link to it; a record names itself for them."""
    shown = format_html('\n<meta property="og:title" content="{}">', content)
    return format_html("<title>{}</title>{}", content, "" if context.get("cite") else shown)


@register.filter
def machine_time(value: datetime) -> str:
    """A moment as the element of HTML takes it, which has no room for millionths of a second."""
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def words(value: str | None, of: str = "") -> str:
    """A stored word in plain ones: "speaks_for" as "speaks for"; in the language of the page, if it is told of what list."""
    return spoken((value or "").replace("_", " "), of)


NOUNS = {
    "claims": lambda number: ngettext("claim", "claims", number),
    "events": lambda number: ngettext("event", "events", number),
    "sources": lambda number: ngettext("source", "sources", number),
    "articles": lambda number: ngettext("article", "articles", number),
}


@register.filter
def nouns(plural: str, number: int | None) -> str:
    """What so many records of a list are called: "claims", of one "claim"."""
    return NOUNS[plural](number or 0)


@register.filter
def language_in_words(code: str) -> str:
    """A language in the words of the page: "English" for "en"; one that Django has no name for by its code."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def place(passage: Json) -> str:
    """Where in an article a passage stands: "paragraph 5", "caption 2"."""
    is_paragraph = passage["part"] == "body" and passage["n"]
    part = pgettext("part", "paragraph") if is_paragraph else spoken(str(passage["part"]), "part")
    return f"{part} {passage['n']}" if passage["n"] else part


@register.filter
def get(mapping: Json, key: str) -> Any:
    """A value by a key that is itself a variable."""
    return mapping.get(key, "")


@register.filter
def figure(value: str | None) -> str:
    """A decimal string with its thousands apart: "12,000"."""
    return digits(value) if value else ""
