"""Two plain files that programs look for: ``robots.txt`` (RFC 9309) and ``security.txt`` (RFC 9116)."""

from collections.abc import Iterable
from datetime import datetime

MEDIA_TYPE = "text/plain; charset=utf-8"


def robots(*, closed: Iterable[str], opened: Iterable[str], sitemap: str) -> str:
    """What no robot should fetch, what it may all the same, and where all pages are listed (absolute)."""
    rules = [*(f"Allow: {path}" for path in opened), *(f"Disallow: {path}" for path in closed)]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {sitemap}"]
    return "\n".join(lines) + "\n"


def security(*, contact: str, expires: datetime, canonical: str, languages: Iterable[str]) -> str:
    """Whom to tell of a weakness; ``contact`` and ``canonical`` are absolute, ``expires`` in UTC."""
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages)}",
        f"Canonical: {canonical}",
    ]
    return "\n".join(lines) + "\n"
