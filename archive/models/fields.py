"""Field classes that the declarations in this room are written in.

``EdtfField`` stores a world date as people state it; ``Earliest`` and ``Latest``
keep its bounds beside it for the database. They are filled in ``pre_save``, which
``save`` and ``bulk_create`` call and ``update`` does not: desk code never updates
a date by ``update()``.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from archive.text.dates import LONGEST, DateError, span
from archive.text.ids import is_uid


def validate_edtf(value: str) -> None:
    try:
        span(value)
    except DateError as error:
        raise ValidationError(str(error)) from error


def validate_uid(value: str) -> None:
    if not is_uid(value):
        raise ValidationError(f"{value!r} is not a uid: ten characters out of a-z and 2-7.")


def validate_text_list(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValidationError("This is a list of texts, none of them empty.")


class EdtfField(models.CharField[str, str]):
    """A world date in EDTF (level 1, sets, open ends); blank means not stated."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class Bound(models.DateField[datetime.date | None, datetime.date | None]):
    """One bound of the EDTF field named ``of``, written when the row is written."""

    index: int

    def __init__(self, of: str, *args: Any, **kwargs: Any) -> None:
        self.of = of
        kwargs.update(null=True, blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.of, *args], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime.date | None:
        bound: datetime.date | None = span(getattr(model_instance, self.of))[self.index]
        setattr(model_instance, self.attname, bound)
        return bound


class Earliest(Bound):
    """The first day the date may mean; null when it is open or not stated."""

    index = 0


class Latest(Bound):
    """The last day the date may mean; null when it is open or not stated."""

    index = 1


class RecordLink(models.CharField[str, str]):
    """A link by uid to a record of any type; the walk treats it like a foreign key."""

    default_validators = [validate_uid]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class TextListField(models.JSONField):
    """A list of short texts, in an order that people chose."""

    default_validators = [validate_text_list]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
