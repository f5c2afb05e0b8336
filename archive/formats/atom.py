"""Atom (RFC 4287): the text of the feed in pieces, one for each entry.

Pages are linked as RFC 5005 has it, what was taken back is told as RFC 6721 has it, and licences as
RFC 4946 has it.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from archive.formats import told
from archive.formats.entries import Deleted, Entry
from archive.formats.jsonfeed import DESCRIPTION, Head

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
# A feed that holds nothing has never changed.
NEVER = "1970-01-01T00:00:00Z"


def atom(head: Head, entries: Sequence[Entry], deleted: Sequence[Deleted] = ()) -> Iterator[str]:
    """The feed of ``entries``, and what its readers are to take out."""
    updated = max((*(each.updated for each in entries), *(each.at for each in deleted)), default=NEVER)
    own_type = MEDIA_TYPE.partition(";")[0]
    links = (
        ("self", own_type, head.own),
        ("alternate", "text/html", head.home),
        ("first", own_type, head.address if head.own != head.address else ""),
        ("next", own_type, head.next),
        ("previous", own_type, head.previous),
    )
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="{TOMBSTONES}" xml:lang="en">\n'
        f"{_element('id', head.address)}{_element('title', head.title)}{_element('subtitle', DESCRIPTION)}"
        f"{_element('updated', updated)}<author>{_element('name', told.ARCHIVE)}{_element('uri', f'{head.site}/')}"
        f"</author>\n{''.join(_link(*each) for each in links if each[2])}"
    )
    for each in deleted:
        yield _deleted(each)
    for entry in entries:
        yield "".join(_entry(entry))
    yield "</feed>\n"


def _entry(entry: Entry) -> Iterator[str]:
    yield "<entry>\n"
    yield _element("id", entry.id)
    yield _element("title", entry.title, f" xml:lang={quoteattr(entry.language)}" if entry.language != "en" else "")
    yield _element("updated", entry.updated)
    yield _element("published", entry.published)
    yield _link("alternate", "text/html", entry.url)
    # No second alternate: there are readers that open the last of them.
    yield _link("related", "application/json", entry.data_url)
    if entry.via:
        yield _link("via", "", entry.via)
    yield _link("license", "", entry.license)
    yield from (f"<category term={quoteattr(slug)} label={quoteattr(words)}/>\n" for slug, words in entry.topics)
    yield _element("rights", f"{told.ARCHIVE}, {entry.license}")
    yield _element("summary", entry.summary)
    yield _element("content", entry.html, ' type="html"')
    yield "</entry>\n"


def _deleted(each: Deleted) -> str:
    successor = _link("related", "", each.successor) if each.successor else ""
    comment = _element("at:comment", ": ".join(filter(None, [told.begun(each.state), told.plain(each.reason)])))
    return (
        f"<at:deleted-entry ref={quoteattr(each.id)} when={quoteattr(each.at)}>\n"
        f"{comment}{successor}</at:deleted-entry>\n"
    )


def _element(name: str, text: str, more: str = "") -> str:
    return f"<{name}{more}>{escape(text)}</{name}>\n"


def _link(rel: str, type: str, address: str) -> str:
    return f'<link rel="{rel}"{f" type={quoteattr(type)}" if type else ""} href={quoteattr(address)}/>\n'
