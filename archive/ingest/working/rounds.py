"""The worker: looks what is due, has the task library do it, and waits. ``run`` is a process of its own.

The library keeps the order and the outcome of tasks; a task whose worker was killed it forgets. So what is due is
asked of the items and subscriptions themselves, again and again, and a task for each is put up.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from archive.editorial import originals
from archive.ingest.working import confined, feeds, leasing
from archive.ingest.working.items import take_in

BACKEND = QUEUE = "default"
INTERVAL = 1.0  # seconds between two looks at an empty queue
AT_ONCE = 50  # tasks that are put up together, or done before the next look at what is due
KEPT = timedelta(days=1)  # what the library noted of a task is of no more use then
TIDIED_EVERY = 3600.0  # seconds


def run(*, is_wanted: Callable[[], bool] = lambda: True, until_idle: bool = False) -> None:
    """Do what is due until a signal comes or nobody wants it; with ``until_idle``, until nothing is due."""
    tidied = 0.0
    while is_wanted():
        if time.monotonic() > tidied + TIDIED_EVERY or not tidied:
            tidy()
            tidied = time.monotonic()
        put_up()
        if DBTaskResult.objects.ready().exists():
            worker = Worker(
                queue_names=[QUEUE],
                excluded_queue_names=[],
                interval=0,
                batch=True,
                backend_name=BACKEND,
                startup_delay=False,
                max_tasks=AT_ONCE,
                worker_id=get_random_string(32),
            )
            worker.configure_signals()
            worker.run()
            if not worker.running:
                return
            continue
        confined.close()
        if until_idle:
            return
        close_old_connections()
        time.sleep(INTERVAL)


def put_up() -> int:
    """Put a task up for what is due, unless tasks wait already; how many."""
    if DBTaskResult.objects.ready().exists():
        return 0
    items = list(leasing.due().order_by("run_after", "pk").values_list("pk", flat=True)[:AT_ONCE])
    subscriptions = list(feeds.due().values_list("pk", flat=True)[:AT_ONCE])
    for key in items:
        take_in.enqueue(key)
    for key in subscriptions:
        feeds.ask.enqueue(key)
    return len(items) + len(subscriptions)


def tidy() -> None:
    """Forget what the library noted of tasks long done, or begun by a worker long dead; look after the bytes."""
    originals.upkeep()
    before = timezone.now() - KEPT
    DBTaskResult.objects.filter(finished_at__lt=before).delete()
    DBTaskResult.objects.running().filter(started_at__lt=before).delete()
