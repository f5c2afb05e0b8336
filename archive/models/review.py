"""Revision, Submission, Signature: who wrote what, who submitted it, who signed these bytes."""

from django.db import models


class Revision(models.Model):
    """The canonical JSON of a whole record after one save: public and private, with its parts."""

    type = models.CharField(max_length=10)
    uid = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey("User", models.PROTECT, related_name="revisions")
    reason = models.TextField(blank=True)
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.uid} revision {self.number}"


class Submission(models.Model):
    """One or more records put forward together; frozen bytes, decided by one reviewer."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting for review"
        RETURNED = "returned", "Sent back"
        WITHDRAWN = "withdrawn", "Taken back"
        PUBLISHED = "published", "Published"

    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("User", models.PROTECT, related_name="submissions")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="decided_submissions")
    reason = models.TextField(blank=True, help_text="Why it was sent back.")

    class Meta:
        permissions = [
            ("submit", "Can submit records for review"),
            ("review", "Can sign as reviewer, which publishes"),
            ("review_sensitive", "Can sign sensitive claims"),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="submission_queue")]

    def __str__(self) -> str:
        return f"Submission {self.pk}"


class SubmissionItem(models.Model):
    """One record of a submission: the digest of its frozen payload."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="items")
    type = models.CharField(max_length=10)
    uid = models.CharField(max_length=10)
    commitment = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(
        null=True, help_text="The revision it was frozen from; empty for the loader's."
    )
    is_open = models.BooleanField(default=True, help_text="False once its submission is decided.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "uid"], name="submissionitem_once"),
            # A record is in at most one open submission.
            models.UniqueConstraint(fields=["uid"], condition=models.Q(is_open=True), name="submissionitem_one_open"),
        ]
        # The ledger's guard looks signatures up by these bytes.
        indexes = [models.Index(fields=["commitment"], name="submissionitem_commitment")]

    def __str__(self) -> str:
        return f"{self.type} {self.uid}"


class Signature(models.Model):
    """A person's name under a submission: once each, as author or as reviewer, never both."""

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        REVIEWER = "reviewer", "Reviewer"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="signatures")
    user = models.ForeignKey("User", models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=10, choices=Role)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="signature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"
