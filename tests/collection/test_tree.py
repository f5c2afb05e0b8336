"""Only texts, lists and mappings come out of a file, and nothing large or deep is built on the way."""

import pytest
import yaml

from archive.collection import tree
from archive.collection.tree import Slip, Unreadable, decode, read


@pytest.fixture(params=["fast", "plain"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With libyaml and without it: the same."""
    if request.param == "plain":
        monkeypatch.setattr(tree, "LOADER", yaml.BaseLoader)


def refusal(text: str) -> Slip:
    with pytest.raises(Unreadable) as refused:
        read(text)
    return refused.value.slip


def test_nothing_but_text_is_made_of_a_scalar() -> None:
    written = "a: no\nb: 2022-11-08\nc: 0x10\nd: ~\ne: 1e3\nf: <<\ng: =\nh: 'true'\n"
    assert list(read(written).value.values()) == ["no", "2022-11-08", "0x10", "~", "1e3", "<<", "=", "true"]


def test_every_value_has_the_line_of_its_name() -> None:
    lines = read("a:\n- b: one\n\n  c:\n  - d: two\n      and more\n  - three\n").lines
    expected = {"": 1, "a": 1, "a[0]": 2, "a[0].b": 2, "a[0].c": 4, "a[0].c[0]": 5, "a[0].c[0].d": 5}
    assert lines == {**expected, "a[0].c[1]": 7}


def test_a_repeated_name_is_told_with_both_lines() -> None:
    found = read("a: one\nb: two\na:\n- three\n")
    assert found.slips == [Slip(3, "a", "is named twice; first in line 1")]
    assert found.value == {"a": "one", "b": "two"}


@pytest.mark.parametrize("nothing", ["a:\nb: x", "a: ''\nb: x", 'a: " "\nb: x', "a: []\nb: x", "a: {}\nb: x"])
def test_an_empty_value_is_told(nothing: str) -> None:
    [slip] = read(nothing).slips
    assert slip[:2] == (1, "a")
    assert "is empty" in slip.message


@pytest.mark.thorough
def test_a_long_text_is_told_and_let_go() -> None:
    found = read(f"a: {'x' * 2_000_000}\n")
    assert found.slips == [Slip(1, "a", "is 2,000,000 characters long, at most 20,000 are allowed")]
    assert found.value == {"a": "x"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &b x\n", 1, "anchors"),
        ("x: y\na: *b\n", 2, "anchors"),
        ("x: y\na: !!python/name:os.system x\n", 2, "tags"),
        ("a: ! x\n", 1, "tags"),
        ("a: x\n---\nb: y\n", 2, "one document"),
        ("? [a]\n: b\n", 1, "a name is a plain text"),
        (f"{'k' * 61}: x\n", 1, "a name of 61 characters"),
        ("a:\n\tb: x\n", 2, "a tab stands in the indentation"),
        ("a: x\nb: [c\n", 3, "is not YAML here"),
        ("a: x\n b: y\n", 2, "is not YAML here"),
        ("a: '\n", 2, "is not YAML here"),
        ("", 1, "the file is empty"),
        ("# only words\n", 1, "the file is empty"),
    ],
)
def test_what_is_not_used_here_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    slip = refusal(text)
    assert words in slip.message
    assert slip.line == line


def test_depth_is_refused_before_it_is_built() -> None:
    assert "deeper than 24 levels" in refusal("[" * 5_000).message
    assert "deeper than 24 levels" in refusal("- " * 5_000).message
    assert "deeper than 24 levels" in refusal("".join(f"{'  ' * depth}a:\n" for depth in range(400))).message


def test_values_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_VALUES", 1_000)
    assert len(read("- x\n" * 999).value) == 999
    assert refusal("- x\n" * 1_000).message == "a file holds at most 1,000 names and values"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a: x\nb: \0\n", 2, "control character U+0000"),
        (b"a: \x1b[31m\n", 1, "control character U+001B"),
        (b"a: x\nb: \xed\xa0\x80\n", 2, "half of a surrogate pair"),
        (b"a: x\n\nb: \xff\n", 3, "not UTF-8"),
        ("a: x\n".encode("utf-16"), 1, "not UTF-8"),
    ],
)
def test_bytes_that_no_text_holds_are_refused_with_their_line(content: bytes, line: int, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(content)
    assert words in refused.value.slip.message
    assert refused.value.slip.line == line


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(decode(b"\xef\xbb\xbfa: x\n")).value == {"a": "x"}
