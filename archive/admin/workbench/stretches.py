"""Forms over a stretch of an article's text: its offsets and its words have to agree."""

from typing import Any

from django import forms

from archive.admin.forms.declared import PlainText
from archive.admin.workbench.placing import part_at
from archive.editorial import stretches
from archive.editorial.annotating import Place
from archive.editorial.saving import Refused
from archive.editorial.stretches import LONGEST_QUOTE, MOST_SELECTED, Selected
from archive.models import Article, CaptureText, Passage

LAST_PLACE = 10**9
NO_WORDS = "Select words in the text, or copy them into the field."


class StretchForm(forms.Form):
    """Where in the text. ``stretch`` is what was selected, None as long as that is not certain."""

    capture = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, max_value=LAST_PLACE, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, max_value=LAST_PLACE, widget=forms.HiddenInput)
    # What the browser saw between the two; a text of blanks differs from none.
    selected = forms.CharField(required=False, max_length=2 * MOST_SELECTED, strip=False, widget=forms.HiddenInput)
    words = PlainText(
        required=False,
        max_length=MOST_SELECTED,
        label="Words of the text",
        help_text="Copied as they stand there, and enough of them that they stand there once.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, article: Article, text: CaptureText, **kwargs: Any) -> None:
        self.article, self.text = article, text
        self.stretch: Selected | None = None
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self._show_stretch()

    def _show_stretch(self) -> None:
        """Begin with the words that the address of the form names, if they stand there."""
        start, end = self.initial.get("start"), self.initial.get("end")
        try:
            if isinstance(start, int) and isinstance(end, int):
                self.stretch = self._selected(self.initial.get("capture") or "", start, end, self.text.text[start:end])
            elif self.initial.get("words"):
                self.stretch = stretches.sought(self.text, self.initial["words"])
        except Refused as refused:
            self.initial["refused"] = refused.reasons
        if self.stretch is not None:
            named = {name: getattr(self.stretch, name) for name in ("capture", "start", "end")}
            self.initial = {**self.initial, **named, "selected": self.stretch.words, "words": ""}

    def _selected(self, capture: str, start: int, end: int, words: str) -> Selected:
        return stretches.selected(self.text, capture, start, end, words)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if any(name in self.errors for name in ("capture", "start", "end", "selected", "words")):
            self._tell([stretches.MOVED] if "words" not in self.errors else [])
            return said
        try:
            if said.get("words"):
                self.stretch = stretches.sought(self.text, said["words"])
            elif said.get("start") is None or said.get("end") is None:
                self._tell([NO_WORDS])
            else:
                self.stretch = self._selected(said["capture"], said["start"], said["end"], said["selected"])
        except Refused as refused:
            self._tell(refused.reasons)
        return said

    def _tell(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self.add_error(None, sentence)


class PlaceForm(StretchForm):
    """Where in the text a claim stands, and which of the words are quoted in public."""

    quote = PlainText(
        required=False,
        max_length=2 * LONGEST_QUOTE,
        label="Public quote",
        help_text="Eight words at most, out of the selection. The rest stays at the desk.",
        widget=forms.TextInput(attrs={"data-quote": "8", "autocomplete": "off"}),
    )
    part = forms.ChoiceField(choices=Passage.Where.choices, initial=Passage.Where.BODY, label="Part of the article")
    paragraph = forms.IntegerField(
        required=False, min_value=1, max_value=100_000, label="Paragraph", help_text="Counted from 1 within the part."
    )

    def _show_stretch(self) -> None:
        super()._show_stretch()
        if self.stretch is not None:
            place = part_at(self.text.text, self.text.layout, self.stretch.start, self.article.title)
            quote = stretches.first_words(self.stretch.words)
            self.initial = {"quote": quote, **place._asdict(), **self.initial}

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.stretch is not None and "quote" not in self.errors:
            try:
                stretches.public_quote(self.stretch.words, said.get("quote", ""))
            except Refused as refused:
                self.add_error("quote", refused.reasons[0])
        return said

    @property
    def place(self) -> Place:
        """What the valid form says."""
        assert self.stretch is not None
        said = self.cleaned_data
        is_numbered = said["part"] not in (Passage.Where.TITLE, Passage.Where.STANDFIRST)
        paragraph = said["paragraph"] if is_numbered else None
        return Place(self.article, self.stretch, said["quote"], said["part"], paragraph)
