"""Who stands behind a claim, as one sentence that never makes five repetitions five witnesses."""

from typing import Any

Json = dict[str, Any]


def together(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 origin", "2 origins"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(origins: Json) -> str:
    """How many independent origins, of what sort, and through whom all of them came.

    ``origins`` is the block of a claim document.
    """
    parts = [_attributed(origins)]
    if origins["own_voice"]:
        parts.append(f"stated by {counted(origins['own_voice'], 'publication')} without a source")
    if origins["unnamed"]:
        parts.append(f"{origins['unnamed']} unnamed")
    return f"{'; '.join(parts)}."


def _attributed(origins: Json) -> str:
    number = origins["attributed"]
    if not number:
        return "No attributed origin"
    words = counted(number, "attributed origin")
    through = together([each["name"] or "a withdrawn source" for each in origins["through"]])
    if not through:
        return words
    return f"{words}, {_all(number)}only through {through}"


def _all(number: int) -> str:
    return {1: "", 2: "both "}.get(number, "all ")


def own_cause(origins: Json) -> str:
    """Who of them speaks in its own cause; empty when nobody does."""
    names = [each["name"] for each in origins["sources"] if each["own_cause"] and each["name"]]
    if not names:
        return ""
    return f"{together(names)} {'speaks' if len(names) == 1 else 'speak'} in {'its' if len(names) == 1 else 'their'} own cause."
