"""Reviews of claims for gatherers of fact-checks, in the order of the changes."""

import json

from django.conf import settings
from django.http import HttpRequest

from archive.feeds.answers import Written, feed
from archive.formats import datafeed
from archive.reading_room.history.changes import changes
from archive.reading_room.history.following import LARGEST_PAGE


@feed
def claim_reviews(request: HttpRequest, state: str) -> Written:
    """Each claim once, in its latest state: the review of it, or the day on which it was taken back.

    A page holds the claims among ``page_size`` changes (as many as there may be, unless asked
    otherwise); ``next``, in the feed and as a header, goes on.
    """
    query = request.GET.copy()
    query.setdefault("page_size", str(LARGEST_PAGE))
    found = changes(query, path=request.path)
    told = [json.loads(text) for text in found.results]
    pieces = datafeed.data_feed(
        (each for each in told if each["type"] == "claim"),
        site=settings.SITE_URL,
        modified=max((each["at"] for each in told), default=""),
        following=found.next,
    )
    return Written(datafeed.MEDIA_TYPE, pieces, found.next if told else "")
