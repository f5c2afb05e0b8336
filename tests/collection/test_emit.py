"""What is written is read again as it was, and is always written alike."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archive.collection import tree
from archive.collection.emit import WIDTH, emit
from archive.text.canonical import TextError, clean


def is_clean(text: str) -> bool:
    try:
        return bool(text.strip()) and clean(text) == text
    except TextError:
        return False


TEXTS = st.one_of(
    st.text(),
    # What means something to YAML is what chance seldom puts together.
    st.lists(st.sampled_from([*"-?:#&*!|>'\"%@`{}[], \n\tax\\~=", "…", "\u2028", "\x85", "\ufeff", "word"])).map(
        "".join
    ),
    st.lists(
        st.sampled_from(["word", "longer-word", "- dash", "a: b", "it's", '"said"', "#1", "  ", "\n"]), min_size=20
    ).map(" ".join),
).filter(is_clean)
NAMES = st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_any_value_survives(value: Any) -> None:
    written = emit(value)
    assert tree.read(tree.decode(written.encode())).value == value
    assert yaml.load(written, Loader=yaml.BaseLoader) == value


@given(TEXTS)
def test_what_was_read_is_written_as_it_stood(text: str) -> None:
    written = emit({"note": text})
    assert emit(tree.read(written).value) == written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain words", "note: plain words"),
        ("no", "note: no"),
        ("2022-11-08", "note: 2022-11-08"),
        ("2022-11~", "note: 2022-11~"),
        ("[2022-11-01..2022-11-13]", "note: '[2022-11-01..2022-11-13]'"),
        ("a: b", "note: 'a: b'"),
        ("it's: so", 'note: "it\'s: so"'),
        ('it\'s: "so"', "note: 'it''s: \"so\"'"),
        ("북한의 #포탄", "note: '북한의 #포탄'"),
        ("북한의 포탄", "note: 북한의 포탄"),
        ("first\nsecond", "note: |-\n  first\n  second"),
        ("odd\x85line", 'note: "odd\\x85line"'),
        ("a\tb", 'note: "a\\tb"'),
    ],
)
def test_quotes_stand_only_where_yaml_needs_them(text: str, line: str) -> None:
    assert emit({"note": text}) == f"{line}\n"


def test_numbers_and_truth_are_written_as_their_texts() -> None:
    assert emit({"paragraph": 3, "jointly": True}) == "paragraph: 3\njointly: true\n"


def test_lists_under_a_name_are_not_indented_further() -> None:
    value = {"chain": [{"sources": [{"naming": "named"}], "verb": "said"}, {"verb": "wrote"}], "topics": ["arms"]}
    expected = "chain:\n- sources:\n  - naming: named\n  verb: said\n- verb: wrote\ntopics:\n- arms\n"
    assert emit(value) == expected


def test_long_texts_are_folded_between_words() -> None:
    lines = emit({"note": " ".join(["word"] * 100)}).splitlines()
    assert all(len(line) <= WIDTH for line in lines)
    assert [line[:2] for line in lines[1:]] == ["  "] * (len(lines) - 1)
