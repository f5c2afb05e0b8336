"""Styles, symbols and scripts, under the names that pages call them by."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from archive.exports.draft import Draft
from archive.exports.places import file_of

# What a style sheet or a script takes from beside it.
_BESIDE = re.compile(r"""url\(\s*["']?([^"')?#:]+)|(?:from|import)\s*\(?\s*["'](\.[^"'?#]+)""")
_READ_FOR_MORE = (".css", ".js")


def keep(draft: Draft, path: str) -> str:
    """The file of the asset at ``path``; it is copied, with whatever it names itself, when it is not there yet."""
    file = file_of(path)
    if draft.claim(file):
        with staticfiles_storage.open(unquote(path).removeprefix(settings.STATIC_URL)) as asset:
            content = asset.read()
        draft.write(file, [content])
        if file.endswith(_READ_FOR_MORE):
            for beside in _named(content.decode()):
                keep(draft, posixpath.normpath(posixpath.join(posixpath.dirname(path), beside)))
    return file


def _named(text: str) -> Iterator[str]:
    return (first or second for first, second in _BESIDE.findall(text))
