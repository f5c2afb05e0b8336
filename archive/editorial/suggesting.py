"""What people decide about the proposals of machines. Nothing is applied by that."""

from django.db import transaction
from django.utils import timezone

from archive.editorial.admin_log import log
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.models import Suggestion, User

JUDGED = "Somebody judged this suggestion meanwhile."


def judge(suggestion: Suggestion, *, state: str, by: User) -> None:
    """Accept or reject what a machine proposed, or open it again. Raises Refused if somebody judged it meanwhile."""
    check_may(by, "change_suggestion")
    is_open = state == Suggestion.State.OPEN
    rows = Suggestion.objects.filter(pk=suggestion.pk, state=suggestion.state)
    with transaction.atomic():
        said = {"state": state, "judged_by": None if is_open else by, "judged_at": None if is_open else timezone.now()}
        if not rows.update(**said):
            raise Refused([JUDGED])
        word = Suggestion.State(state).label.lower()
        log([suggestion.article], f"Suggestion {suggestion.pk}: {word}", by=by)
    suggestion.refresh_from_db()
