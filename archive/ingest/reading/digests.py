"""Checksums as a WARC names them: the name of an algorithm, a colon, and the digest in one of its spellings."""

import base64
import hashlib
from collections.abc import Iterable

_KNOWN = frozenset(("md5", "sha1", "sha224", "sha256", "sha384", "sha512"))


def differs(named: str, stored: Iterable[bytes]) -> bool:
    """Whether a checksum is of none of these bytes. One that cannot be computed here belies nothing."""
    algorithm, _, value = named.strip().partition(":")
    name = algorithm.strip().lower().replace("-", "")
    if name not in _KNOWN or not value.strip():
        return False
    return not any(_is_of(value.strip().rstrip("="), name, each) for each in stored)


def _is_of(value: str, name: str, data: bytes) -> bool:
    digest = hashlib.new(name, data, usedforsecurity=False).digest()
    spelled = (digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower())
    if value.lower() in spelled:
        return True
    return value.replace("-", "+").replace("_", "/") == base64.b64encode(digest).decode().rstrip("=")
