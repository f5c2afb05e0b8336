"""Bytes → text: by their mark, by what they prove to be, by what is declared of them, else by how they look.

A declaration that the bytes belie is not believed, and text that was decoded wrongly before it came here is mended
or told, never kept in silence.
"""

import codecs
import re
from collections import Counter
from typing import NamedTuple

import charset_normalizer

from archive.ingest.shapes import Refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web means by a name is often a larger set of characters (WHATWG, Encoding).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "johab": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
}
# What Python knows under names of encodings and no page is written in; some of these make text out of its signs.
_NO_ENCODINGS = frozenset(
    ("utf-7", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "mbcs", "oem")
)
# Where nothing is declared, these come into question, likelier ones first.
_MET = [
    *("cp1252", "cp1251", "cp949", "cp932", "gb18030", "big5", "euc_jp", "koi8_r", "koi8_u", "cp1250", "cp1256"),
    *("cp1253", "cp1254", "cp1255", "cp1257", "iso8859_2", "iso8859_5", "iso8859_7", "cp874", "cp1258", "mac_roman"),
    *("cp866", "mac_cyrillic"),
]
_DECLARED = (
    re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']\s{0,9}([\w.:-]{2,40})"""),
    re.compile(rb"""<meta[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE),
)
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.IGNORECASE)
_LOOKED_AT = 4096  # bytes in which a declaration is sought
_SAMPLE = 24_000  # bytes from which an encoding is guessed
_MOST_DAMAGED = 0.01  # of the characters
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_TOO = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_LATIN_ABOVE = re.compile("[\xc0-\xff]")
_STOP = re.compile(r"[ \n.,、。，．]")
_FEWEST_STOPS = 0.02
_SIGN_IN_WORD = re.compile(r"[^\W\d_][\xa1-\xa9\xab-\xb4\xb6\xb8\xb9\xbb-\xbf][^\W\d_]")
_WORD = re.compile(r"[^\W\d_]")

# UTF-8 that was read as cp1252 or latin-1 and written again: a lead byte, then what continuation bytes look like.
_BACK = {code: code for code in range(0x80, 0x100)} | {
    ord(character): code for code in range(0x80, 0xC0) if (character := bytes([code]).decode("cp1252", "ignore"))
}
_HIGH = "".join(chr(character) for character, code in _BACK.items() if code < 0xC0)
_TWICE = re.compile(f"[\xc2-\xdf][{_HIGH}]|[\xe0-\xef][{_HIGH}]{{2}}|[\xf0-\xf4][{_HIGH}]{{3}}")
# What "É»" in capitals would become: hardly a letter of any paper.
_IMPROBABLE = range(0x180, 0x370)


class Decoded(NamedTuple):
    """A text, the encoding it was in, and what a person should know about it."""

    text: str
    encoding: str
    remark: str = ""


def decode(data: bytes, media_type: str = "", *, is_markup: bool = False) -> Decoded:
    """The text of some bytes. Raises `Refusal` when they are no text in any encoding that can be made out."""
    decoded = _by_mark(data) or _by_proof(data) or _by_declaration(data, media_type, is_markup) or _by_look(data)
    if decoded is None:
        raise Refusal(
            "The characters of this file could not be made out. Save it again as UTF-8, or paste its text, and try again."
        )
    return _mended(decoded)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tried(data[len(mark) :], encoding, is_sure=True)
    return None


def _by_proof(data: bytes) -> Decoded | None:
    """Bytes that say what they are: valid UTF-8 is hardly anything else, and NUL stands in wide characters alone."""
    head = data[:_LOOKED_AT]
    if b"\0" in head:
        wide = (each for encoding in ("utf-16-le", "utf-16-be") if (each := _tried(data, encoding)))
        likeliest = max(wide, key=_stops, default=None)
        return likeliest if likeliest and _stops(likeliest) > _FEWEST_STOPS else None
    if b"\x1b$" in head or b"\x1b(" in head:
        return _tried(data, "iso2022_jp_ext") or _tried(data, "iso2022_kr")
    return _tried(data, "utf-8")


def _by_declaration(data: bytes, media_type: str, is_markup: bool) -> Decoded | None:
    head = data[:_LOOKED_AT]
    found = _CHARSET.search(media_type)
    names = [found[1]] if found else []
    if is_markup:
        names += [match[1].decode("ascii") for pattern in _DECLARED if (match := pattern.search(head))]
    for name in names:
        encoding = _python_name(name)
        decoded = _tried(data, encoding) or (_damaged(data) if encoding == "utf-8" else None)
        if decoded and not _looks_wrong(decoded):
            return decoded
    return None


def _by_look(data: bytes) -> Decoded | None:
    """What it reads like in the encodings that are met; of those that do equally well, the first in our order."""
    found = {each.encoding: each for each in charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_MET)}
    rated = sorted(found.values(), key=lambda each: (each.chaos - each.coherence * 0.2, _MET.index(each.encoding)))
    for match in rated[:3]:
        decoded = _tried(data, _MEANT.get(match.encoding, match.encoding))
        if decoded and not _looks_wrong(decoded):
            return decoded
    return _damaged(data)


def _python_name(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    return "" if found in _NO_ENCODINGS else _MEANT.get(found, found)


def _tried(data: bytes, encoding: str, *, is_sure: bool = False) -> Decoded | None:
    """The text if it is whole in this encoding and without characters that no text has."""
    try:
        text = data.decode(encoding) if encoding else ""
    except (UnicodeError, LookupError):
        return _damaged(data, encoding) if is_sure else None
    return Decoded(text, encoding) if _is_text(text, encoding) else None


def _damaged(data: bytes, encoding: str = "utf-8") -> Decoded | None:
    """A text with few characters that cannot be read, which are told."""
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    readable = sum(1 for character in text[:_SAMPLE] if character > "\x7f") if lost else 0
    if not _is_text(text, encoding) or lost > len(text) * _MOST_DAMAGED or lost * 4 > readable:
        return None
    return Decoded(text, encoding, f"Characters that are damaged and could not be read: {lost}.")


def _is_text(text: str, encoding: str) -> bool:
    """Whether it holds no more control characters than a slip; UTF-8 of what was decoded wrongly is full of C1."""
    sample = text[:_SAMPLE]
    controls = _CONTROLS if encoding == "utf-8" else _CONTROLS_TOO
    return bool(text) and len(controls.findall(sample)) <= len(sample) * 0.005


def _stops(decoded: Decoded) -> float:
    """How many of its characters are blanks and stops, as of every text in its own script."""
    return len(_STOP.findall(decoded.text[:_SAMPLE])) / len(decoded.text[:_SAMPLE])


def _looks_wrong(decoded: Decoded) -> bool:
    """Whether a western encoding was declared for what is written in another script: nearly all of it is accents."""
    sample = decoded.text[:_SAMPLE]
    if decoded.encoding in ("cp1252", "cp1254", "iso8859-15"):
        letters = _WORD.findall(sample)
        if len(_LATIN_ABOVE.findall("".join(letters))) > len(letters) * 0.3:
            return True
    return len(_SIGN_IN_WORD.findall(sample)) > 2


def _mended(decoded: Decoded) -> Decoded:
    """The text with UTF-8 that was decoded twice put right; where it is not all so, with a remark."""
    if decoded.text.isascii():
        return decoded
    found = Counter(_TWICE.findall(decoded.text))
    meant = {each: _once(each) for each in found}
    wrong = sum(number for each, number in found.items() if meant[each] != each)
    if wrong < 3:
        return decoded
    text = _TWICE.sub(lambda match: meant[match[0]], decoded.text)
    if len(_LATIN_ABOVE.findall(text)) > wrong * 2:
        return decoded._replace(remark=f"Places that look as if they had been decoded wrongly before: {wrong}.")
    return Decoded(
        text, decoded.encoding, f"Characters that had been decoded wrongly before and were put right: {wrong}."
    )


def _once(wrong: str) -> str:
    try:
        found = bytes(_BACK[ord(character)] for character in wrong).decode()
    except UnicodeDecodeError:
        return wrong
    return wrong if ord(found) in _IMPROBABLE else found
