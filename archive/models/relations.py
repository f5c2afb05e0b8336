"""ClaimRelation: what one claim is to another, in the direction from its own claim to the target."""

from django.db import models

from archive.models.base import Part


class ClaimRelation(Part):
    """Denies, contradicts, doubts, supports, repeats, narrows, updates or depends on another claim."""

    class Kind(models.TextChoices):
        DENIES = "denies", "Denies"
        CONTRADICTS = "contradicts", "Contradicts"
        DOUBTS = "doubts", "Doubts"
        SUPPORTS = "supports", "Supports"
        REPEATS = "repeats", "Repeats"
        NARROWS = "narrows", "Narrows"
        UPDATES = "updates", "Updates"
        DEPENDS_ON = "depends_on", "Depends on"

    class Strength(models.TextChoices):
        PLAIN = "plain", "Plain"
        SOFT = "soft", "Soft"

    owner = "claim"

    claim = models.ForeignKey("Claim", models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind, help_text="What this claim is to the other.")
    target = models.ForeignKey("Claim", models.PROTECT, related_name="related_from", help_text="The other claim.")
    strength = models.CharField(
        max_length=6, choices=Strength, blank=True, help_text="Of a contradiction: plain, or a matter of degree."
    )
    confirmed = models.BooleanField(default=False, help_text="An editor confirmed that the speaker reversed.")
    note = models.TextField(blank=True, help_text="What differs; required for narrows.")

    public = ("kind", "target", "strength", "confirmed", "note")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind", "target"], name="claimrelation_once"),
            models.CheckConstraint(
                condition=~models.Q(claim=models.F("target")),
                name="claimrelation_not_to_itself",
                violation_error_message="A claim has no relation to itself.",
            ),
            models.CheckConstraint(
                condition=(models.Q(kind="contradicts") & ~models.Q(strength=""))
                | (~models.Q(kind="contradicts") & models.Q(strength="")),
                name="claimrelation_strength_of_contradiction",
                violation_error_message="A contradiction is plain or soft; no other relation has a strength.",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed=False) | models.Q(kind="contradicts", strength="plain"),
                name="claimrelation_confirmed_plain",
                violation_error_message="Only a plain contradiction can be confirmed as a reversal.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="narrows", note=""),
                name="claimrelation_narrows_says_how",
                violation_error_message="Narrows needs a note that says how.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"
