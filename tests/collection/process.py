"""Loads a collection in a process of its own, which kills itself at a chosen moment.

Run as ``python -m tests.collection.process DIRECTORY [STAGE DONE]``. Fails unless nothing was
loaded before; without a moment, prints what stands in the database afterwards.
"""

import json
import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from archive import collection  # noqa: E402
from tests.collection.states import state  # noqa: E402
from tests.collection.vocabulary import make_words  # noqa: E402

directory, moment = Path(sys.argv[1]), tuple(sys.argv[2:])


def report(stage: str, done: int, total: int) -> None:
    if moment == (stage, str(done)):
        os.kill(os.getpid(), signal.SIGKILL)


call_command("migrate", verbosity=0)
make_words()
if any(state().values()):
    sys.exit("Something was loaded already.")
collection.load(directory, publish=True, report=report)
print(json.dumps(state()))
