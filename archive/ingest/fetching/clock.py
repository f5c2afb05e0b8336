"""One clock over everything that a fetch waits for."""

import time

from archive.ingest.fetching.faults import Unavailable


class Clock:
    """Runs from when it is made, for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until the end, more than none. Raises Unavailable when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise self.late()
        return left

    def late(self) -> Unavailable:
        return Unavailable(f"The site did not answer in full within {self.seconds:g} seconds.")
