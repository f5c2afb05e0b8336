"""axe-core before pages of the desk; their addresses, and what each is made of."""

import re
from html.parser import HTMLParser
from pathlib import Path

from django.apps import apps
from django.urls import get_resolver

from archive.collection import practice
from archive.models import Annotation, Article, Claim, Submission, Suggestion
from tests.admin.pages import patterns

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# What can differ where only colours, or only widths, do.
COLOURS = ["color-contrast", "link-in-text-block"]
WIDTHS = ["target-size", "scrollable-region-focusable"]
RUN = """
async ([rules, left_out]) => {
  const options = {resultTypes: ["violations"], preload: false, rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run({exclude: left_out}, rules ? {...options, runOnly: rules} : options);
  const told = (id, node) => `${id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`;
  return violations.flatMap(({id, nodes}) => nodes.map((node) => told(id, node)));
}
"""
# A list that hangs from a field keeps the width it was opened with.
WIDER = """
() => document.querySelector(".select2-dropdown") ? 0 : document.documentElement.scrollWidth - window.innerWidth
"""
# Whatever a page asks for by itself has been answered.
SETTLED = "() => document.readyState === 'complete' && !document.querySelector('.asking, [aria-busy=true]')"
PARAMETER = re.compile("<([a-z_]+)>")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LEADS_OUT = {"logout", "view_on_site", "login-link"}


class Proof:
    """Looks at a page from every side, and keeps what is wrong: a fault, and where it was found."""

    def __init__(self, page):
        self.page = page
        self.faults = {}
        # Colours are the same on a narrow screen, unless a page has rules of its own.
        self.is_thorough = True
        # The list of models beside each page is looked at once.
        self.left_out = []

    def visit(self, url, name=""):
        self.page.goto(url)
        self.look(name or url)

    def look(self, name):
        """The page as it stands now, with what has been opened on it."""
        self.page.wait_for_function(SETTLED)
        self._run(f"{name}, wide and light", None)
        self.page.emulate_media(color_scheme="dark")
        self._run(f"{name}, wide and dark", COLOURS)
        self.page.set_viewport_size(NARROW)
        self._run(f"{name}, narrow and dark", [*COLOURS, *WIDTHS] if self.is_thorough else WIDTHS)
        self.page.emulate_media(color_scheme="light")
        if (wider := self.page.evaluate(WIDER)) > 0:
            self.faults.setdefault(f"{wider} pixels wider than the screen", []).append(name)
        self.page.set_viewport_size(WIDE)
        self.left_out = ["#nav-sidebar"]

    def _run(self, where, rules):
        for fault in self.page.evaluate(RUN, [rules, self.left_out]):
            self.faults.setdefault(fault, []).append(where)


def keys():
    """The newest row of each model, by its name in addresses; the practice article, since it has texts."""
    models = [*apps.get_app_config("archive").get_models(), *apps.get_app_config("auth").get_models()]
    newest = {model._meta.model_name: model._default_manager.order_by("-pk").first() for model in models}
    newest["article"] = Article.objects.get(uid=practice.ARTICLE)
    newest["submission"] = Submission.objects.filter(state="open").earliest("pk")
    newest["claim"] = Claim.objects.get(uid=practice.SUBMITTED[-1][1])
    return {name: row for name, row in newest.items() if row is not None}


def addresses(rows):
    """Every address of the desk that a row can be filled into."""
    for route, pattern in patterns(get_resolver()):
        if not route.startswith("/admin/") or not pattern.name or pattern.name in LEADS_OUT:
            continue
        row = rows.get(route.split("/")[3]) if route.count("/") > 3 else None
        number = Suggestion.objects.filter(state="open").earliest("pk").pk if "suggestion" in route else 1
        values = {
            **dict.fromkeys(("object_id", "pk", "id"), str(row.pk) if row else "1"),
            "uid": practice.SUBMITTED[-1][1] if pattern.name == "archive_submission_page" else getattr(row, "uid", ""),
            "number": str(Annotation.objects.latest("pk").pk if "/note/" in route else number),
            "act": "accept",
            "app_label": "archive",
            "slug": "mine",
            "name": "withdraw",
        }
        address = PARAMETER.sub(lambda match, values=values: values.get(match[1], "x"), route)
        yield f"{address}?record={row.uid}" if pattern.name.endswith("_many") else address


class Skeleton(HTMLParser):
    """What a page is made of: its kinds of element, and which kinds stand inside of which."""

    # What a page says of its own model only.
    OWN = re.compile("^(model|column|field|app)-")

    def __init__(self):
        super().__init__()
        self.inside = []
        self.bones = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        classes = sorted(each for each in (given.get("class") or "").split() if not self.OWN.match(each))
        bone = (tag, *classes, given.get("type"), given.get("role"))
        self.bones.add((self.inside[-1] if self.inside else None, bone))
        if tag not in VOID:
            self.inside.append(bone)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass


def bones_of(client, address):
    """Of a whole page; none for a redirect, a download, a piece for a script, or what asks for POST."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    if answer.status_code != 200 or answer.streaming or b"<html" not in answer.content:
        return set()
    skeleton = Skeleton()
    skeleton.feed(answer.content.decode())
    return skeleton.bones
