"""A citation in RIS: a tag and a value on each line."""

from collections.abc import Iterator

from archive.formats.citing import Citation
from archive.formats.told import ARCHIVE, begun

MEDIA_TYPE = "application/x-research-info-systems; charset=utf-8"


def ris(made: Citation) -> str:
    """One reference to an electronic source, its lines ended as the format demands."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(made))


def _lines(made: Citation) -> Iterator[tuple[str, str]]:
    day = f"{made.issued.replace('-', '/')}/"
    yield "TY", "ELEC"
    yield "ID", made.key
    yield "TI", made.title
    yield "AU", ARCHIVE
    yield "PB", ARCHIVE
    yield "PY", made.issued[:4]
    yield "DA", day
    yield "Y2", f"{made.accessed.replace('-', '/')}/"
    yield "ET", str(made.version)
    yield from (("KW", each) for each in made.keywords)
    yield from (("N1", begun(each)) for each in made.notes)
    if made.language:
        yield "LA", made.language
    if made.exact and made.exact != made.address:
        yield "N1", f"Exactly this text: {made.exact}"
    yield "UR", made.address
    yield "ER", ""
