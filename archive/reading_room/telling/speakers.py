"""What became of a source's word, in tables, groups of claims, and a drawing of who cites whom."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from archive.formats.drawing.graph import Neighbour, Side, graph
from archive.formats.drawing.svg import Element
from archive.provenance.standing import OUTCOMES
from archive.reading_room.compose.cards import label
from archive.reading_room.showing.speaking import Cited, Speaking
from archive.reading_room.wording.languages import original

Json = dict[str, Any]
KINDS = ("assertion", "denial", "prediction", "pledge", "opinion")
HEADINGS = {
    "assertion": _("Statements"),
    "denial": _("Denials"),
    "prediction": _("Predictions"),
    "pledge": _("Pledges"),
    "opinion": _("Opinions"),
}
# On each side so many are drawn, and so many listed.
MOST_DRAWN, MOST_LISTED = 8, 30
NAMELESS = _("People without a name")


class Row(NamedTuple):
    """How many predictions, or pledges, there are, and how many of them had each outcome."""

    kind: str
    number: int
    outcomes: list[tuple[str, str, int]]


class Group(NamedTuple):
    """Claims of one kind, of which ``number`` are in the archive and the newest in ``claims``."""

    kind: str
    heading: str
    number: int
    claims: list[Json]


class Neighbours(NamedTuple):
    """The drawing, and the same as two lists; ``more`` are in neither."""

    svg: Element
    citing: list[Cited]
    cited: list[Cited]
    more: int


def came_out(speaking: Speaking) -> list[Row]:
    """What became of predictions and pledges: of each kind there is, every outcome that any of it had."""
    rows = []
    for kind, outcomes in OUTCOMES.items():
        numbers = [(each, speaking.claims.get((kind, each), 0)) for each in outcomes]
        found = [(each, label(each), number) for each, number in numbers if number]
        if found:
            rows.append(Row(kind, speaking.of(kind), found))
    return rows


def groups(claims: Sequence[Json], speaking: Speaking | None) -> list[Group]:
    """The newest claims by their kinds; without ``speaking``, as many as there are here."""
    found = []
    for kind in KINDS:
        some = [each for each in claims if each["kind"] == kind]
        number = speaking.of(kind) if speaking else len(some)
        if number:
            found.append(Group(kind, gettext(HEADINGS[kind]), number, some))
    return found


def neighbours(source: Json, speaking: Speaking) -> Neighbours | None:
    """Who cites whom around a source; None when nobody does."""
    citing, cited = speaking.citing, speaking.cited
    if not citing and not cited:
        return None
    described = gettext(
        "%(name)s is cited by %(citing)s and cites %(cited)s. "
        "Lines are the wider, the more claims they stand for; the list says the same."
    ) % {"name": source["name"], "citing": _sources(len(citing)), "cited": _sources(len(cited))}
    svg = graph(
        "cited",
        gettext("Who cites whom around %(name)s") % {"name": source["name"]},
        described,
        source["name"],
        Side(gettext("Cited by"), _drawn(citing)),
        Side(gettext("Cites"), _drawn(cited)),
        language=original(),
    )
    more = max(len(citing) - MOST_LISTED, 0) + max(len(cited) - MOST_LISTED, 0)
    return Neighbours(svg, citing[:MOST_LISTED], cited[:MOST_LISTED], more)


def _sources(number: int) -> str:
    return ngettext("%(number)s source", "%(number)s sources", number) % {"number": number}


def _claims(number: int) -> str:
    return ngettext("%(number)s claim", "%(number)s claims", number) % {"number": number}


def _drawn(some: Sequence[Cited]) -> list[Neighbour]:
    return [
        Neighbour(
            each.name or gettext(NAMELESS),
            _claims(each.number),
            each.number,
            each.url,
            not each.uid,
            original() if each.name else "",
        )
        for each in some[:MOST_DRAWN]
    ]
