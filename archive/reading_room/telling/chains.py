"""An attribution chain as one sentence: who told whom, from the voice that speaks to the reader on."""

from collections.abc import Iterator
from typing import Any, NamedTuple

Json = dict[str, Any]
SOMEBODY = "somebody it does not name"
STANCES = {
    "asserts": "states it",
    "reports": "reports it",
    "quotes": "quotes it",
    "endorses": "endorses it",
    "denies": "denies it",
    "doubts": "doubts it",
    "mentions": "only mentions it",
}


class Said(NamedTuple):
    """A stretch of a sentence: words, or the source whose name they are."""

    words: str
    source: Json | None = None


def sentence(appearance: Json) -> list[Said]:
    """ "The Paper cites an agency, citing a minister." Empty without a chain."""
    chain = appearance["chain"]
    if not chain:
        return []
    found = [*_speakers(chain[0]), *_opening(appearance)]
    for number, step in enumerate(chain[1:], start=1):
        found += [Said(_link(appearance, number, step)), *_speakers(step)]
    return [*found, Said(".")]


def _opening(appearance: Json) -> list[Said]:
    stance, chain = appearance["stance"], appearance["chain"]
    probably = " probably" if chain[0]["inferred"] else ""
    if len(chain) == 1:
        return [Said(f"{probably} {STANCES[stance]} in its own voice")]
    if stance in ("asserts", "reports", "quotes"):
        return [Said(probably)] if probably else []
    return [Said(f"{probably} {STANCES[stance]}")]


def _link(appearance: Json, number: int, step: Json) -> str:
    """The words that lead to a step: the last one may be quoted, any may be inferred."""
    is_last = number == len(appearance["chain"]) - 1
    quoted = is_last and (
        appearance["stance"] == "quotes" or (appearance["attribution"] or {}).get("value") == "on_record"
    )
    probably = "probably " if step["inferred"] else ""
    if appearance["chain"][number - 1]["force"] == "denying":
        return f", {probably}denying the word of "
    if number == 1 and appearance["stance"] in ("asserts", "reports", "quotes"):
        return f" {probably}{'quotes' if quoted else 'cites'} "
    return f", {probably}{'quoting' if quoted else 'citing'} "


def _speakers(step: Json) -> Iterator[Said]:
    sources = step["sources"]
    for number, source in enumerate(sources):
        if number:
            yield Said(" and " if number == len(sources) - 1 else ", ")
        yield _speaker(source)
    if not sources:
        yield Said(SOMEBODY)


def _speaker(source: Json) -> Said:
    if is_nobody(source):
        return Said(SOMEBODY)
    return Said(source["name"] or "a withdrawn source", source)


def is_nobody(source: Json) -> bool:
    """Whether the text does not say who it was."""
    return source["naming"] == "not_stated" and not source["uid"]
