"""What a feed holds, whatever it is written in: claims, acts on a claim, and what was taken back.

A claim stands under one name in every feed, so that who follows two of them has it once. An act is
an entry of its own: a program that tells its reader what is new tells of each correction.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from archive.formats import told
from archive.formats.citing import percent

Json = dict[str, Any]
# Of a claim that stands in more articles, its page has the rest.
MOST_ARTICLES = 5
PAGE = "Chains of attribution, evidence and history"


class Entry(NamedTuple):
    """An entry of a feed. Addresses are absolute; ``via`` is where the first article was printed.

    ``summary`` and ``text`` are plain, ``html`` says the same; ``topics`` are slugs with their words;
    ``more`` is what only readers of this archive understand.
    """

    id: str
    url: str
    title: str
    summary: str
    text: str
    html: str
    published: str
    updated: str
    license: str
    language: str = "en"
    topics: tuple[tuple[str, str], ...] = ()
    via: str = ""
    data_url: str = ""
    more: Json | None = None


class Deleted(NamedTuple):
    """What a reader may hold and is to take out: ``state`` is withdrawn, suppressed or merged, and ``at`` since when."""

    id: str
    at: str
    state: str
    reason: str = ""
    successor: str = ""


class Act(NamedTuple):
    """An act on a claim: what was done, the note to it, and lines of what it changed, each a name and two texts."""

    seq: int
    at: str
    done: str
    note: str = ""
    changes: Sequence[tuple[str, str, str]] = ()


def identity(type: str, uid: str, site: str) -> str:
    """The name of a record that no correction changes: its address without the readable end."""
    return f"{site}/{type}s/{uid}/"


def act_identity(uid: str, seq: int, site: str) -> str:
    """The name of an act on a claim: where its history tells of it."""
    return f"{identity('claim', uid, site)}-/history/#entry-{seq}"


def of_claim(claim: Json, *, site: str, changed_at: str = "") -> Entry:
    """A claim as it stands; ``changed_at`` is when anything that it says was changed last."""
    paragraphs = [told.name(claim), f"{told.judgements(claim)} {told.origins(claim)}", _rationale(claim)]
    articles = [_line(each) for each in _articles(claim)]
    page = f"{site}{percent(claim['url'])}"
    return Entry(
        id=identity("claim", claim["uid"], site),
        url=page,
        title=told.name(claim),
        summary=told.judgements(claim),
        text="\n\n".join(filter(None, [*paragraphs, "\n".join(f"- {words}" for words, _ in articles)])),
        html="".join([*_html(paragraphs), *_list(articles, site), f'<p><a href="{escape(page)}">{PAGE}</a></p>']),
        published=claim["published_at"],
        updated=changed_at or claim["modified_at"],
        license=claim["license"],
        language=claim["language"] or "en",
        topics=tuple((each["slug"], told.plain(each["label"])) for each in claim["topics"]),
        via=next(
            (told.plain(each["original_url"]) for each in claim["first_appearance"] if each.get("original_url")), ""
        ),
        data_url=f"{site}/api/v1/claims/{claim['uid']}/",
        more=_more(claim),
    )


def of_act(act: Act, *, uid: str, name: str, license: str, site: str) -> Entry:
    """An act on the claim of that name, which is its uid once its words may be shown no more."""
    lines = [f"{field}: {_turned(before, after)}" for field, before, after in act.changes]
    paragraphs = [name, act.note]
    items = "".join(f"<li>{escape(each)}</li>" for each in lines)
    return Entry(
        id=act_identity(uid, act.seq, site),
        url=act_identity(uid, act.seq, site),
        title=f"{act.done}: {name}",
        summary=told.shortened(told.plain(act.note) or f"{act.done}."),
        text="\n\n".join(filter(None, [*paragraphs, "\n".join(f"- {each}" for each in lines)])),
        html="".join([*_html(paragraphs), f"<ul>{items}</ul>" if items else ""]),
        published=act.at,
        updated=act.at,
        license=license,
        data_url=f"{site}/api/v1/ledger/?after={act.seq - 1}&page_size=1",
    )


def _turned(before: str, after: str) -> str:
    """One value made of another; of a long text its beginning."""
    before, after = told.shortened(told.plain(before)), told.shortened(told.plain(after))
    return f"“{before}” became “{after}”" if before and after else f"+ {after}" if after else f"− {before}"


def _rationale(claim: Json) -> str:
    return told.plain((claim["standing"] or claim["outcome"] or {}).get("rationale"))


def _articles(claim: Json) -> list[Json]:
    """The public articles in which it stands, each once."""
    found = {each["article"]["uid"]: each["article"] for each in claim["appearances"]}
    return [each for each in found.values() if not each.get("withdrawn")][:MOST_ARTICLES]


def _line(article: Json) -> tuple[str, str]:
    """An article in words, and its address here."""
    publisher = told.plain((article["publisher"] or {}).get("name"))
    parts = (publisher, article["published"]["display"] if article["published"]["edtf"] else "")
    by = ", ".join(filter(None, parts))
    return f"{told.plain(article['title'])}{f' ({by})' if by else ''}", article["url"]


def _html(paragraphs: Iterable[str]) -> Iterator[str]:
    return (f"<p>{escape(told.plain(each))}</p>" for each in paragraphs if each)


def _list(lines: Sequence[tuple[str, str]], site: str) -> Iterator[str]:
    if lines:
        yield "<ul>"
        yield from (f'<li><a href="{escape(site + percent(url))}">{escape(words)}</a></li>' for words, url in lines)
        yield "</ul>"


def _more(claim: Json) -> Json:
    return {
        "uid": claim["uid"],
        "kind": claim["kind"],
        "attribution": _value(claim["attribution"]),
        "standing": _value(claim["standing"]),
        "outcome": _value(claim["outcome"]),
        "attributed_origins": claim["origins"]["attributed"],
        "is_contested": bool(claim["contested_by"]),
        "version": claim["version"],
        "ledger": claim["ledger"],
    }


def _value(word: Json | None) -> str | None:
    return word["value"] if word else None
