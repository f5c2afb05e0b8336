"""From what a page shows to the answer: headers, ETag, and nothing twice."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from archive.public.clock import NOW, Clock, Unfit
from archive.reading_room.version import software

# Corrections and suppressions reach every reader within a minute; redirects are no exception.
CACHE = "public, max-age=60"


def page[**P](view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> None: ...
