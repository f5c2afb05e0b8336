"""From bytes to what is understood of each document in them, in a process of bounded means."""

import json

import pytest

from archive.ingest.confining import Confined
from archive.ingest.shapes import Refusal
from archive.ingest.understanding import IMPORTS, Understood, understand
from archive.text.sketch import sketch

BODY = (
    "The council of Elphberg said on Tuesday that the breakwater would be finished in {0}, two years late.",
    "“We were unlucky with the weather,” said Tomas Brandt, the mayor, who promised that no more money was needed.",
    "The opposition denied that it had known of the delay, and asked for a report before the end of the month.",
)


def line(month):
    text = "\n\n".join(BODY).format(month)
    return json.dumps({"title": f"Works until {month}", "text": text, "url": f"https://j.example.org/{month}"})


@pytest.fixture(scope="module")
def child():
    with Confined(imports=IMPORTS, seconds=20) as child:
        yield child


def test_each_document_is_understood_and_one_that_is_none_stops_no_other(child):
    data = "\n".join([line("June"), "no JSON", line("July")]).encode()
    first, second, third = child.each(understand, data, name="works.jsonl")
    assert isinstance(second, Refusal)
    for document, month in ((first, "June"), (third, "July")):
        assert isinstance(document, Understood)
        assert document.guess("title") == f"Works until {month}"
        assert document.guess("language") == "en"
        assert document.read.url == f"https://j.example.org/{month}"
        assert month in document.found.text
        assert document.sketch == sketch(document.found.text)
        assert {"denial"} <= {each.kind for each in document.proposals}
        for each in document.proposals:
            assert document.found.text[slice(*each.exact)] in document.found.text[slice(*each.sentence)]
    for left_out in ({"skip": 2}, {"after": 2}, {"after": 1, "skip": 1}):
        assert list(understand(data, name="works.jsonl", **left_out)) == [third]
    assert list(child.each(understand, data, name="works.jsonl", after=2)) == [third]


def test_what_no_room_of_words_knows_is_understood_too(child):
    """A language that small words do not tell asks for a model, which must be there without a file to be opened."""
    words = " ".join(f"{one}{two}ra" for one in ("bal", "kor", "tun", "zel", "mip") for two in "aeiou")
    data = "\n\n".join(["Kora bal", *[f"{words.capitalize()} {number} {words}." for number in range(5)]]).encode()
    [document] = child.each(understand, data, name="words.txt")
    assert isinstance(document, Understood | Refusal)
    assert not isinstance(document, Refusal) or "program" not in document.sentence


def test_bytes_that_are_nothing_are_refused(child):
    [refused] = child.each(understand, b"%PDF-1.4\n\0\0\0", name="cut.pdf")
    assert isinstance(refused, Refusal)
    with pytest.raises(Refusal):
        list(child.each(understand, b"PK\x03\x04" + b"\0" * 100, name="cut.zip"))
