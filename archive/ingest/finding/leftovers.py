"""What is left of a page's making: menus in one line, templates, scripts, styles."""

import re

from archive.ingest.finding.lines import Line

_MARKUP = re.compile(
    r"""\{[%{{#].{0,300}[%}}#]\}$          # a template
      | </?\w[^<>]{0,300}>(?:.{0,200}</\w{1,20}>)?$  # a tag
      | \[/?[a-z_]{3,20}(?:\s[^\]]{0,200})?\](?:.{0,200}\[/[a-z_]{3,20}\])?$  # a short code
      | (?:var|const|let|function|window\.|document\.|googletag|\(function|dataLayer|jQuery|\$\()[\s.(=].{0,300}$
      | [.\#@]?[\w\-]{1,40}(?:[\s,>+.\#:][\w\-.\#:]{0,40}){0,8}\s?\{[^{}]{0,300}\}?$  # a rule of style
      | \{"\w.{0,400}$ | &[a-z]{2,8};$
    """,
    re.VERBOSE,
)
_PARTED = re.compile(r"\s{0,3}[|·•›»>→]\s{0,3}|\s{2,}|\t")
_LEAST_PARTS = 4
_MOST_PART_WORDS = 3
_LONGEST = 400


def is_leftover(line: Line) -> bool:
    """Whether the line is code or markup that a person was not to see."""
    return len(line.text) <= _LONGEST and _MARKUP.match(line.text) is not None


def is_menu(line: Line) -> bool:
    """Whether the line is a row of short names with gaps or marks between: "Home  News  Sport  Food"."""
    if line.is_ended or len(line.text) > _LONGEST:
        return False
    parts = [part for part in _PARTED.split(line.text.strip("| ")) if part]
    return len(parts) >= _LEAST_PARTS and all(len(part.split()) <= _MOST_PART_WORDS for part in parts)
