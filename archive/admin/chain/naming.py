"""How a plain text field names a source: by its uid, "Name [uid]", or by a name that only one source has."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from archive.admin.chain.folding import folded, pattern
from archive.admin.hiding import PROTECTED, sees_protected
from archive.models import Source
from archive.text.ids import is_uid

IN_BRACKETS = re.compile(r"\[([a-z2-7]{10})\]\s*\Z")
LONGEST = 240
MOST_ALIKE = 5


def key(text: str) -> str:
    """The uid that ``text`` names; the text itself where it is a name."""
    text = text.strip()
    found = IN_BRACKETS.search(text)
    return found[1] if found else text


def written(source: Source, *, shows_protected: bool = True) -> str:
    """What a field says for ``source``; reading it gives the source back."""
    name = PROTECTED if source.protected and not shows_protected else source.name
    return f"{name} [{source.uid}]"


class Names:
    """Reads what fields say into sources: one query for all uids, one for each name."""

    def __init__(self, texts: Iterable[str], *, shows_protected: bool) -> None:
        self.shows_protected = shows_protected
        uids = {uid for text in texts if is_uid(uid := key(text))}
        self._by_uid = {row.uid: row for row in Source.objects.filter(uid__in=uids)} if uids else {}

    @classmethod
    def asked(cls, request: HttpRequest, texts: Iterable[str]) -> "Names":
        """As the person who asks may read them."""
        return cls(texts, shows_protected=sees_protected(request))

    def __call__(self, text: str) -> Source:
        """The source. Raises ValidationError with a sentence."""
        wanted = key(text)
        if wanted in self._by_uid:
            return self._by_uid[wanted]
        if len(wanted) > LONGEST or "\0" in wanted:
            raise ValidationError("No source has such a name.")
        alike = self._called(wanted)
        if not alike:
            raise ValidationError(f"No source is called “{wanted}”. Choose one, or make it first.")
        if len(alike) > 1:
            ways = ", ".join(written(row) for row in alike[:MOST_ALIKE])
            raise ValidationError(f"Several sources are called “{wanted}”: write {ways}.")
        return alike[0]

    def _called(self, name: str) -> list[Source]:
        """Those with exactly this name, writing apart. A hidden source is not found by its name."""
        rows = Source.objects.filter(name__iregex=rf"^\s*{pattern(name)}\s*$").order_by("pk")
        if not self.shows_protected:
            rows = rows.filter(protected=False)
        return [row for row in rows[: MOST_ALIKE + 1] if folded(row.name) == folded(name)]
