"""Closed word lists (``fixtures/vocabularies.json``). A payload freezes slug and label together."""

from typing import ClassVar, TypeVar

from django.db import models

T = TypeVar("T", bound="Term")


class TermQuerySet(models.QuerySet[T]):
    def get_by_natural_key(self, key: str) -> T:
        return self.get(**{self.model.key: key})


class Term(models.Model):
    """One word of a vocabulary, known by ``key`` and shown by ``shown``."""

    key: ClassVar[str] = "slug"
    shown: ClassVar[str] = "label"

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.shown))

    def natural_key(self) -> tuple[str]:
        return (getattr(self, self.key),)


class Topic(Term):
    """What a claim is about, in broad words."""

    slug = models.SlugField(unique=True)
    label = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["slug"]


class Quantity(Term):
    """What a figure counts, so that figures of several claims make one series."""

    slug = models.SlugField(unique=True)
    label = models.CharField(max_length=80, unique=True)
    unit = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "quantities"


class Country(Term):
    """A country by its ISO 3166-1 alpha-2 code, upper case."""

    key = "code"
    shown = "name"

    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "countries"
