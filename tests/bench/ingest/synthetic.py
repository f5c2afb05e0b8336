"""Articles without end: the written ones with most of their words exchanged, in their layouts or as bare text.

The same number always gives the same article. Two numbers give articles that have hardly four words in a row in
common, but with the common phrases that any two have.
"""

import random
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from tests.bench.ingest.gold import Gold, written

WORD = re.compile(r"[^\W\d_]{4,}")
# Words of a page that are no text of it: in tags, but for what a tag says in "content" or "title", and names in JSON.
MARKUP = re.compile(r'<[^>]*>|"[\w@]+"\s*:|https?://\S+|&\w+;')
CONTENT = re.compile(r'\b(?:content|title|alt)="[^"]*"')
SITE = re.compile(r"(?<=\.example)/")
# They carry the attribution and the dates.
_KEPT = """
said says told according added denied believes expected that this with from have been were they their when which
would could will about after before into than more most least some only also because still between until
january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday percent million billion reporting editing updated published photo image
"""
KEPT = frozenset(_KEPT.split())
FAMILY = 8
OUTLETS = ("Morning Wire", "The Valley Sentinel", "Coastline Today", "City Examiner", "Plain Dealer Weekly")


class Text(NamedTuple):
    """The bare text of an article, paragraphs on lines of their own, its title first."""

    title: str
    text: str
    url: str


class Document(NamedTuple):
    """Bytes as they arrive; ``sort`` says what they are beside the known ones."""

    name: str
    data: bytes
    sort: str


class Making:
    """The articles that can be made."""

    def __init__(self) -> None:
        self._golds = written()
        self._prose = [_prose(gold) for gold in self._golds]
        self._pages = [(gold, gold.data.decode("utf-8")) for gold in self._golds if not gold.name.endswith(".pdf")]
        words = {word for text in self._prose for word in WORD.findall(text) if word.islower()} - KEPT
        self._words = sorted(words)

    def text(self, number: int) -> Text:
        """What an article of the archive says: one in eight says what another one says, but for a paragraph."""
        if number % FAMILY == FAMILY - 1:
            first = self.text(number - number % FAMILY)
            title, *others = first.text.split("\n")
            others[number % len(others)] = f"{title}. More is to follow, said the editors of outlet {number}."
            return Text(title, "\n".join([title, *others]), _url(number))
        text = self._exchanged(self._prose[number % len(self._prose)], random.Random(number), frozenset())
        title = text.partition("\n")[0]
        return Text(title, text, _url(number))

    def fresh(self, number: int) -> Document:
        """A page or an export that is like nothing known."""
        rng = random.Random(-1 - number)
        gold, text = self._pages[number % len(self._pages)]
        markup = " ".join(CONTENT.sub("", found.group()) for found in MARKUP.finditer(text))
        fixed = frozenset(WORD.findall(markup)) if "<" in text else frozenset()
        made = SITE.sub(f"/{number}/", self._exchanged(text, rng, fixed))
        return Document(f"{number}-{gold.name}", made.encode(), "new")

    def reprint(self, number: int, known: int) -> Document:
        """A known article at another outlet: another head, a paragraph less, one line more."""
        rng = random.Random(number)
        found = self.text(known)
        paragraphs = found.text.split("\n")
        del paragraphs[rng.randrange(2, len(paragraphs))]
        outlet = rng.choice(OUTLETS)
        url = f"https://{outlet.lower().replace(' ', '')}.example/wire/{number}"
        return _page(f"{number}-reprint.html", found.title, paragraphs, url, outlet, "reprint")

    def update(self, number: int, known: int) -> Document:
        """A known article at its own address, with a new first paragraph."""
        found = self.text(known)
        title, first, *others = found.text.split("\n")
        paragraphs = [title, f"Updated on Friday. {first}", *others, "More details will be added as they come in."]
        return _page(f"{number}-update.html", found.title, paragraphs, found.url, "Outlet", "update")

    def again(self, known: int) -> Document:
        """The text of a known article, to the letter."""
        return Document(f"{known}-again.txt", self.text(known).text.encode(), "again")

    def _exchanged(self, text: str, rng: random.Random, fixed: frozenset[str]) -> str:
        """Words for words, each always for the same one."""
        chosen: dict[str, str] = {}

        def other(found: re.Match[str]) -> str:
            word = found.group()
            if word in fixed or word.lower() in KEPT:
                return word
            if word not in chosen:
                drawn = rng.choice(self._words)
                chosen[word] = drawn if word[0].islower() else drawn.capitalize()
            return chosen[word]

        return WORD.sub(other, text)


def incoming(making: Making, count: int, known: int, *, start: int = 0) -> Iterator[Document]:
    """What comes in on a day: of ten documents six are new, two are like a known article, one renews one, one is known."""
    rng = random.Random(start)
    for number in range(start, start + count):
        which = rng.randrange(known)
        match number % 10:
            case 3 | 6:
                yield making.reprint(number, which)
            case 5:
                yield making.update(number, which)
            case 9:
                yield making.again(which)
            case _:
                yield making.fresh(number)


def _url(number: int) -> str:
    return f"https://outlet{number % 97}.example/story/{number}"


def _prose(gold: Gold) -> str:
    order = [each for each in gold.passages if each.kind in ("title", "body")]
    return "\n".join(" ".join(each.text.split()) for each in order)


def _page(name: str, title: str, paragraphs: list[str], url: str, outlet: str, sort: str) -> Document:
    body = "\n".join(f"<p>{escape(each)}</p>" for each in paragraphs[1:])
    page = (
        f'<!doctype html><html lang="en"><head><title>{escape(title)} | {outlet}</title>'
        f'<link rel="canonical" href="{url}"><meta property="og:site_name" content="{outlet}"></head><body>'
        f"<nav><ul><li>Home</li><li>World</li></ul></nav><article><h1>{escape(title)}</h1>\n{body}</article>"
        f"<footer>© {outlet}. All rights reserved.</footer></body></html>"
    )
    return Document(name, page.encode(), sort)
