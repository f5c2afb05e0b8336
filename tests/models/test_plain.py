"""Several statements for one wait: the same rows and the same errors as one after another."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Topic
from archive.models.bulk import FEW, insert
from archive.models.plain import Asked, asked, asked_together, done, unanswered

pytestmark = pytest.mark.django_db


def write_unanswered(*several, and_then=lambda: None):
    with transaction.atomic(), unanswered():
        for rows in several:
            insert(Topic, ("slug", "label"), rows)
        and_then()


def test_each_question_has_its_own_answer():
    answers = asked_together(
        [Asked("SELECT 1, 'a'"), Asked("SELECT CAST(%s AS integer) WHERE 1 = 0", [2]), Asked("SELECT 3")]
    )
    assert [[tuple(row) for row in rows] for rows in answers] == [[(1, "a")], [], [(3,)]]


def test_no_question_has_no_answer():
    assert asked_together([]) == []


def test_what_is_read_meanwhile_sees_what_was_written_before():
    with unanswered():
        insert(Topic, ("slug", "label"), [("rivers", "Rivers")])
        assert asked("SELECT label FROM archive_topic WHERE slug = %s", ["rivers"]) == [("Rivers",)]
        done("UPDATE archive_topic SET label = %s WHERE slug = %s", ["Streams", "rivers"])
    assert Topic.objects.get(slug="rivers").label == "Streams"


@pytest.mark.parametrize("many", [1, FEW + 1])
def test_a_refused_row_is_told_at_the_end_and_nothing_of_it_stays(many):
    rows = [(f"word{number}", f"Word {number}") for number in range(many)]
    with pytest.raises(IntegrityError):
        write_unanswered(rows, rows[:1])
    assert not Topic.objects.filter(slug__startswith="word").exists()
    assert connection.is_usable()


def test_a_refused_row_is_told_by_what_is_read_next():
    with pytest.raises(IntegrityError):
        write_unanswered([("twice", "One"), ("twice", "Two")], and_then=lambda: asked("SELECT 1"))
