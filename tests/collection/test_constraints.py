"""The models' constraints say the same here as in the database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from archive.collection.constraints import broken, truth
from archive.models import RECORDS, Article, Capture, Claim, Event, Source, Walked
from archive.records.shape import shape
from tests.factories import make_article, make_source


def walked(model: type[Walked]) -> Iterator[type[Walked]]:
    yield model
    for slot in shape(model):
        if slot.part is not None:
            yield from walked(slot.part)


# Of one text alone, which is checked where texts are read.
FORMS = ("_uid_length", "_form")
CONDITIONS = [
    pytest.param(each, constraint.condition, id=constraint.name)
    for model in RECORDS.values()
    for each in walked(model)
    for constraint in each._meta.constraints
    if isinstance(constraint, models.CheckConstraint) and not constraint.name.endswith(FORMS)
]
EVENING = datetime(2022, 11, 1, 18, tzinfo=UTC)
VALUES: dict[str, list[Any]] = {
    "CharField": ["", "x"],
    "TextField": ["", "x"],
    "BooleanField": [True, False],
    "DateField": [EVENING.date(), EVENING.date() + timedelta(1)],
    "DateTimeField": [EVENING, EVENING + timedelta(1)],
}


def rows(model: type[Walked], condition: models.Q) -> Iterator[dict[str, Any]]:
    """Rows with all values that the fields of a condition may take, within reason."""
    choices: dict[str, list[Any]] = {}
    for name in names(condition):
        field: Any = model._meta.get_field(name)
        choices[field.name] = values(field)
    made: list[dict[str, Any]] = [{}]
    for name, those in choices.items():
        made = [{**row, name: value} for row in made for value in those]
    yield from made


def names(condition: models.Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from names(child)
        elif isinstance(child, tuple):
            yield child[0].partition("__")[0]
            if isinstance(child[1], models.F):
                yield child[1].name


def values(field: Any) -> list[Any]:
    choices = [value for value, _ in field.flatchoices]
    some = [*choices[:3], ""] if choices else VALUES.get(field.get_internal_type(), [1, 2])
    return [*some, *([None] if field.null else [])]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "condition"), CONDITIONS)
def test_a_constraint_says_what_the_database_says(model: type[Walked], condition: models.Q) -> None:
    for row in rows(model, condition):
        against = {name: models.Value(value, output_field(model, name)) for name, value in row.items()}
        assert (truth(condition, row) is not False) is condition.check(against), row


def output_field(model: type[Walked], name: str) -> Any:
    field: Any = model._meta.get_field(name)
    return models.BigIntegerField() if field.is_relation or field.primary_key else field


def test_every_other_constraint_is_on_a_text_s_form_or_on_rows_that_stand_once() -> None:
    for model in (each for record in RECORDS.values() for each in walked(record)):
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                assert constraint.fields[0] == model.owner
                assert constraint.condition is None
            elif not isinstance(constraint.condition, models.Q):
                assert constraint.name.endswith(FORMS)


@pytest.mark.parametrize(
    ("model", "data", "path", "words"),
    [
        (Source, {"kind": "unnamed"}, "", "belongs to one article"),
        (Source, {"affiliations": [{"body": "aaaaaaaaaa"}]}, "affiliations[0]", "with itself"),
        (Event, {"part_of": "aaaaaaaaaa"}, "", "part of itself"),
        (Claim, {"statement": "x", "condition_text": "if"}, "", "a text and a state"),
        (Claim, {"statement": "x", "relations": [{"kind": "narrows", "target": "bbbbbbbbbb"}]}, "relations[0]", "how"),
        (
            Claim,
            {"statement": "x", "relations": [{"kind": "denies", "target": "aaaaaaaaaa"}]},
            "relations[0]",
            "itself",
        ),
        (Article, {"authors": [{"source": "bbbbbbbbbb"}] * 2}, "authors[1]", "same source as authors[0]"),
        (
            Claim,
            {"statement": "x", "figures": [{"qualifier": "exact", "low": "2", "high": "1"}]},
            "figures[0]",
            "not above",
        ),
        (
            Claim,
            {"statement": "x", "appearances": [{"chain": [{"sources": [{"naming": "named"}]}]}]},
            "appearances[0].chain[0].sources[0]",
            "a source, a label",
        ),
    ],
)
def test_a_broken_constraint_is_told_at_its_row(model: Any, data: dict[str, Any], path: str, words: str) -> None:
    told = [sentence for place, sentence in broken(model, "aaaaaaaaaa", data) if place == path]
    assert any(words in sentence for sentence in told), told


def test_rows_without_a_source_may_repeat() -> None:
    claimants = [{"label": "an official"}, {"label": "an official"}]
    assert not list(broken(Claim, "aaaaaaaaaa", {"statement": "x", "kind": "denial", "claimants": claimants}))


@pytest.mark.django_db
@pytest.mark.parametrize("digest", ["", "0" * 63, "A" * 64, "g" * 64, "0" * 64 + "\n", "0" * 63 + "\n"])
def test_the_database_refuses_what_is_no_digest(digest: str) -> None:
    article = make_article()
    with pytest.raises(DatabaseError), transaction.atomic():
        Capture.objects.create(article=article, captured_at="2022", sha256=digest)
    if digest:
        with pytest.raises(DatabaseError), transaction.atomic():
            Capture.objects.create(article=article, captured_at="2022", sha256="0" * 64, text_sha256=digest)
    assert not Capture.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("item", ["42", "q42", "Q", "Q042", "Q4x", "Q42\n"])
def test_the_database_refuses_what_is_no_wikidata_item(item: str) -> None:
    source = make_source(wikidata="Q42")
    with pytest.raises(DatabaseError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(wikidata=item)
