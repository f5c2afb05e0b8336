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
    """Who else states it, and why that is not counted; empty when nobody does.

    ``origins`` is the block of a claim document.
    """
    parts = []
    if origins["own_voice"]:
        parts.append(f"stated by {counted(origins['own_voice'], 'publication')} without a source")
    if origins["unnamed"]:
        parts.append(f"{origins['unnamed']} unnamed, which count{'s' if origins['unnamed'] == 1 else ''} as none")
    whole = "; ".join(parts)
    return f"{whole[0].upper()}{whole[1:]}." if whole else ""


def all_of_them(origins: Json) -> str:
    """How to begin when all that is known came through somebody: "Both only through …"."""
    return {1: "Only", 2: "Both only"}.get(origins["attributed"], "All only")


def own_cause(origins: Json) -> str:
    """Who of them speaks in its own cause; empty when nobody does."""
    names = [each["name"] for each in origins["sources"] if each["own_cause"] and each["name"]]
    if not names:
        return ""
    return f"{together(names)} {'speaks' if len(names) == 1 else 'speak'} in {'its' if len(names) == 1 else 'their'} own cause."
