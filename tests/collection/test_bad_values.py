"""A fault in a value is one clear line that names file, line and field; nothing is written."""

from pathlib import Path

import pytest

from tests.collection.directories import DENIAL, EVENTS, SOURCES, TRAIN, edit, line_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]

DIGEST = "sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
# What is wrong: file, what stands there, what stands there instead, words of the line to name, what is said of it.
FAULTS = {
    "unknown field": (TRAIN, "hedge: likely", "heged: likely", "heged", "claims[0].heged: unknown field; Claim has:"),
    "private place of another": (
        TRAIN,
        "hedge: likely",
        "protected: true",
        "protected",
        "claims[0].protected: unknown",
    ),
    "unknown name in a file": (DENIAL, "claims:", "claim:", "claim:", "claim: unknown name; a file about an article"),
    "missing field": (DENIAL, "  kind: denial\n", "", "- uid: notrainyet", "claims[0]: kind is missing"),
    "repeated field": (
        DENIAL,
        "kind: denial",
        "kind: denial\n  kind: opinion",
        "opinion",
        "kind: is named twice; first",
    ),
    "empty value": (TRAIN, "hedge: likely", "hedge:", "hedge:", "claims[0].hedge: is empty"),
    "empty quotes": (TRAIN, "hedge: likely", "hedge: ''", "hedge:", "claims[0].hedge: is empty"),
    "no date": (TRAIN, "published: 2022-11-17", "published: 17.11.22", "17.11", "article.published: “17.11.22” is not"),
    "no such day": (TRAIN, "asserted: 2022-11~", "asserted: 2022-02-30", "02-30", "appearances[0].asserted: February"),
    "no word of ours": (
        DENIAL,
        "stance: mentions",
        "stance: says",
        "says",
        "appearances[1].stance: is 'says', not one",
    ),
    "no number": (TRAIN, "paragraph: 12", "paragraph: twelve", "twelve", "passages[0].paragraph: is 'twelve'"),
    "no plain decimal": (TRAIN, "low: 10000.5", "low: 1e4", "1e4", "claims[0].figures[0].low: is '1e4'"),
    "neither true nor false": (
        TRAIN,
        "jointly: true",
        "jointly: yes",
        "yes",
        "claims[0].jointly: must be true or false",
    ),
    "no address": (TRAIN, "original_url: https:", "original_url: gopher:", "gopher", "article.original_url: Enter a"),
    "no digest": (
        TRAIN,
        DIGEST,
        DIGEST.replace("abc", "ABC"),
        "sha256: 0",
        "article.captures[0].sha256: A SHA-256 is 64",
    ),
    "no page": (
        TRAIN,
        DIGEST,
        f"{DIGEST}\n    archived_url: ftp://copies.example/a",
        "archived_url: ftp",
        "article.captures[0].archived_url: Enter a valid URL",
    ),
    "no item": (SOURCES, "wikidata: Q42", "wikidata: '42'", "wikidata: '42'", "[0].wikidata: A Wikidata item is"),
    "no as a country": (SOURCES, "country: NO", "country: no", "country: no", "did you mean NO (Norway)?"),
    "no topic": (TRAIN, "  - trade", "  - trades", "- trades", "topics[1]: is 'trades', which is no slug of the list"),
    "list for a text": (TRAIN, "hedge: likely", "hedge:\n  - likely", "hedge:", "claims[0].hedge: must be a text"),
    "mapping for a text": (TRAIN, "hedge: likely", "hedge:\n    a: b", "hedge:", "claims[0].hedge: must be a text"),
    "text for a list": (TRAIN, "events:\n  - shelltrain", "events: shelltrain", "events:", "events: must be a list"),
    "text for a part": (
        TRAIN,
        "authors:\n  - source:",
        "authors:\n  -",
        "- annpersona",
        "article.authors[0]: must be a",
    ),
    "text for a record": (EVENTS, "- uid: shellswhol", "- odd\n- uid: shellswhol", "- odd", "[1]: must be a mapping"),
    "text of 2 MB": (
        SOURCES,
        "role: Spokeswoman",
        f"role: {'x' * 2_000_000}",
        "role: x",
        "[0].role: is 2,000,000 char",
    ),
    "text too long here": (
        SOURCES,
        "role: Spokeswoman",
        f"role: {'x' * 201}",
        "role: x",
        "[0].role: is 201 characters",
    ),
    "NUL by escape": (SOURCES, "role: Spokeswoman", 'role: "a\\0b"', "role:", "[0].role: The text holds the control"),
    "uid missing": (SOURCES, "- uid: dailytrump\n  kind", "- kind", "- kind: outlet", "[3]: uid is missing; for a new"),
    "uid of no form": (EVENTS, "- uid: shelltrain", "- uid: Train-1", "Train-1", "[0].uid: is 'Train-1'; a uid is ten"),
    "broken constraint": (TRAIN, "high: 20000", "high: 2000", "- quantity: shells", "claims[0].figures[0]: The lower"),
    "row there twice": (
        TRAIN,
        "- source: hiddenmann\n    label: an official\n  jointly",
        "- source: annpersona\n  jointly",
        "- source: annpersona\n  jointly",
        "claims[0].claimants[1]: has the same source as claimants[0]",
    ),
    "long quotation": (
        TRAIN,
        "exact: a train with shells",
        "exact: a b c d e f g h i",
        "- article: shellarti2",
        "claims[0].appearances[0]: a passage quotes more than eight words",
    ),
    "rated opinion": (
        TRAIN,
        "kind: prediction",
        "kind: opinion",
        "- outcome",
        "claims[1].assessments[0]: opinions are",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "at", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line_at_its_place(sample: Path, file: str, old: str, new: str, at: str, said: str) -> None:
    path = edit(sample, file, old, new)
    first, *more = [line for line in refused(sample) if "which is neither" not in line]
    assert first.startswith(f"{file}:{line_of(path, at)}: ")
    assert said in first
    assert not more


def test_every_fault_of_every_file_is_named_in_order(sample: Path) -> None:
    edit(sample, SOURCES, "kind: person\n  name: Ann", "kind: robot\n  name: Ann")
    edit(sample, TRAIN, "hedge: likely", "heged: likely")
    edit(sample, TRAIN, "stance: quotes", "stance: says")
    edit(sample, DENIAL, "  force: denying", "  force: shouting")
    told = [line.split(" ")[1] for line in refused(sample)]
    expected = [
        "claims[0].heged:",
        "claims[1].appearances[0].stance:",
        "claims[0].appearances[0].chain[0].force:",
        "[0].kind:",
    ]
    assert told == expected


def test_hundreds_of_faults_do_not_drown_each_other(sample: Path) -> None:
    odd = "".join(f"\n  odd{number}: x" for number in range(2_000))
    edit(sample, SOURCES, "role: Spokeswoman", f"role: Spokeswoman{odd}")
    edit(sample, TRAIN, "hedge: likely", "heged: likely")
    lines = refused(sample)
    assert len(lines) == 502
    assert lines[-1] == "sources.yaml: at least 1,500 more faults are not listed"


def test_a_fault_says_nothing_that_a_terminal_would_obey(sample: Path) -> None:
    edit(sample, SOURCES, "role: Spokeswoman", '"\\e[2Jodd": x')
    [line] = refused(sample)
    assert line.startswith("sources.yaml:7: [0].·[2Jodd: unknown field")
