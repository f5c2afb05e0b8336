"""What ``manage.py up`` does before it serves. Each step looks first and does nothing when all is done.

Nothing here touches anybody's work: words and collection are loaded into an empty archive only.
"""

import contextlib
import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Iterator

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from archive import collection
from archive.collection import practice
from archive.editorial import roles
from archive.ledger import guards
from archive.models import RECORDS, LedgerEntry, User
from archive.reading_room.projecting import rebuild
from config import login

Say = Callable[[str], None]

PEOPLE = ("editor", "reviewer")
# A fixture is loaded while the table of its first row is empty.
FIXTURES = ("vocabularies", "site_texts")


class Progress:
    """Says a stage when it begins, and every two seconds how far it is."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.stage = ""
        self.said_at = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage or time.monotonic() > self.said_at + 2:
            self.say(f"  {stage}: {done} of {total}")
            self.stage, self.said_at = stage, time.monotonic()


def prepare(say: Say, *, with_collection: bool = True) -> None:
    """Bring database, words, first collection, accounts and static files to where the archive can be served."""
    with alone(say):
        if settings.EXPOSED:
            refuse_unsafe()
        migrate(say)
        roles.keep()
        load_fixtures(say)
        is_new = with_collection and load_collection(say)
        renew_documents(say)
        if settings.LOCAL:
            make_people()
            if is_new:
                lay_out_practice(say)
        collect_static(say)


@contextlib.contextmanager
def alone(say: Say) -> Iterator[None]:
    """Two starts at once would both find the archive empty."""
    with open(settings.VAR / "up.lock", "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is preparing this archive; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def refuse_unsafe() -> None:
    """Django's own deployment checks, every warning a refusal. Raises CommandError."""
    faults = checks.run_checks(include_deployment_checks=True)
    serious = [fault.msg for fault in faults if fault.level >= checks.WARNING and not fault.is_silenced()]
    if serious:
        raise CommandError("\n".join(serious))


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"Preparing the database ({len(pending)} migrations) …")
    elif gone := guards.missing():
        say(f"{len(gone)} of the database's guards were missing and are put back; run: python3 manage.py verify")
    else:
        return
    call_command("migrate", verbosity=0, interactive=False)


def load_fixtures(say: Say) -> None:
    for name in FIXTURES:
        path = settings.BASE_DIR / "fixtures" / f"{name}.json"
        first = json.loads(path.read_text(encoding="utf-8"))[0]
        if not apps.get_model(first["model"])._default_manager.exists():
            say(f"Loading {name} …")
            call_command("loaddata", str(path), verbosity=0)


def load_collection(say: Say) -> bool:
    """Publish the first collection, whole or not at all, unless the archive has anything in it; tell whether it did."""
    with transaction.atomic():
        if LedgerEntry.objects.exists() or any(model._default_manager.exists() for model in RECORDS.values()):
            return False
        say("Loading and publishing the first collection …")
        try:
            collection.load(settings.SEEDS, publish=True, report=Progress(say))
        except collection.Faults as faults:
            raise CommandError(f"The first collection has faults, and nothing was loaded:\n{faults}") from faults
    return True


def lay_out_practice(say: Say) -> None:
    """Leave something to do at the desk: newcomers see the whole loop on an invented article."""
    editor = User.objects.filter(username=PEOPLE[0], is_active=True).first()
    if editor is not None:
        say("Laying out an article to practise on …")
        with transaction.atomic():
            practice.set_up(settings.PRACTICE, by=editor)


def renew_documents(say: Say) -> None:
    """Compose every document again when other code made them."""
    if not rebuild.is_current():
        say("Composing the documents anew …")
        progress = Progress(say)
        rebuild.rebuild(lambda done, total: progress("Composing", done, total))


def make_people() -> None:
    """Where nobody can log in: one account that writes and one that signs, since nobody signs their own work."""
    if User.objects.filter(is_active=True, is_staff=True).exists():
        return
    for name in PEOPLE:
        user, made = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            user.groups.set(Group.objects.filter(name=name))


def login_links() -> Iterator[tuple[str, str]]:
    """Name and link of each account made here that still may log in."""
    for user in User.objects.filter(username__in=PEOPLE, is_active=True).order_by("username"):
        yield user.username, f"http://{address()}{login.link_for(user)}"


def address() -> str:
    """Host and port that it listens on."""
    return f"{settings.HOST}:{settings.PORT}"


def collect_static(say: Say) -> None:
    """Hash and compress the static files when any of them is new."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    stamp = settings.VAR / "static.stamp"
    if settings.STATIC_ROOT.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    say("Preparing the static files …")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest.hexdigest(), encoding="ascii")
