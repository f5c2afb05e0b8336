"""The languages the pages can be read in: part of the address, so that one address is one page for everybody.

What the archive itself says is English and stays as it was published; translated are the pages around it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext, override

from archive.reading_room.parameters import BadParameters

PARAMETER = "lang"
# What programs are given, the desk, and what is another site's, though it looks like a path.
FOR_PROGRAMS = ("/api/", "/feeds/", "/ledger/checkpoint/", "/admin/", "//")
# As OpenGraph writes them.
TERRITORIES = {"en": "en_US", "uk": "uk_UA"}


class Version(NamedTuple):
    """A page in a language: its tag, and the address, site-relative."""

    language: str
    address: str


def translations() -> list[str]:
    """The languages beside the archive's own."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def current() -> str:
    """The language of the page that is being made."""
    return get_language() or settings.LANGUAGE_CODE


def is_translated() -> bool:
    """Whether the page is in another language than what the archive itself says."""
    return current() != settings.LANGUAGE_CODE


def original() -> str:
    """The language of what the archive itself says, on a page in another one; else empty."""
    return settings.LANGUAGE_CODE if is_translated() else ""


def in_language(address: str, language: str = "") -> str:
    """``address``, without a language, in that of the present page or in the one that is named.

    Only pages of ours are in a language; any other address is left as it is.
    """
    language = language or current()
    place, mark, fragment = address.partition("#")
    if language == settings.LANGUAGE_CODE or not _is_page(place):
        return address
    return f"{place}{'&' if '?' in place else '?'}{PARAMETER}={language}{mark}{fragment}"


def _is_page(address: str) -> bool:
    path = address.removeprefix(settings.SITE_URL).partition("?")[0]
    return path.startswith("/") and path.endswith("/") and not path.startswith(FOR_PROGRAMS)


def _asked(request: HttpRequest) -> list[str]:
    return QueryDict(request.META.get("QUERY_STRING", "")).getlist(PARAMETER)


@contextmanager
def as_asked(request: HttpRequest) -> Iterator[None]:
    """Everything within is said in the language the address asks for; in English if it asks for none there is."""
    asked = _asked(request)
    known = asked[0] if len(asked) == 1 and asked[0] in translations() else settings.LANGUAGE_CODE
    with override(known):
        yield


def taken_out(request: HttpRequest) -> QueryDict:
    """The parameters without the language, which no page reads itself. Raises BadParameters."""
    query = request.GET.copy()
    asked = query.pop(PARAMETER, [])
    if len(asked) > 1:
        raise BadParameters([(PARAMETER, gettext("Give it once."))])
    if asked and asked[0] not in translations():
        known = ", ".join(translations())
        sentence = gettext("It is one of: {}. A page in English has no such parameter.")
        raise BadParameters([(PARAMETER, sentence.format(known))])
    return query


def versions(path: str) -> list[Version]:
    """The page at ``path``, an address without a language, in every language there is."""
    return [Version(code, in_language(path, code)) for code, _ in settings.LANGUAGES]
