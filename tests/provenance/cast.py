"""The cast of these tests: a few sources of the first collection, and short ways to let them speak."""

from archive.provenance.chains import Actor, Appearance, Step, StepSource, Tie, World
from archive.text.dates import NOT_STATED, Span, from_to, span


def tie(body: str, type: str, start: str = "", end: str = "") -> Tie:
    return Tie(body, type, from_to(start, end))


SOURCES = (
    # governments and those who speak for them
    Actor("us", "government"),
    Actor("statedept", "government", (tie("us", "organ_of"),)),
    Actor("price", "person", (tie("statedept", "speaks_for", "2021", "2023-03"),)),
    Actor("miller", "person", (tie("statedept", "speaks_for", "2023-04"),)),
    Actor("northkorea", "government"),
    Actor("kcna", "outlet", (tie("northkorea", "state_media_of"),)),
    Actor("choe", "person", (tie("northkorea", "speaks_for"),)),
    Actor("russia", "government"),
    Actor("lavrov", "person", (tie("russia", "speaks_for"),)),
    Actor("ria", "outlet", (tie("russia", "state_media_of"),)),
    Actor("southkorea", "government"),
    Actor("nato", "intergovernmental"),
    # scholars and the bodies that employ or pay them
    Actor("institute", "organisation", (tie("southkorea", "funded_by"),)),
    Actor("cho", "person", (tie("institute", "works_at"),)),
    Actor("university", "organisation", (tie("russia", "funded_by"),)),
    Actor("lukin", "person", (tie("university", "works_at"), tie("russia", "member_of"))),
    # outlets and texts
    *(Actor(key, "outlet") for key in ("world", "reuters", "unherd", "times", "ap", "npr", "cnn", "yonhap")),
    Actor("smith", "person", (tie("reuters", "works_at"),)),
    Actor("treaty", "document"),
    # the unnamed, who belong to one article each
    Actor("experts1", "unnamed"),
    Actor("experts2", "unnamed"),
    Actor("usintel", "unnamed", (tie("us", "speaks_for"),)),
    Actor("ruofficials", "unnamed", (tie("russia", "speaks_for"),)),
)


def world_of(*sources: Actor) -> World:
    return {source.key: source for source in sources}.get


WORLD = world_of(*SOURCES)


def step(*keys: str | None, naming: str = "named", inferred: bool = False) -> Step:
    return Step(tuple(StepSource(key, naming) for key in keys), inferred=inferred)


def chain(*steps: str | Step) -> tuple[Step, ...]:
    """A chain of steps; a key alone is a step of that one source, named."""
    return tuple(each if isinstance(each, Step) else step(each) for each in steps)


def told(
    article: str,
    *steps: str | Step,
    stance: str = "reports",
    on: str | Span = NOT_STATED,
    authors: tuple[str, ...] = (),
) -> Appearance:
    """An appearance in `article`, through these steps."""
    when = span(on) if isinstance(on, str) else on
    return Appearance(article, stance, when, chain(*steps), authors=authors)
