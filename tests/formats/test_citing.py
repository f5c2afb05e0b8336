"""What a citation says, and that the readers of others take in the same from every format of it."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from archive.formats import bibtex, citing, csl, ris
from archive.formats.citing import Clock
from tests.formats.documents import SITE, article, claim, event, source, world

MOMENT = "2026-11-20T09:30:00.123456Z"
PAGE = f"{SITE}/claims/shipment23/rockets-were-shipped/"
HARD = [
    "북한은 포탄을 보내지 않았다",
    "Пресс-служба: «снарядов нет»",
    '50% of {shells} & "rounds" cost $5_000 #1 ~ ^ \\end',
    "an unbalanced { brace",
    "an unbalanced } brace",
    "  two\nlines\tand\x0ba \u2028 break ",
    "@misc{x, title = {y}}",
    "TY  - BOOK ER  - ",
    "naïve café, Ħal",
]


def cite(document=None, **clock):
    return citing.citation(document or claim(), site=SITE, clock=Clock(**clock))


def read_bibtex(text):
    """The fields as TeX prints them; an address as it is written."""
    # What TeX has always known, and this reader of it does not.
    known, signs = get_default_latex_context_db(), {"braceleft": "{", "braceright": "}", "asciicircum": "^"}
    macros = [MacroTextSpec(f"text{name}", sign) for name, sign in signs.items()]
    known.add_context_category("signs", macros=macros, prepend=True)
    decoded = LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=known))
    plain, entry = (bibtexparser.parse_string(text, append_middleware=more) for more in ([], [decoded]))
    assert plain.failed_blocks == entry.failed_blocks == []
    fields = {name: field.value for name, field in entry.entries[0].fields_dict.items()}
    return fields | {"url": plain.entries[0]["url"], "key": entry.entries[0].key}


@pytest.mark.parametrize("title", HARD)
def test_every_reader_gets_the_title_back(title):
    made = cite(claim(title))
    whole = f"Valoria: {' '.join(title.split())}"
    assert made.title == whole
    assert read_bibtex(bibtex.bibtex(made))["title"] == whole
    [reference] = rispy.loads(ris.ris(made))
    assert reference["title"] == whole
    [item] = json.loads(csl.csl(made))
    assert item["title"] == whole


@pytest.mark.parametrize("title", HARD)
def test_braces_always_balance_and_a_line_is_a_line(title):
    made = cite(claim(title))
    written = bibtex.bibtex(made)
    assert written.count("{") == written.count("}")
    assert written.count("@misc{attest") == 1
    assert all(line[2:6] == "  - " for line in ris.ris(made).split("\r\n")[:-1])
    assert ris.ris(made).endswith("ER  - \r\n")


def test_today_is_cited_by_its_permanent_address_with_its_version():
    made = cite(since=MOMENT)
    assert (made.address, made.permanent, made.version) == (PAGE, PAGE, 3)
    assert made.exact == f"{PAGE}?recorded={MOMENT}"
    assert (made.issued, made.accessed) == ("2026-11-20", "2026-11-20")
    assert citing.sentence(made) == (
        f"“Valoria: Rockets were shipped”. Attest, version 3 of 20 November 2026. {PAGE} "
        "Claimed 17 November 2022; ledger entry 12."
    )


def test_a_clock_goes_into_the_address_and_is_said():
    known, recorded = cite(as_of="2023-01-01"), cite(recorded=MOMENT)
    assert (known.address, known.exact) == (f"{PAGE}?as_of=2023-01-01", "")
    assert recorded.address == recorded.exact == f"{PAGE}?recorded={MOMENT}"
    assert "version 3 of 20 November 2026, as known by 1 January 2023." in citing.sentence(known)
    assert f"version 3 of 20 November 2026, as recorded {MOMENT}." in citing.sentence(recorded)
    assert (known.notes[0], recorded.notes[0]) == (
        "version 3, as known by 2023-01-01",
        f"version 3, as recorded {MOMENT}",
    )
    assert len({cite().key, known.key, recorded.key}) == 3


def test_all_formats_say_the_same():
    made = cite(since=MOMENT)
    entry = read_bibtex(bibtex.bibtex(made))
    [reference] = rispy.loads(ris.ris(made))
    [item] = json.loads(csl.csl(made))
    assert entry["url"] == reference["urls"][0] == item["URL"] == PAGE
    assert entry["version"] == reference["edition"] == item["version"] == "3"
    assert entry["urldate"] == "2026-11-20"
    assert reference["access_date"].rstrip("/") == "2026/11/20"
    assert item["accessed"] == item["issued"] == {"date-parts": [[2026, 11, 20]]}
    assert (entry["year"], reference["year"]) == ("2026", "2026")
    assert entry["key"] == reference["id"] == item["id"] == "attest-shipment23-v3"
    for notes in (entry["note"], " ".join(reference["notes"]), item["note"]):
        assert made.exact.replace("_", "") in notes.replace("_", "")
        assert "ab" * 32 in notes
    assert "Arms & ammunition" in (entry["keywords"], reference["keywords"][0])


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (article(), "Published about 8 November 2022; article of The Harbour Post; ledger entry 12."),
        (event(), "Date 1 to 13 November 2022"),
        (source(), "Ledger entry 12."),
    ],
)
def test_records_of_every_type_are_cited(document, words):
    made = cite(document, since=MOMENT)
    assert words in citing.sentence(made)
    assert read_bibtex(bibtex.bibtex(made))["url"] == made.permanent == f"{SITE}{document['url']}"
    assert len(rispy.loads(ris.ris(made))) == len(json.loads(csl.csl(made))) == 1


def test_addresses_of_other_scripts_are_percent_encoded():
    made = cite(claim(url="/claims/shipment23/북한은/"))
    assert made.permanent.isascii()
    assert made.permanent.endswith("/%EB%B6%81%ED%95%9C%EC%9D%80/")
    assert read_bibtex(bibtex.bibtex(made))["url"] == made.permanent


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("", None),
        ("2022-11-08", {"date-parts": [[2022, 11, 8]]}),
        ("2022-11", {"date-parts": [[2022, 11]]}),
        ("2022", {"date-parts": [[2022]]}),
        ("2022-11~", {"date-parts": [[2022, 11]], "circa": True}),
        ("2022?", {"date-parts": [[2022]], "circa": True}),
        ("2022-11-08%", {"date-parts": [[2022, 11, 8]], "circa": True}),
        ("2022-23", {"date-parts": [[2022]], "season": 3}),
        ("1950/1953", {"date-parts": [[1950], [1953]]}),
        ("2022-11~/2023", {"date-parts": [[2022, 11], [2023]], "circa": True}),
        ("2022/..", {"literal": "since 2022"}),
        ("201X", {"literal": "one year between 2010 and 2019"}),
        ("2022-11-XX", {"literal": "one day in November 2022"}),
        ("[2022-11-01..2022-11-13]", {"literal": "between 1 and 13 November 2022"}),
        ("[2021,2023]", {"literal": "2021 or 2023"}),
    ],
)
def test_a_world_date_is_never_made_more_certain(edtf, expected):
    assert csl.date(world(edtf)) == expected
