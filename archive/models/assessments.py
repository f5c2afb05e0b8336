"""Assessment: what the evidence known on a day allows to say about a claim. Append-only."""

from django.db import models

from archive.models.base import Part
from archive.models.fields import RecordLink


class Assessment(Part):
    """A standing (assertions, denials) or an outcome (predictions, pledges), and why."""

    class Standing(models.TextChoices):
        OPEN = "open", "Open"
        UNCONTESTED = "uncontested", "Uncontested"
        UNCORROBORATED = "uncorroborated", "Uncorroborated"
        CORROBORATED = "corroborated", "Corroborated"
        CONFIRMED = "confirmed", "Confirmed"
        DISPUTED = "disputed", "Disputed"
        REFUTED = "refuted", "Refuted"
        UNVERIFIABLE = "unverifiable", "Unverifiable"

    class Outcome(models.TextChoices):
        PENDING = "pending", "Pending"
        CAME_TRUE = "came_true", "Came true"
        KEPT = "kept", "Kept"
        PARTLY = "partly", "Partly"
        DID_NOT = "did_not", "Did not come true"
        BROKEN = "broken", "Broken"
        MOOT = "moot", "Moot"
        UNTESTABLE = "untestable", "Untestable"

    class Confidence(models.TextChoices):
        LOW = "low", "Low"
        MODERATE = "moderate", "Moderate"
        HIGH = "high", "High"

    owner = "claim"

    claim = models.ForeignKey("Claim", models.CASCADE, related_name="assessments")
    standing = models.CharField(max_length=14, choices=Standing, blank=True, help_text="Is it so?")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, help_text="How it came out.")
    confidence = models.CharField(max_length=10, choices=Confidence, help_text="How sure the assessment is.")
    as_of = models.DateField(help_text="The evidence date: known by this day.")
    decided_at = models.DateTimeField(help_text="When it was decided (UTC).")
    rationale = models.TextField(help_text="Why, in plain words.")
    author = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="assessments")

    public = ("standing", "outcome", "confidence", "as_of", "decided_at", "rationale", "evidence")
    parts = ("evidence",)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(standing="") & ~models.Q(outcome=""))
                | (~models.Q(standing="") & models.Q(outcome="")),
                name="assessment_standing_or_outcome",
                violation_error_message="An assessment has a standing or an outcome, not both.",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__gte=models.F("as_of")),
                name="assessment_decided_after_evidence",
                violation_error_message="The evidence is not later than the decision.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standing or self.outcome} as of {self.as_of}"


class Evidence(Part):
    """One item that bears on an assessment, graded apart by source and by content (Admiralty code)."""

    class Relation(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        UNDERMINES = "undermines", "Undermines"
        CONTEXT = "context", "Context"

    class Reliability(models.TextChoices):
        A = "A", "A: completely reliable"
        B = "B", "B: usually reliable"
        C = "C", "C: fairly reliable"
        D = "D", "D: not usually reliable"
        E = "E", "E: unreliable"
        F = "F", "F: cannot be judged"

    class Credibility(models.TextChoices):
        ONE = "1", "1: confirmed by other sources"
        TWO = "2", "2: probably true"
        THREE = "3", "3: possibly true"
        FOUR = "4", "4: doubtful"
        FIVE = "5", "5: improbable"
        SIX = "6", "6: cannot be judged"

    owner = "assessment"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    relation = models.CharField(max_length=10, choices=Relation, help_text="What it does to the claim.")
    target = RecordLink(help_text="The article, claim, event or document it is.")
    link = models.URLField(max_length=1000, blank=True, help_text="Or where it is on the web.")
    title = models.CharField(max_length=300, blank=True, help_text="Title of what the link leads to.")
    locator = models.CharField(max_length=120, blank=True, help_text="Where in it.")
    reliability = models.CharField(
        max_length=1, choices=Reliability, default=Reliability.F, help_text="Of the source, A-F."
    )
    credibility = models.CharField(
        max_length=1, choices=Credibility, default=Credibility.SIX, help_text="Of the content, 1-6."
    )
    note = models.TextField(blank=True, help_text="What it shows.")

    public = ("relation", "target", "link", "title", "locator", "reliability", "credibility", "note")

    class Meta(Part.Meta):
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(target="") & ~models.Q(link="")) | (~models.Q(target="") & models.Q(link="")),
                name="evidence_one_target",
                violation_error_message="Evidence is a record or a link, one of them.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.target or self.link}"
