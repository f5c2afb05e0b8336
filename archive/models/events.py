"""Event: something that happened, is reported, planned or supposed; and who took part."""

from django.db import models

from archive.models.base import Part, Record, in_order
from archive.models.fields import Earliest, EdtfField, Latest


class Event(Record):
    """A dated happening under a neutral title. It asserts nothing: its claims do."""

    class Status(models.TextChoices):
        HAPPENED = "happened", "Happened"
        REPORTED = "reported", "Reported"
        PLANNED = "planned", "Planned"
        UNDER_WAY = "under_way", "Under way"
        HYPOTHETICAL = "hypothetical", "Hypothetical"

    type = "event"
    label_field = "title"

    title = models.CharField(max_length=200, help_text="Neutral title; contested happenings begin with Reported.")
    summary = models.TextField(blank=True, help_text="What is meant, in our own words.")
    status = models.CharField(max_length=14, choices=Status, help_text="Whether it is known to have happened.")
    date = EdtfField(help_text="When (EDTF); blank when not stated.")
    date_earliest = Earliest("date")
    date_latest = Latest("date")
    date_basis = models.TextField(blank=True, help_text="How the date is known.")
    place = models.CharField(max_length=120, blank=True, help_text="Where, as the articles name it.")
    country = models.ForeignKey(
        "Country", models.PROTECT, null=True, blank=True, related_name="events", help_text="ISO 3166-1 code."
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="includes", help_text="The larger event."
    )
    internal_note = models.TextField(blank=True)

    public = ("title", "summary", "status", "date", "date_basis", "place", "country", "part_of", "participants")
    parts = ("participants",)
    private = ("internal_note",)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            in_order("date"),
            models.CheckConstraint(
                condition=models.Q(part_of=None) | ~models.Q(part_of=models.F("id")),
                name="event_not_part_of_itself",
                violation_error_message="An event is not part of itself.",
            ),
        ]


class Participant(Part):
    """Who took part in an event, and as what."""

    owner = "event"

    event = models.ForeignKey(Event, models.CASCADE, related_name="participants")
    source = models.ForeignKey("Source", models.PROTECT, related_name="participations", help_text="Who took part.")
    role = models.CharField(max_length=120, blank=True, help_text="As what.")

    public = ("source", "role")

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["event", "source"], name="participant_once")]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def may_be_public(self) -> bool:
        # Without its source, the row would say nothing.
        return self.source_id is None or self.source.may_be_named
