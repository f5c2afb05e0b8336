"""A citation as CSL-JSON, and world dates as it has them."""

import json
import re
from typing import Any

from archive.formats.citing import Citation
from archive.formats.told import ARCHIVE

Json = dict[str, Any]
MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_FIRST_SEASON = 21


def csl(made: Citation) -> str:
    """A list of one item."""
    exact = f"Exactly this text: {made.exact}" if made.exact and made.exact != made.address else ""
    item: Json = {
        "id": made.key,
        "type": "webpage",
        "title": made.title,
        "author": [{"literal": ARCHIVE}],
        "container-title": ARCHIVE,
        "publisher": ARCHIVE,
        "genre": made.type,
        "version": str(made.version),
        "issued": date({"edtf": made.issued}),
        "accessed": date({"edtf": made.accessed}),
        # When what it is about was said or happened. As an original date, styles would print it as ours.
        "event-date": date(made.original),
        "keyword": ", ".join(made.keywords),
        "language": made.language,
        "URL": made.address,
        "note": "; ".join(each for each in (*made.notes, exact) if each),
    }
    kept = {name: value for name, value in item.items() if value}
    return f"{json.dumps([kept], ensure_ascii=False, indent=2)}\n"


def date(world: Json) -> Json | None:
    """A world date; None when it is not stated.

    Parts where the format has them (a day, a month, a year, a season, a span of two of these;
    ``circa`` when about or uncertain). One of several days, or a span with an open end, would
    become a date it is not: those go in words.
    """
    edtf = world["edtf"]
    if not edtf:
        return None
    points = [_POINT.fullmatch(each) for each in edtf.split("/")]
    found = [_parts(each) for each in points if each is not None]
    if len(found) < len(points):
        return {"literal": world["display"]}
    seasons = [season for _, season in found if season]
    if seasons and len(found) > 1:
        return {"literal": world["display"]}
    made: Json = {"date-parts": [parts for parts, _ in found]}
    if seasons:
        made["season"] = seasons[0]
    if any(each[4] for each in points if each is not None):
        made["circa"] = True
    return made


def _parts(point: re.Match[str]) -> tuple[list[int], int | None]:
    """Year, month and day as far as they are known, and the season (1 is spring)."""
    numbers = [int(each) for each in point.groups()[:3] if each]
    if len(numbers) == 2 and numbers[1] >= _FIRST_SEASON:
        return numbers[:1], numbers[1] - _FIRST_SEASON + 1
    return numbers, None
