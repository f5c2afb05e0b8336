"""Intake, IntakeItem and Subscription: what is being taken in, how far it is, and feeds that are followed."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class Subscription(models.Model):
    """An RSS or Atom feed that is asked for what is new every so often."""

    url = models.URLField(max_length=2000, unique=True, help_text="Address of the feed.")
    title = models.CharField(max_length=300, blank=True, help_text="As the feed calls itself.")
    every = models.PositiveIntegerField(
        default=60,
        verbose_name="minutes between visits",
        validators=[MinValueValidator(15), MaxValueValidator(10_080)],
    )
    is_active = models.BooleanField(default=True, verbose_name="active")
    next_at = models.DateTimeField(db_index=True)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    last_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False, help_text="In a row; parked at five.")
    fault = models.TextField(blank=True, editable=False, help_text="Why the last visit failed.")
    added_by = models.ForeignKey("User", models.PROTECT, related_name="subscriptions", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every__range=(15, 10_080)), name="subscription_every_in_bounds")
        ]

    def __str__(self) -> str:
        return self.title or self.url


class Intake(models.Model):
    """Things that were handed over together: files, links, a paste, what a feed had."""

    class Door(models.TextChoices):
        PASTE = "paste", "Pasted"
        UPLOAD = "upload", "Uploaded"
        LINK = "link", "Link"
        FEED = "feed", "Feed"
        COMMAND = "command", "Command"

    door = models.CharField(max_length=8, choices=Door)
    by = models.ForeignKey("User", models.PROTECT, related_name="intakes")
    at = models.DateTimeField(auto_now_add=True)
    subscription = models.ForeignKey(Subscription, models.SET_NULL, null=True, blank=True, related_name="intakes")
    request = models.CharField(
        max_length=64,
        blank=True,
        help_text="What a command was asked, as SHA-256: one that was cut off is gone on with.",
    )
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a command; blank while it runs, or cut off."
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_door_display()}, {self.at:%Y-%m-%d %H:%M}"


class IntakeItem(models.Model):
    """One thing on its way to an article, and what became of it. The rows that wait are the queue.

    A thing of several documents (a WARC, a feed in a file, JSON Lines) is taken apart: each document has a row of
    its own with the same ``position``, and its number there as ``part``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        WORKING = "working", "Being read"
        NEW = "new", "New article"
        CHANGED = "changed", "New text of an article"
        DUPLICATE = "duplicate", "Already here"
        UNDECIDED = "undecided", "Waits for a person"
        APART = "apart", "Taken apart"
        REFUSED = "refused", "Refused"
        PARKED = "parked", "Failed five times"
        DROPPED = "dropped", "Left out"

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    part = models.PositiveIntegerField(default=0, help_text="Which document of it, from 1; 0 for the thing itself.")
    name = models.CharField(max_length=300, help_text="File name, address or title, as it was given.")
    url = models.URLField(max_length=2000, blank=True, help_text="Where it is to be fetched, or where it is from.")
    blob = models.ForeignKey("Blob", models.PROTECT, null=True, blank=True, related_name="items")
    visit = models.ForeignKey("Visit", models.PROTECT, null=True, blank=True, related_name="items")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it was refused, or what a person is to decide.")
    article = models.ForeignKey("Article", models.SET_NULL, null=True, blank=True, related_name="intake_items")
    findings = models.JSONField(default=dict, blank=True, help_text="What was recognised, and how surely.")
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True, help_text="Whoever holds it longer than that has died.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["intake", "position", "part"]
        constraints = [models.UniqueConstraint(fields=["intake", "position", "part"], name="intakeitem_position_once")]
        indexes = [
            models.Index(
                fields=["run_after", "id"], condition=Q(state__in=["waiting", "working"]), name="intakeitem_queue"
            )
        ]

    def __str__(self) -> str:
        return self.name
