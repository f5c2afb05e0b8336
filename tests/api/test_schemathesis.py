"""Whatever a program may ask, every address answers as the schema says; whatever it may not, it is told."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from schemathesis.config import SchemathesisConfig

from archive.api.openapi.made import document
from tests.api.openapi_cast import Asker, publish_first_collection

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

CONFIG = {"seed": 1, "generation": {"deterministic": True, "max-examples": 10, "database": "none"}}


@pytest.fixture(scope="module")
def asker(made_once):
    publish_first_collection()
    return Asker()


@pytest.fixture(scope="module")
def described(asker):
    """The schema as it is served, and the archive behind it in the transaction of the test."""
    # The client of Django's tests sets the same signals, and back again: it is used before.
    served = Client().get("/api/v1/schema/").json()
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    # Loaded by its address, it would be the one that is not asked for.
    schema = schemathesis.openapi.from_dict(served, config=SchemathesisConfig.from_dict(CONFIG))
    schema.app = WSGIHandler()
    yield schema
    for signal in signals:
        signal.connect(close_old_connections)
    assert set(asker.asked) == set(document()["paths"])
    # Nothing is shown by refusals alone.
    assert {path for path, statuses in asker.asked.items() if 200 not in statuses} == set()


@pytest.fixture(autouse=True)
def named(request):
    """Schemathesis names each operation by a private attribute, which pytest has no more."""
    request.node._nodeid = request.node.nodeid


feed = schemathesis.pytest.from_fixture("described")


@feed.parametrize()
def test_every_answer_is_as_the_schema_says(case, asker):
    if case.meta.generation.mode.is_positive:
        asker.mend(case.path, case.path_parameters, case.query)
    # What the server packs, this client of the server does not unpack.
    answer = case.call_and_validate(headers={"Accept-Encoding": "identity"})
    asker.asked[case.operation.path].add(answer.status_code)
