"""Characters are made out whatever is declared; what was damaged is mended or told."""

import pytest

from archive.ingest.reading.decoding import decode
from archive.ingest.shapes import Refusal

TEXTS = {
    "en": "The council’s vote — “late”, some said — cost €40m; Zoë Müller’s café closed for the naïve.",
    "de": "Der Hafenrat stimmte für die Erweiterung der Fahrrinne. Die Anwohner fürchten größeren Lärm und Staub.",
    "pl": "Rada portu zagłosowała za poszerzeniem kanału. Mieszkańcy są niezadowoleni z hałasu, lecz milczą.",
    "ru": "Совет порта проголосовал за расширение канала после долгих споров о стоимости работ.",
    "uk": "Рада порту проголосувала за розширення каналу після довгих суперечок про їхню вартість.",
    "ko": "항만 위원회는 준설 비용을 둘러싼 오랜 논쟁 끝에 수로를 넓히기로 의결했다.",
    "ja": "港湾評議会は、浚渫費用をめぐる長い議論の末、水路を広げることを決めた。",
    "zh": "港务委员会在就疏浚费用进行数月争论之后投票决定拓宽航道。居民表示噪音将会加倍。",
}
ENCODED = [
    ("en", "cp1252"), ("de", "latin-1"), ("pl", "iso8859-2"), ("ru", "koi8-r"), ("ru", "cp1251"), ("uk", "cp1251"),
    ("uk", "koi8-u"), ("ko", "euc-kr"), ("ja", "shift_jis"), ("ja", "euc-jp"), ("ja", "iso2022_jp"), ("zh", "gb18030"),
    ("zh", "gbk"), ("ko", "utf-16"), ("en", "utf-16-le"), ("ru", "utf-16-be"), ("zh", "utf-32"), ("ru", "utf-8-sig"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), ENCODED)
@pytest.mark.parametrize("declared", ["nothing", "the truth", "latin-1"])
def test_characters_are_made_out(language: str, encoding: str, declared: str) -> None:
    header = {"nothing": "", "the truth": f"text/plain; charset={encoding}", "latin-1": "text/plain; charset=latin-1"}
    found = decode(TEXTS[language].encode(encoding), header[declared])
    assert (found.text, found.remark) == (TEXTS[language], "")


def test_a_page_declares_its_own_encoding() -> None:
    page = f'<html><head><meta http-equiv=Content-Type content="text/html; charset=cp1250"></head>{TEXTS["pl"]}'
    assert TEXTS["pl"] in decode(page.encode("cp1250"), is_markup=True).text
    feed = f'<?xml version="1.0" encoding="windows-1251"?><rss>{TEXTS["uk"]}</rss>'
    assert TEXTS["uk"] in decode(feed.encode("cp1251"), is_markup=True).text


def test_text_declared_as_latin_is_what_browsers_make_of_it() -> None:
    assert decode("“It’s” – €5".encode("cp1252"), "text/html; charset=iso-8859-1").text == "“It’s” – €5"


@pytest.mark.parametrize("through", ["cp1252", "latin-1"])
@pytest.mark.parametrize("language", ["de", "ru", "ko"])
def test_what_was_decoded_wrongly_before_is_put_right_and_told(language: str, through: str) -> None:
    wrong = "".join(
        bytes([code]).decode(through) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(code)
        for code in TEXTS[language].encode()
    )
    found = decode(wrong.encode())
    assert found.text == TEXTS[language]
    assert "put right" in found.remark


@pytest.mark.parametrize(
    "name", ["utf-7", "unicode_escape", "base64", "rot13", "idna", "punycode", "undefined", "x-none"]
)
def test_what_is_no_encoding_is_not_taken_for_one(name: str) -> None:
    text = r"+ADw-script+AD4- \u003cscript \xe9 " + TEXTS["en"]
    assert decode(text.encode("cp1252"), f"text/html; charset={name}").text == text


def test_capitals_before_closing_marks_are_left_alone() -> None:
    text = "Ils crient « LIBERTÉ», « ÉGALITÉ», « FRATERNITÉ» et « LAÏCITÉ» à la fenêtre de l’hôtel."
    assert decode(text.encode())[::2] == (text, "")


def test_a_few_damaged_characters_are_told() -> None:
    data = (TEXTS["ru"] * 4).encode() + b" \xff " + TEXTS["ru"].encode()
    found = decode(data)
    assert found.text.count("\ufffd") == 1
    assert found.remark == "Characters that are damaged and could not be read: 1."


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 900, b"abc\xff\xfe\x00\x07" * 500])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="could not be made out"):
        decode(data)
