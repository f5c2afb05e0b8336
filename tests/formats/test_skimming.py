"""Reading a part of an object gives what reading all of it gives."""

import json

from hypothesis import given
from hypothesis import strategies as st

from archive.formats.skimming import Skimmer

KEYS = ("type", "url", "kind", "cards", "note", "chain", "kinds", "last")
VALUES = st.recursive(
    st.none() | st.integers() | st.sampled_from(['a","kind":1', ',"note":', "", "]}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


def text_of(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES)), min_size=2, max_size=4), st.sets(st.sampled_from(KEYS))
)
def test_a_part_is_what_it_is_in_the_whole(documents, names):
    skimmer = Skimmer(names)
    for document in documents:
        found = skimmer(text_of(document))
        assert {name: found[name] for name in names} == {name: document[name] for name in names}


def test_what_is_not_asked_for_is_not_read():
    skimmer = Skimmer({"kind"})
    first, second = ({"type": "x", "kind": number, "chain": [1] * 9} for number in (1, 2))
    assert skimmer(text_of(first)) == first
    assert skimmer(text_of(second)) == {"type": "x", "kind": 2}


def test_an_object_with_other_keys_is_read_whole():
    skimmer = Skimmer({"kind"})
    skimmer(text_of({"type": "x", "kind": 1, "note": 2}))
    for other in (
        {"type": "x", "note": 2, "kind": 1},
        {"type": "x", "kind": 1},
        {"type": "x", "a": 1, "kind": 2, "note": 1},
    ):
        assert skimmer(text_of(other)) == other
        skimmer(text_of({"type": "x", "kind": 1, "note": 2}))
