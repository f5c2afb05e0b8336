"""Which record stands in which file, and in which order: the same for the same records, always."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from archive.collection.files import ARTICLES, EVENTS, SOURCES, SUFFIX
from archive.collection.normal import Data
from archive.models import Passage, Source
from archive.text.dates import span
from archive.text.ids import slug

KINDS = list(Source.Kind.values)
WHERE = list(Passage.Where.values)
NOWHERE = (len(WHERE), 0)

Records = Mapping[str, Data]  # uid → private dump


class Layout(NamedTuple):
    """``files`` has the value of each file by its name in the directory; ``left_out`` the claims
    that appear in no article yet and so have no file."""

    files: dict[str, Any]
    left_out: list[str]


def lay_out(sources: Records, articles: Records, events: Records, claims: Records) -> Layout:
    """Every record in its place."""
    files: dict[str, Any] = {}
    named = {uid: data for uid, data in sources.items() if data["kind"] != Source.Kind.UNNAMED}
    if named:
        files[SOURCES] = _list(named, sorted(named, key=lambda uid: _by_kind_and_name(uid, named[uid])))
    if events:
        files[EVENTS] = _list(events, sorted(events, key=lambda uid: _by_day(uid, events[uid])))
    unnamed = _grouped({uid: data.get("article", "") for uid, data in sources.items() if uid not in named})
    first = _grouped({uid: _first(data).get("article", "") for uid, data in claims.items()})
    for name, uid in _names(articles).items():
        files[name] = {"article": _record(uid, articles[uid])}
        if ours := unnamed.get(uid):
            files[name]["sources"] = _list(sources, sorted(ours, key=lambda uid: _by_kind_and_name(uid, sources[uid])))
        if ours := first.get(uid):
            files[name]["claims"] = _list(claims, sorted(ours, key=lambda uid: _by_place(uid, claims[uid])))
    return Layout(files, sorted(first.get("", ())))


def _record(uid: str, data: Data) -> Data:
    return {"uid": uid, **data}


def _list(records: Records, uids: Iterable[str]) -> list[Data]:
    return [_record(uid, records[uid]) for uid in uids]


def _grouped(article_of: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for uid, article in article_of.items():
        groups.setdefault(article, []).append(uid)
    return groups


def _names(articles: Records) -> dict[str, str]:
    """File name → uid; articles of one title, or of none that a name can be made of, have the uid in it."""
    titles = _grouped({uid: slug(data["title"]) for uid, data in articles.items()})
    names = {}
    for title, uids in titles.items():
        for uid in uids:
            stem = uid if title == "-" else title if len(uids) == 1 else f"{title}-{uid}"
            names[f"{ARTICLES}/{stem}{SUFFIX}"] = uid
    return dict(sorted(names.items()))


def _by_kind_and_name(uid: str, data: Data) -> tuple[int, str, str, str]:
    return KINDS.index(data["kind"]), data["name"].casefold(), data["name"], uid


def _by_day(uid: str, data: Data) -> tuple[str, str]:
    """By the first day it may mean; what has none stands last."""
    earliest = span(data.get("date", "")).earliest
    return earliest.isoformat() if earliest else "~", uid


def _first(claim: Data) -> Data:
    appearances: list[Data] = claim.get("appearances", [{}])
    return appearances[0]


def _by_place(uid: str, data: Data) -> tuple[tuple[int, int], str]:
    """By the first passage of the first appearance, as a reader meets it."""
    passages = _first(data).get("passages")
    place = (WHERE.index(passages[0]["part"]), passages[0].get("paragraph", 0)) if passages else NOWHERE
    return place, uid
