"""Source: whoever says, reports or is said to know something; and to whom it belongs."""

from django.core.validators import RegexValidator
from django.db import models

from archive.models.base import Part, Record, written_as
from archive.models.fields import EdtfField, TextListField

ITEM_PATTERN = "Q[1-9][0-9]*"
ITEM_SENTENCE = "A Wikidata item is a Q and its number, such as Q42."
validate_item = RegexValidator(rf"\A{ITEM_PATTERN}\Z", ITEM_SENTENCE)


class Source(Record):
    """A person, body, outlet or document that speaks, or an unnamed group in one article."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        GROUP = "group", "Group"
        ORGANISATION = "organisation", "Organisation"
        GOVERNMENT = "government", "Government"
        INTERGOVERNMENTAL = "intergovernmental", "Intergovernmental body"
        OUTLET = "outlet", "Outlet"
        DOCUMENT = "document", "Document"
        UNNAMED = "unnamed", "Unnamed"

    type = "source"
    label_field = "name"

    kind = models.CharField(max_length=20, choices=Kind, help_text="What sort of speaker this is.")
    name = models.CharField(max_length=200, help_text="Usual name in English, or the words an article uses.")
    aliases = TextListField(help_text="Other spellings and names; search treats them as the same.")
    role = models.CharField(max_length=200, blank=True, help_text="Office or occupation, as of the collection.")
    country = models.ForeignKey(
        "Country", models.PROTECT, null=True, blank=True, related_name="sources", help_text="ISO 3166-1 code."
    )
    wikidata = models.CharField(
        max_length=20, blank=True, validators=[validate_item], help_text="Wikidata item, Q and digits."
    )
    note = models.TextField(blank=True, help_text="Public note about the source.")
    article = models.ForeignKey(
        "Article",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="unnamed_sources",
        help_text="Only for unnamed sources: the one article they belong to.",
    )
    protected = models.BooleanField(
        default=False, help_text="Never named in public: claims show a label chosen for each of them."
    )
    internal_note = models.TextField(blank=True)

    public = ("kind", "name", "aliases", "role", "country", "wikidata", "note", "article", "affiliations")
    parts = ("affiliations",)
    private = ("protected", "internal_note")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            written_as("wikidata", ITEM_PATTERN, ITEM_SENTENCE, blank=True),
            models.CheckConstraint(
                condition=models.Q(kind="unnamed", article__isnull=False)
                | (~models.Q(kind="unnamed") & models.Q(article__isnull=True)),
                name="source_unnamed_belongs_to_one_article",
                violation_error_message="An unnamed source belongs to one article, and only an unnamed one does.",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            # The names that no public text may hold, asked at every submission.
            models.Index(fields=["name"], condition=models.Q(protected=True), name="source_protected"),
        ]
        permissions = [("view_protected", "Can see the names of protected sources")]

    @property
    def may_be_named(self) -> bool:
        return not self.protected


class Affiliation(Part):
    """A tie of a source to a body, for a time; three types make it speak as that body."""

    class Type(models.TextChoices):
        SPEAKS_FOR = "speaks_for", "Speaks for"
        ORGAN_OF = "organ_of", "Organ of"
        STATE_MEDIA_OF = "state_media_of", "State media of"
        WORKS_AT = "works_at", "Works at"
        MEMBER_OF = "member_of", "Member of"
        FUNDED_BY = "funded_by", "Funded by"

    owner = "source"

    source = models.ForeignKey(Source, models.CASCADE, related_name="affiliations")
    body = models.ForeignKey(
        Source, models.PROTECT, related_name="affiliates", help_text="The body the source is tied to."
    )
    type = models.CharField(max_length=20, choices=Type, help_text="The first three collapse an origin into the body.")
    start = EdtfField(help_text="When the tie began (EDTF); blank when not stated.")
    end = EdtfField(help_text="When it ended (EDTF); blank when not stated.")
    note = models.TextField(blank=True, help_text="How this is known.")

    public = ("body", "type", "start", "end", "note")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("body")),
                name="affiliation_not_to_itself",
                violation_error_message="A source is not affiliated with itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.body}"

    @property
    def may_be_public(self) -> bool:
        # Without its source, the row would say nothing.
        return self.body_id is None or self.body.may_be_named
