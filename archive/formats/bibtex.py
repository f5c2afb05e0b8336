"""A citation for BibTeX and biblatex, in UTF-8."""

from archive.formats.citing import Citation
from archive.formats.told import ARCHIVE, begun

MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
_ESCAPED = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{each: f"\\{each}" for each in "&%$#_{}"},
    }
)
# A brace without its other half, an escaped one too, would take the rest of a file with it.
_ALONE = _ESCAPED | {ord("{"): r"{\textbraceleft}", ord("}"): r"{\textbraceright}"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(made: Citation) -> str:
    """One entry of type misc, which every style knows."""
    year, month, _ = made.issued.split("-")
    exact = f"; exactly this text: \\url{{{made.exact}}}" if made.exact and made.exact != made.address else ""
    fields = {
        "author": f"{{{{{ARCHIVE}}}}}",
        # Doubly braced: capitals and names stay as they are.
        "title": f"{{{{{escaped(made.title)}}}}}",
        "year": f"{{{year}}}",
        "month": MONTHS[int(month) - 1],
        "version": f"{{{made.version}}}",
        "howpublished": f"{{\\url{{{made.address}}}}}",
        "url": f"{{{made.address}}}",
        "urldate": f"{{{made.accessed}}}",
        "note": f"{{{escaped(begun('; '.join(made.notes)))}{exact}}}",
        "keywords": f"{{{escaped(', '.join(made.keywords))}}}" if made.keywords else "",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{made.key},\n{lines}}}\n"


def escaped(text: str) -> str:
    """``text`` as TeX prints it; letters of every script stay themselves."""
    return text.translate(_ESCAPED if _balances(text) else _ALONE)


def _balances(text: str) -> bool:
    """Whether every brace in ``text`` has its other half after or before it."""
    depth = 0
    for each in text:
        depth += (each == "{") - (each == "}")
        if depth < 0:
            return False
    return depth == 0
