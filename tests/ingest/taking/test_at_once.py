"""Two that bring the same article at the same moment make one; the other is told."""

import threading

import pytest
from django.db import connection

from archive.editorial.machines import INTAKE, account
from archive.ingest.taking import Brought, take
from archive.models import Article, Capture, IntakeItem
from tests.ingest.documents import BODY, URL, document
from tests.ingest.taking.conftest import AT, nothing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]

State = IntakeItem.State
UPDATED = (*BODY, "The council votes on it again on Friday evening, its clerk said in a note to the press.")


@pytest.mark.parametrize(
    ("other", "states", "captures"),
    [(BODY, {State.NEW, State.DUPLICATE}, 1), (UPDATED, {State.NEW, State.CHANGED}, 2)],
    ids=["same", "newer"],
)
def test_two_at_once_make_one_article(other, states, captures):
    by, barrier, told = account(INTAKE), threading.Barrier(2), []

    def run(body):
        try:
            barrier.wait(20)
            told.append(take(document(body), Brought(AT, URL, is_fetched=True), by=by, settle=nothing).state)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[body]) for body in (BODY, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert set(told) == states
    assert (Article.objects.count(), Capture.objects.count()) == (1, captures)
