"""Every sort of file comes out as documents, one refusal for each that cannot be read."""

import gzip
import json
import subprocess
import sys

import pytest

from archive.ingest.reading import packing, read
from archive.ingest.shapes import Hint, Read, Refusal


def documents(data: bytes, name: str = "file", url: str = "", media_type: str = "") -> list[Read | Refusal]:
    return list(read(data, name=name, url=url, media_type=media_type))


def document(data: bytes, **more: str) -> Read:
    (found,) = documents(data, **more)
    assert isinstance(found, Read), found
    return found


def said(found: Read) -> dict[str, str]:
    return {hint.field: hint.value for hint in reversed(found.hints)}


def test_importing_the_room_loads_no_heavy_library() -> None:
    heavy = "trafilatura", "lxml", "pypdf", "feedparser", "warcio", "charset_normalizer", "numpy"
    code = (
        f"import sys; from archive.ingest import reading, confining; print([m for m in {heavy!r} if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_plain_text_stays_as_it_stands() -> None:
    found = document("Title\r\n\r\n  • Share  \r\nWords.\r\n".encode(), name="a.txt", url="https://a.example/")
    assert found.text == "Title\n\n  • Share\nWords."
    assert (found.media_type, found.encoding, found.url) == ("text/plain", "utf-8", "https://a.example/")
    assert found.data.endswith(b"\r\n")


def test_markdown_is_read_as_it_is_seen() -> None:
    found = document(
        b"---\ntitle: 'A: b'\ndate: 2025-03-04\nauthors:\n  - Ana\n  - Bo\nlang: no\nurl: https://a.example/1\n---\n"
        b"## Part *one*\n\nSome **bold** words, [a link](http://x/) and\nmore ![of it](y.png).\n\n* one\n* two\n\n> quoted\n> on\n"
        b"***\nsnake_case_name \\*kept\\*"
    )
    assert found.text == (
        "A: b\n\nPart one\n\nSome bold words, a link and more of it.\n\none\ntwo\n\nquoted on\n\nsnake_case_name *kept*"
    )
    roles = [block.role for block in found.blocks]
    assert roles == ["h1", "h2", "p", "li", "li", "blockquote", "p"]
    assert [found.text[block.start : block.end] for block in found.blocks][:2] == ["A: b", "Part one"]
    assert Hint("author", "Bo", "front matter, authors") in found.hints
    assert said(found) | {"author": ""} == {
        "title": "A: b", "author": "", "published": "2025-03-04", "language": "no", "url": "https://a.example/1",
    }  # fmt: skip
    assert found.url == "https://a.example/1"


def test_what_leans_leads_to_the_text_or_is_about_it() -> None:
    found = document(
        b"# A\n\n*By X | 3 June 2031*\n\n*One line of what **follows** here,\nand another line of it.*\n\n![alt](a.png)\n"
        b"*A pier. Photo: Y*\n\nThe *first* words.\n\n---\n\n*The ministry did not answer questions before the deadline.*",
        name="a.md",
    )
    assert [(found.text[block.start : block.end], block.role) for block in found.blocks] == [
        ("A", "h1"),
        ("By X | 3 June 2031", "p"),
        ("One line of what follows here, and another line of it.", "standfirst"),
        ("A pier. Photo: Y", "figcaption"),
        ("The first words.", "p"),
        ("The ministry did not answer questions before the deadline.", "note"),
    ]


def test_what_is_asked_in_bold_is_no_heading() -> None:
    asked = ["Why now?", "The mayor says it is safe.", "And then?"]
    found = document("\n\n".join(f"**{each}**\n\nSo it is." for each in asked).encode(), name="a.md")
    assert [block.role for block in found.blocks] == ["q", "p"] * 3
    found = document("\n\n".join(f"**{each[:-1]}**\n\nSo it is." for each in asked).encode(), name="a.md")
    assert {block.role for block in found.blocks} == {"p"}


def test_front_matter_in_toml() -> None:
    found = document(b'+++\ntitle = "A"\ndate = 2025-03-04T10:00:00Z\n+++\nWords.')
    assert said(found) == {"title": "A", "published": "2025-03-04 10:00:00+00:00"}


@pytest.mark.parametrize(
    "front",
    [
        "a: &x [1]\nb: [*x, *x]",
        "a: [" + "[" * 300,
        "a: !!python/object/apply:os.system ['true']",
        "a: !!timestamp x",
        "a: !!bool x",
        "a: 'b",
    ],
)
def test_hostile_front_matter_is_refused(front: str) -> None:
    (found,) = documents(f"---\n{front}\n---\nWords.".encode())
    assert isinstance(found, Refusal)
    assert "first two rulers" in found.sentence


def test_front_matter_stays_what_is_written() -> None:
    found = document(b"---\ntitle: no\ndate: 12:30:45\nauthor: 007\n---\nWords.")
    assert said(found) == {"title": "no", "published": "12:30:45", "author": "007"}


def test_json_lines_are_an_article_each() -> None:
    lines = [
        {
            "title": "A",
            "text": "One.\n\nTwo.",
            "authors": ["X", {"name": "Y"}],
            "date": "2025-03-04",
            "url": "https://a.example/1",
        },
        {
            "headline": "B",
            "content": "<p>Three <b>and</b> four.</p>",
            "author": {"name": "Z"},
            "publisher": {"name": "P"},
        },
        {"notext": 1},
        [1],
    ]
    data = "\n".join([*map(json.dumps, lines), "{broken"]).encode()
    first, second, *refused = documents(data, name="many.jsonl")
    assert isinstance(first, Read)
    assert isinstance(second, Read)
    assert (first.name, first.text, first.url) == ("many.jsonl, line 1", "A\n\nOne.\n\nTwo.", "https://a.example/1")
    assert json.loads(first.data) == lines[0]
    assert [hint.value for hint in first.hints if hint.field == "author"] == ["X", "Y"]
    assert second.text == "B\n\nThree and four."
    assert said(second) == {"title": "B", "author": "Z", "publisher": "P"}
    assert [type(each) for each in refused] == [Refusal] * 3


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ({"title": "A", "body": "One."}, ["A\n\nOne."]),
        ([{"text": "One."}, {"text": "Two."}], ["One.", "Two."]),
        ({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "<p>x</p>"}]}, ["x"]),
        ({"articles": [{"paragraphs": ["One.", "Two."]}]}, ["One.\n\nTwo."]),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_json_in_one_piece(data: object, texts: list[str], indent: int | None) -> None:
    found = documents(json.dumps(data, indent=indent).encode())
    assert [each.text if isinstance(each, Read) else each.sentence for each in found] == texts


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "data:text/html,x"])
def test_what_is_no_address_of_the_web_is_not_where_a_document_is_from(url: str) -> None:
    assert document(f"---\nurl: '{url}'\n---\nWords.".encode()).url == ""
    assert document(json.dumps({"text": "Words.", "url": url}).encode()).url == ""


