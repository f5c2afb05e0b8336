"""A list of records, filtered as it is on the page, as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters, ModelAdmin
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from archive.admin.base import refuse_unreadable
from archive.admin.exchange.resources import FORMATS, RecordExport, TooMuch
from archive.admin.hiding import sees_protected


def export(model_admin: ModelAdmin[Any], request: HttpRequest, format: str) -> HttpResponse:
    """The records of the list with the filters of the address. Raises PermissionDenied and BadRequest."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if format not in FORMATS:
        raise Http404
    refuse_unreadable(request)
    try:
        rows = model_admin.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        raise BadRequest("The list has no such filter.") from None
    resource = RecordExport(model_admin.model, sees_protected=sees_protected(request))
    try:
        content = resource.write(rows, format)
    except TooMuch as fault:
        messages.error(request, str(fault))
        query = request.META.get("QUERY_STRING", "")
        page = reverse(f"admin:archive_{model_admin.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{page}?{query}" if query else page)
    name = f"{model_admin.model.type}s-{timezone.now():%Y-%m-%d}.{format}"
    answer = HttpResponse(content, content_type=FORMATS[format])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
