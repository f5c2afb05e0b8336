"""Plain text as it was pasted or exported, and Markdown with what its front matter says."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from archive.ingest.reading.decoding import decode
from archive.ingest.reading.documents import (
    STUMBLES,
    Parts,
    Source,
    Worded,
    hint,
    laid_out,
    remarks,
    titled,
    too_long,
    value_of,
    web_address,
    worded,
)
from archive.ingest.reading.limits import MOST_BYTES_OF_TEXT
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Hint, Read, Refusal

READER = "attest 1"

_FIELDS = {
    "title": "title", "headline": "title", "author": "author", "authors": "author", "by": "author", "byline": "author",
    "creator": "author", "date": "published", "published": "published", "pubdate": "published",
    "publishdate": "published", "date_published": "published", "created": "published", "updated": "modified",
    "modified": "modified", "lastmod": "modified", "date_modified": "modified", "lang": "language",
    "language": "language", "url": "url", "link": "url", "source_url": "url", "source": "publisher",
    "publisher": "publisher", "publication": "publisher", "site": "publisher", "sitename": "publisher",
    "outlet": "publisher", "canonical": "canonical_url", "canonical_url": "canonical_url",
    "canonicalurl": "canonical_url", "section": "section", "category": "section", "genre": "genre",
    "description": "description", "subtitle": "description", "summary": "description", "hostname": "publisher",
}  # fmt: skip
"""What front matter and JSON Lines call what we call so."""

_LONGEST_FRONT = 20_000
_FRONT = re.compile(r"(---|\+\+\+)[ ]*\n(.*?)\n(?:---|\+\+\+|\.\.\.)[ ]*(?:\n|$)", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})[ ]+(\S.*?)(?:[ ]+#{1,20})?$")
_ITEM = re.compile(r"(?:[*+-]|\d{1,4}[.)])[ ]+")
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
_WEAK = re.compile(r"(?<![\w*_\\])([*_])(?=\S)([^*_\\\n]{1,2000}?)(?<=\S)\1(?![\w*_])")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_PICTURES = re.compile(rf"(?:{_PICTURE.pattern}\s{{0,9}}){{1,9}}")
# A paragraph that is emphasised as a whole.
_LEANING = re.compile(r"([*_])(?![*_\s]).{40,2000}(?<![*_\s\\])\1(?![*_])", re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)(?=\S)[^*_]{2,2000}(?<=\S)\1")
_FEWEST_QUESTIONS = 3
_SHORT = 150  # characters, of a title or a byline
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ ]?){3,99}|(?:-[ ]?){3,99}|(?:_[ ]?){3,99}|={3,99})")


def parts(source: Source, sort: Sort) -> Parts:
    yield lambda: _read(source, sort)


def field_of(name: object) -> str:
    """The field of a hint that goes by this name in front matter or JSON; empty when it is none of ours."""
    return _FIELDS.get(str(name).lower().replace("-", "_").replace(" ", "_"), "")


def named(mapping: Mapping[Any, Any], where: str) -> list[Hint]:
    """What a mapping of names and values says of its document."""
    found: list[Hint] = []
    for name, value in mapping.items():
        for each in value[:50] if isinstance(value, list) else [value]:
            said = each.get("name") if isinstance(each, dict) else each
            if ((field := field_of(name)) and isinstance(said, (str, int, float))) or hasattr(said, "isoformat"):
                found += hint(field, said, f"{where}, {name}") if field else []
    return found


def _read(source: Source, sort: Sort) -> Read:
    if len(source.data) > MOST_BYTES_OF_TEXT:
        raise Refusal(too_long())
    decoded = decode(source.data, source.media_type)
    hints = remarks(decoded.remark)
    if sort is Sort.MARKDOWN:
        said, text = _front_matter(decoded.text)
        hints += said
        found = titled(_markdown(text), value_of(hints, "title"))
    else:
        found = worded(decoded.text)
    url = source.url or web_address(value_of(hints, "url"))
    return Read(source.name, source.data, sort.value, found.text, decoded.encoding, READER, url, found.blocks, hints)


def _front_matter(text: str) -> tuple[list[Hint], str]:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").lstrip()
    found = _FRONT.match(text[:_LONGEST_FRONT])
    if not found:
        return [], text
    try:
        said = tomllib.loads(found[2]) if found[1] == "+++" else _yaml(found[2])
    except (yaml.YAMLError, *STUMBLES) as error:
        raise Refusal(
            "The lines between the first two rulers cannot be understood: they are no YAML or TOML."
        ) from error
    return (named(said, "front matter"), text[found.end() :]) if isinstance(said, dict) else ([], text)


class _Loader(yaml.SafeLoader):
    """YAML whose values are what is written: no dates, numbers or booleans are made of them, and nothing is repeated."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("Front matter repeats nothing by reference.")
        return super().compose_node(parent, index)


