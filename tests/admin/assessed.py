"""A claim with every sort of chain, and the page that assesses it as somebody fills it in."""

import re

from tests.admin.browser import address, fields_of
from tests.factories import appearance, make_article, make_claim, make_source, step


def page_of(claim):
    return address("claim", "assess", claim.pk)


def form(client, claim):
    return fields_of(client.get(page_of(claim)), having="rationale")


def typed(client, claim, *items, **values):
    """The form of the page as somebody filled it in; ``items`` are rows of evidence."""
    fields = form(client, claim) | {
        "judged": ["uncorroborated"],
        "confidence": ["moderate"],
        "rationale": ["One origin, and nobody else."],
    }
    for number, item in enumerate(items):
        fields |= {f"evidence-{number}-{name}": [value] for name, value in item.items()}
    fields["evidence-TOTAL_FORMS"] = [str(max(len(items), 2))]
    return fields | {name: [value] for name, value in values.items()}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def make_shells():
    """Three chains to one ministry, one article on its own, one unnamed, one inferred, one that denies."""
    state = make_source("Valoria")
    woman = make_source("Ada", kind="person", affiliations=[{"body": state.uid, "type": "speaks_for"}])
    paper = make_source("Post", kind="outlet")
    articles = [make_article(f"Text {number}", published=f"2022-11-0{number}") for number in range(1, 7)]
    unnamed = make_source("officials", kind="unnamed", article=articles[3].uid)
    told = [
        appearance(articles[0], step(paper), step(state)),
        appearance(articles[1], step(paper), step(woman)),
        appearance(articles[2], step(paper), stance="asserts"),
        appearance(articles[3], step(paper), step(unnamed, naming="by_role")) | {"attribution": "anonymous"},
        appearance(articles[4], step(paper), step(make_source("Else"), inferred=True)),
        appearance(articles[5], step(paper), step(make_source("Denier")), stance="denies"),
    ]
    return make_claim("Shells were sent", claimant=state, appearances=told)
