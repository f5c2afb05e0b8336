"""Appearance: a claim in an article, the passages that show it and the chain it came by."""

from django.db import models

from archive.models.base import Part, in_order
from archive.models.fields import Earliest, EdtfField, Latest


class Appearance(Part):
    """One article's stance to a claim, and the attribution chain as far as its text shows it."""

    class Stance(models.TextChoices):
        ASSERTS = "asserts", "Asserts"
        REPORTS = "reports", "Reports"
        QUOTES = "quotes", "Quotes"
        ENDORSES = "endorses", "Endorses"
        DENIES = "denies", "Denies"
        DOUBTS = "doubts", "Doubts"
        MENTIONS = "mentions", "Mentions"

    class Attribution(models.TextChoices):
        ON_RECORD = "on_record", "On record"
        REPORTED = "reported", "Reported"
        ANONYMOUS = "anonymous", "Anonymous"
        OWN_VOICE = "own_voice", "Own voice"
        CONTESTED = "contested", "Contested"
        MISATTRIBUTED = "misattributed", "Misattributed"

    owner = "claim"

    claim = models.ForeignKey("Claim", models.CASCADE, related_name="appearances")
    article = models.ForeignKey(
        "Article", models.PROTECT, related_name="appearances", help_text="The article it appears in."
    )
    stance = models.CharField(max_length=10, choices=Stance, help_text="The article's own stance to the claim.")
    asserted = EdtfField(help_text="When it was said (EDTF), if the text dates it apart from publication.")
    asserted_earliest = Earliest("asserted")
    asserted_latest = Latest("asserted")
    asserted_basis = models.TextField(blank=True, help_text="How that date is known.")
    attribution = models.CharField(max_length=14, choices=Attribution, help_text="Was it said? As this text shows.")
    note = models.TextField(blank=True, help_text="Public note, as on a muddled sentence.")

    public = ("article", "stance", "asserted", "asserted_basis", "attribution", "note", "passages", "chain")
    parts = ("passages", "chain")

    class Meta(Part.Meta):
        constraints = [in_order("asserted")]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} in {self.article}"


class Passage(Part):
    """Where in the article it stands. Offsets are code points of one capture's text, once there is one.

    Beyond its public words it repeats nothing of that text, which then goes whole when it has to go.
    """

    class Where(models.TextChoices):
        TITLE = "title", "Title"
        STANDFIRST = "standfirst", "Standfirst"
        BODY = "body", "Body"
        CAPTION = "caption", "Caption"
        NOTE = "note", "Note"

    owner = "appearance"

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="passages")
    part = models.CharField(max_length=10, choices=Where, help_text="Part of the article.")
    paragraph = models.PositiveIntegerField(null=True, blank=True, help_text="Counted from 1 within the part.")
    exact = models.TextField(blank=True, help_text="The words themselves, eight at most.")
    capture = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the capture the offsets are for.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Code points from the start of the text.")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="Exclusive.")
    is_orphaned = models.BooleanField(
        default=False, verbose_name="orphaned", help_text="Not found for certain in the newest capture."
    )

    public = ("part", "paragraph", "exact")
    private = ("capture", "start", "end", "is_orphaned")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start=None, end=None) | models.Q(start__lt=models.F("end")),
                name="passage_span_in_order",
                violation_error_message="A passage ends after it starts.",
            ),
        ]
        indexes = [models.Index(fields=["appearance"], condition=models.Q(is_orphaned=True), name="passage_orphaned")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.paragraph or ''}".strip()


class ChainStep(Part):
    """One step of who told whom: the first speaks to the reader, the last is said to know."""

    class Force(models.TextChoices):
        NEUTRAL = "neutral", "Neutral"
        AFFIRMING = "affirming", "Affirming"
        DISTANCING = "distancing", "Distancing"
        DENYING = "denying", "Denying"
        COMMITTING = "committing", "Committing"

    owner = "appearance"

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="chain")
    verb = models.CharField(max_length=60, blank=True, help_text="Verb as printed.")
    force = models.CharField(
        max_length=12, choices=Force, default=Force.NEUTRAL, help_text="What the verb presupposes."
    )
    inferred = models.BooleanField(default=False, help_text="Not stated by the text; counts nowhere.")
    note = models.TextField(blank=True, help_text="Why it is inferred, or how the text is muddled.")

    public = ("sources", "verb", "force", "inferred", "note")
    parts = ("sources",)

    def __str__(self) -> str:
        return f"step {self.position + 1}: {self.verb}"


class StepSource(Part):
    """One of the sources that speak in a step, and how the text names it."""

    class Naming(models.TextChoices):
        NAMED = "named", "Named"
        BY_ROLE = "by_role", "By role"
        UNNAMED = "unnamed", "Unnamed"
        BY_CREDIT = "by_credit", "By credit"
        NOT_STATED = "not_stated", "Not stated"

    owner = "step"

    step = models.ForeignKey(ChainStep, models.CASCADE, related_name="sources")
    source = models.ForeignKey(
        "Source", models.PROTECT, null=True, blank=True, related_name="steps", help_text="Who speaks in this step."
    )
    label = models.CharField(max_length=120, blank=True, help_text="Public words for a protected or unstated speaker.")
    naming = models.CharField(max_length=12, choices=Naming, default=Naming.NAMED, help_text="How the text names it.")

    public = ("source", "label", "naming")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__isnull=False) | ~models.Q(label="") | models.Q(naming="not_stated"),
                name="stepsource_is_someone",
                violation_error_message="A step names a source, a label, or says that none is stated.",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.source or self.get_naming_display())
