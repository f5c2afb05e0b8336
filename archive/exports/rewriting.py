"""The addresses in a page are replaced, those that only a script asks are left out, and nothing else is touched."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from typing import NamedTuple

ADDRESSES = frozenset({"action", "cite", "formaction", "href", "poster", "src"})
# In the content of a <meta> that sends its reader on.
SENT_ON = "0; url="


class Named(NamedTuple):
    """An address where it stands: ``value`` of an attribute of an element with that ``tag`` and ``rel``."""

    tag: str
    value: str
    rel: str


def rewritten(text: str, replaced: Callable[[Named], str], *, before_forms: str = "", at_end: str = "") -> str:
    """``text``, a page, with each address ``replaced``.

    ``before_forms`` is HTML that is put before each form, ``at_end`` into the foot of the page, or where there is
    none at the end of its body.
    """
    reader = _Reader(text, replaced, before_forms)
    reader.feed(text)
    reader.close()
    if reader.end is not None:
        reader.changes.append((reader.end, reader.end, at_end))
    pieces, done = [], 0
    for start, end, new in sorted(reader.changes, key=lambda change: change[0]):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


class _Reader(HTMLParser):
    """Collects ``changes``, (start, end, what stands there instead), and ``end``, where the page ends for readers."""

    def __init__(self, text: str, replaced: Callable[[Named], str], before_forms: str) -> None:
        super().__init__(convert_charrefs=False)
        self.changes: list[tuple[int, int, str]] = []
        self.end: int | None = None
        self._replaced = replaced
        self._before_forms = before_forms
        self._has_foot = False
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, ">")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, "/>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "footer" or (tag == "body" and not self._has_foot):
            self.end, self._has_foot = self._position(), True

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], close: str) -> None:
        start, raw = self._position(), self.get_starttag_text() or ""
        before = self._before_forms if tag == "form" else ""
        rel = dict(attrs).get("rel") or ""
        kept = [(name, value) for name, value in attrs if not _is_asked(name, value)]
        new = [(name, self._new(tag, name, value, rel)) for name, value in kept]
        if new != attrs:
            raw = f"<{tag}{''.join(map(_attribute, new))}{close}"
        if before or new != attrs:
            self.changes.append((start, start + len(self.get_starttag_text() or ""), f"{before}{raw}"))

    def _new(self, tag: str, name: str, value: str | None, rel: str) -> str | None:
        if value and name in ADDRESSES:
            return self._replaced(Named(tag, value, rel))
        if value and tag == "meta" and value.startswith(SENT_ON):
            return f"{SENT_ON}{self._replaced(Named('a', value.removeprefix(SENT_ON), rel))}"
        if value and tag == "meta" and value.startswith(("http://", "https://")):
            return self._replaced(Named(tag, value, rel))
        return value


def _is_asked(name: str, value: str | None) -> bool:
    """Whether it is an address of ours that a script would ask while somebody reads: no file answers it."""
    return name.startswith("data-") and (value or "").startswith("/")


def _attribute(pair: tuple[str, str | None]) -> str:
    name, value = pair
    return f" {name}" if value is None else f' {name}="{escape(value)}"'
