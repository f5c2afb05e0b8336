"""What the archive says of itself, as far as it is meant for readers."""

import hashlib
from typing import NamedTuple

from archive.models import SiteText
from archive.reading_room.wording.closed_words import spoken
from archive.text.prose import Block, blocks


class Section(NamedTuple):
    """A section of the page; ``blocks`` is empty where nothing has been said yet, ``is_own``: the title is the owner's."""

    slug: str
    title: str
    blocks: list[Block]
    is_own: bool


class About(NamedTuple):
    """All sections, in order; ``state`` names these very words, for an ETag."""

    sections: list[Section]
    state: str


def about() -> About:
    """Every section there is to be, said or not (one query)."""
    shown = SiteText.objects.exclude(shown_title="").order_by("slug")
    rows = {slug: words for slug, *words in shown.values_list("slug", "shown_title", "shown_body")}
    sections = []
    for slug, title in SiteText.Slug.choices:
        its_title, body = rows.get(slug, (spoken(str(title), "section"), ""))
        sections.append(Section(slug, its_title, blocks(body), slug in rows))
    return About(sections, hashlib.sha256(repr(sorted(rows.items())).encode()).hexdigest())
