"""Every fault of form, with its path and a sentence."""

import pytest

from archive.models import Claim, Source
from archive.records.check import check
from archive.records.schema import schema

GOOD = {
    "statement": "It is so",
    "kind": "assertion",
    "claimants": [{"source": "aaaaaaaaaa"}],
    "figures": [{"quantity": "shells", "low": "10000.5", "qualifier": "about"}],
    "appearances": [{"article": "bbbbbbbbbb", "stance": "reports", "attribution": "reported", "chain": []}],
    "assessments": [
        {
            "standing": "open",
            "confidence": "low",
            "as_of": "2022-11-17",
            "decided_at": "2026-11-22T06:00:00Z",
            "rationale": "none",
        }
    ],
}


def faults(**changes: object) -> list[tuple[str, str]]:
    found = check(Claim, {**GOOD, **changes})
    return [(".".join(map(str, fault.path)), fault.message) for fault in found]


def test_a_sound_record_has_no_fault() -> None:
    assert not faults()


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"colour": "red"}, "colour", "unknown field"),
        ({"kind": "rumour"}, "kind", "not one of: assertion"),
        ({"statement": 5}, "statement", "must be a text"),
        ({"statement": "a\0b"}, "statement", "U+0000"),
        ({"statement": "\ud800"}, "statement", "surrogate"),
        ({"statement": "x" * 20_001}, "statement", "characters long"),
        ({"jointly": "yes"}, "jointly", "true or false"),
        ({"subjects": "aaaaaaaaaa"}, "subjects", "must be a list"),
        ({"subjects": ["AAAAAAAAAA"]}, "subjects.0", "ten characters"),
        ({"subjects": ["aaaaaaaaaa", "aaaaaaaaaa"]}, "subjects.1", "named twice"),
        ({"resolves_by": "2022-13"}, "resolves_by", "month 13"),
        ({"resolves_by": f"[{'2022-11-01,' * 6}2022-11-02]"}, "resolves_by", "at most 64 characters"),
        ({"reply_asked_at": "yesterday"}, "reply_asked_at", "YYYY-MM-DD"),
        ({"claimants": [7]}, "claimants.0", "mapping"),
        ({"figures": [{"quantity": "shells", "low": "1e5", "qualifier": "about"}]}, "figures.0.low", "plain decimal"),
        ({"figures": [{"low": "1", "qualifier": "about"}]}, "figures.0", "quantity is missing"),
        ({"appearances": [{"article": "bbbbbbbbbb", "stance": "reports"}]}, "appearances.0", "attribution is missing"),
    ],
)
def test_each_fault_is_named_with_its_path(changes: dict, path: str, words: str) -> None:
    [(where, message)] = faults(**changes)
    assert where == path
    assert words in message


def test_faults_of_all_fields_are_told_at_once() -> None:
    assert len(faults(colour="red", kind="rumour", subjects="x")) == 3


def test_private_names_are_unknown_to_a_payload() -> None:
    data = {"kind": "person", "name": "x", "protected": True}
    assert [fault.path for fault in check(Source, data)] == [("protected",)]
    assert not list(check(Source, data, private=True))


def test_the_schema_says_the_same_names() -> None:
    made = schema(Claim)
    assert set(made["required"]) == {"statement", "kind"}
    assert made["additionalProperties"] is False
    step = made["properties"]["appearances"]["items"]["properties"]["chain"]["items"]["properties"]
    assert step["force"]["enum"] == ["neutral", "affirming", "distancing", "denying", "committing"]
