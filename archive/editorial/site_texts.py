"""Saving what the archive says of itself: each save leaves a version, and readers see what is meant for them."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from archive.editorial.permissions import check_may
from archive.models import SiteText, SiteTextVersion, User


class Overtaken(Exception):
    """Somebody else saved the text in the meantime; ``number`` is the version that stands now."""

    def __init__(self, number: int) -> None:
        super().__init__(f"The text is at version {number} now.")
        self.number = number


def hold(slug: str, base: int) -> SiteText:
    """The section, which nobody else saves before this transaction ends.

    Raises ``Overtaken`` when ``base`` is no longer its last version.
    """
    text = SiteText.objects.select_for_update(no_key=True).get(slug=slug)
    if text.number != base:
        raise Overtaken(text.number)
    return text


@transaction.atomic
def save_text(slug: str, title: str, body: str, *, base: int, by: User, show: bool) -> SiteTextVersion:
    """Make ``title`` and ``body`` the next version of a section; with ``show``, put them before readers.

    ``base`` is the number of the version that was edited; raises ``Overtaken`` when it is no longer the
    last, and PermissionDenied unless ``by`` may write these texts.
    """
    check_may(by, "change_sitetext")
    shown = {"shown_title": title, "shown_body": body} if show else {}
    text = hold(slug, base)
    last = text.versions.aggregate(last=Max("number"))["last"]
    if last is None:
        # The text that came with the software would else be in no version.
        last = _version(text, by=None, shown=text.is_shown).number
    rows = SiteText.objects.filter(slug=slug)
    rows.update(title=title, body=body, number=last + 1, **shown)
    return _version(rows.get(), by=by, shown=show)


def _version(text: SiteText, *, by: User | None, shown: bool) -> SiteTextVersion:
    return SiteTextVersion.objects.create(
        text=text, number=text.number, at=datetime.now(UTC), user=by, title=text.title, body=text.body, shown=shown
    )