def test_some_documents_can_be_left_out() -> None:
    data = b'{"text":"a"}\n{"text":"b"}\n{"text":"c"}'
    (found,) = read(data, name="x", skip=2)
    assert isinstance(found, Read)
    assert found.text == "c"
    assert not list(read(b"Words.", name="x", skip=1))


def test_what_is_packed_is_unpacked_to_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_BYTES", 1_000_000)
    assert document(gzip.compress(b"Words.") + gzip.compress(b" More."), name="a.txt.gz").text == "Words. More."
    for data, reason in (
        (gzip.compress(gzip.compress(gzip.compress(b"x"))), "again and again"),
        (gzip.compress(b" " * 1_000_000 + b"x"), "larger than 1 MB"),
        (gzip.compress(b"Words." * 90)[:-12], "cut off"),
        (gzip.compress(b"Words." * 90)[:-8] + b"\0" * 8, "damaged"),
    ):
        with pytest.raises(Refusal, match=reason):
            documents(data)


def test_a_text_without_end_is_refused() -> None:
    (found,) = documents(b"word " * 600_000)
    assert isinstance(found, Refusal)
    assert "2,000,000 characters" in found.sentence


def test_damaged_characters_are_remarked() -> None:
    found = document("Совет порта проголосовал за расширение.".encode() * 5 + b"\xd0")
    assert said(found) == {"remark": "Characters that are damaged and could not be read: 1."}
