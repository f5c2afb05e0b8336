"""What a page says, apart from what is marked as being in another language, and where it leads."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"meta", "link", "input", "br", "use", "circle", "path", "line", "rect", "hr", "img"}
# Names, formats and signs that are the same in every language.
NAMES = (
    "Attest CC BY JSON CSV API BibTeX RIS CSL Atom Feed Wikidata Python verify py SHA UTC RFC uid Admiralty EDTF"
    " cron git JSONL"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
# Where people's own words, names and code stand.
_NOT_SAID = {"title", "desc", "script", "style", "code", "pre"}


class Link(NamedTuple):
    href: str
    hreflang: str


class Form(NamedTuple):
    action: str
    hidden: dict[str, str]


class Spoken(HTMLParser):
    """A page read in its language: ``foreign`` are the Latin words it says itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.status = 200
        self.foreign: list[str] = []
        self.links: list[Link] = []
        self.forms: list[Form] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang") or (self._open[-1][1] if self._open else "")
        self.language = self.language or language
        if tag == "a":
            self.links.append(Link(values.get("href", ""), values.get("hreflang", "")))
        if tag == "form":
            self.forms.append(Form(values["action"], {}))
        if tag == "input" and values.get("type") == "hidden":
            self.forms[-1].hidden[values["name"]] = values["value"]
        for name in ("aria-label", "placeholder", "data-in", "data-out", "data-whole", "data-told", "data-keys"):
            self._heard(values.get(name, ""), language)
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.handle_starttag(tag, attrs)
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] not in _NOT_SAID:
            self._heard(data, self._open[-1][1])

    def _heard(self, text: str, language: str) -> None:
        if language == self.language:
            # An address and the name of a file are no words of a language.
            plain = re.sub(r"https?://\S+|/[\w/.-]+|\b[0-9a-f]{64}\b|\b[a-z2-7]{10}\b", " ", text)
            self.foreign += [word for word in _WORD.findall(plain) if word not in NAMES.split()]
