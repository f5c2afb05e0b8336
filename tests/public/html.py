"""Just enough of an HTML reader to hold a page to its own promises."""

from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "input", "br", "use", "circle", "path", "line", "rect"}
LISTS = {"ul", "ol"}
MAY_NOT = {"script", "style", "iframe", "img", "base"}


class Page(HTMLParser):
    """A parsed page. ``faults`` are sentences; ``links`` are (href, words)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._items: list[int] = []
        self._heading = self._link = None
        self.feed(text)
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._check(tag, values)
        if tag not in VOID:
            self.open.append(tag)
        if tag in LISTS:
            self._items.append(0)
        elif tag == "li" and self._items:
            self._items[-1] += 1
        if tag in ("h1", "h2", "h3", "h4"):
            self._heading = (int(tag[1]), [])
        if tag == "a":
            self._link = (values.get("href") or "", [])
        if tag in ("input", "select") and values.get("type") != "hidden":
            self.fields.append(values.get("id") or "")
        if tag == "label":
            self.labelled.add(values.get("for") or "")

    def _check(self, tag: str, values: dict[str, str | None]) -> None:
        # A block of data is no script, nothing in it is carried out; a module of our own only enhances.
        kind, is_own = values.get("type"), str(values.get("src")).startswith("/static/archive/")
        may = tag == "script" and (kind == "application/ld+json" or (kind == "module" and is_own))
        if tag in MAY_NOT and not may:
            self.faults.append(f"<{tag}> stands on it")
        self.faults += [f"{name} on <{tag}>" for name in values if name == "style" or name.startswith("on")]
        if values.get("id"):
            self.ids.append(str(values["id"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag in LISTS and self._items and not self._items.pop():
            self.faults.append(f"<{tag}> has nothing in it")
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")
        if self._heading and tag == f"h{self._heading[0]}":
            self.headings.append((self._heading[0], " ".join("".join(self._heading[1]).split())))
            self._heading = None
        if self._link and tag == "a":
            self.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, dict(attrs))

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            return
        self.words.append(data)
        for collecting in (self._heading, self._link):
            if collecting:
                collecting[1].append(data)

    @property
    def text(self) -> str:
        """Every word on the page, blanks made single."""
        return " ".join("".join(self.words).split())

    def complaints(self) -> list[str]:
        """What is wrong with the page, in sentences."""
        found = list(self.faults)
        levels = [level for level, _ in self.headings]
        if levels.count(1) != 1:
            found.append(f"{levels.count(1)} headings of the first level")
        found += [f"a heading of level {b} after {a}" for a, b in pairwise(levels) if b > a + 1]
        found += [f"id {name} stands twice" for name in self.ids if self.ids.count(name) > 1]
        found += [f"field {name} has no label" for name in self.fields if name not in self.labelled]
        found += [f"a link to {href} without words" for href, words in self.links if not words]
        return found


def page_of(answer: object) -> Page:
    return Page(answer.content.decode())
