"""Directories and files that are none of ours, or that mean harm."""

import os
from pathlib import Path

import pytest

from tests.collection.directories import DENIAL, EVENTS, SOURCES, edit, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]

BOMB = "a: &a [x]\n" + "".join(f"{n}: &{n} [*{m}, *{m}, *{m}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "1: the file is empty; leave it out, or write what belongs into it"),
        (b"[]\n", "1: is empty; leave the file out when there is nothing to say"),
        (b"title: x\n", "1: must be a list of events"),
        (b"words\n", "1: must be a list of events"),
        (BOMB.encode(), "1: anchors and aliases are not used here; write the value out"),
        (b"[" * 5_000, "1: [0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: is nested deeper than"),
        (b"- title: a\0b\n", "1: the file holds the control character U+0000"),
        (b"- title: x\n  place: \xed\xa0\x80\n", "2: the file holds half of a surrogate pair"),
        (b'- title: x\n  place: "\\ud800"\n', "2: is not YAML here: "),
        (b"- title: x\n\tplace: y\n", "2: a tab stands in the indentation; YAML takes spaces there"),
        (b"- title: !!python/object/apply:os.system [id]\n", "1: tags are not used here"),
        (b"- title: x\n---\n- title: y\n", "2: a file holds one document; a second one begins here"),
        (b"- title: " + b"x" * 5_000_000, " is larger than 5 MB; split what it tells"),
    ],
)
def test_a_file_of_another_kind_is_one_line(sample: Path, content: bytes, line: str) -> None:
    (sample / EVENTS).write_bytes(content)
    [first] = refused(sample)
    assert first.startswith(f"{EVENTS}:{line}")


def test_an_article_is_one_and_claims_are_many(sample: Path) -> None:
    (sample / DENIAL).write_text("article:\n- uid: notrainart\nclaims:\n  uid: notrainyet\n")
    assert refused(sample) == [
        f"{DENIAL}:1: article: must be a mapping of names to values",
        f"{DENIAL}:3: claims: must be a list of claims",
    ]


def test_what_is_no_directory_is_told(sample: Path) -> None:
    assert refused(sample / "nowhere") == [f"{sample}/nowhere: cannot be read: No such file or directory"]
    assert refused(sample / SOURCES) == [f"{sample}/sources.yaml: cannot be read: Not a directory"]


def test_a_directory_without_a_collection_is_told(tmp_path: Path) -> None:
    [line] = refused(tmp_path)
    assert line.endswith("holds no collection, which has sources.yaml, events.yaml and articles/*.yaml")


def test_a_file_by_another_name_is_told_and_not_passed_over(sample: Path) -> None:
    (sample / "source.yaml").write_text("- uid: x\n")
    (sample / "articles" / "odd.yml").write_text("article: x\n")
    told = refused(sample)
    assert [line.split(" ")[0] for line in told] == ["articles/odd.yml:", "source.yaml:"]
    assert all("is not read" in line for line in told)


def test_what_is_no_plain_file_is_not_opened(sample: Path) -> None:
    (sample / EVENTS).unlink()
    os.mkfifo(sample / EVENTS)
    (sample / "articles" / "folder.yaml").mkdir()
    (sample / "articles" / "gone.yaml").symlink_to("nowhere")
    assert refused(sample) == [
        "articles/folder.yaml: is not a plain file",
        "articles/gone.yaml: cannot be read: No such file or directory",
        "events.yaml: is not a plain file",
    ]


def test_notes_beside_a_collection_are_nobodys_business(sample: Path) -> None:
    (sample / "README.md").write_text("What this is.\n")
    (sample / "articles" / ".draft.yaml").write_text("\t\n")
    edit(sample, SOURCES, "role: Spokeswoman", "role:")
    assert len(refused(sample)) == 1
