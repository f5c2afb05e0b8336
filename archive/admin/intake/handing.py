"""Text, files and links, handed over to the worker."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator

from archive.admin.forms.declared import PlainText
from archive.admin.forms.widgets import Line
from archive.admin.hiding import person
from archive.editorial.capturing import FORBIDDEN, may_take
from archive.editorial.permissions import may
from archive.editorial.saving import Refused
from archive.ingest.working.handing import MOST_BYTES, MOST_THINGS, Thing, handed_over
from archive.ingest.working.naming import is_link, shown
from archive.models import Intake

LONGEST_PASTE = 2_000_000
MOST_FILES = 50
MOST_TOGETHER = settings.LARGEST_BODY - 1_000_000  # bytes; what a form says around them is far less
FIRST_WORDS = 60
Door = Intake.Door


class HandingForm(forms.Form):
    """What comes through one door. ``things`` gives it, of a valid form; ``left`` says what is not among it, and why."""

    door: ClassVar[str]
    heading: ClassVar[str]
    button: ClassVar[str]
    left: Sequence[str] = ()
    things: Callable[..., list[Thing]]


class LinksForm(HandingForm):
    """Addresses of pages, each on a line of its own."""

    door, heading, button = Door.LINK, "Links", "Fetch them"

    links = forms.CharField(
        label="Addresses",
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField", "spellcheck": "false"}),
        help_text=f"One a line, {MOST_THINGS} at most. A feed is taken once, link by link. A site that asks programs to "
        "stay away is left alone: paste the text then.",
    )

    def clean_links(self) -> list[str]:
        found = list(dict.fromkeys(line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()))
        if len(found) > MOST_THINGS:
            raise forms.ValidationError(f"These are {len(found):,} addresses; hand over {MOST_THINGS} at most.")
        wrong = [line for line in found if not is_link(line)]
        if wrong:
            raise forms.ValidationError([f"This is no link to a page on the web: {each[:200]}" for each in wrong[:10]])
        return found

    def things(self) -> list[Thing]:
        return [Thing(link, url=link) for link in self.cleaned_data["links"]]


class PasteForm(HandingForm):
    """A text that was copied from somewhere, with whatever was copied along."""

    door, heading, button = Door.PASTE, "A text", "Take it in"

    text = forms.CharField(
        label="Text",
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField", "spellcheck": "false"}),
        help_text="All of the page, as it was copied: menus, buttons and comments are left out here, and told.",
    )
    source = PlainText(
        required=False,
        max_length=2_000,
        label="Where it is from",
        widget=Line(),
        help_text="Its address on the web, if it has one.",
    )

    def clean_text(self) -> str:
        value: str = self.cleaned_data["text"]
        if not value.strip():
            raise forms.ValidationError("This is empty.")
        return value

    def clean_source(self) -> str:
        value: str = self.cleaned_data["source"]
        if value and not is_link(value):
            raise forms.ValidationError("This is no link to a page on the web; leave it empty if there is none.")
        return value

    def things(self) -> list[Thing]:
        # A form sends line feeds as CRLF, whatever was pasted.
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        name = Truncator(" ".join(text[: 4 * FIRST_WORDS].split())).chars(FIRST_WORDS)
        return [Thing(name, text.encode(errors="replace"), self.cleaned_data["source"])]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several: a list of uploads."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in files]


class FilesForm(HandingForm):
    """Saved pages and the like. A file that cannot be taken does not keep the others out."""

    door, heading, button = Door.UPLOAD, "Files", "Take them in"

    uploads = FilesField(
        widget=FilesInput(attrs={"data-most": MOST_TOGETHER}),
        label="Files",
        allow_empty_file=True,
        help_text=f"Web pages, plain text, PDF, RSS or Atom, WARC, JSON Lines, Markdown; {MOST_FILES} at once, "
        f"{MOST_BYTES // 1_000_000} MB each and {MOST_TOGETHER // 1_000_000} MB together. What a file is, is seen from "
        "its content.",
    )

    def clean_uploads(self) -> list[Thing]:
        found: list[Any] = self.cleaned_data["uploads"]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(f"These are {len(found)} files; choose {MOST_FILES} at most.")
        things, self.left = [], []
        for each in found:
            data = each.read() if each.size <= MOST_BYTES else b""
            if data.strip():
                things.append(Thing(each.name, data))
            elif data or not each.size:
                self.left.append(f"{shown(each.name)}: it is empty.")
            else:
                self.left.append(f"{shown(each.name)}: it has more than {MOST_BYTES // 1_000_000} MB.")
        if not things:
            raise forms.ValidationError(self.left)
        return things

    def things(self) -> list[Thing]:
        found: list[Thing] = self.cleaned_data["uploads"]
        return found


FORMS: tuple[type[HandingForm], ...] = (LinksForm, FilesForm, PasteForm)


def page(model_admin: ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
    """Ask for things through one of three doors; hand them over; lead to how far they are."""
    if not may_take(person(request)):
        raise PermissionDenied(FORBIDDEN)
    forms_shown = [form(prefix=form.door) for form in FORMS]
    posted = next((form for form in FORMS if request.method == "POST" and form.door == request.POST.get("door")), None)
    if posted is not None:
        form = posted(request.POST, request.FILES, prefix=posted.door)
        forms_shown = [form if each.door == form.door else each for each in forms_shown]
        intake = _handed_over(request, form)
        if intake is not None:
            return HttpResponseRedirect(reverse("admin:archive_intake_change", args=[intake.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Take in",
        "opts": model_admin.opts,
        "forms": forms_shown,
        "is_refused": posted is not None,
        "may_follow": may(person(request), "add_subscription"),
    }
    status = 400 if posted is not None else 200
    return TemplateResponse(request, "admin/archive/intake/hand_over.html", context, status=status)


def _handed_over(request: HttpRequest, form: HandingForm) -> Intake | None:
    if not form.is_valid():
        for wrong in [form.fields[name] for name in form.errors if name in form.fields][:1]:
            wrong.widget.attrs["autofocus"] = True  # so that what is said of it is in sight
        return None
    try:
        things = form.things()
        intake = handed_over(form.door, things, person(request))
    except Refused as refused:
        for sentence in refused.reasons:
            form.add_error(None, sentence)
        return None
    many = f"{len(things)} things were" if len(things) > 1 else "It was"
    messages.success(request, f"{many} handed over. This page shows how far the work is; you need not wait for it.")
    for sentence in form.left:
        messages.warning(request, f"Left out: {sentence}")
    return intake
