"""Where an address stands in an edition: its file, and how another file leads to it."""

import hashlib
import posixpath
from urllib.parse import quote, unquote

# Answered with JSON whoever asks; everything else that ends in a slash is a page.
OF_PROGRAMS = ("/api/", "/ledger/checkpoint/")
ABOUT_THEM = "/api/v1/docs/"
# Bytes of a name that every file system takes; a title in a distant script can have more.
LONGEST = 240
NOT_FOUND = "/404.html"


def is_for_programs(path: str) -> bool:
    return path.startswith(OF_PROGRAMS) and path != ABOUT_THEM


def file_of(path: str, number: int = 1) -> str:
    """The file of a site-relative ``path`` without parameters: page ``number``, from 1, of what has several."""
    parts = [_bounded(part) for part in unquote(path).strip("/").split("/") if part not in ("", ".", "..")]
    if path.endswith("/"):
        parts += [f"page-{number}"] if number > 1 else []
        parts.append("index.json" if is_for_programs(path) else "index.html")
    return "/".join(parts)


def way(here: str, there: str) -> str:
    """How a page in file ``here`` leads to file ``there``, percent-encoded."""
    return quote(posixpath.relpath(there, posixpath.dirname(here) or "."))


def _bounded(name: str) -> str:
    raw = name.encode()
    if len(raw) <= LONGEST:
        return name
    stem, dot, end = name.partition(".")
    digest = hashlib.sha256(stem.encode()).hexdigest()[:12]
    return f"{stem.encode()[: LONGEST // 2].decode(errors='ignore')}-{digest}{dot}{end}"
