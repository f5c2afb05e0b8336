"""ApiKey: whoever may ask more often than others. It opens nothing: what is public is public to all."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def good_on(self, day: datetime.date) -> "ApiKeyQuerySet":
        """Neither revoked nor expired."""
        return self.filter(Q(expires=None) | Q(expires__gte=day), revoked_at=None)


class ApiKey(models.Model):
    """A key by its hash alone; nobody can read the key itself, here or anywhere."""

    name = models.CharField(max_length=120, help_text="Who asks with it, and what for.")
    contact = models.CharField(max_length=254, help_text="Whom to write to when it asks too much.")
    times = models.PositiveIntegerField(
        default=10,
        verbose_name="times the usual limits",
        validators=[MinValueValidator(1), MaxValueValidator(1_000)],
    )
    expires = models.DateField(null=True, blank=True, help_text="The last day on which it is good. Empty: no end.")
    prefix = models.CharField(max_length=12, unique=True, editable=False, help_text="How the key begins.")
    sha256 = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey("User", models.PROTECT, related_name="api_keys", editable=False)
    created_at = models.DateTimeField(editable=False)
    last_used = models.DateField(null=True, editable=False, help_text="The last day on which it was shown.")
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "API key"
        verbose_name_plural = "API keys"
        constraints = [
            models.CheckConstraint(condition=Q(times__gte=1, times__lte=1_000), name="apikey_times_in_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
