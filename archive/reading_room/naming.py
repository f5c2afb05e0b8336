"""What the values of a list's filters and facets are called."""

import json
from collections.abc import Collection, Iterable, Mapping

from django.forms import Form

from archive.models import Document
from archive.reading_room.facets import Facet
from archive.reading_room.filters import FILTERS, Narrowing
from archive.reading_room.front import titles
from archive.reading_room.inverted import Index, index
from archive.text.ids import is_uid

# Words that records state with a label: where a document has them, and the name of the word in it.
_LABELLED = {"topic": ("topics", "slug", "label"), "country": ("country", "code", "name")}

Named = tuple[str, str]  # parameter, value


def names(
    type: str, form: Form, used: Mapping[str, str], facets: Collection[Facet] = (), *, state: str = ""
) -> dict[Named, str]:
    """Names for the values in use and the options of facets. Two queries at most.

    What has none, since it is no longer public, is left out.
    """
    wanted = {*used.items(), *((facet.name, option.value) for facet in facets for option in facet.options)}
    called = titles(sorted({value for _, value in wanted if is_uid(value)}))
    found = {(name, value): called[value] for name, value in wanted if value in called}
    for name, value in wanted - found.keys():
        word = _in_words(type, form, name, value, state)
        if word:
            found[name, value] = word
    return found


def _in_words(type: str, form: Form, name: str, value: str, state: str) -> str:
    """A word by its label; nothing for a uid nobody has."""
    if name in _LABELLED and name in FILTERS[type].base_filters:
        return _labels(index(type, state), name).get(value, value)
    narrowing = FILTERS[type].base_filters.get(name)
    if is_uid(value) and isinstance(narrowing, Narrowing) and narrowing.relation:
        return ""
    choices: Iterable[tuple[str, str]] = getattr(form.fields.get(name), "choices", ())
    return str(dict(choices).get(value, value))


def _labels(found: Index, relation: str) -> dict[str, str]:
    """Words with their labels, as documents state them (one query, the first time)."""
    if relation not in found.labels:
        key, word, label = _LABELLED[relation]
        positions = found.newest_of(relation)
        texts = Document.objects.filter(position__in=positions).order_by("position").values_list("body", flat=True)
        stated = [json.loads(text)[key] for text in texts] if positions else []
        each_one = [each for some in stated for each in (some if isinstance(some, list) else [some]) if each]
        found.labels[relation] = {each[word]: each[label] for each in each_one}
    return found.labels[relation]
