"""What JSON Feed 1.1, RFC 4287, RFC 5005 and RFC 6721 demand of a feed, as lists of faults in it."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "next_url": str,
    "language": str,
    "authors": list,
    "items": list,
}
ITEM = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "date_published": str,
    "date_modified": str,
    "tags": list,
    "language": str,
    "authors": list,
    "attachments": list,
}
EXTENSION = re.compile(r"_[A-Za-z][^.]*")


def is_moment(text):
    return bool(MOMENT.fullmatch(text)) and bool(datetime.fromisoformat(text))


def is_absolute(text):
    return bool(urlsplit(text).scheme in ("http", "https") and urlsplit(text).netloc and not re.search(r"\s", text))


def _members(members, known, where):
    """Members of the wrong type, and names that are neither of the version nor an extension."""
    for name, value in members.items():
        if name in known:
            if not isinstance(value, known[name]) or (not value and name != "items"):
                yield f"{where}.{name} is {value!r}"
            if name.endswith("url") and not is_absolute(value):
                yield f"{where}.{name} is no address"
            if name.startswith("date") and not is_moment(value):
                yield f"{where}.{name} is no date of RFC 3339"
        elif not EXTENSION.fullmatch(name) or not isinstance(value, dict):
            yield f"{where}.{name} is unknown"


def json_feed_faults(feed):
    found = list(_members(feed, FEED, "feed"))
    found += [
        f"feed has no {name}" for name in ("version", "title", "items", "home_page_url", "feed_url") if name not in feed
    ]
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        found.append("another version")
    if feed.get("next_url") == feed["feed_url"]:
        found.append("it comes after itself")
    if any(not is_absolute(author.get("url", "")) or not author.get("name") for author in feed.get("authors", ())):
        found.append("an author is nobody")
    names = [item.get("id") for item in feed["items"]]
    if len(set(names)) < len(names):
        found.append("an id stands twice")
    for number, item in enumerate(feed["items"]):
        where = f"items[{number}]"
        found += _members(item, ITEM, where)
        found += [f"{where} has no id"] if not item.get("id") else []
        found += [f"{where} says nothing"] if not {"content_html", "content_text"} & set(item) else []
        found += [f"{where} has an odd tag"] if not all(isinstance(tag, str) for tag in item.get("tags", ())) else []
    return found


def _number(element, names, low, high, where):
    for name in names:
        number = len(element.findall(ATOM + name))
        if not low <= number <= high:
            yield f"{where} has {number} {name}"


def atom_faults(text):
    """Faults of an Atom document, which must be well-formed XML to be looked at."""
    feed = etree.fromstring(text)
    found = [] if feed.tag == f"{ATOM}feed" else ["it is no feed"]
    found += _number(feed, ("id", "title", "updated"), 1, 1, "feed")
    found += _number(feed, ("subtitle", "rights", "generator", "logo", "icon"), 0, 1, "feed")
    links = [(link.get("rel", "alternate"), link.get("type"), link.get("href")) for link in feed.findall(f"{ATOM}link")]
    for rel in ("self", "next", "previous", "first"):
        if len([each for each in links if each[0] == rel]) > 1:
            found.append(f"feed has several {rel}")
    if not any(rel == "self" for rel, _, _ in links):
        found.append("feed does not link to itself")
    if not feed.findall(f"{ATOM}author/{ATOM}name"):
        found.append("nobody wrote it")
    entries = feed.findall(f"{ATOM}entry")
    names = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(names)) < len(names):
        found.append("an id stands twice")
    for number, entry in enumerate(entries):
        found += _entry_faults(entry, f"entry {number}")
    for element in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        found += [] if is_moment(element.text) else [f"{element.text} is no date of RFC 3339"]
    for element in feed.iter(f"{ATOM}id", f"{ATOM}uri"):
        found += [] if is_absolute(element.text) else [f"{element.text} is no IRI"]
    for element in feed.iter(f"{ATOM}link"):
        found += [] if is_absolute(element.get("href")) else [f"{element.get('href')} is no address"]
    gone = [(each.get("ref"), each.get("when")) for each in feed.findall(f"{TOMBSTONE}deleted-entry")]
    found += [f"{each} is no deletion" for each in gone if not (is_absolute(each[0]) and is_moment(each[1]))]
    found += ["a deletion stands twice"] if len(set(gone)) < len(gone) else []
    return found


def _entry_faults(entry, where):
    yield from _number(entry, ("id", "title", "updated"), 1, 1, where)
    yield from _number(entry, ("published", "content", "rights", "summary", "source"), 0, 1, where)
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    if len(set(alternates)) < len(alternates):
        yield f"{where} has two alternates of a kind"
    if entry.find(f"{ATOM}content") is None and not alternates:
        yield f"{where} leads nowhere"
