"""The icon that browsers ask for on every page, the desk's too, unless a page names one."""

from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static

from archive.public.answers import Answer, file


@file
def favicon(request: HttpRequest) -> Answer:
    return HttpResponseRedirect(static("archive/attest.svg"))
