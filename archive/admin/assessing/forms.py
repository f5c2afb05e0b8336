"""What is typed into the page: an assessment, its evidence row by row, and what is written beside it."""

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from archive.admin.assessing.targets import Target, known, search
from archive.admin.forms.declared import LONGEST_REASON, PlainText
from archive.editorial.assessing import BESIDE, LATER_THAN_TODAY
from archive.models import Assessment, Claim, Evidence
from archive.reading_room.telling.words import CREDIBILITY, EVIDENCE, RELIABILITY
from archive.text.ids import is_uid

Json = dict[str, Any]

LONGEST_TEXT = 10_000
MOST_ROWS = 40
BLANK_ROWS = 2  # without a script there has to be room for the next
MOST_SEARCHED = 3  # rows of one page whose words are looked up
CHOOSE = [("", "Choose…")]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _text(label: str, hint: str = "", *, longest: int = LONGEST_TEXT, rows: int = 0) -> PlainText:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return PlainText(required=False, max_length=longest, label=label, help_text=hint, widget=widget)


def _day(label: str, hint: str = "", **options: Any) -> forms.DateField:
    return forms.DateField(required=False, label=label, help_text=hint, widget=DAY, **options)


class _Plain(forms.Form):
    """Labels stand above their inputs, without a colon."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})


class AssessmentForm(_Plain):
    """A new assessment, or none when nothing of it was begun; and the reply and the next look."""

    judged = forms.CharField(required=False, max_length=14)
    confidence = forms.ChoiceField(
        choices=[*CHOOSE, *Assessment.Confidence.choices],
        required=False,
        label="Confidence",
        help_text="How sure you are of the judgement, not how bad the matter would be.",
    )
    as_of = _day("Evidence date", "What was known by this day is what you judge by.")
    rationale = _text("Rationale", "Why, in plain words. Readers see it.", rows=5)
    next_review = _day("Look again on", "For the desk only: the claim comes back on that day.")
    reply_asked_at = _day("Asked on")
    reply_how = _text("How", "By letter, by telephone, through whom.", longest=200)
    reply_answer = _text("Their answer", "In short, and fairly.", rows=3)
    reply_answered_at = _day("Answered on")
    reason = _text("Reason for this change", "For your colleagues, in the history.", longest=LONGEST_REASON)

    @property
    def begun(self) -> bool:
        """Whether an assessment was begun; the evidence date alone, which is filled in, begins none."""
        return any(self.cleaned_data.get(name) for name in ("judged", "confidence", "rationale"))

    def require_whole(self) -> None:
        """Ask for what an assessment cannot be without."""
        asked = {
            "judged": "Choose a judgement.",
            "confidence": "Say how sure it is.",
            "as_of": "Say by which day the evidence was known.",
            "rationale": "Say why.",
        }
        for name, sentence in asked.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def clean_as_of(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["as_of"]
        if day is not None and day > timezone.now().date():
            raise forms.ValidationError(LATER_THAN_TODAY)
        return day

    def clean(self) -> Json:
        asked, answered = (self.cleaned_data.get(f"reply_{name}_at") for name in ("asked", "answered"))
        if answered and (not asked or answered < asked):
            self.add_error("reply_answered_at", "A reply is not earlier than the question.")
        return self.cleaned_data

    def beside(self) -> Json:
        """The claim's own fields, as they stand in the form."""
        return {name: self.cleaned_data.get(name) for name in BESIDE}


def initial_of(claim: Claim) -> Json:
    """The form before anything is typed."""
    return {"as_of": timezone.now().date(), **{name: getattr(claim, name) for name in BESIDE}}


class EvidenceForm(_Plain):
    """One item: a record found by its words, or a link; graded apart by source and by content.

    ``target`` is the uid of the record whose title ``shown`` says; once ``what`` says something else,
    it counts no more, so that a page without scripts never keeps what was overwritten.
    """

    relation = forms.ChoiceField(choices=[*CHOOSE, *EVIDENCE.items()], required=False, label="What it does")
    what = _text("Record or link", "Words of a title, a uid, or an address that begins with https://.", longest=1000)
    target = forms.CharField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)
    title = _text("Title of the link", longest=300)
    locator = _text("Where in it", "Page, paragraph, minute.", longest=120)
    reliability = forms.ChoiceField(
        choices=[(grade, f"{grade}: {words}") for grade, words in RELIABILITY.items()],
        initial=Evidence.Reliability.F,
        label="The source",
        help_text="How far this source has been right before, whatever it says now.",
    )
    credibility = forms.ChoiceField(
        choices=[(grade, f"{grade}: {words}") for grade, words in CREDIBILITY.items()],
        initial=Evidence.Credibility.SIX,
        label="What it says",
        help_text="How far this item fits with all else, whoever says it.",
    )
    note = _text("What it shows", longest=2_000, rows=2)

    candidates: list[Target] = []

    def clean(self) -> Json:
        data = self.cleaned_data
        if self.has_changed() and not data.get("relation"):
            self.add_error("relation", "Say whether it speaks for the claim, against it, or is context.")
        what = data.get("what", "")
        if data.get("target") and what != (data.get("shown") or "").strip():
            data["target"] = ""
        if not data.get("target") and is_uid(what):
            data["target"] = what
        if self.has_changed() and not what and not data.get("target"):
            self.add_error("what", "Say what the evidence is.")
        if what.lower().startswith(("http://", "https://")):
            try:
                data["link"] = forms.URLField(max_length=1000, assume_scheme="https").clean(what)
            except forms.ValidationError as error:
                self.add_error("what", error)
        return data

    def item(self) -> Json:
        """The row in the shape of a payload."""
        data = self.cleaned_data
        names = ("relation", "target", "link", "title", "locator", "reliability", "credibility", "note")
        found = {name: data[name] for name in names if data.get(name)}
        if "link" in found:
            found.pop("target", None)
        else:
            found.pop("title", None)
        return found


class BaseEvidence(forms.BaseFormSet[EvidenceForm]):
    """All items of one assessment. ``resolve`` looks up what the rows name."""

    def kept(self) -> list[EvidenceForm]:
        """The rows that say something and were not removed."""
        return [form for form in self.forms if form.has_changed() and not _removed(form)]

    def resolve(self, request: HttpRequest) -> bool:
        """Find the records of all rows; False when one is missing, which its row says. Call once they are valid."""
        rows = [form for form in self.kept() if not form.cleaned_data.get("link")]
        found = known(request, {form.cleaned_data["target"] for form in rows if form.cleaned_data.get("target")})
        searched = 0
        for form in rows:
            target = found.get(form.cleaned_data.get("target", ""))
            if target is None and searched < MOST_SEARCHED:
                searched += 1
                form.candidates = search(request, form.cleaned_data["what"])
                target = form.candidates[0] if len(form.candidates) == 1 else None
            if target is None:
                form.add_error("what", _not_found(form.candidates))
            else:
                form.cleaned_data["target"] = target.uid
        return not any(form.errors for form in rows)


def _not_found(candidates: list[Target]) -> str:
    if not candidates:
        return "No record has these words in its title. Give a link, or other words."
    return "Several records fit. Put the uid of the one you mean here."


def _removed(form: forms.Form) -> bool:
    return bool(form.cleaned_data.get("DELETE")) if hasattr(form, "cleaned_data") else False


EvidenceFormSet: Any = forms.formset_factory(
    EvidenceForm, formset=BaseEvidence, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
)
