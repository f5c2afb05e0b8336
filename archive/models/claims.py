"""Claim: one checkable proposition and who claims it. Its appearances, relations and
assessments stand in the files beside this one."""

from typing import TYPE_CHECKING

from django.db import models

from archive.models.base import Part, Record, in_order
from archive.models.fields import Earliest, EdtfField, Latest

if TYPE_CHECKING:
    from archive.models.events import Event
    from archive.models.sources import Source
    from archive.models.vocabularies import Topic


class Claim(Record):
    """A bare proposition, never worded as our finding: every title puts its claimant before it."""

    class Kind(models.TextChoices):
        ASSERTION = "assertion", "Assertion"
        DENIAL = "denial", "Denial"
        PREDICTION = "prediction", "Prediction"
        PLEDGE = "pledge", "Pledge"
        OPINION = "opinion", "Opinion"

    class Weight(models.TextChoices):
        CORE = "core", "Core"
        BACKGROUND = "background", "Background"

    class Condition(models.TextChoices):
        OPEN = "open", "Open"
        MET = "met", "Met"
        FAILED = "failed", "Failed"

    type = "claim"
    label_field = "statement"

    statement = models.TextField(help_text="The proposition in plain words, without its speaker.")
    kind = models.CharField(max_length=12, choices=Kind, help_text="What sort of statement it is.")
    weight = models.CharField(
        max_length=12, choices=Weight, default=Weight.CORE, help_text="Core, or background to the collection."
    )
    language = models.CharField(max_length=12, blank=True, help_text="Language of the statement, BCP 47.")
    jointly = models.BooleanField(default=False, help_text="The claimants say it together.")
    subjects: "models.ManyToManyField[Source, Source]" = models.ManyToManyField(
        "Source", blank=True, related_name="claims_about", help_text="Whom the claim is about."
    )
    events: "models.ManyToManyField[Event, Event]" = models.ManyToManyField(
        "Event", blank=True, related_name="claims", help_text="Events it is about."
    )
    topics: "models.ManyToManyField[Topic, Topic]" = models.ManyToManyField(
        "Topic", blank=True, related_name="claims", help_text="Broad topics."
    )
    hedge = models.CharField(max_length=120, blank=True, help_text="The hedge as printed: may, likely, perhaps.")
    condition_text = models.TextField(blank=True, help_text="What the claim is conditional on.")
    condition_state = models.CharField(
        max_length=8, choices=Condition, blank=True, help_text="Whether the condition is met."
    )
    resolves_by = EdtfField(help_text="When it can be judged (EDTF); blank when no horizon is stated.")
    resolves_by_earliest = Earliest("resolves_by")
    resolves_by_latest = Latest("resolves_by")
    resolves_by_basis = models.TextField(blank=True, help_text="How that day is known.")
    settled_by = models.TextField(blank=True, help_text="What would settle the matter.")
    sensitive = models.BooleanField(default=False, help_text="Accuses a living person or firm: a chief must sign.")
    reply_asked_at = models.DateField(null=True, blank=True, help_text="When those accused were asked to reply.")
    reply_how = models.CharField(max_length=200, blank=True, help_text="How they were asked.")
    reply_answer = models.TextField(blank=True, help_text="What they answered, in short.")
    reply_answered_at = models.DateField(null=True, blank=True, help_text="When they answered.")
    next_review = models.DateField(null=True, blank=True, help_text="When to look at the assessment again.")
    internal_note = models.TextField(blank=True)

    public = (
        "statement",
        "kind",
        "weight",
        "language",
        "claimants",
        "jointly",
        "subjects",
        "events",
        "topics",
        "hedge",
        "condition_text",
        "condition_state",
        "resolves_by",
        "resolves_by_basis",
        "settled_by",
        "sensitive",
        "reply_asked_at",
        "reply_how",
        "reply_answer",
        "reply_answered_at",
        "figures",
        "appearances",
        "relations",
        "assessments",
    )
    parts = ("claimants", "figures", "appearances", "relations", "assessments")
    private = ("next_review", "internal_note")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            in_order("resolves_by"),
            models.CheckConstraint(
                condition=~models.Q(statement=""),
                name="claim_states_something",
                violation_error_message="A claim needs a statement.",
            ),
            models.CheckConstraint(
                condition=models.Q(condition_text="", condition_state="")
                | (~models.Q(condition_text="") & ~models.Q(condition_state="")),
                name="claim_condition_whole",
                violation_error_message="A condition has a text and a state, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(reply_answered_at=None)
                | models.Q(reply_asked_at__isnull=False, reply_answered_at__gte=models.F("reply_asked_at")),
                name="claim_reply_after_question",
                violation_error_message="A reply is not earlier than the question.",
            ),
        ]
        # The queues of the desk: predictions past their date, assessments to be looked at, failed conditions.
        indexes = [
            *Record.Meta.indexes,
            models.Index(
                fields=["resolves_by_latest"],
                condition=models.Q(kind__in=["prediction", "pledge"]),
                name="claim_foreseeing",
            ),
            models.Index(
                fields=["next_review"], condition=models.Q(next_review__isnull=False), name="claim_next_review"
            ),
            models.Index(fields=["uid"], condition=models.Q(condition_state="failed"), name="claim_condition_failed"),
        ]


class Claimant(Part):
    """One speaker to whom the claim belongs; a protected one appears under ``label`` only."""

    owner = "claim"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="claimants")
    source = models.ForeignKey(
        "Source", models.PROTECT, null=True, blank=True, related_name="claims", help_text="Who claims it."
    )
    label = models.CharField(max_length=120, blank=True, help_text="Public words for a protected or unstated speaker.")

    public = ("source", "label")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__isnull=False) | ~models.Q(label=""),
                name="claimant_is_someone",
                violation_error_message="A claimant is a source, or at least a label.",
            ),
            models.UniqueConstraint(fields=["claim", "source"], name="claimant_once"),
        ]

    def __str__(self) -> str:
        return self.label or str(self.source)


class Figure(Part):
    """A number the claim states, as an interval with its qualifier."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", "Exactly"
        ABOUT = "about", "About"
        UP_TO = "up_to", "Up to"
        AT_LEAST = "at_least", "At least"
        WORDS_ONLY = "words_only", "In words only"

    owner = "claim"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="figures")
    quantity = models.ForeignKey("Quantity", models.PROTECT, related_name="figures", help_text="What is counted.")
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True, help_text="Lower bound.")
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True, help_text="Upper bound.")
    unit = models.CharField(max_length=40, blank=True, help_text="Unit, when the quantity alone does not say it.")
    qualifier = models.CharField(max_length=12, choices=Qualifier, help_text="How exact the number is meant.")
    as_printed = models.CharField(max_length=120, blank=True, help_text="The words of the text, eight at most.")

    public = ("quantity", "low", "high", "unit", "qualifier", "as_printed")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low=None) | models.Q(high=None) | models.Q(low__lte=models.F("high")),
                name="figure_bounds_in_order",
                violation_error_message="The lower bound of a figure is not above the upper one.",
            ),
            models.CheckConstraint(
                condition=models.Q(qualifier="words_only", low=None, high=None)
                | (~models.Q(qualifier="words_only") & (models.Q(low__isnull=False) | models.Q(high__isnull=False))),
                name="figure_words_or_numbers",
                violation_error_message="A figure in words only has no bounds; any other has one at least.",
            ),
        ]

    def __str__(self) -> str:
        return self.as_printed or f"{self.low}-{self.high}"
