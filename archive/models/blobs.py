"""Blob and Visit: the bytes that were taken in, by their hash, and the visits to the web that brought them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from archive.models.articles import DIGEST_PATTERN, DIGEST_SENTENCE, validate_digest
from archive.models.base import written_as


class Blob(models.Model):
    """Bytes as they came, named by their SHA-256: private, never changed, gone only with the text they hold.

    In the database, so that they are written, backed up and destroyed together with what names them.
    """

    sha256 = models.CharField(max_length=64, primary_key=True, validators=[validate_digest])
    media_type = models.CharField(max_length=80, help_text="By content, never by name.")
    data = models.BinaryField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [written_as("sha256", DIGEST_PATTERN, DIGEST_SENTENCE)]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}… ({self.media_type}, {self.size:,} bytes)"


class Visit(models.Model):
    """One fetch from the web: what was asked, where it led, and the exchange itself as a WARC."""

    url = models.URLField(max_length=2000, help_text="The address that was asked for.")
    final_url = models.URLField(max_length=2000, help_text="Where the redirects led.")
    status = models.PositiveSmallIntegerField(validators=[MinValueValidator(100), MaxValueValidator(599)])
    fetched_at = models.DateTimeField()
    body = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="visits")
    warc = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="recorded_visits")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(status__range=(100, 599)), name="visit_status_in_bounds")]

    def __str__(self) -> str:
        return f"{self.url} ({self.status})"
