"""Stored documents hold site-relative addresses; on the way out they become absolute."""

from django.conf import settings


def absolute(text: str) -> bytes:
    """``text``, JSON of our own making, with every own address under SITE_URL, as bytes.

    Inside a JSON string a quotation mark is escaped, so only keys that end in ``url`` match.
    """
    # Parting and joining takes half the time of ``replace``.
    return f'url":"{settings.SITE_URL}/'.join(text.split('url":"/')).encode()
