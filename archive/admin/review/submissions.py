"""Submissions: what waits for a second person, as the public would see it, and its decision."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from archive.admin.agenda import queues
from archive.admin.agenda.walking import in_walk
from archive.admin.base import ReadOnlyAdmin
from archive.admin.forms.declared import PlainText
from archive.admin.hiding import person, sees_protected
from archive.admin.review import submitting
from archive.admin.review.looking import public_page
from archive.admin.review.preview import page_of_items
from archive.admin.titles import title_of
from archive.editorial.permissions import REFUSALS, may
from archive.editorial.publishing import Changed, sign
from archive.editorial.saving import Refused
from archive.editorial.submitting import give_back, take_back
from archive.models import Signature, Submission, SubmissionItem

SHOWN_IN_LIST = 3
REASON = PlainText(max_length=2_000, error_messages={"required": "Say what should change."})


class Unfit(Refused):
    """A reason that cannot be sent as it was typed."""


class Waiting(admin.SimpleListFilter):
    """Whose turn it is."""

    title = "whose turn"
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("me", "Waiting for my review"),
            ("mine", "Mine, waiting"),
            ("back", "Sent back to me"),
            ("all", "All, decided ones too"),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": "Waiting for review"}, *others]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Submission]) -> models.QuerySet[Submission]:
        user, value = person(request), self.value()
        if value == "me":
            return queues.for_review_by(user, queryset)
        if value == "back":
            return queues.sent_back_to(user, queryset)
        if value == "all":
            return queryset
        rows = queryset.filter(state=Submission.State.OPEN)
        return rows.filter(created_by=user) if value == "mine" else rows


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin[Submission]):
    """Read and decided, never edited: the bytes are frozen."""

    list_display = ("__str__", "records", "created_by", "created_at", "state", "decided_by")
    list_filter = (Waiting,)
    list_select_related = ("created_by", "decided_by")
    ordering = ("created_at", "pk")
    search_fields = ("items__uid", "created_by__username")
    date_hierarchy = "created_at"
    change_form_template = "admin/archive/submission.html"
    fields = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Submission]:
        titled = SubmissionItem.objects.annotate(title=title_of("uid", sees_protected=sees_protected(request)))
        few = models.Prefetch("items", titled.order_by("pk")[:SHOWN_IN_LIST], to_attr="first_items")
        rows = super().get_queryset(request).prefetch_related(few)
        items = SubmissionItem.objects.filter(submission=models.OuterRef("pk")).order_by().values("submission")
        return rows.annotate(size=models.Subquery(items.annotate(size=models.Count("pk")).values("size")))

    @admin.display(description="Records")
    def records(self, row: Any) -> SafeString:
        shown = [(each.title or each.uid,) for each in row.first_items]
        if row.size > len(shown):
            shown.append((f"and {row.size - len(shown)} more",))
        return format_html_join("; ", "{}", shown)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("new/", wrap(self.new_view), name="archive_submission_new"),
            path("<int:pk>/sign/", wrap(self.sign_view), name="archive_submission_sign"),
            path("<int:pk>/give-back/", wrap(self.give_back_view), name="archive_submission_give_back"),
            path("<int:pk>/page/<str:uid>/", wrap(self.page_view), name="archive_submission_page"),
            path("<int:pk>/take-back/", wrap(self.take_back_view), name="archive_submission_take_back"),
            *super().get_urls(),
        ]

    def new_view(self, request: HttpRequest) -> HttpResponse:
        return submitting.page(self, request)

    def page_view(self, request: HttpRequest, pk: int, uid: str) -> HttpResponse:
        """A record as readers will see it."""
        submission = self.get_object(request, str(pk))
        if not self.has_view_permission(request, submission):
            raise PermissionDenied
        found = public_page(request, submission, uid) if submission is not None else None
        return found if found is not None else self.not_there(request)

    def sign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(submission: Submission) -> str:
            entries = sign(submission, by=person(request))
            return f"Signed: {len(entries)} published, up to entry {entries[-1].seq} of the ledger."

        return self._decide(request, pk, act)

    def give_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(submission: Submission) -> str:
            try:
                reason = REASON.clean(request.POST.get("reason", ""))
            except ValidationError as error:
                raise Unfit(error.messages) from error
            give_back(submission, by=person(request), reason=reason)
            return "Sent back, with your reason."

        return self._decide(request, pk, act)

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(submission: Submission) -> str:
            take_back(submission, by=person(request))
            return "Taken back."

        return self._decide(request, pk, act)

    def _decide(self, request: HttpRequest, pk: int, act: Callable[[Submission], str]) -> HttpResponse:
        """Do it on POST, say what came of it, and show the submission again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        submission = self.get_object(request, str(pk))
        if not self.has_view_permission(request, submission):
            raise PermissionDenied
        if submission is None:
            return self.not_there(request)
        try:
            messages.success(request, act(submission))
        except PermissionDenied as denied:
            messages.error(request, str(denied))
        except Unfit as unfit:
            messages.error(request, str(unfit))
            return self._again(request, pk)
        except Changed as changed:
            messages.error(request, f"{changed} The difference is shown below; it has to be submitted anew.")
        except Refused as refused:
            for sentence in refused.reasons:
                messages.error(request, sentence)
        except IntegrityError:
            messages.error(
                request, "The database refused this: it was decided meanwhile, or the signatures do not hold."
            )
        return HttpResponseRedirect(in_walk(request, reverse("admin:archive_submission_change", args=[pk])))

    def _again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page with the reason that was typed, which a redirect would lose."""
        again = copy(request)
        again.method = "GET"
        page = self.change_view(again, str(pk), extra_context={"typed": request.POST.get("reason", "")})
        page.status_code = 400
        return page

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        submission = context["original"]
        signatures = list(submission.signatures.select_related("user").order_by("pk"))
        page = page_of_items(request, submission)
        context |= {
            "title": str(submission),
            "subtitle": None,
            "signatures": signatures,
            "page": page,
            "is_open": submission.state == Submission.State.OPEN,
            "why_not": self._why_not(request, signatures, page.sensitive),
            "may_review": may(person(request), "review"),
            "may_take_back": submission.created_by_id == person(request).pk,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _why_not(self, request: HttpRequest, signatures: list[Signature], sensitive: bool) -> str:
        """Why this person cannot sign; "" when they can."""
        user = person(request)
        if not may(user, "review"):
            return REFUSALS["review"]
        if any(each.user_id == user.pk for each in signatures):
            return "You are one of its authors: somebody else has to sign."
        if sensitive and not may(user, "review_sensitive"):
            return REFUSALS["review_sensitive"]
        return ""
