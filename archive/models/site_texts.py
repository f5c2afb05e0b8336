"""SiteText: what the archive says of itself, in its owner's words; and every text it ever said."""

from django.db import models


class SiteTextQuerySet(models.QuerySet["SiteText"]):
    def get_by_natural_key(self, slug: str) -> "SiteText":
        return self.get(slug=slug)


class SiteText(models.Model):
    """One section of the page about the archive: as it is being written, and as readers see it.

    Readers see ``shown_title`` and ``shown_body`` and nothing else; they change when somebody says so.
    """

    class Slug(models.TextChoices):
        """The sections, in the order of the page; other pages link to them."""

        SELECTION = "selection", "What is selected"
        PEOPLE = "people", "People and money"
        CORRECTIONS = "corrections", "Corrections"
        REPLY = "reply", "Replies"
        CONTACT = "contact", "Contact"

    slug = models.CharField(max_length=20, choices=Slug, unique=True, verbose_name="section")
    title = models.CharField(max_length=120)
    body = models.TextField(
        blank=True,
        help_text="A blank line ends a paragraph, a line that begins with “- ” is an item of a list, "
        "[words](https://…) is a link. Nothing else is special.",
    )
    shown_title = models.CharField(max_length=120, blank=True, editable=False)
    shown_body = models.TextField(blank=True, editable=False)
    number = models.PositiveIntegerField(default=0, editable=False, help_text="Of its last version.")

    objects = SiteTextQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_slug_display()

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_shown(self) -> bool:
        """Whether readers see what was written last."""
        return (self.title, self.body) == (self.shown_title, self.shown_body)


class SiteTextVersion(models.Model):
    """A text as it was after one save. Only ever added."""

    text = models.ForeignKey(SiteText, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(help_text="When it was saved; of the first, when it was replaced.")
    user = models.ForeignKey(
        "User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="site_text_versions",
        help_text="Empty for the text that came with the software.",
    )
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True)
    shown = models.BooleanField(help_text="Whether this save put it before readers.")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="sitetextversion_number_once")]

    def __str__(self) -> str:
        return f"{self.text}, version {self.number}"
