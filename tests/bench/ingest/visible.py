"""What a person sees of a file, told by as few means as possible and none of the project's own: gold is checked by it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

_BLOCKS = """
address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr label li main nav ol option p pre section summary table td th time tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
UNSEEN = frozenset(("script", "style", "head", "noscript", "template", "svg", "title"))
# As print() of a PDF writes them: a string between brackets before the operator that shows it.
SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\) Tj")
ESCAPED = re.compile(rb"\\([\\()])")
ENTRY = "{http://purl.org/rss/1.0/modules/content/}encoded"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen.append(tag)
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.lines[-1] += data


def visible(path: Path) -> str:
    """The text of a page, a feed's item, a PDF of our own or a plain file; each block on a line of its own."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return "\n".join(ESCAPED.sub(rb"\1", found).decode("cp1252") for found in SHOWN.findall(data))
    text = data.decode("utf-8")
    if path.suffix == ".html":
        return _page(text)
    if path.suffix == ".xml":
        return "\n".join(_item(text))
    return text


def _page(markup: str) -> str:
    page = _Page()
    page.feed(markup)
    return "\n".join(filter(None, (" ".join(line.split()) for line in page.lines)))


def _item(text: str) -> list[str]:
    feed = ElementTree.fromstring(text)
    return [_page(feed.findtext(f"./channel/item/{name}") or "") for name in ("title", ENTRY)]
