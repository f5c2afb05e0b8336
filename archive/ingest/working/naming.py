"""What things are called, by whoever gave them a name."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST_NAME, LONGEST_LINK = 300, 2_000


def is_link(url: str) -> bool:
    """Whether it has the form of a link; whether it may be fetched is said when it is."""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST_LINK


def shown(name: str) -> str:
    """A name as a line of text: no path, no control character, of bounded length."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] if "://" not in name else name
    line = " ".join("".join(each if each.isprintable() else " " for each in last).split())
    return line[:LONGEST_NAME] or "(no name)"
