"""Loads a collection again and again in a process of its own, which kills itself at chosen moments.

Run as ``python -m tests.collection.process DIRECTORY [STAGE:DONE …]``: for each moment a child process is
killed there, and what it found when it began must have been nothing. The last load is left alone; then what
stands in the database is printed.
"""

import json
import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from archive import collection  # noqa: E402
from tests.collection.states import state  # noqa: E402
from tests.collection.vocabulary import make_words  # noqa: E402

directory, moments = Path(sys.argv[1]), sys.argv[2:]


def load(moment: str = "") -> None:
    def report(stage: str, done: int, total: int) -> None:
        if moment == f"{stage}:{done}":
            os.kill(os.getpid(), signal.SIGKILL)

    if any(state().values()):
        sys.exit(f"Something was loaded before {moment or 'the last load'}.")
    collection.load(directory, publish=True, report=report)


call_command("migrate", verbosity=0)
make_words()
for moment in moments:
    connections.close_all()  # none is shared with a child
    child = os.fork()
    if not child:
        load(moment)
        os._exit(0)
    if os.WTERMSIG(os.waitpid(child, 0)[1]) != signal.SIGKILL:
        sys.exit(f"There is no moment {moment}.")
load()
print(json.dumps(state()))
