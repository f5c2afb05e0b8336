"""The pages that Source, Article, Event and Claim share: lists with their state, history, actions."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.agenda import queues
from archive.admin.agenda.assignments import give_url, open_assignment
from archive.admin.agenda.walking import in_walk, walked_on
from archive.admin.base import chosen_uids
from archive.admin.exchange.rooms import ExchangesRecords
from archive.admin.forms.numbers import key
from archive.admin.forms.widgets import BESIDES
from archive.admin.hiding import mask, person, sees_protected
from archive.admin.history import restoring
from archive.admin.history.revisions import history
from archive.admin.review import closing, merging
from archive.admin.review.submitting import new_url
from archive.admin.saving.pages import SavesRecord
from archive.editorial.assigning import Item
from archive.editorial.permissions import may
from archive.ledger.view import read
from archive.models import Record

R = TypeVar("R", bound=Record)

MOST_SUBMITTED = 200


class DeskState(admin.SimpleListFilter):
    """Where a record stands between desk and public."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, words) for value, (words, _) in queues.STATES.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queues.in_state(queryset, self.value() or "")


class RecordAdmin(ExchangesRecords[R], SavesRecord[R]):
    """Records of one type. ``list_read_with`` is read together with the rows of a list."""

    ordering = ["-pk"]
    actions = ["submit_for_review", "give"]
    save_on_top = False
    list_read_with: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[R]:
        rows = super().get_queryset(request)
        page = (request.resolver_match.url_name or "") if request.resolver_match else ""
        if page.endswith("_changelist"):
            return queues.with_public_state(rows).prefetch_related(*self.list_read_with)
        besides = key(request.GET.get(BESIDES)) if page == "autocomplete" else None
        return rows if besides is None else rows.exclude(pk=besides)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # A uid is permanent: links, addresses and the ledger name the record by it.
        return (*super().get_readonly_fields(request, obj), *(("uid",) if obj is not None else ()))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        saving = [(None, {"fields": ["reason"]})] if may_write else []
        return [*super().get_fieldsets(request, obj), *saving]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> R | None:
        row = super().get_object(request, object_id, from_field)
        if row is not None and not self.has_change_permission(request, row) and not sees_protected(request):
            # Shown as text; a form would leave names to its inputs, which hide them themselves.
            models.prefetch_related_objects([row], *self.hidden_paths)
            mask([row], *self.hidden_paths)
        return row

    # -- columns -------------------------------------------------------------------------------

    @admin.display(description="State")
    def state(self, row: Any) -> SafeString:
        found = queues.state_of(row)
        return format_html('<span class="state {}">{}</span>', found.css, found.words)

    @admin.display(description="Saved", ordering="revised_at")
    def saved(self, row: Any) -> SafeString | None:
        if row.revised_at is None:
            return None
        at = timezone.localtime(row.revised_at)
        day, exactly = date_format(at, "j M Y"), date_format(at, "DATETIME_FORMAT")
        return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), exactly, day)

    # -- actions -------------------------------------------------------------------------------

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return may(person(request), "submit")

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return may(person(request), "view_assignment")

    @admin.action(description="Give to somebody…", permissions=["assign"])
    def give(self, request: HttpRequest, queryset: models.QuerySet[R]) -> HttpResponse | None:
        uids = chosen_uids(self, request, queryset, MOST_SUBMITTED)
        return None if uids is None else HttpResponseRedirect(give_url([Item(self.model.type, uid) for uid in uids]))

    @admin.action(description="Submit for review…", permissions=["submit"])
    def submit_for_review(self, request: HttpRequest, queryset: models.QuerySet[R]) -> HttpResponse | None:
        uids = chosen_uids(self, request, queryset, MOST_SUBMITTED)
        return None if uids is None else HttpResponseRedirect(new_url(uids))

    def response_add(self, request: HttpRequest, obj: R, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(new_url([obj.uid])) if "_submit" in request.POST else response

    def response_change(self, request: HttpRequest, obj: R) -> HttpResponse:
        response = super().response_change(request, obj)
        if "_submit" in request.POST:
            return HttpResponseRedirect(new_url([obj.uid]))
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return walked_on(request, obj.pk) if "_next" in request.POST else response

    # -- further pages -------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        views = {act: self._closing_view(act) for act in closing.ACTS}
        own = [
            path(
                f"<path:object_id>/{act}/",
                self.admin_site.admin_view(view),
                name=f"archive_{self.opts.model_name}_{act}",
            )
            for act, view in views.items()
        ]
        undo = path(
            "<path:object_id>/unmerge/",
            self.admin_site.admin_view(self.undo_view),
            name=f"archive_{self.opts.model_name}_unmerge",
        )
        restore = path(
            "<path:object_id>/restore/<int:number>/",
            self.admin_site.admin_view(self.restore_view),
            name=f"archive_{self.opts.model_name}_restore",
        )
        by_uid = path(
            "uid/<str:uid>/", self.admin_site.admin_view(self.by_uid), name=f"archive_{self.opts.model_name}_by_uid"
        )
        return [by_uid, restore, undo, *own, *super().get_urls()]

    def by_uid(self, request: HttpRequest, uid: str) -> HttpResponse:
        """Lead from a uid, which other pages know, to the record's page."""
        row = self.get_queryset(request).filter(uid=uid.replace("\0", "")).first()
        if row is None:
            return self.not_there(request)
        address = reverse(f"admin:archive_{self.opts.model_name}_change", args=[row.pk])
        return HttpResponseRedirect(in_walk(request, address))

    def _closing_view(self, act: str) -> Callable[[HttpRequest, str], HttpResponse]:
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            row = self.get_object(request, unquote(object_id))
            if row is None:
                return self.not_there(request)
            return merging.page(self, request, row) if act == "merge" else closing.page(self, request, row, act)

        return view

    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        return self.not_there(request) if row is None else restoring.page(self, request, row, number)

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        return self.not_there(request) if row is None else merging.undo_page(self, request, row)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self.not_there(request)
        return history(self, request, row)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        if row is not None and not context.get("is_popup"):
            context["public"] = public = read([row.uid]).get(row.uid)
            context["ways"] = list(self.ways(request, row))
            context["closing_ways"] = list(self.closing_ways(request, row))
            if public is not None and public.state == "merged" and self.has_submit_permission(request):
                undo = reverse(f"admin:archive_{self.opts.model_name}_unmerge", args=[row.pk])
                context["ways"].append((undo, "Undo the merge…"))
            context["may_submit"] = self.has_submit_permission(request)
            context["assignment"] = open_assignment(row.type, row.uid)
        return super().render_change_form(request, context, *args, **kwargs)

    def ways(self, request: HttpRequest, row: R) -> Iterator[tuple[str, str]]:
        """(address, words) of what may be done with the record beside changing it."""
        if self.has_submit_permission(request):
            yield new_url([row.uid]), "Submit for review…"
        if self.has_assign_permission(request):
            yield give_url([Item(row.type, row.uid)]), "Give to somebody…"

    def closing_ways(self, request: HttpRequest, row: R) -> Iterator[tuple[str, str]]:
        """The same for the acts that take the record from the public."""
        for act, words in closing.ACTS.items():
            if may(person(request), act):
                yield reverse(f"admin:archive_{self.opts.model_name}_{act}", args=[row.pk]), f"{words}…"
