"""Whatever happens to the archive and to its mirrors, and whenever either dies: they end up the same, byte for byte."""

import contextlib
import random
import tempfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from archive.editorial.saving import Refused
from archive.models import Document
from archive.reading_room.projecting import project
from archive.reading_room.projecting.rebuild import rebuild
from tests.clients.stage import Killed, Wire, held, opened, served
from tests.factories import change
from tests.reading_room.history import History

pytestmark = pytest.mark.django_db

ACTS = (
    *("new_claim", "new_claim", "correct_claim", "correct_claim", "rename_source", "tie_source", "redate_article"),
    *("unnamed_source", "take_name_back", "name_again", "place", "withdraw", "suppress_old", "suppress_all"),
    *("merge", "republish", "several"),
)
SEEDS = st.integers(0, 2**32)
SIZES = st.sampled_from((1, 2, 3, 7, 1000))
CUT = st.one_of(st.none(), st.integers(1, 40))


class Lived(History):
    """A history whose acts are chosen one by one."""

    def act(self, name: str, seed: int) -> None:
        self.rng.seed(seed)
        with contextlib.suppress(Refused, ValidationError, IntegrityError), transaction.atomic():
            getattr(self, name)()
            self.told.append(name)

    def take_name_back(self) -> None:
        row, article = self.row(self.standing("source")), self.row(self.standing("article"))
        self.publish(change(row, by=self.editor, kind="unnamed", article=article.uid))


def filters(history: History) -> list[dict[str, str]]:
    """Every sort of filter: of the record itself, of what it names, of what follows from others; and of types alone."""
    sources = [each.uid for each in history.sources]
    return [
        {"standing": "uncontested"},
        {"min_origins": "1", "contested": "false"},
        {"type": "claim", "origin": sources[0]},
        {"claimant": sources[4], "reversed": "false"},
        {"source": sources[1], "kind": "denial"},
        {"article": history.articles[0].uid, "attribution": "reported"},
        {"topic": "t1", "asserted_from": "2022-11-09"},
        {"type": "event"},
        {"type": "event", "status": "planned", "date_to": "2023-12-31"},
        {"type": "source", "affiliation": sources[0]},
        {"type": "source", "kind": "government", "country": "RU"},
        {"type": "article", "publisher": sources[3]},
    ]


class Mirrored(RuleBasedStateMachine):
    """One archive; a mirror of all of it, and some of a part."""

    mirrors = 4

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(project, "AT_ONCE", 1)  # so that most of what depends on an act waits
        self.folder = tempfile.TemporaryDirectory()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.client, self.wire = Client(), Wire()

    @initialize(seed=SEEDS, sizes=st.tuples(SIZES, SIZES, SIZES, SIZES))
    def begin(self, seed: int, sizes: tuple[int, ...]) -> None:
        self.history = Lived(seed)
        chosen = random.Random(seed).sample(filters(self.history), self.mirrors - 1)
        self.kept = list(zip([{}, *chosen], sizes, strict=True))
        self.seen: list[set[str]] = [set() for _ in self.kept]
        for _ in range(3):
            self.history.act("new_claim", self.history.rng.getrandbits(32))

    def teardown(self) -> None:
        try:
            if hasattr(self, "kept"):
                self.drain(1000)
                for which in range(self.mirrors):
                    self.in_step(which)
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            self.patch.undo()
            self.folder.cleanup()

    # -- what happens to the archive -----------------------------------------------------------

    @rule(name=st.sampled_from(ACTS), seed=SEEDS)
    def act(self, name: str, seed: int) -> None:
        self.history.act(name, seed)

    @rule(name=st.sampled_from(ACTS), seed=SEEDS)
    def die_in_an_act(self, name: str, seed: int) -> None:
        lists = (self.history.sources, self.history.claims, self.history.told)
        before = [list(each) for each in lists]
        with transaction.atomic():
            self.history.act(name, seed)
            transaction.set_rollback(True)
        for each, was in zip(lists, before, strict=True):
            each[:] = was

    @rule(most=st.sampled_from((1, 2, 1000)))
    def drain(self, most: int) -> None:
        project.drain(most)

    @rule()
    def rebuild(self) -> None:
        rebuild()

    # -- what happens to the mirrors -----------------------------------------------------------

    @rule(which=st.integers(0, mirrors - 1), pages=st.integers(1, 3), statements=CUT, answers=CUT)
    def poll(self, which: int, pages: int, statements: int | None, answers: int | None) -> None:
        """A few pages, unless it is killed between any two statements, or before any answer."""
        with contextlib.suppress(Killed), self.opened(which) as mirror:
            mirror.db.left = statements or mirror.db.left
            self.wire.left = answers or self.wire.left
            for _ in range(pages):
                mirror.turn()
                self.seen[which] |= held(mirror).keys()

    @rule(which=st.integers(0, mirrors - 1))
    def in_step(self, which: int) -> None:
        narrowed, _ = self.kept[which]
        with self.opened(which) as mirror:
            while mirror.turn():
                self.seen[which] |= held(mirror).keys()
            assert held(mirror) == served(self.client, narrowed)
            assert mirror.sync() == 0
            assert self.wire.asked[-1][0] == 304
            gone = dict(mirror.db.execute("SELECT uid, type FROM gone"))
            closed = dict(Document.objects.exclude(state="public").values_list("uid", "type"))
            assert gone.keys() == (self.seen[which] - held(mirror).keys() if narrowed else closed.keys())
            for uid, type, successor in mirror.db.execute(
                "SELECT uid, type, successor FROM gone WHERE action = 'merge'"
            ):
                answer = self.client.get(f"/api/v1/{type}s/{uid}/")
                assert answer.status_code == 301
                assert successor in answer["Location"]

    @contextlib.contextmanager
    def opened(self, which: int):
        narrowed, size = self.kept[which]
        self.wire = Wire()
        mirror = opened(Path(self.folder.name) / f"{which}.sqlite3", self.wire, narrowed, size)
        with contextlib.closing(mirror.db):
            yield mirror


def test_mirrors_and_archive_end_up_the_same() -> None:
    run_state_machine_as_test(Mirrored, settings=hypothesis_settings(max_examples=2, stateful_step_count=12))


@pytest.mark.thorough
def test_mirrors_and_archive_end_up_the_same_on_many_ways() -> None:
    run_state_machine_as_test(Mirrored, settings=hypothesis_settings(max_examples=25, stateful_step_count=40))
