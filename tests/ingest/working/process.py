"""A worker that is killed again and again, at one statement after the other, in a process of its own.

Run as ``python -m tests.ingest.working.process STRIDE``: things are handed over to an empty database; a worker is
killed at its first statement, the next one STRIDE statements later, until one comes to its end. Then what stands in
the database is printed, with the number of those who were killed.
"""

import json
import os
import signal
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from archive.editorial.machines import INTAKE, account  # noqa: E402
from archive.ingest.shapes import Refusal  # noqa: E402
from archive.ingest.working import items, rounds  # noqa: E402
from archive.ingest.working.handing import Thing, handed_over  # noqa: E402
from archive.models import (  # noqa: E402
    Article,
    ArticleHash,
    ArticleKey,
    Blob,
    Capture,
    IntakeItem,
    Revision,
    Suggestion,
    Visit,
)
from tests.ingest.documents import BODY, URL, document  # noqa: E402
from tests.ingest.working.conftest import fetched, past  # noqa: E402

UPDATED = (*BODY, "The council votes on it again on Friday evening, its clerk said in a note to the press.")
SNOW = ("Snow fell on the passes of Ruritania all week, and every road to the north was closed, the police said.",) * 3
FAIR = (
    "Traders from three valleys brought sheep and copper to the fair of Saint Vitus, said the guild of weavers.",
) * 3
LINK = "https://pass.example.org/snow"


FILE = (
    document(url=URL),
    document((BODY[0].replace("the", "the said", 1), *BODY[1:]), title="Near", url="https://post.example.com/a"),
    Refusal("It is cut off."),
    document(FAIR, title="A fair", url="https://fair.example.org/a"),
)


def bring(wanted, child):
    """A page, then a newer version of it, a file of four documents, and a link."""
    if wanted.name == "page":
        yield document(url=URL)
    elif wanted.name == "newer":
        yield document(UPDATED, url=URL)
    elif wanted.name == "file":
        yield from FILE[wanted.after :]
    else:
        if wanted.data is None:
            yield fetched(LINK, b"snow")
        yield document(SNOW, title="Snow", url=LINK)


class Killing:
    """Kills this process at the statement ``number``, if it comes to that."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def work(number):
    """A worker that is killed at a statement; whether it came to its end before."""
    connections.close_all()  # none is shared with a child
    child = os.fork()
    if not child:
        with connection.execute_wrapper(Killing(number)):
            rounds.run(until_idle=True)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def state():
    """What stands in the database, but for numbers and times."""
    rows = IntakeItem.objects.exclude(article=None)
    return {
        "articles": sorted(Article.objects.values_list("title", "revision")),
        "captures": sorted(Capture.objects.values_list("article__title", "sha256")),
        "suggestions": sorted(Suggestion.objects.values_list("article__title", "fingerprint")),
        # Who is killed comes after the others: then another of three brings the article.
        "items": sorted(rows.values_list("state", "article__title")),
        "others": sorted(IntakeItem.objects.filter(article=None).values_list("position", "part", "state")),
        "revisions": Revision.objects.count(),
        "keys": sorted(ArticleKey.objects.values_list("article__title", "key")),
        "hashes": ArticleHash.objects.count(),
        "blobs": sorted(Blob.objects.values_list("sha256", flat=True)),
        "visits": Visit.objects.count(),
    }


items.bring = bring
call_command("migrate", verbosity=0)
things = [Thing("page", b"1"), Thing("newer", b"2"), Thing("file", b"3"), Thing("link", None, LINK)]
handed_over("upload", things, account(INTAKE))
kills, stride = 0, int(sys.argv[1])
while not work(kills * stride):
    kills += 1
    # Time passes: leases run out, and nobody counts how often they died.
    IntakeItem.objects.filter(state="working").update(leased_until=past(seconds=1), attempts=1)
    if kills % 3 == 0:
        DBTaskResult.objects.filter(status="RUNNING").delete()
print(json.dumps({"kills": kills, **state()}))
