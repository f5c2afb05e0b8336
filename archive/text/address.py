"""One spelling for every way in which the address of a web page is written.

Two addresses that are spelt alike here name one page. What may tell pages apart (the case of a path, an
unknown parameter) stays, so that two articles are never taken for one; see the table for what goes.
"""

import hashlib
import re
import tomllib
import unicodedata
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit

LONGEST_KEY = 300
LONGEST_READ = 20_000
LONGEST_HOST = 253
PREFIX = "url:"

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_HOSTS = frozenset(_TABLE["hosts"])
_INDEXES = frozenset(_TABLE["indexes"])
_AMP_PART: str = _TABLE["amp_part"]
_AMP_ENDINGS: dict[str, str] = _TABLE["amp_endings"]
_SHARED = frozenset(_TABLE["shared_labels"])
_HOSTING = frozenset(_TABLE["hosting"])
_TRACKING = frozenset(_TABLE["parameters"]["tracking"])
_TRACKING_PREFIXES = tuple(_TABLE["parameters"]["tracking_prefixes"])
_MOBILE = {name: frozenset(values) for name, values in _TABLE["parameters"]["mobile"].items()}

_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_ESCAPES = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_ESCAPED_AND = re.compile("^(?:amp;)+")  # "&amp;" copied out of a page's source
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u2060\ufeff]+")
# Copies that other machines hand out under their own names, and where the address itself begins in theirs.
_ARCHIVED = re.compile(r"web\.archive\.org/web/[0-9]{1,14}[a-z_*]{0,5}/(?=.)", re.IGNORECASE)
_AMP_CACHES = re.compile(
    r"(?:[^/]+\.cdn\.ampproject\.org/(?:[a-z]/){1,3}|(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?)(?=[^/]+\.)",
    re.IGNORECASE,
)
_NO_HOST = re.compile(r"[^a-z0-9._:\-]|\.\.|^\.")
_SCHEME = re.compile(r"https?:/{1,2}", re.IGNORECASE)


def canonical_address(url: str) -> str:
    """``host/path?query`` in the one spelling; "" for what is no address of a page on the web.

    Total on any text, linear in its length, and its own spelling: with ``https://`` before it, it stays as it is.
    """
    found = _respelt(url)
    # The address of a copy may have come to light only now; each turn takes a layer off.
    while found and (again := _respelt(f"https://{found}")) != found:
        found = again
    return found


def _respelt(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return ""
    host = _host(parts)
    if not host:
        return ""
    path, query, fragment = _path(parts.path), _query(parts.query), parts.fragment
    # Pages that a script shows are told apart by what follows "#!" alone.
    page = f"#{_spelt(fragment)}" if fragment.startswith("!") and len(fragment) > 1 else ""
    return f"{host}{path or '/'}{'?' if query else ''}{query}{page}"


def canonical_key(url: str) -> str:
    """The address as a key of bounded length, "url:…"; "" for none, and for the front page of a site."""
    found = canonical_address(url)
    if not found or (found.endswith("/") and found.count("/") == 1):
        return ""
    if len(PREFIX) + len(found) <= LONGEST_KEY:
        return PREFIX + found
    return f"{PREFIX}~{hashlib.sha256(found.encode()).hexdigest()}"


def site(url: str) -> str:
    """The name under which whoever published the page has all their hosts, such as "example.co.uk"; "" for no address.

    From the form of the name alone: it may be too short under a suffix that few use.
    """
    host = canonical_address(url).partition("/")[0]
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    labels = host.partition(":")[0].split(".")
    if all(label.isdecimal() for label in labels):
        return ".".join(labels)
    own = 3 if _is_shared(labels[-2:]) or ".".join(labels[-2:]) in _HOSTING else 2
    return ".".join(labels[-own:])


def _split(url: str) -> SplitResult | None:
    text = _UNSEEN.sub("", url[:LONGEST_READ]).strip()
    found = _SCHEME.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    while inner := _ARCHIVED.match(rest) or _AMP_CACHES.match(rest):
        rest = rest[inner.end() :]
        scheme = _SCHEME.match(rest)
        rest = rest[scheme.end() :] if scheme else rest
    try:
        return urlsplit(f"https://{rest}")
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    try:
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    name = _ascii(name) if len(name) <= LONGEST_HOST else ""
    if not name or _NO_HOST.search(name):
        return ""
    labels = name.split(".")
    while len(labels) > 2 and labels[0] in _HOSTS and not _is_shared(labels[1:]):
        labels.pop(0)
    name = ".".join(labels)
    name = f"[{name}]" if ":" in name else name
    return name if port in (None, 80, 443) else f"{name}:{port}"


def _is_shared(labels: list[str]) -> bool:
    return len(labels) == 2 and labels[0] in _SHARED and len(labels[1]) == 2


def _ascii(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).lower().rstrip(".")
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _path(path: str) -> str:
    kept: list[str] = []
    for segment in _SESSION.sub("", _spelt(path)).split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    while kept:
        if kept[-1].lower() in _INDEXES or (kept[-1] == _AMP_PART and len(kept) > 1):
            kept.pop()
            continue
        shorter = _without_amp(kept[-1])
        if shorter == kept[-1]:
            break
        kept[-1] = shorter
    return "".join(f"/{segment}" for segment in kept)


def _without_amp(segment: str) -> str:
    for ending, instead in _AMP_ENDINGS.items():
        if segment.endswith(ending) and len(segment) > len(ending):
            return segment.removesuffix(ending) + instead
    return segment


def _query(query: str) -> str:
    found = (_ESCAPED_AND.sub("", _spelt(pair.replace("+", "%20"))) for pair in query.split("&"))
    return "&".join(sorted(pair for pair in found if pair and not _says_nothing(pair)))


def _says_nothing(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or value in _MOBILE.get(name, ())


def _spelt(text: str) -> str:
    """One spelling of what may be written as itself or as %XX: as itself if unreserved, else in UTF-8 and capitals."""
    text = _BARE_PERCENT.sub("%25", text)
    text = _ESCAPE.sub(_unreserved, _ESCAPES.sub(_characters, text))
    return quote(unicodedata.normalize("NFC", text), safe="%!#$&'()*+,/:;=?@[]~", errors="replace")


def _characters(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return found[0]


def _unreserved(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()
