"""What can be made of a stretch: a new claim, a place for a claim that is there, a note."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest

from archive.admin.chain import editor
from archive.admin.chain.steps import Step
from archive.admin.forms.declared import PlainText
from archive.admin.workbench import hearing
from archive.admin.workbench.board import KINDS
from archive.admin.workbench.figures import FiguresField, usable
from archive.admin.workbench.people import ClaimantsField
from archive.admin.workbench.stretches import PlaceForm, StretchForm
from archive.editorial.annotating import Heard, Stated
from archive.models import Annotation, Appearance, Claim
from archive.models.fields import validate_edtf

LONGEST_STATEMENT = 2_000
LONGEST_NOTE = 10_000
LONGEST_CHAIN = 200_000
LONGEST_UID = 10
MOST_REVISIONS = 10**9
NOBODY_CLAIMS = "Say who claims it: the chain ends with nobody who could."
MOTIVATIONS = [(value, kind.capitalize()) for value, kind in KINDS.items() if value != "classifying"]


def lines(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def number() -> forms.IntegerField:
    """The revision of a record that a form was made from."""
    return forms.IntegerField(min_value=0, max_value=MOST_REVISIONS, widget=forms.HiddenInput)


class HeardForm(PlaceForm):
    """How the article has a claim."""

    stance = forms.ChoiceField(
        choices=Appearance.Stance.choices,
        initial=Appearance.Stance.ASSERTS,
        label="Stance",
        help_text="The article's own stance to the claim.",
    )
    attribution = forms.ChoiceField(
        choices=Appearance.Attribution.choices,
        initial=Appearance.Attribution.OWN_VOICE,
        label="Attribution",
        help_text="Was it said? As this text shows.",
    )
    note = PlainText(
        required=False,
        max_length=LONGEST_NOTE,
        label="Public note",
        help_text="As on a muddled sentence.",
        widget=lines(2),
    )
    chain = forms.CharField(required=False, max_length=LONGEST_CHAIN, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.steps: list[Step] = []
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "chain" not in self.errors and self.needs_chain:
            try:
                self.steps = hearing.entered_chain(self.request, said.get("chain", ""))
            except forms.ValidationError as error:
                self.add_error("chain", error)
        return said

    @property
    def needs_chain(self) -> bool:
        """Whether the form makes an appearance."""
        return True

    @property
    def heard(self) -> Heard:
        """What the valid form says."""
        said = self.cleaned_data
        return Heard(said["stance"], said["attribution"], partial(editor.write, steps=self.steps), said["note"])


class ClaimForm(HeardForm):
    """A new claim from the words of the text."""

    statement = PlainText(
        max_length=LONGEST_STATEMENT,
        label="Statement",
        help_text="The proposition in plain words, without its speaker.",
        widget=lines(3, **{"data-similar": "statement", "autofocus": ""}),
    )
    kind = forms.ChoiceField(choices=Claim.Kind.choices, initial=Claim.Kind.ASSERTION, label="Kind")
    weight = forms.ChoiceField(choices=Claim.Weight.choices, initial=Claim.Weight.CORE, label="Weight")
    suggestion = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)

    hedge = PlainText(required=False, max_length=120, label="Hedge", help_text="As printed: may, likely, perhaps.")
    condition = PlainText(
        required=False,
        max_length=LONGEST_STATEMENT,
        label="Condition",
        help_text="What the claim is conditional on; it is open then.",
        widget=lines(2),
    )
    asserted = PlainText(
        required=False, max_length=64, label="When it was said", help_text="In EDTF, if the text dates it by itself."
    )
    asserted_basis = PlainText(required=False, max_length=1_000, label="How that is known", widget=lines(2))

    def __init__(self, *args: Any, request: HttpRequest, figures: Sequence[dict[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.fields["claimants"] = ClaimantsField(request, required=False)
        if proposed := usable(figures):
            self.fields["figures"] = FiguresField(proposed)

    @property
    def says_more(self) -> bool:
        """Whether the form begins with, or was sent with, something of what is seldom there."""
        names = ("hedge", "condition", "asserted", "asserted_basis")
        return "figures" in self.fields or any(self[name].value() or self[name].errors for name in names)

    def clean_asserted(self) -> str:
        value: str = self.cleaned_data["asserted"]
        validate_edtf(value)
        return value

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "claimants" not in self.errors and not said.get("claimants"):
            said["claimants"] = hearing.far_end(self.steps)
            if not said["claimants"] and self.steps:
                self.add_error("claimants", NOBODY_CLAIMS)
        return said

    @property
    def stated(self) -> Stated:
        """What the valid form says."""
        said = self.cleaned_data
        return Stated(
            said["statement"],
            said["kind"],
            said["weight"],
            said["claimants"],
            hedge=said["hedge"],
            condition=said["condition"],
            figures=said.get("figures", ()),
        )

    @property
    def heard(self) -> Heard:
        said = self.cleaned_data
        return super().heard._replace(asserted=said["asserted"], asserted_basis=said["asserted_basis"])


class LinkForm(HeardForm):
    """A place for a claim that is there already. ``existing`` is the claim, None as long as none is chosen."""

    ONE_MORE, ANEW = "passage", "appearance"

    q = forms.CharField(
        required=False,
        max_length=LONGEST_STATEMENT,
        label="Find the claim",
        help_text="Words of its statement, or its uid.",
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "data-similar": "q", "autofocus": "", "data-choose": ""}
        ),
    )
    claim = forms.CharField(required=False, max_length=LONGEST_UID, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=0, max_value=MOST_REVISIONS, widget=forms.HiddenInput)
    how = forms.ChoiceField(
        required=False,
        choices=[
            (ONE_MORE, "As one more passage of its appearance here"),
            (ANEW, "As a further appearance, with a chain of its own"),
        ],
        initial=ONE_MORE,
        label="The claim appears in this article already. Add the words",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.existing: Claim | None = None
        self.is_here = False
        super().__init__(*args, request=request, **kwargs)
        uid = (self.data.get("claim") if self.is_bound else self.initial.get("claim")) or ""
        self._look_up(str(uid)[:LONGEST_UID].replace("\0", ""))

    def _look_up(self, uid: str) -> None:
        self.existing = Claim.objects.filter(uid=uid).first() if uid else None
        if self.existing is not None:
            self.is_here = self.existing.appearances.filter(article=self.article).exists()
            self.initial.setdefault("revision", self.existing.revision)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.existing is None:
            missing = "Choose one of the claims." if not said.get("claim") else "There is no such claim."
            self.add_error("q", missing)
        elif said.get("revision") is None:
            self.add_error(None, "The form does not say which revision of the claim it was made from.")
        return said

    @property
    def is_one_more(self) -> bool:
        """Whether the valid form adds a passage to the appearance that is there."""
        return self.is_here and self.cleaned_data.get("how") != self.ANEW

    @property
    def needs_chain(self) -> bool:
        return not self.is_one_more


class NoteForm(StretchForm):
    """A note on a stretch; one that stands has its stretch already."""

    motivation = forms.ChoiceField(choices=MOTIVATIONS, label="What it is", widget=forms.RadioSelect)
    body = PlainText(required=False, max_length=LONGEST_NOTE, label="Note", widget=lines(4, autofocus=""))
    visibility = forms.ChoiceField(
        choices=Annotation.Visibility.choices,
        initial=Annotation.Visibility.INTERNAL,
        label="Who reads it",
        widget=forms.RadioSelect,
        help_text="Public notes are published with the article, with eight words of the text at most.",
    )
    revision = number()


class StandingNoteForm(forms.Form):
    """What a note says, without its place."""

    motivation = forms.ChoiceField(choices=Annotation.Motivation.choices, label="What it is", widget=forms.RadioSelect)
    body = NoteForm.base_fields["body"]
    visibility = NoteForm.base_fields["visibility"]
    revision = number()
