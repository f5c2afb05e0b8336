"""The fields of a record that a database of newspapers gives out, each with its code before it."""

import re
from collections.abc import Sequence

from archive.ingest.finding.lines import Line
from archive.ingest.shapes import Kind

_CODE = re.compile(r"([A-Z]{2,3})(?:[ \t]+|$)")
# What Factiva calls its fields; the text itself stands under LP (lead) and TD (the rest).
_KINDS = {"HD": Kind.TITLE, "BY": Kind.BYLINE, "PD": Kind.DATE, "ET": Kind.DATE, "LP": Kind.BODY, "TD": Kind.BODY}
_OTHERS = re.compile(r"A[NR]T?|C(?:LM|O|R|X|Y)|ED|IN|IPC|IPD|LA|NS|PG|PUB|R[EF]|S[CEN]|VOL|WC")
_LEAST = 4
_REASON = "It is a field of a database's record."


def mark_records(lines: Sequence[Line]) -> None:
    """Mark the fields, if so many different codes stand in the text that it must be such a record."""
    found = [(line, match) for line in lines if (match := _CODE.match(line.text)) and _is_code(match[1])]
    if len({match[1] for _, match in found}) < _LEAST:
        return
    codes = {id(line): match for line, match in found}
    is_aside = False  # whether lines below a code alone are of a field that is no part of the text
    for line in lines:
        if (match := codes.get(id(line))) is not None:
            kind = _KINDS.get(match[1], Kind.NOISE)
            is_alone = match.end() >= len(line.text)
            is_aside = is_alone and kind is Kind.NOISE
            if is_alone:
                line.be(Kind.NOISE, _REASON)
            else:
                line.cut(kind, (Kind.NOISE, 0, match.end(), _REASON), (kind, match.end(), len(line.text), _REASON))
        elif is_aside and not line.is_prose:
            line.be(Kind.NOISE, _REASON)


def _is_code(code: str) -> bool:
    return code in _KINDS or _OTHERS.fullmatch(code) is not None
