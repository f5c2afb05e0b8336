"""Assignment: who is to do something by when. Rows are closed, never rewritten: they are their own log."""

from django.db import models


class Assignment(models.Model):
    """A piece of work given to a person. A new one for the same item closes the one before."""

    class Item(models.TextChoices):
        SOURCE = "source", "Source"
        ARTICLE = "article", "Article"
        EVENT = "event", "Event"
        CLAIM = "claim", "Claim"
        SUBMISSION = "submission", "Submission"

    class Priority(models.IntegerChoices):
        HIGH = 1, "High"
        NORMAL = 2, "Normal"
        LOW = 3, "Low"

    item_type = models.CharField(max_length=10, choices=Item)
    item = models.CharField(max_length=20, help_text="Uid of the record, or number of the submission.")
    to = models.ForeignKey("User", models.PROTECT, related_name="assignments")
    due = models.DateField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("User", models.PROTECT, related_name="assignments_made")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was done, taken back or given on.")
    closed_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="assignments_closed")

    class Meta:
        permissions = [("assign", "Can give work to others")]
        constraints = [
            models.UniqueConstraint(
                fields=["item_type", "item"], condition=models.Q(closed_at=None), name="assignment_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="assignment_closed_by_someone",
            ),
            models.CheckConstraint(condition=models.Q(priority__in=[1, 2, 3]), name="assignment_priority_known"),
        ]
        indexes = [
            models.Index(
                fields=["to", "priority", "due"], condition=models.Q(closed_at=None), name="assignment_open_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_type_display()} {self.item} to {self.to}"
