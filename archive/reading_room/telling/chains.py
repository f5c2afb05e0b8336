"""An attribution chain as one sentence: who told whom, from the voice that speaks to the reader on."""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext, npgettext, pgettext
from django.utils.translation import gettext_noop as _

Json = dict[str, Any]
SOMEBODY = _("somebody it does not name")
STANCES = {
    "asserts": _("states it"),
    "reports": _("reports it"),
    "quotes": _("quotes it"),
    "endorses": _("endorses it"),
    "denies": _("denies it"),
    "doubts": _("doubts it"),
    "mentions": _("only mentions it"),
}
# With these, what an article does with a claim is said by how it leads to the next voice.
PASSING_ON = ("asserts", "reports", "quotes")
_PLACE = re.compile(r"%\((\w+)\)s")


class Said(NamedTuple):
    """A stretch of a sentence: words, or the source whose name they are."""

    words: str
    source: Json | None = None


def sentence(appearance: Json) -> list[Said]:
    """ "The Paper cites an agency, citing a minister." Empty without a chain."""
    chain = appearance["chain"]
    if not chain:
        return []
    who = _speakers(chain[0])
    if chain[0]["inferred"]:
        who = _filled(gettext("%(who)s probably"), who=who)
    found = _opening(appearance, who)
    for number in range(len(_told_in_opening(appearance)), len(chain)):
        found += _link(appearance, number)
    return [*(each for each in found if each.words), Said(".")]


def _filled(pattern: str, **values: list[Said]) -> list[Said]:
    """A pattern with what stands in it, in the order in which its language has them."""
    pieces = [
        values[piece] if number % 2 else [Said(piece)] for number, piece in enumerate(_PLACE.split(pattern)) if piece
    ]
    return [each for some in pieces for each in some]


def _told_in_opening(appearance: Json) -> list[Json]:
    """The steps of which the beginning of the sentence tells."""
    chain = appearance["chain"]
    leads_on = len(chain) > 1 and appearance["stance"] in PASSING_ON and chain[0]["force"] != "denying"
    steps: list[Json] = chain[:2] if leads_on else chain[:1]
    return steps


def _opening(appearance: Json, who: list[Said]) -> list[Said]:
    stance, chain = appearance["stance"], appearance["chain"]
    several = len(chain[0]["sources"]) > 1
    if len(_told_in_opening(appearance)) == 2:
        pattern = _leading(_voices(chain[0]), chain[1], is_quoted=_is_quoted(appearance, 1))
        return _filled(pattern, who=who, cited=_cited(chain[1]))
    if len(chain) > 1 and stance in PASSING_ON:
        return who
    does = [Said(_several_do(stance) if several else gettext(STANCES[stance]))]
    if len(chain) > 1:
        return _filled(gettext("%(who)s %(stance)s"), who=who, stance=does)
    return _filled(gettext("%(who)s %(stance)s in its own voice"), who=who, stance=does)


def _several_do(stance: str) -> str:
    """What several who speak together do with a claim."""
    return {
        "asserts": pgettext("several speakers", "states it"),
        "reports": pgettext("several speakers", "reports it"),
        "quotes": pgettext("several speakers", "quotes it"),
        "endorses": pgettext("several speakers", "endorses it"),
        "denies": pgettext("several speakers", "denies it"),
        "doubts": pgettext("several speakers", "doubts it"),
        "mentions": pgettext("several speakers", "only mentions it"),
    }[stance]


def _is_quoted(appearance: Json, number: int) -> bool:
    """The last step may be quoted."""
    is_last = number == len(appearance["chain"]) - 1
    return is_last and (
        appearance["stance"] == "quotes" or (appearance["attribution"] or {}).get("value") == "on_record"
    )


def _leading(speakers: int, step: Json, *, is_quoted: bool) -> str:
    """From the first voice, of so many ``speakers``, to the next step, which may be inferred."""
    if step["inferred"]:
        if is_quoted:
            return ngettext("%(who)s probably quotes %(cited)s", "%(who)s probably quotes %(cited)s", speakers)
        return ngettext("%(who)s probably cites %(cited)s", "%(who)s probably cites %(cited)s", speakers)
    if is_quoted:
        return ngettext("%(who)s quotes %(cited)s", "%(who)s quotes %(cited)s", speakers)
    return ngettext("%(who)s cites %(cited)s", "%(who)s cites %(cited)s", speakers)


def _cited(step: Json) -> list[Said]:
    """Names as what is cited; a language that bends names puts a word of its own before them."""
    return _filled(npgettext("cited", "%(names)s", "%(names)s", _voices(step)), names=_speakers(step))


def _link(appearance: Json, number: int) -> list[Said]:
    """What leads further to a step, with the step."""
    step = appearance["chain"][number]
    if appearance["chain"][number - 1]["force"] == "denying":
        pattern = _denying(step)
    else:
        pattern = _quoting(step) if _is_quoted(appearance, number) else _citing(step)
    return _filled(pattern, names=_speakers(step))


def _denying(step: Json) -> str:
    number = _voices(step)
    if step["inferred"]:
        return ngettext(", probably denying the word of %(names)s", ", probably denying the word of %(names)s", number)
    return ngettext(", denying the word of %(names)s", ", denying the word of %(names)s", number)


def _quoting(step: Json) -> str:
    number = _voices(step)
    if step["inferred"]:
        return ngettext(", probably quoting %(names)s", ", probably quoting %(names)s", number)
    return ngettext(", quoting %(names)s", ", quoting %(names)s", number)


def _citing(step: Json) -> str:
    number = _voices(step)
    if step["inferred"]:
        return ngettext(", probably citing %(names)s", ", probably citing %(names)s", number)
    return ngettext(", citing %(names)s", ", citing %(names)s", number)


def _voices(step: Json) -> int:
    """How many speak in a step; who is not named is one."""
    return len(step["sources"]) or 1


def _speakers(step: Json) -> list[Said]:
    """ "A, B and C"."""
    named = [_speaker(source) for source in step["sources"]] or [Said(gettext(SOMEBODY))]
    if len(named) == 1:
        return named
    others = [each for name in named[:-1] for each in (Said(", "), name)][1:]
    before, between, after = gettext("{} and {}").split("{}")
    return [Said(before), *others, Said(between), named[-1], Said(after)]


def _speaker(source: Json) -> Said:
    if is_nobody(source):
        return Said(gettext(SOMEBODY))
    return Said(source["name"] or gettext("a withdrawn source"), source)


def is_nobody(source: Json) -> bool:
    """Whether the text does not say who it was."""
    return source["naming"] == "not_stated" and not source["uid"]
