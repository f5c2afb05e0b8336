"""JSON: an object a line, an array of objects, a JSON Feed; each an article.

The text stands under ``text``, ``content``, ``body``, ``article``, ``maintext``, ``articleBody`` … (``_TEXTS``, the
first that has words), as HTML under those of ``_MARKUPS`` or where it begins like it; what else is said, under the
names that front matter has (``plain.field_of``): title or headline, author(s) or byline, date or published, url or link …
"""

import io
import json
import re
from typing import Any

from archive.ingest.reading.decoding import Decoded, decode
from archive.ingest.reading.documents import Part, Parts, Source, Worded, remarks, titled, value_of, web_address, worded
from archive.ingest.reading.limits import MOST_MARKUP
from archive.ingest.reading.page import read_markup
from archive.ingest.reading.plain import named
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Read, Refusal

READER = "attest 1"

_TEXTS = (
    *("text", "content_text", "body_text", "article_text", "maintext", "full_text", "fulltext", "raw_text"),
    *("articleBody", "content", "body", "article", "story", "bodyText", "paragraphs"),
)
_MARKUPS = ("content_html", "body_html", "html", "raw_html")
_MANY = ("items", "articles", "results", "documents", "docs", "data", "hits", "entries")
_LIKE_MARKUP = re.compile(r"<(?:p|div|br|html|h[1-6]|article|!doctype)\b", re.IGNORECASE)


def parts(source: Source, sort: Sort) -> Parts:
    whole = None if _begins_with_a_line(source.data) else _whole(source)
    if whole is not None:
        for number, each in enumerate(whole, 1):
            data = source.data if len(whole) == 1 else json.dumps(each, ensure_ascii=False).encode("utf-8", "replace")
            yield _part(source, each, data, source.name if len(whole) == 1 else f"{source.name}, article {number}")
        return
    for number, line in enumerate(io.BytesIO(source.data), 1):
        if line.strip():
            yield _line(source, line.rstrip(b"\r\n"), number)


def _begins_with_a_line(data: bytes) -> bool:
    """Whether the first line is an object of its own."""
    first = data.lstrip()[:MOST_MARKUP].split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict) and len(first) < len(data.strip())
    except (ValueError, RecursionError):
        return False


def _whole(source: Source) -> list[Any] | None:
    """The articles when all of the file is one value; None when each line is one for itself. Raises `Refusal`."""
    if len(source.data) > MOST_MARKUP:
        raise Refusal(f"JSON in one piece is read up to {MOST_MARKUP // 1_000_000} MB. Put one article on each line.")
    text = decode(source.data, source.media_type).text.strip("\ufeff \r\n")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "\n{" in text:
            return None
        raise Refusal("This looks like JSON and is none. JSON Lines hold one article a line.") from error
    if isinstance(value, dict):
        many = next((value[name] for name in _MANY if isinstance(value.get(name), list)), None)
        return [value] if many is None or _has_text(value) else many
    return value if isinstance(value, list) else None


def _line(source: Source, line: bytes, number: int) -> Part:
    def read() -> Read:
        if len(line) > MOST_MARKUP:
            raise Refusal(f"Line {number} is longer than {MOST_MARKUP // 1_000_000} MB, and was left.")
        decoded = decode(line, source.media_type)
        try:
            value = json.loads(decoded.text)
        except (ValueError, RecursionError) as error:
            raise Refusal(f"Line {number} is no JSON, and was left.") from error
        return _read(source, value, line, f"{source.name}, line {number}", decoded)

    return read


def _part(source: Source, value: Any, data: bytes, name: str) -> Part:
    return lambda: _read(source, value, data, name, Decoded("", "utf-8"))


def _read(source: Source, value: Any, data: bytes, name: str, decoded: Decoded) -> Read:
    if not isinstance(value, dict):
        raise Refusal(f"{name} is no article: an article is a JSON object with its text under “text”.")
    hints = [*named(_flat(value), "JSON"), *remarks(decoded.remark)]
    url = web_address(value_of(hints, "url"), source.url) or source.url
    found = titled(_words(value), value_of(hints, "title"))
    return Read(name, data, Sort.LINES.value, found.text, decoded.encoding, READER, url, found.blocks, hints)


def _flat(value: dict[Any, Any]) -> dict[Any, Any]:
    """With an author or publisher that is an object by its name, and without the text."""
    known = {**value.get("metadata", {}), **value} if isinstance(value.get("metadata"), dict) else value
    return {
        name: each.get("name") or each.get("title") if isinstance(each, dict) else each
        for name, each in known.items()
        if name not in _TEXTS and name not in _MARKUPS
    }


def _words(value: dict[Any, Any]) -> Worded:
    for name in (*_TEXTS, *_MARKUPS):
        text = _joined(value.get(name))
        if not text.strip():
            continue
        if name in _MARKUPS or _LIKE_MARKUP.search(text[:2000]):
            return read_markup(text)
        return worded(text)
    raise Refusal("It has no text: Attest looks for it under “text”, “content”, “body” or “html”.")


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(str(each) for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""


def _has_text(value: dict[Any, Any]) -> bool:
    return any(_joined(value.get(name)).strip() for name in (*_TEXTS, *_MARKUPS))