def _yaml(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader that does even less)


def _markdown(text: str) -> Worded:
    """Markdown as it is seen: headings, items and quotations as blocks, without the signs for them."""
    blocks: list[tuple[str, str]] = []
    paragraph: list[str] = []
    bold: list[int] = []
    role = "p"
    is_below_rule = False

    def close() -> None:
        if paragraph:
            words = " ".join(paragraph)
            if role == "p" and _BOLD.fullmatch(words):
                bold.append(len(blocks))
            blocks.append((_spoken(words), _leaning_role(words, blocks, is_below_rule) if role == "p" else role))
            paragraph.clear()

    for line in worded(text).text.split("\n"):
        stripped = line.strip()
        kind, words = _line(stripped)
        if not stripped or kind in ("rule", "li") or kind.startswith("h") or (kind != role and kind == "blockquote"):
            close()
        is_below_rule |= kind == "rule"
        if stripped and kind != "rule":
            # Right below a picture stands what it shows; what is said instead of it is then not seen.
            is_caption = len(paragraph) == 1 and _PICTURES.fullmatch(paragraph[0]) is not None
            if is_caption:
                paragraph.clear()
            role = "figcaption" if is_caption else role if paragraph else kind
            paragraph.append(words)
            if kind.startswith("h"):
                close()
    close()
    return laid_out(_with_questions(blocks, bold))


def _with_questions(blocks: list[tuple[str, str]], bold: Sequence[int]) -> list[tuple[str, str]]:
    """Blocks, the bold ones called questions if they end as sentences do, which headings do not: as in an interview."""
    if len(bold) < _FEWEST_QUESTIONS or sum(blocks[at][0].endswith(("?", ".", "!")) for at in bold) * 2 <= len(bold):
        return blocks
    asked = frozenset(bold)
    return [(text, "q" if at in asked else role) for at, (text, role) in enumerate(blocks)]


def _leaning_role(words: str, above: Sequence[tuple[str, str]], is_below_rule: bool) -> str:
    """Above the text a paragraph that is emphasised as a whole leads to it; below a ruler it is about it."""
    if not _LEANING.fullmatch(words):
        return "p"
    if all(len(text) < _SHORT and role != "standfirst" for text, role in above):
        return "standfirst"
    return "note" if is_below_rule else "p"


def _line(line: str) -> tuple[str, str]:
    """What a line is, and what stands in it."""
    if heading := _HEADING.fullmatch(line):
        return f"h{len(heading[1])}", heading[2]
    if _RULE.fullmatch(line):
        return "rule", ""
    if line.startswith(">"):
        return "blockquote", line.lstrip("> ")
    if item := _ITEM.match(line):
        return "li", line[item.end() :]
    return "p", line


def _spoken(line: str) -> str:
    line = _LINK.sub(r"\1", _PICTURE.sub(r"\1", line))
    line = _WEAK.sub(r"\2", _STRONG.sub(r"\2", line))
    return _ESCAPED.sub(r"\1", _ADDRESS.sub(r"\1", line))
