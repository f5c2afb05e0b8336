"""No link or button of the desk leads anywhere that turns away the person to whom it is shown."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client

from archive.admin.agenda.table import QUEUES
from archive.editorial.assigning import Item, assign
from archive.editorial.closing import merge
from archive.editorial.submitting import give_back, submit
from archive.models import RECORDS, Assessment, Assignment, Revision, Signature, Submission, Suggestion
from tests.admin.browser import address
from tests.admin.test_pages import fill
from tests.admin.workbench_cast import captured_article, marked_claim, note
from tests.factories import change, make_source, make_user, publish

pytestmark = pytest.mark.django_db

# What ends the walk, or is no page: it is not followed.
LEFT_OUT = ("/admin/logout/", "/admin/jsi18n/", "/static/", "/admin/r/")
# Addresses that differ in this alone, or in what their parameters say, are alike: so many of them are followed.
NUMBER = re.compile(r"(?<=/)(?:[0-9]+|[a-z2-7]{10}|[0-9a-f]{64})(?=/|$)")
EACH = 2
DEEPEST = 2


def sort(page: str) -> str:
    """What all addresses that are alike have in common."""
    parts = urlsplit(page)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{NUMBER.sub('1', parts.path)}?{'&'.join(names)}"


class Leading(HTMLParser):
    """Where links lead, what forms ask, and where they and their buttons send."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.sent: list[str] = []
        self.is_post = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_post = given.get("method", "get").lower() == "post"
            (self.sent if self.is_post else self.asked).append(given.get("action", ""))
        elif "formaction" in given:
            (self.sent if self.is_post or given.get("form") else self.asked).append(given["formaction"])
        elif tag == "a" and "href" in given:
            self.asked.append(given["href"])
        elif "data-address" in given:
            self.asked.append(given["data-address"])


@pytest.fixture(scope="module")
def desk(made_once: None) -> None:
    """Something of everything, in every state that a queue or a page tells apart."""
    fill()
    editor, chief = make_user("editor"), make_user("chief")
    article = captured_article()
    claim = marked_claim(article, "the ministry said", "A train crossed the border")
    note(article, "Nobody saw it", by=editor)
    claim.appearances.get().passages.update(is_orphaned=True)
    Suggestion.objects.create(article=article, proposal={"statement": "A train"}, reason="It says so.")
    merged, kept = make_source("One"), make_source("Another")
    publish(merged, kept)
    merge("source", merged.uid, into=kept.uid, by=chief, note="They are one.")
    change(kept, role="changed since")
    make_source("Nobody knows", protected=True)
    give_back(submit([make_source()], by=editor), by=chief, reason="Say who.")
    assign([Item("article", article.uid)], to=editor, by=chief)


def starts() -> Iterator[str]:
    """The front page, where every walk begins, and the latest records of every type."""
    yield "/admin/"
    for slug in QUEUES:
        yield f"/admin/archive/assignment/walk/{slug}/"
    for model in RECORDS.values():
        for pk in model._default_manager.order_by("-pk").values_list("pk", flat=True)[:4]:
            yield f"/admin/archive/{model.type}/{pk}/change/"


def led_to(client: Client, page: str) -> tuple[int, Leading, str]:
    """The status, what the page leads to, and its address after redirects."""
    answer = client.get(page, follow=True)
    found = Leading()
    if answer.status_code == 200 and "text/html" in answer.get("Content-Type", ""):
        found.feed(answer.content.decode())
    return answer.status_code, found, answer.request["PATH_INFO"]


def test_an_account_is_named_and_not_linked_for_who_may_not_open_it(desk, enter):
    client = enter("reviewer")
    Suggestion.objects.update(state="accepted", judged_by=client.person)
    for model in (Assessment, Suggestion, Signature, Submission, Assignment, Revision):
        row = model.objects.order_by("pk").first()
        page = client.get(address(model._meta.model_name, "change", row.pk))
        assert page.status_code == 200, model
        assert "/admin/archive/user/" not in page.content.decode(), model


class Walk:
    """One person who follows whatever is shown."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.followed: Counter[str] = Counter()
        self.wrong: dict[str, str] = {}

    def follow(self, page: str, shown_on: str, depth: int) -> list[tuple[str, str, int]]:
        """Open a page; what it leads to, with where it was shown and how far that is from the start."""
        if page.startswith(LEFT_OUT) or self.followed[page] or self.followed[sort(page)] >= EACH:
            return []
        self.followed.update({page, sort(page)})
        status, found, where = led_to(self.client, page)
        if status != 200:
            # What nobody showed is no broken link: it may be another role's.
            self.wrong |= {f"{status} {sort(page)}": sort(shown_on)} if shown_on else {}
            return []
        for each in found.sent:
            self.ask(urljoin(where, each), where)
        links = (urlsplit(urljoin(where, each)) for each in found.asked)
        here = [f"{link.path}?{link.query}".rstrip("?") for link in links if not link.netloc and not link.scheme]
        return [(path, where, depth + 1) for path in here if path.startswith("/")] if depth < DEEPEST else []

    def ask(self, page: str, shown_on: str) -> None:
        """Whether anybody is at home where a button sends; what it does has tests of its own."""
        asked = f"POST {sort(page)}"
        if not self.followed[asked] and not page.startswith(LEFT_OUT):
            self.followed.update({asked})
            if self.client.head(page).status_code in (403, 404, 500):
                self.wrong[asked] = sort(shown_on)


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer", "chief"])
def test_whatever_is_shown_may_be_opened(desk: None, enter: Callable[[str], Client], role: str) -> None:
    walk = Walk(enter(role))
    waiting = deque((page, "", 0) for page in starts())
    while waiting:
        waiting += walk.follow(*waiting.popleft())
    assert walk.wrong == {}
    assert len(walk.followed) > 150
