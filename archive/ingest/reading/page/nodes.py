"""A page as a list of its blocks, in their order: what stands in them, and what the page's names say they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from archive.ingest.reading.page import marks
from archive.ingest.shapes import Refusal

MOST_ELEMENTS = 150_000

Element: TypeAlias = Any  # lxml carries no types

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What a block is for all that stands in it, whatever blocks there are within.
_LASTING = _HEADINGS | {"blockquote", "figcaption", "li", "pre", "dt", "dd", "th", "caption"}
_PROSE = frozenset(("p", "li", "blockquote", "pre"))
_SAID = {"caption": "figcaption", "summary": "p", "address": "byline"}
_NOISE, _DOUBTFUL = frozenset(("nav", "menu")), frozenset(("footer", "dialog"))
_LONG_LABEL, _LONGEST_LABEL = 90, 220  # characters of a byline, a date or a credit
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A line that was cut to fit its page goes on with a small letter.
_FULL_LINE = 45
_WRAPPED = re.compile(r"(?<=[^\s.!?:;…\0]) *\0 *(?=[^\W\d_])")


@dataclass(slots=True, eq=False)
class Node:
    """A block element: what it is for what stands in it, and the nodes around it."""

    tag: str
    parent: "Node | None"
    depth: int
    role: str = "p"
    noise: "Node | None" = None  # the outermost around it that its name calls noise
    is_doubtful: bool = False  # of one that is noise: it may hold an article all the same
    is_main: bool = False
    weight: float = 0.0

    def is_within(self, other: "Node") -> bool:
        node: Node | None = self
        while node is not None and node.depth >= other.depth:
            if node is other:
                return True
            node = node.parent
        return False

    def is_in(self, tag: str) -> bool:
        """Whether it is an element of this name, or stands in one."""
        node: Node | None = self
        while node is not None and node.tag != tag:
            node = node.parent
        return node is not None


@dataclass(slots=True, eq=False)
class Candidate:
    """Words that stand in one block, before it is decided whether they belong to the article.

    ``size``: characters as far as they say how much is told; those of dense scripts tell more. ``density``: how much
    of it is link. ``is_prose``: it is long enough for a paragraph, and no list of links.
    """

    text: str
    role: str
    node: Node
    linked: int  # characters in links
    number: int
    size: float = field(init=False)
    density: float = field(init=False)
    is_prose: bool = field(init=False)

    def __post_init__(self) -> None:
        wide = 0 if self.text.isascii() else len(_WIDE.findall(self.text))
        self.size = len(self.text) + 1.5 * wide
        self.density = self.linked / len(self.text)
        self.is_prose = self.role in _PROSE and self.size >= 80 and self.density < 0.5


class Walk:
    """Goes through a page once; afterwards ``nodes`` and ``candidates`` hold it."""

    def __init__(self, root: Element, *, shows_hidden: bool = False) -> None:
        self._shows_hidden = shows_hidden
        self.nodes: list[Node] = []
        self.candidates: list[Candidate] = []
        self._text: list[str] = []
        self._marked: dict[str, int] = {}
        self._linked = 0
        self._links = 0
        self._inline: list[str] = []
        self._node = Node("html", None, 0)
        self._stack = [self._node]
        self._run(root)

    def _run(self, root: Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: Element = None
        for number, (event, element) in enumerate(walk):
            if number > 2 * MOST_ELEMENTS:
                raise Refusal("The page holds more elements than any article, and was left.")
            if event == "start":
                if _is_skipped(element, self._shows_hidden):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._start(element)
            elif element is skipped:
                skipped = None
                self._add(element.tail)
            else:
                self._end(element)
                self._add(element.tail)
        self._flush()

    def _start(self, element: Element) -> None:
        tag = element.tag
        if self._is_block(tag):
            self._flush()
            self._node = _node(tag, self._node, element.attrib)
            if tag == "table" and _is_of_data(element):
                self._node.role = "tr"
            self.nodes.append(self._node)
            self._stack.append(self._node)
        elif tag == "br":
            self._text.append("\0")
        else:
            self._space_before(element)
            if tag == "a":
                self._links += 1
            self._inline.append(_inline_role(tag, element.attrib))
        self._add(element.text)

    def _end(self, element: Element) -> None:
        if self._is_block(element.tag):
            self._flush()
            self._stack.pop()
            self._node = self._stack[-1]
        elif element.tag != "br":
            if element.tag == "a":
                self._links -= 1
            self._inline.pop()

    def _is_block(self, tag: Any) -> bool:
        """Within a table of data, a row is one block."""
        return tag in marks.BLOCKS and (self._node.role != "tr" or tag in ("tr", "table"))

    def _space_before(self, element: Element) -> None:
        """What is set apart by its style alone is set apart: cells of a row, labels side by side."""
        if not self._text:
            return
        if element.tag in ("td", "th"):
            self._text.append(" | ")
        elif _is_set_apart(element, self._text[-1][-1:]):
            self._text.append(" ")

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._text.append(text)
        if self._links:
            self._linked += len(text)
        for role in self._inline:
            if role:
                self._marked[role] = self._marked.get(role, 0) + len(text)

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._text)).strip(" \0") if self._text else ""
        if text:
            role = self._role(text)
            for part in _parts(text):
                linked = min(self._linked, len(part)) if self._linked else 0
                self.candidates.append(Candidate(part, role, self._node, linked, len(self.candidates)))
        self._text.clear()
        self._marked.clear()
        self._linked = 0

    def _role(self, text: str) -> str:
        role = self._node.role
        if role == "p":
            role = next((each for each, length in self._marked.items() if length > len(text) * 0.3), role)
        return "p" if role in marks.LABELS and _is_too_much(text, role) else role


def _is_too_much(text: str, role: str) -> bool:
    """Whether this is prose rather than a name, a date or a credit, whatever its part is called."""
    is_sentence = len(text) > _LONG_LABEL and text.endswith((".", "?", "!", "…", "”"))
    return len(text) > _LONGEST_LABEL or is_sentence or (role == "time" and not _DIGIT.search(text))


def _parts(text: str) -> Iterator[str]:
    """A block cut at its line breaks, but for those within a sentence."""
    if "\0" not in text:
        yield text
        return
    for part in _WRAPPED.sub(_mended, text).split("\0"):
        if words := _SPACE.sub(" ", part).strip():
            yield words


def _mended(found: re.Match[str]) -> str:
    line = found.start() - found.string.rfind("\0", 0, found.start())
    return " " if line > _FULL_LINE and found.string[found.end()].islower() else found[0]


def _is_skipped(element: Element, shows_hidden: bool) -> bool:
    if element.tag in marks.SKIPPED:
        return True
    attributes = element.attrib
    if not attributes or shows_hidden or element.tag in ("html", "body"):
        return False
    # On a block it often says that something was open in front of the page when it was saved.
    if "hidden" in attributes or (attributes.get("aria-hidden") == "true" and element.tag not in marks.BLOCKS):
        return True
    style = attributes.get("style")
    if style and _HIDING.search(style):
        return True
    name = attributes.get("class")
    return bool(name) and marks.of(name).is_hidden


def _node(tag: Any, parent: Node, attributes: Mapping[str, str]) -> Node:
    node = Node(tag, parent, parent.depth + 1, parent.role, parent.noise)
    said = marks.said(attributes)
    if tag == "li" and parent.role == "standfirst":
        pass  # Points that sum the article up.
    elif tag in _LASTING:
        node.role = _SAID.get(tag, tag)
    elif parent.role == "p" or parent.role in marks.LABELS:
        own = said.role if said.role != "credit" or parent.is_in("figure") else ""
        own = own or _SAID.get(tag, "")
        node.role = own or parent.role
    if tag in ("body", "html", "main", "article"):
        node.noise, node.role = None if tag != "article" else parent.noise, "p"
    elif (said.is_noise or tag in _NOISE) and (node.noise is None or node.noise.is_doubtful):
        node.noise = node
    elif node.noise is None and (said.is_doubtful or tag in _DOUBTFUL):
        node.noise, node.is_doubtful = node, True
    node.is_main = tag in ("article", "main") or said.is_main
    return node


def _is_set_apart(element: Element, last: str) -> bool:
    """Whether it follows its neighbour without a blank, and would be read as a word with it."""
    before = element.getprevious()
    if before is None or before.tail or before.tag == "br":
        return False
    first = next(element.itertext(), "")[:1]
    if "class" in element.attrib and "class" in before.attrib:
        return first.isalnum()
    return last.islower() and first.isupper()


def _is_of_data(table: Element) -> bool:
    """Whether a table holds values rather than the layout of its page."""
    if table.find(".//table") is not None:
        return False
    cells = ["".join(cell.itertext()) for cell in table.iter("td", "th")]
    lengths = [len(cell.strip()) for cell in cells]
    return len(cells) >= 4 and max(lengths) < 160 and sum(lengths) < 50 * len(cells) and len(table.findall(".//tr")) > 1


def _inline_role(tag: Any, attributes: Mapping[str, str]) -> str:
    if tag == "time":
        return "time"
    return marks.said(attributes).role if attributes else ""
