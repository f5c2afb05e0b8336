"""The attribution chain inside the forms of the workbench, entered in the editor of chains."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from archive.admin.chain import editor, steps
from archive.admin.chain.steps import Step
from archive.models import Article, Source

NOBODY = "Say who speaks: begin with whoever speaks to the reader, or say that none is stated."


def context(request: HttpRequest, article: Article, proposed: Any = None) -> dict[str, Any]:
    """What the editor's template is rendered with. ``proposed`` is the chain of a suggestion, whatever that holds."""
    if "chain" in request.POST:
        return editor.context(request, article)
    try:
        rows = steps.shaped(proposed or [])
    except ValidationError:
        rows = []
    rows = rows or steps.as_sent(editor.begun(article))
    return {"chain_editor": editor.editor_of(request, article, None, rows)}


def entered_chain(request: HttpRequest, chain: str) -> list[Step]:
    """The steps that were entered, one at least. Raises ValidationError with sentences."""
    entered = editor.parse(request, chain)
    if not entered:
        raise ValidationError(NOBODY)
    return entered


def far_end(chain: Sequence[Step]) -> list[tuple[Source | None, str]]:
    """Who is said to know: (source, public words) of the last step, as claimants are entered."""
    speakers = chain[-1].sources if chain else ()
    return [(each.source, each.label) for each in speakers if each.source is not None or each.label]
