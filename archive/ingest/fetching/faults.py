"""The refusals that need not be the last word."""

from archive.ingest.shapes import Refusal


class Unavailable(Refusal):
    """The site cannot be had now, and may be later: it is late, overloaded or out of reach.

    ``retry_after``: how many seconds it asks to be left alone, if it says so.
    """

    def __init__(self, sentence: str, *, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class NotYet(Unavailable):
    """Nothing went wrong, and the page was not asked for: the site wants a pause between visits, which is not over."""
