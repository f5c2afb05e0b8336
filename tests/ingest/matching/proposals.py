"""Proposals as ``propose`` would make them, said in a line."""

from archive.ingest.shapes import Confidence, Extent, Found, Kind, Proposal, Speaker, Step, Stretch


def speaker(label: str, role: str = "", naming: str = "named") -> Speaker:
    return Speaker(label, label, role, naming, inferred=False, place=None)


def proposal(statement: str, *speakers: Speaker, sentence: tuple[int, int] = (0, 1), **known: object) -> Proposal:
    """A proposal of ``statement`` by the speakers, who stand in one step."""
    place = Extent(*sentence)
    details = {"kind": "assertion", "stance": "reports", "attribution": "reported", "part": "body", "paragraph": 1}
    return Proposal(
        sentence=place,
        content=place,
        exact=place,
        statement=statement,
        steps=(Step(tuple(speakers), "said", "neutral"),) if speakers else (),
        cue=place,
        rule="said",
        reason="It says so.",
        confidence=Confidence.MODERATE,
        **(details | known),  # type: ignore[arg-type]
    )


def text_of(*paragraphs: str, title: str = "") -> Found:
    """An article's text of a title and paragraphs of the body."""
    text, layout = "", []
    for number, (kind, words) in enumerate([(Kind.TITLE, title), *((Kind.BODY, each) for each in paragraphs)]):
        if words:
            layout.append(Stretch(kind, len(text), len(text) + len(words), len(text), max(number, 1)))
            text += f"{words}\n"
    return Found(text, layout, [])


def sentence_of(found: Found, words: str) -> tuple[int, int]:
    start = found.text.index(words)
    return start, start + len(words)
