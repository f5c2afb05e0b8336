"""Things that come in, and a stand-in for the child that reads them."""

from collections.abc import Callable, Iterator
from typing import Any

from archive.ingest.working.handing import Thing, handed_over
from archive.ingest.working.items import work_on
from archive.models import Intake, IntakeItem, User

# A page as people copy it: its buttons, its by-line, a caption, and sentences that somebody answers for.
STRIKE = """Share
Tweet
Print this page

Ferry crews vote to stop work on the island line

The last boat before the walkout leaves on Thursday

By Ilona Marek
Bay Courier
5 March 2024

OSTRAVA BAY - Crews of the island ferries have voted to stop work from Friday, the Seafarers' Union said on Tuesday.

Read more: Our guide to the islands

The union said that about 340 sailors had taken part in the vote. "We have waited eleven months for an answer," said Tomas Brandl, who speaks for the union.

A spokeswoman for the line denied that talks had been broken off. She said the company might raise its offer if the crews returned to the table before Friday.

According to the port authority, up to 12,000 passengers could be left on the islands over the weekend. The mayor of Skerry believes that fuel will be short by Sunday.

The ministry of transport has not commented.

Photo: A ferry at the quay of Skerry on Monday. Ilona Marek/Bay Courier

Sign up for our newsletter
Terms of use | Privacy | Contact us
"""


class Here:
    """Stands for the confined child, in this process."""

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *fault: object) -> None:
        pass

    def each(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        yield from function(*args, **kwargs)

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)


def handed(by: User, *texts: str, door: str = "paste", name: str = "") -> Intake:
    """What was handed over together, and waits."""
    things = [Thing(name or " ".join(text[:80].split())[:60], text.encode()) for text in texts]
    return handed_over(door, things, by)


def worked(intake: Intake) -> list[IntakeItem]:
    """Its things, after all of them were worked on."""
    for key in intake.items.values_list("pk", flat=True):
        work_on(key, Here())  # type: ignore[arg-type]
    return list(intake.items.order_by("position", "part"))
