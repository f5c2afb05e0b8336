"""The reading room's rows: everything a public page or answer is made of.

Made from the ledger by ``archive.reading_room`` and rebuilt from it at will; no
foreign key leads from here to a desk table.
"""

from django.db import models

FOREVER = 9_999_999
NOW = models.Q(valid_to=FOREVER)
# Few claims come from so many origins or more.
CORROBORATED = 2
# Documents of claims with fewer than two independent origins: a document holds the count in these very bytes,
# for a quotation mark inside a text is escaped.
FEW_INDEPENDENT = models.Q(body__contains='"independent":0,') | models.Q(body__contains='"independent":1,')
# What stands at the day it tells of, and not at that of its publication here.
DATED = models.Q(state="public") & ~models.Q(type="source")
# The columns of a claim's state that lists are narrowed by.
FILTERED = ("standing", "outcome", "attribution", "kind", "weight", "attributed", "is_contested", "is_reversed")


class Document(models.Model):
    """The composed JSON of one record, ready to be sent."""

    class State(models.TextChoices):
        PUBLIC = "public", "Public"
        WITHDRAWN = "withdrawn", "Withdrawn"
        SUPPRESSED = "suppressed", "Suppressed"
        MERGED = "merged", "Merged"

    uid = models.CharField(max_length=10, primary_key=True)
    type = models.CharField(max_length=10)
    seq = models.BigIntegerField(help_text="Last ledger entry of the record itself.")
    first_seq = models.BigIntegerField(help_text="Its first.")
    change = models.BigIntegerField(unique=True, help_text="Number of the last write of this row.")
    changed_at = models.DateTimeField(help_text="Time of the ledger entry that caused that write.")
    position = models.BigIntegerField(unique=True, help_text="World day << 32 | seq of first publication.")
    known_from = models.IntegerField(default=0, help_text="Ordinal of the first day on which it had surely appeared.")
    possible_from = models.IntegerField(default=0, help_text="The first day on which it may have.")
    vague = models.PositiveSmallIntegerField(default=0, help_text="Between both lie fewer than 4 ** vague days.")
    slug = models.CharField(max_length=100)
    title = models.TextField(blank=True)
    body = models.TextField()
    card = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PUBLIC)
    successor = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["type", "state", "-position"], name="document_by_position"),
            models.Index(fields=["type", "state", "-first_seq"], name="document_by_publication"),
            models.Index(fields=["type", "state", "-change"], name="document_by_change"),
            # What had perhaps appeared by a day: days that lie close together are looked for close to it.
            models.Index(
                fields=["type", "vague", "-possible_from", "uid", "known_from"],
                name="document_perhaps",
                condition=models.Q(vague__gt=0),
            ),
            # The search over everything walks these alone: all sources may stand above the newest of them.
            models.Index(fields=["-position"], name="document_dated", condition=DATED),
            # Whether an assessment still fits the facts is told without reading the bodies.
            models.Index(fields=["uid"], name="document_few_independent", condition=FEW_INDEPENDENT),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.uid}"


class Link(models.Model):
    """A record names another, from one ledger entry to another, and in the world from a day on."""

    relation = models.CharField(max_length=16)
    from_uid = models.CharField(max_length=10)
    to_uid = models.CharField(max_length=64, help_text="A uid, or a word such as the slug of a topic.")
    position = models.BigIntegerField(help_text="Position of the naming document.")
    from_day = models.IntegerField(default=0, help_text="Ordinal of the first world day on which it counts.")
    since_seq = models.BigIntegerField()
    until_seq = models.BigIntegerField(null=True, help_text="Null while it stands.")

    class Meta:
        indexes = [
            # A walk of what names something, without a look at the rows themselves.
            models.Index(fields=["relation", "to_uid", "-position", "until_seq", "from_day"], name="link_named_by"),
            # What a document names now; used to write the difference.
            models.Index(fields=["from_uid", "relation"], name="link_names"),
        ]

    def __str__(self) -> str:
        return f"{self.from_uid} {self.relation} {self.to_uid}"


class ClaimState(models.Model):
    """What was known of a claim in the world from one day to another: a row per change."""

    uid = models.CharField(max_length=10)
    valid_from = models.IntegerField(help_text="Ordinal of the first day.")
    valid_to = models.IntegerField(help_text="Ordinal of the last day; 9,999,999 for the present row.")
    position = models.BigIntegerField()
    first_seq = models.BigIntegerField()
    change = models.BigIntegerField()
    standing = models.CharField(max_length=14, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    attribution = models.CharField(max_length=14, blank=True)
    kind = models.CharField(max_length=12)
    weight = models.CharField(max_length=12)
    attributed = models.PositiveIntegerField()
    is_contested = models.BooleanField()
    is_reversed = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid", "valid_from"], name="claimstate_day_once")]
        indexes = [
            # Every list is an as-of list, newest first; the partial ones serve today's. These two hold all that
            # a list can be narrowed by, so that a walk to something rare does not look at the rows themselves.
            models.Index(fields=["-position", "uid", *FILTERED], name="claimstate_now", condition=NOW),
            models.Index(
                fields=["-position", "valid_from", "valid_to", "uid", *FILTERED], name="claimstate_by_position"
            ),
            models.Index(fields=["standing", "-position"], name="claimstate_standing_now", condition=NOW),
            models.Index(fields=["outcome", "-position"], name="claimstate_outcome_now", condition=NOW),
            models.Index(fields=["kind", "-position"], name="claimstate_kind_now", condition=NOW),
            models.Index(fields=["attribution", "-position"], name="claimstate_attribution_now", condition=NOW),
            models.Index(
                fields=["-position"], name="claimstate_contested_now", condition=NOW & models.Q(is_contested=True)
            ),
            models.Index(
                fields=["-position"], name="claimstate_reversed_now", condition=NOW & models.Q(is_reversed=True)
            ),
            models.Index(
                fields=["-position"],
                name="claimstate_corroborated_now",
                condition=NOW & models.Q(attributed__gte=CORROBORATED),
            ),
            models.Index(fields=["-first_seq"], name="claimstate_published", condition=NOW),
            models.Index(fields=["-change"], name="claimstate_changed", condition=NOW),
            models.Index(fields=["standing", "-position"], name="claimstate_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} from {self.valid_from}"


class Stale(models.Model):
    """A document that waits to be composed anew because something it names has changed."""

    uid = models.CharField(max_length=10, primary_key=True)
    seq = models.BigIntegerField()

    def __str__(self) -> str:
        return self.uid


class ReadingRoom(models.Model):
    """One row: which ``compose`` made the documents."""

    compose_version = models.CharField(max_length=64)
    built_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.compose_version
