"""What the values of a list's filters and facets are called."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.forms import Form

from archive.models import Document
from archive.reading_room.faceting.facets import Facet
from archive.reading_room.faceting.inverted import Index, index
from archive.reading_room.listing.filters import FILTERS, Narrowing
from archive.reading_room.listing.front import titles
from archive.text.ids import is_uid

Json = dict[str, Any]
# Words that records state with a label: the words of a document, and what word and label are called in each.
_LABELLED: dict[str, tuple[Callable[[Json], Iterable[Json]], str, str]] = {
    "topic": (lambda claim: claim["topics"], "slug", "label"),
    "quantity": (lambda claim: (figure["quantity"] for figure in claim["figures"]), "slug", "label"),
    "country": (lambda record: filter(None, [record["country"]]), "code", "name"),
}

Named = tuple[str, str]  # parameter, value


def names(
    type: str, form: Form, used: Mapping[str, str], facets: Collection[Facet] = (), *, state: str = ""
) -> dict[Named, str]:
    """Names for the values in use and the options of facets. Two queries at most.

    What has none, since it is no longer public, is left out.
    """
    wanted = {*used.items(), *((facet.name, option.value) for facet in facets for option in facet.options)}
    # A word somebody looks for may look like a uid, and even be one.
    named = [(name, value) for name, value in wanted if is_uid(value) and _names_records(type, name)]
    called = titles(sorted({value for _, value in named}))
    found = {(name, value): called[value] for name, value in named if value in called}
    for name, value in wanted - found.keys():
        word = _in_words(type, form, name, value, state)
        if word:
            found[name, value] = word
    return found


def _in_words(type: str, form: Form, name: str, value: str, state: str) -> str:
    """A word by its label; nothing for a uid nobody has."""
    if name in _LABELLED and name in FILTERS[type].base_filters:
        return labels(index(type, state), name).get(value, value)
    if is_uid(value) and _names_records(type, name):
        return ""
    choices: Iterable[tuple[str, str]] = getattr(form.fields.get(name), "choices", ())
    return str(dict(choices).get(value, value))


def _names_records(type: str, name: str) -> bool:
    """Whether the values of a filter are uids of records."""
    narrowing = FILTERS[type].base_filters.get(name)
    return isinstance(narrowing, Narrowing) and bool(narrowing.relation) and name not in _LABELLED


def labels(found: Index, relation: str) -> dict[str, str]:
    """Words with their labels, as documents state them (one query, the first time)."""
    if relation not in found.labels:
        words_of, word, label = _LABELLED[relation]
        positions = found.named(relation).values()
        texts = Document.objects.filter(position__in=positions).order_by("position").values_list("body", flat=True)
        stated = [each for text in (texts if positions else ()) for each in words_of(json.loads(text))]
        found.labels[relation] = {each[word]: each[label] for each in stated}
    return found.labels[relation]
