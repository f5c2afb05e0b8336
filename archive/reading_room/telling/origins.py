"""Who stands behind a claim, as one sentence that never makes five repetitions five witnesses."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

Json = dict[str, Any]


def together(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return names[0] if names else ""
    return gettext("{} and {}").format(", ".join(names[:-1]), names[-1])


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 origin", "2 origins"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def attributed(number: int) -> str:
    """ "1 attributed origin"."""
    return ngettext("%(number)s attributed origin", "%(number)s attributed origins", number) % {"number": number}


def sentence(origins: Json) -> str:
    """Who else states it, and why that is not counted; empty when nobody does.

    ``origins`` is the block of a claim document.
    """
    parts = []
    own_voice, unnamed = origins["own_voice"], origins["unnamed"]
    if own_voice:
        stated = ngettext(
            "stated by %(number)s publication without a source",
            "stated by %(number)s publications without a source",
            own_voice,
        )
        parts.append(stated % {"number": own_voice})
    if unnamed:
        uncounted = ngettext(
            "%(number)s unnamed, which counts as none", "%(number)s unnamed, which count as none", unnamed
        )
        parts.append(uncounted % {"number": unnamed})
    return f"{capfirst('; '.join(parts))}." if parts else ""


def all_of_them(origins: Json) -> str:
    """How to begin when all that is known came through somebody: "Both only through …"."""
    if origins["attributed"] == 1:
        return gettext("Only")
    return gettext("Both only") if origins["attributed"] == 2 else gettext("All only")


def own_cause(origins: Json) -> str:
    """Who of them speaks in its own cause; empty when nobody does."""
    names = [each["name"] for each in origins["sources"] if each["own_cause"] and each["name"]]
    if not names:
        return ""
    told = ngettext("%(names)s speaks in its own cause.", "%(names)s speak in their own cause.", len(names))
    return told % {"names": together(names)}
