"""Articles for the tests: their words, laid out as the finder would."""

from archive.ingest.shapes import Found, Kind, Stretch


def article(*paragraphs, kinds=None):
    """An article whose paragraphs are its body, unless ``kinds`` says otherwise."""
    text, layout, numbers = "", [], {}
    for paragraph, kind in zip(paragraphs, kinds or [Kind.BODY] * len(paragraphs), strict=True):
        text += "\n\n" if text else ""
        numbers[kind] = numbers.get(kind, 0) + 1
        layout.append(Stretch(kind, len(text), len(text) + len(paragraph), len(text), numbers[kind]))
        text += paragraph
    return Found(text, layout, ())
