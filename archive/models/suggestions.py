"""Suggestion: what a machine proposes and why. It never applies itself."""

from django.db import models


class Suggestion(models.Model):
    """A proposal about an article, judged by a person."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"

    article = models.ForeignKey("Article", models.CASCADE, related_name="suggestions")
    proposal = models.JSONField(help_text="A partial record, in the names of the declarations.")
    reason = models.TextField(help_text="Why the machine proposes it.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    judged_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="judged_suggestions")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "made_at"], name="suggestion_queue")]

    def __str__(self) -> str:
        return self.reason[:80]
