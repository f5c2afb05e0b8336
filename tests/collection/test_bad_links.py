"""A record that names what is not there, stands where it does not belong, or says who must not be named."""

from pathlib import Path

import pytest

from archive import collection
from tests.collection.directories import DENIAL, EVENTS, SOURCES, TRAIN, edit, line_of, refused
from tests.factories import make, make_claim, make_source, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]

CIRCLE = "- kind: narrows\n    target: officerssa\n    note: A circle.\n  - kind: contradicts"
TWIN = "- uid: shelltrain\n  title: Twin\n  status: planned\n- uid: shellswhol"

# What is wrong: file, what stands there, what stands there instead, words of the line to name, what is said of it.
FAULTS = {
    "link": (TRAIN, "target: notrainyet", "target: notrainyes", "notrainyes", "; did you mean notrainyet?"),
    "evidence": (
        TRAIN,
        "target: shellarti2\n      loc",
        "target: qqqqqqqqqq\n      loc",
        "qqqq",
        "evidence[0].target: names q",
    ),
    "basis": (
        DENIAL,
        "basis_from: shellarti2",
        "basis_from: qqqqqqqqqq",
        "qqqq",
        "article.published_basis_from: names",
    ),
    "body": (
        SOURCES,
        "- body: ruritania2\n    type: state",
        "- body: qqqqqqqqqq\n    type: state",
        "qqqq",
        "[3].affiliations[0].body",
    ),
    "another type": (
        TRAIN,
        "publisher: dailytrump",
        "publisher: shelltrain",
        "publisher:",
        "is an event, not a source",
    ),
    "uid of two": (
        EVENTS,
        "- uid: shellswhol",
        TWIN,
        "- uid: shelltrain\n  title: Twin",
        "shelltrain stands already in",
    ),
    "circle of claims": (
        TRAIN,
        "- kind: contradicts",
        CIRCLE,
        "target: trainwents\n    note",
        "officerssa → trainwents →",
    ),
    "circle of events": (
        EVENTS,
        "status: under_way",
        "status: under_way\n  part_of: shelltrain",
        "part_of: shelltrain",
        "closes a circle",
    ),
    "claim of another file": (
        DENIAL,
        "- article: notrainart\n    stance",
        "- article: shellarti2\n    stance",
        "- article:",
        "is shellarti2; a claim stands",
    ),
    "named source of an article": (
        TRAIN,
        "kind: unnamed",
        "kind: group",
        "kind: group",
        "sources[0].kind: only unnamed sources",
    ),
    "unnamed source elsewhere": (
        TRAIN,
        "article: shellarti2\nclaims",
        "article: notrainart\nclaims",
        "article: notrainart",
        "must be shellarti2",
    ),
    "unnamed source of none": (
        SOURCES,
        "kind: outlet",
        "kind: unnamed",
        "kind: unnamed",
        "an unnamed source stands in the file",
    ),
    "protected name": (
        TRAIN,
        "hedge: likely",
        "hedge: says old QUILL",
        "hedge",
        "claims[0].hedge: holds the name of a prot",
    ),
    "protected evidence": (
        TRAIN,
        "target: shellarti2\n      loc",
        "target: hiddenmann\n      loc",
        "target: hidden",
        "names hiddenmann, a protected source",
    ),
    "protected without a label": (TRAIN, "label: an official\n  jointly", "label: an official\n  jointly", "", ""),
}
del FAULTS["protected without a label"]


@pytest.mark.parametrize(("file", "old", "new", "at", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line_at_its_place(sample: Path, file: str, old: str, new: str, at: str, said: str) -> None:
    path = edit(sample, file, old, new)
    [line] = refused(sample)
    assert line.startswith(f"{file}:{line_of(path, at)}: ")
    assert said in line


def test_a_protected_claimant_needs_a_label(sample: Path) -> None:
    edit(sample, TRAIN, "- source: hiddenmann\n    label: an official\n  jointly", "- source: hiddenmann\n  jointly")
    [line] = refused(sample)
    assert "claims[0]: A protected claimant needs a label" in line


def test_a_protected_author_is_no_author_in_public(sample: Path) -> None:
    edit(sample, TRAIN, "authors:\n  - source: annpersona", "authors:\n  - source: hiddenmann")
    [line] = refused(sample)
    assert "article.authors[0]: source is missing (its source is protected" in line


def test_what_is_public_cannot_be_protected_by_a_file(sample: Path) -> None:
    publish(make("source", {"kind": "person", "name": "Zacharias Quillfeather"}, uid="hiddenmann"))
    told = refused(sample)
    assert any("[1].protected: is public already" in line for line in told)


def test_names_protected_on_the_desk_count_too(sample: Path) -> None:
    make_source("Trumpet", protected=True)
    [line] = refused(sample)
    assert line.startswith("sources.yaml:")
    assert "[3].name: holds the name of a protected source" in line


def test_a_link_to_a_draft_is_named_when_publishing(sample: Path) -> None:
    make("source", {"kind": "group", "name": "Draft"}, uid="draftgroup")
    path = edit(sample, EVENTS, "- source: ruritania2", "- source: draftgroup")
    [line] = refused(sample)
    assert line.startswith(f"{EVENTS}:{line_of(path, 'draftgroup')}: [0].participants[0].source: names draftgroup")
    assert "which is a draft" in line


def test_a_uid_of_another_type_on_the_desk_is_named(sample: Path) -> None:
    make("source", {"kind": "group", "name": "Group"}, uid="shellswhol")
    assert any("[1].uid: shellswhol is a source on the desk, not an event" in line for line in refused(sample))


def test_circles_may_lead_over_the_desk(sample: Path) -> None:
    collection.load(sample, publish=False)
    narrows = [{"kind": "narrows", "target": "trainwents", "note": "Less."}]
    draft = make_claim(relations=narrows)
    new = f"- kind: narrows\n    target: {draft.uid}\n    note: Less.\n  - kind: contradicts"
    path = edit(sample, TRAIN, "- kind: contradicts", new)
    [line, _] = refused(sample)  # the other says that it is a draft
    assert line.startswith(f"{TRAIN}:{line_of(path, draft.uid)}: claims[0].relations[0].target: closes a circle: ")


def test_a_file_that_cannot_be_read_is_no_reason_to_call_links_dangling(sample: Path) -> None:
    (sample / EVENTS).write_text("\t")
    [line] = refused(sample)
    assert line.startswith("events.yaml:1: a tab stands")
