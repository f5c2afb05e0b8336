"""Suggestion: what a machine proposes and why. It never applies itself."""

from django.db import models


class Suggestion(models.Model):
    """A proposal about an article, judged by a person."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"

    class Confidence(models.TextChoices):
        LOW = "low", "Low"
        MODERATE = "moderate", "Moderate"
        HIGH = "high", "High"

    class About(models.TextChoices):
        CLAIM = "claim", "A claim"
        ARTICLE = "article", "What is known of the article"

    article = models.ForeignKey("Article", models.CASCADE, related_name="suggestions")
    proposal = models.JSONField(help_text="A partial record, in the names of the declarations.")
    about = models.CharField(max_length=8, choices=About, default=About.CLAIM)
    reason = models.TextField(help_text="Why the machine proposes it.")
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True, help_text="How sure the machine is.")
    capture = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the capture that the evidence is in.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Code points from the start of the text.")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="Exclusive.")
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="The same for the same proposal, which is then made once."
    )
    findings = models.JSONField(default=dict, blank=True, help_text="Cue, rule, hedge and likely matches, for people.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    judged_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="judged_suggestions")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "fingerprint"], condition=~models.Q(fingerprint=""), name="suggestion_made_once"
            ),
            models.CheckConstraint(
                condition=models.Q(start=None, end=None) | models.Q(start__lt=models.F("end")),
                name="suggestion_span_in_order",
                violation_error_message="A passage ends after it starts.",
            ),
        ]
        indexes = [models.Index(fields=["state", "made_at"], name="suggestion_queue")]

    def __str__(self) -> str:
        return self.reason[:80]
