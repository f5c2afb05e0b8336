"""One change to the chosen rows of a list: what it is, which records, the word to go ahead, what became of each."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.forms.declared import PlainText
from archive.admin.forms.widgets import FewLines, Line
from archive.admin.hiding import person
from archive.editorial import many
from archive.editorial.many import Outcome
from archive.editorial.permissions import check_may
from archive.models import RECORDS, Claim, Event, Record, Topic
from archive.text.ids import is_uid

MOST = 200
LONGEST_REASON = 500
LONGEST_NOTE = 2_000
CHOSEN = re.compile("([a-z2-7]{10}):([0-9]{1,9})")


class Act(NamedTuple):
    """``field`` is asked for on the page; ``write`` changes records to what was given. Without it they are withdrawn."""

    words: str
    models: tuple[type[Record], ...]
    field: Callable[[], forms.Field]
    write: Callable[[type[Record], Any], many.Write] | None
    asks_for: str = "change_many"


def _choice(field: Any) -> Callable[[], forms.Field]:
    choices = field.field.choices
    return lambda: forms.ChoiceField(choices=choices, label=str(field.field.verbose_name).capitalize())


def _day() -> forms.Field:
    return forms.DateField(
        required=False,
        label="Next review",
        help_text="Blank: on no day.",
        widget=AdminDateWidget(attrs={"placeholder": "YYYY-MM-DD"}),
    )


def _topic() -> forms.Field:
    return forms.ModelChoiceField(Topic.objects.all(), label="Topic")


def _note() -> forms.Field:
    return PlainText(
        label="Public reason",
        max_length=LONGEST_NOTE,
        help_text="Every one of the addresses answers 410 and shows it.",
        widget=FewLines(),
    )


def _set(name: str) -> Callable[[type[Record], Any], many.Write]:
    return lambda model, value: many.set_field(model, name, value)


ACTS: dict[str, Act] = {
    "weight": Act("Set weight", (Claim,), _choice(Claim.weight), _set("weight")),
    "next_review": Act("Set next review", (Claim,), _day, _set("next_review")),
    "add_topic": Act("Add topic", (Claim,), _topic, lambda _, topic: many.add_topic(topic)),
    "remove_topic": Act("Remove topic", (Claim,), _topic, lambda _, topic: many.remove_topic(topic)),
    "status": Act("Set status", (Event,), _choice(Event.status), _set("status")),
    "withdraw": Act("Withdraw", tuple(RECORDS.values()), _note, None, "withdraw"),
}


def acts(model: type[Record]) -> dict[str, Act]:
    """What can be done to many records of a type."""
    return {name: act for name, act in ACTS.items() if model in act.models}


def url(model: type[Record], act: str, uids: list[str]) -> str:
    """The page that asks about these records."""
    query = QueryDict(mutable=True)
    query.setlist("record", uids)
    return f"{reverse(f'admin:archive_{model.type}_many', args=[act])}?{query.urlencode()}"


def page(model_admin: ModelAdmin[Any], request: HttpRequest, name: str) -> HttpResponse:
    """Ask, and on POST do it and tell what became of each. Raises PermissionDenied for whoever may not."""
    model: type[Record] = model_admin.model
    act = acts(model).get(name)
    if act is None:
        raise Http404
    check_may(person(request), act.asks_for)
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = _form(act, request)
    seen = _seen(request)
    uids = list(seen) if request.method == "POST" else _asked(request)
    rows = _rows(model_admin, request, uids)
    if request.method == "POST":
        # Whatever this person cannot see was not chosen on this page.
        seen = {uid: revision for uid, revision in seen.items() if uid in rows}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{act.words}: {len(rows)} {_plural(model, len(rows))}",
        "opts": model_admin.opts,
        "act": act,
        "form": form,
        "media": model_admin.media + form.media,
    }
    if request.method == "POST" and seen and form.is_valid():
        outcomes = _done(act, model, seen, form.cleaned_data, request)
        told = [(rows[each.uid], each) for each in outcomes]
        return TemplateResponse(request, "admin/archive/exchange/outcome.html", {**context, "told": told})
    revisions = seen if request.method == "POST" else {uid: row.revision for uid, row in rows.items()}
    context["chosen"] = [(row, f"{uid}:{revisions[uid]}") for uid, row in rows.items()]
    return TemplateResponse(request, "admin/archive/exchange/many.html", context)


def _plural(model: type[Record], number: int) -> str:
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def _asked(request: HttpRequest) -> list[str]:
    return [uid for uid in request.GET.getlist("record") if is_uid(uid)][:MOST]


def _seen(request: HttpRequest) -> dict[str, int]:
    """The chosen records and the revisions that the page showed. Raises BadRequest for what no page sends."""
    found = [CHOSEN.fullmatch(each) for each in request.POST.getlist("record")]
    if len(found) > MOST or None in found:
        raise BadRequest(f"Choose {MOST} records at most.")
    return {match[1]: int(match[2]) for match in found if match}


def _rows(model_admin: ModelAdmin[Any], request: HttpRequest, uids: list[str]) -> dict[str, Any]:
    """The records that this person may see, by uid."""
    return {row.uid: row for row in model_admin.get_queryset(request).filter(uid__in=uids).order_by("pk")}


def _form(act: Act, request: HttpRequest) -> forms.Form:
    form = forms.Form(request.POST if request.method == "POST" else None)
    form.fields["value"] = act.field()
    if act.write is not None:
        form.fields["reason"] = PlainText(
            required=False,
            label="Reason for this change",
            max_length=LONGEST_REASON,
            help_text="For your colleagues: it stands in the history of each of the records.",
            widget=Line(),
        )
    return form


def _done(
    act: Act, model: type[Record], seen: Mapping[str, int], said: Mapping[str, Any], request: HttpRequest
) -> list[Outcome]:
    by = person(request)
    if act.write is None:
        return many.withdraw_many(model, seen, by=by, note=said["value"])
    reason = said["reason"] or act.words.lower()
    return many.change_many(model, seen, act.write(model, said["value"]), by=by, reason=reason)
