"""What every test stands on: file databases, guards that let a flush through, fixed random choices."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.template import Context, Template
from django.test.signals import template_rendered
from django.utils.safestring import SafeString
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from archive.ledger import guards
from archive.reading_room.searching import search

# Playwright keeps an event loop in the test's thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

for name, examples in {"quick": 10, "thorough": 100}.items():
    hypothesis_settings.register_profile(
        name, max_examples=examples, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )

# Fixtures that make what the tests of a file share.
SHARED = {"made_once", "committed"}
FLUSHES = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="run also what takes minutes: sweeps, and browsers")


def pytest_configure(config: pytest.Config) -> None:
    # Whoever names files wants all of them; the workers are told by the option.
    config.option.thorough |= config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    hypothesis_settings.load_profile("thorough" if config.option.thorough else "quick")
    # Passwords are hashed fast; static files keep their names, since nothing is collected for a test.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # On PostgreSQL the settings are not local, and would ask every reviewer of every test for a code.
    settings.SECOND_FACTOR_REQUIRED = False
    settings.STATIC_ROOT = settings.VAR / "no-static"
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.thorough:
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    # What is loaded by now stays loaded; looking through it for garbage, again and again, takes a quarter of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def noted_once(django_test_environment: None) -> None:
    """``response.context`` is what a page was given; Django would note it again for every piece the page includes.

    Each note is a copy of everything, which takes a quarter of the time of the desk's tests.
    """

    def render(template: Template, context: Context) -> SafeString:
        if context.template is template and "request" in context:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """A file, as in earnest: threads, browsers and concurrent writers each open it themselves.

    A thread of the live server keeps no connection between two requests: it lasts as long as the browser holds its
    end, and PostgreSQL would not drop the database under it.
    """
    connection.settings_dict["CONN_MAX_AGE"] = 0
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


def pytest_itemcollected(item: pytest.Item) -> None:
    # A fixture of a module comes before any test; only the mark has a database for tests made by then.
    if not SHARED.isdisjoint(getattr(item, "fixturenames", ())):
        item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a file's tests share is made once, by fixtures of the module that ask for this, and taken back at its end.

    Each test is a savepoint in the one transaction; none of the file may be transactional itself.
    """
    with django_db_blocker.unblock():
        check_it_is_for_tests()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Like ``made_once`` for what the threads of a server look at: it is committed, and all is emptied at the end."""
    with django_db_blocker.unblock():
        check_it_is_for_tests()
        yield
        guards.lift(plan=["flush"])
        search.clear()
        call_command("flush", verbosity=0, interactive=False)


def check_it_is_for_tests() -> None:
    assert "test" in Path(connection.settings_dict["NAME"]).name, "This is somebody's own database."


@pytest.fixture(autouse=True)
def guards_let_the_flush_through(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test ends in a flush, which the guards forbid and which skips the raw search table."""
    marker = request.node.get_closest_marker("django_db")
    transactional = marker is not None and marker.kwargs.get("transaction", False)
    if not transactional and FLUSHES.isdisjoint(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    guards.lift(plan=["flush"])
    search.clear()
