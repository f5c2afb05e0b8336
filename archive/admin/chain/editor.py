"""What a page needs to embed the editor of a chain.

A template includes ``admin/archive/chain/editor.html`` with ``context``; the form then sends
``chain``, a text of JSON that a script writes, or plain fields ``chain-…`` without one, and
``parse`` reads either. ``write`` keeps the steps, inside ``editorial.saving``. The script fills the
fields ``stance`` and ``attribution`` of the same form with what the chain suggests.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from archive.admin.chain import finding, steps
from archive.admin.chain.naming import Names, written
from archive.admin.chain.steps import Json, Step
from archive.admin.hiding import sees_protected
from archive.models import Affiliation, Appearance, Article, ChainStep, Source, StepSource

write = steps.write

# What there is to choose from, the usual choice first.
WORDS: dict[str, list[tuple[str, str]]] = {
    "namings": StepSource.Naming.choices,
    "forces": ChainStep.Force.choices,
    "kinds": Source.Kind.choices,
    "ties": Affiliation.Type.choices,
}
EMPTY_ROWS = 2  # plain steps to add a step in, without a script


class Fault(NamedTuple):
    """A sentence against the chain; ``step`` counts from 1, None where no one step is meant."""

    step: int | None
    sentence: str


class Editor(NamedTuple):
    """The editor as the template shows it: ``state`` for the script, ``rows`` for plain fields.

    ``rows`` is empty where the page has plain fields of its own.
    """

    state: str
    faults: list[Fault]
    rows: list[Json]
    words: dict[str, list[tuple[str, str]]]


def context(request: HttpRequest, article: Article | None, appearance: Appearance | None = None) -> dict[str, Any]:
    """The names that ``editor.html`` reads, for a new appearance in ``article`` or a standing one.

    What was posted and refused is shown again, with why (three queries).
    """
    found = list(steps.read(appearance)) if appearance is not None else begun(article)
    faults: list[Fault] = []
    rows = steps.as_sent(found)
    if request.method == "POST":
        rows, faults = _posted(request, rows)
    return {"chain_editor": editor_of(request, article, appearance, rows, faults)}


def parse(request: HttpRequest, text: str) -> list[Step]:
    """The chain that a form sent: ``text`` is its field ``chain``, blank without a script.

    No steps where nothing was entered. Raises ValidationError with a sentence for each fault.
    """
    rows = steps.raw(text) if text.strip() else steps.plain(request.POST)
    return steps.checked(rows, Names.asked(request, steps.said_by(rows)))


def editor_of(
    request: HttpRequest,
    article: Article | None,
    appearance: Appearance | None,
    rows: Sequence[Json],
    faults: Iterable[Fault] = (),
    *,
    ids: Sequence[str] | None = None,
) -> Editor:
    """The editor over ``rows``, as the script has them. ``ids`` are those of the page's own plain rows, if it has some."""
    shows = sees_protected(request)
    names = {uid for row in rows for each in row["sources"] if (uid := each["source"])}
    known = {row.uid: row for row in Source.objects.filter(uid__in=names)} if names else {}
    faults = list(faults)
    state = {
        "steps": rows,
        "ids": ids,
        "sources": finding.cards(request, known.values()),
        "words": WORDS,
        "article": article.uid if article is not None else "",
        "appearance": appearance.pk if appearance is not None and appearance.pk else None,
        "claim": appearance.claim.uid if appearance is not None and appearance.pk else "",
        "faults": [fault._asdict() for fault in faults],
    }
    plain = (
        []
        if ids is not None
        else _plain_rows(rows, {uid: written(row, shows_protected=shows) for uid, row in known.items()})
    )
    return Editor(json.dumps(state), faults, plain, WORDS)


def begun(article: Article | None) -> list[Step]:
    """A new chain begins with whoever speaks to the reader: publisher, else agency, else first author."""
    speaker: Any = article.speaker if article is not None else None
    return [Step((steps.Speaker(speaker, "named", ""),))] if speaker is not None else []


def _posted(request: HttpRequest, standing: list[Json]) -> tuple[list[Json], list[Fault]]:
    text = request.POST.get("chain", "")
    try:
        rows = steps.raw(text) if text.strip() else steps.plain(request.POST)
    except ValidationError as error:
        return standing, [Fault(None, message) for message in error.messages]
    names = Names.asked(request, steps.said_by(rows))
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        try:
            steps.checked([row], names)
        except ValidationError as error:
            faults += [Fault(number, message.replace("Step 1", f"Step {number}", 1)) for message in error.messages]
    return rows, faults


def _plain_rows(rows: Sequence[Json], names: dict[str, str]) -> list[Json]:
    """Rows with an empty source each, and a few empty ones after them."""
    nobody = {"source": "", "naming": "", "label": ""}
    empty = {"sources": [nobody], "verb": "", "force": "neutral", "inferred": False, "note": ""}
    shown = [
        {
            **row,
            "sources": [
                *({**each, "source": names.get(each["source"], each["source"])} for each in row["sources"]),
                nobody,
            ],
        }
        for row in rows
    ]
    return [*shown, *[empty] * EMPTY_ROWS]
