"""What every record and every part of a record has in common.

A model says each field once:

``public``
    The names that may leave the desk, in reading order: fields and parts alike.
    An allow-list; what it does not name stays private.
``parts``
    Which relations hold rows that live and are published with the record.
``private``
    Names kept in revisions and in the desk's own exports only.

``archive.records`` walks these three for payload, loader, JSON Schema and diff.
"""

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact, Regex
from django.db.models.signals import class_prepared
from django.dispatch import receiver

from archive.models.fields import validate_uid
from archive.text.ids import new_uid


@receiver(class_prepared)
def close_choices(sender: type[models.Model], **kwargs: Any) -> None:
    """Every closed list of words is a constraint too: the database refuses other words.

    Said here once, for a nested ``Meta`` cannot name the ``TextChoices`` beside it.
    """
    if not sender.__module__.startswith("archive.models."):
        return
    for field in sender._meta.local_fields:
        if isinstance(field, models.CharField) and field.choices:
            values = [value for value, _ in field.flatchoices] + ([""] if field.blank else [])
            constraint = models.CheckConstraint(
                condition=models.Q(**{f"{field.name}__in": values}),
                name=f"{sender._meta.model_name}_{field.name}_known",
                violation_error_message=f"{field.name} must be one of: {', '.join(filter(None, values))}.",
            )
            sender._meta.constraints = [*sender._meta.constraints, constraint]
            # Migrations read the constraints of a model only if its Meta names some.
            sender._meta.original_attrs.setdefault("constraints", [])


def in_order(field: str) -> models.CheckConstraint:
    """The bounds of an EDTF field are in order, whoever writes them."""
    earliest, latest = f"{field}_earliest", f"{field}_latest"
    return models.CheckConstraint(
        condition=models.Q(**{earliest: None})
        | models.Q(**{latest: None})
        | models.Q(**{f"{earliest}__lte": models.F(latest)}),
        name="%(class)s_" + field + "_in_order",
        violation_error_message=f"{field} ends before it begins.",
    )


def written_as(field: str, pattern: str, sentence: str, *, blank: bool = False) -> models.CheckConstraint:
    """A text has the form ``pattern``, or may be blank, whoever writes it; the field's own validator says it first."""
    return models.CheckConstraint(
        condition=Regex(models.F(field), rf"\A({pattern}){'?' if blank else ''}\Z"),
        name="%(class)s_" + field + "_form",
        violation_error_message=sentence,
    )


R = TypeVar("R", bound="Record")


class RecordQuerySet(models.QuerySet[R]):
    def get_by_natural_key(self, uid: str) -> R:
        return self.get(uid=uid)

    def held(self) -> "RecordQuerySet[R]":
        """Locked when read, in one order for all; who only names the records need not wait."""
        return self.select_for_update(no_key=True).order_by("pk")


class Walked(models.Model):
    """A model whose declaration the walk reads."""

    public: ClassVar[tuple[str, ...]] = ()
    parts: ClassVar[tuple[str, ...]] = ()
    private: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


class PublicState(models.TextChoices):
    """What became of a record that was published; blank for one that never was."""

    PUBLIC = "public", "Public"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPPRESSED = "suppressed", "Suppressed"
    MERGED = "merged", "Merged"


class Record(Walked):
    """One of the four types that have a uid and stand in ledger and API."""

    type: ClassVar[str]
    label_field: ClassVar[str]

    uid = models.CharField(
        max_length=10,
        unique=True,
        default=new_uid,
        validators=[validate_uid],
        help_text="Permanent name of the record: ten characters out of a-z and 2-7.",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    # What the ledger says of it, kept here for the desk's lists: see ``editorial.mirroring``.
    public_state = models.CharField(max_length=10, choices=PublicState, blank=True, default="", editable=False)
    differs = models.BooleanField(
        default=True, editable=False, help_text="What may be published is not what was published last."
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("uid"), 10),
                name="%(class)s_uid_length",
                violation_error_message="A uid has ten characters.",
            ),
        ]
        indexes = [
            models.Index(fields=["public_state"], condition=models.Q(differs=True), name="%(class)s_differs"),
        ]

    def __str__(self) -> str:
        return str(getattr(self, self.label_field))

    def natural_key(self) -> tuple[str]:
        return (self.uid,)

    @property
    def may_be_named(self) -> bool:
        """Whether public payloads may carry this record's uid."""
        return True


class Part(Walked):
    """A row that lives with its record; ``position`` is its place, from 0."""

    key: ClassVar[str | None] = None
    owner: ClassVar[str]

    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position"]

    @property
    def may_be_public(self) -> bool:
        """Whether this row belongs to the public payload; parts with inner rows narrow it."""
        return True
