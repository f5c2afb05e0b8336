"""Article: a published text in which claims appear, and the captures of it."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models

from archive.models.base import Part, Record, in_order, written_as
from archive.models.fields import Earliest, EdtfField, Latest, RecordLink

DIGEST_PATTERN = "[0-9a-f]{64}"
DIGEST_SENTENCE = "A SHA-256 is 64 characters out of 0-9 and a-f."
validate_digest = RegexValidator(rf"\A{DIGEST_PATTERN}\Z", DIGEST_SENTENCE)


class Article(Record):
    """One article, described by what its own text supports; what it does not name is left blank."""

    class Genre(models.TextChoices):
        NEWS = "news", "News"
        WIRE = "wire", "Wire report"
        EXPLAINER = "explainer", "Explainer"
        ANALYSIS = "analysis", "Analysis"
        OPINION = "opinion", "Opinion"

    class Rights(models.TextChoices):
        LINK = "link", "Link only"
        QUOTE = "quote", "Short quotation"
        FULL = "full", "Full text"

    type = "article"
    label_field = "title"

    title = models.CharField(max_length=300, help_text="Title as printed.")
    original_url = models.URLField(max_length=1000, blank=True, help_text="Where it was published.")
    canonical_url = models.URLField(max_length=1000, blank=True, help_text="The address it gives for itself.")
    publisher = models.ForeignKey(
        "Source", models.PROTECT, null=True, blank=True, related_name="articles", help_text="Outlet that published it."
    )
    publisher_basis = models.TextField(blank=True, help_text="How the publisher is known, or why it is not.")
    agency = models.ForeignKey(
        "Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agency_articles",
        help_text="News agency whose text it is.",
    )
    agency_basis = models.TextField(blank=True, help_text="How the agency is known.")
    authors_basis = models.TextField(blank=True, help_text="How the authors are known, or why they are not.")
    published = EdtfField(help_text="Date of publication (EDTF); blank when not stated.")
    published_earliest = Earliest("published")
    published_latest = Latest("published")
    published_basis = models.TextField(blank=True, help_text="How the date is known.")
    published_basis_from = RecordLink(help_text="Another record that the date rests on.")
    language = models.CharField(max_length=12, blank=True, help_text="Language of the text, BCP 47.")
    language_basis = models.TextField(blank=True, help_text="How the language is known, when not plain.")
    genre = models.CharField(max_length=12, choices=Genre, blank=True, help_text="What sort of text it is.")
    genre_basis = models.TextField(blank=True, help_text="How the genre is known.")
    summary = models.TextField(blank=True, help_text="What it says, in our own words.")
    rights = models.CharField(max_length=8, choices=Rights, default=Rights.QUOTE, help_text="What may be shown of it.")
    is_read = models.BooleanField(
        default=False, verbose_name="read", help_text="Read through to the end, and what it claims is marked."
    )
    internal_note = models.TextField(blank=True)

    public = (
        "title",
        "original_url",
        "canonical_url",
        "publisher",
        "publisher_basis",
        "agency",
        "agency_basis",
        "authors",
        "authors_basis",
        "published",
        "published_basis",
        "published_basis_from",
        "language",
        "language_basis",
        "genre",
        "genre_basis",
        "summary",
        "rights",
        "captures",
        "annotations",
    )
    parts = ("authors", "captures", "annotations")
    private = ("is_read", "internal_note")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            in_order("published"),
        ]

    @property
    def speaker(self) -> "models.Model | None":
        """Who speaks to the reader: publisher, else agency, else first author (causes queries)."""
        if self.publisher or self.agency:
            return self.publisher or self.agency
        first = self.authors.select_related("source").first()
        return first.source if first else None


class Author(Part):
    """One author of an article, in the order of the byline."""

    owner = "article"

    article = models.ForeignKey(Article, models.CASCADE, related_name="authors")
    source = models.ForeignKey("Source", models.PROTECT, related_name="authored", help_text="The author.")

    public = ("source",)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "source"], name="author_once")]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def may_be_public(self) -> bool:
        # Without its source, the row would say nothing.
        return self.source_id is None or self.source.may_be_named


class Capture(Part):
    """One text of an article as fetched or pasted. Immutable; only its hashes are public."""

    owner = "article"
    key = "sha256"

    article = models.ForeignKey(Article, models.CASCADE, related_name="captures")
    captured_at = EdtfField(help_text="When the text was taken (EDTF).")
    captured_at_basis = models.TextField(blank=True, help_text="How that time is known.")
    sha256 = models.CharField(
        max_length=64, validators=[validate_digest], help_text="SHA-256 of the original bytes, lower hex."
    )
    text_sha256 = models.CharField(
        max_length=64,
        blank=True,
        validators=[validate_digest],
        help_text="SHA-256 of the extracted text (NFC, UTF-8).",
    )
    extractor = models.CharField(max_length=80, blank=True, help_text="Program and version that made the text.")
    archived_url = models.URLField(
        max_length=2000,
        blank=True,
        validators=[URLValidator(["http", "https"])],
        help_text="A copy in an archive outside, such as a web archive.",
    )

    public = ("captured_at", "captured_at_basis", "sha256", "text_sha256", "extractor", "archived_url")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256"], name="capture_bytes_once"),
            written_as("sha256", DIGEST_PATTERN, DIGEST_SENTENCE),
            written_as("text_sha256", DIGEST_PATTERN, DIGEST_SENTENCE, blank=True),
        ]
        indexes = [models.Index(fields=["sha256"], name="capture_bytes")]

    def __str__(self) -> str:
        return f"{self.article} {self.captured_at}"


class CaptureText(models.Model):
    """The extracted text and origin of a capture: in no payload and no revision, public only where the rights are full."""

    capture = models.OneToOneField(Capture, models.CASCADE, related_name="content")
    text = models.TextField()
    fetched_from = models.TextField(blank=True)
    layout = models.JSONField(
        default=list,
        blank=True,
        help_text="[kind, start, end, start in the original's text, paragraph] of each stretch; empty for a text as pasted.",
    )

    def __str__(self) -> str:
        return str(self.capture)


class Annotation(Part):
    """A note on a passage of a capture (W3C Web Annotation); public ones are published with the article."""

    class Motivation(models.TextChoices):
        COMMENTING = "commenting", "Commenting"
        QUESTIONING = "questioning", "Questioning"
        HIGHLIGHTING = "highlighting", "Highlighting"
        TAGGING = "tagging", "Tagging"
        CLASSIFYING = "classifying", "Classifying"

    class Visibility(models.TextChoices):
        INTERNAL = "internal", "Internal"
        PUBLIC = "public", "Public"

    owner = "article"

    article = models.ForeignKey(Article, models.CASCADE, related_name="annotations")
    motivation = models.CharField(max_length=14, choices=Motivation, help_text="Why the note was made.")
    body = models.TextField(blank=True, help_text="The note.")
    exact = models.TextField(blank=True, help_text="The words it is about.")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.INTERNAL)
    resolved = models.BooleanField(default=False)
    author = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="annotations")
    capture = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the capture it is anchored in.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Code points from the start of the text.")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="Exclusive.")
    is_orphaned = models.BooleanField(
        default=False, verbose_name="orphaned", help_text="Not found for certain in the newest capture."
    )

    public = ("motivation", "body", "exact")
    private = ("visibility", "resolved", "capture", "start", "end", "is_orphaned")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start=None, end=None) | models.Q(start__lt=models.F("end")),
                name="annotation_span_in_order",
                violation_error_message="A passage ends after it starts.",
            ),
        ]
        indexes = [models.Index(fields=["article"], condition=models.Q(is_orphaned=True), name="annotation_orphaned")]

    def __str__(self) -> str:
        return f"{self.get_motivation_display()}: {self.body[:60]}"

    @property
    def may_be_public(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC
