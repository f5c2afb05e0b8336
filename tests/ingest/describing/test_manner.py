"""Language and genre."""

import pytest

from archive.ingest.shapes import Confidence, Hint
from tests.ingest.describing.documents import PROSE, guesses, values

UKRAINIAN = "B Портова рада повідомила у вівторок, що північний причал просів на долоню з весни і що його не можна лагодити без грошей."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        (UKRAINIAN, "uk"),
        (
            "B Der Hafenrat hat am Dienstag mitgeteilt, dass der Kai im Norden seit dem Frühjahr um eine Handbreit gesunken ist.",
            "de",
        ),
        ("B 항만 당국은 화요일 북쪽 부두가 봄부터 한 뼘 가라앉았다고 밝혔다.", "ko"),
        ("B 港湾当局は火曜日、北の埠頭が春から手のひら一つ分沈んだと発表した。", "ja"),
    ],
)
def test_the_language_of_the_words(text, language):
    assert values(text, "language") == [language]


def test_a_short_text_tells_little():
    (guess,) = guesses("B Портова рада повідомила, що це не так.")["language"]
    assert guess.confidence is Confidence.LOW
    assert "language" not in guesses("B 12 34 56")


def test_a_template_that_says_another_language_is_told():
    (guess,) = guesses("\n".join([PROSE] * 3), hints=[Hint("language", "nl-NL", "html, lang")])["language"]
    assert guess.value == "en"
    assert "nl" in guess.reason
    assert values(PROSE, "language", hints=[Hint("language", "en_GB", "html, lang")]) == ["en"]


@pytest.mark.parametrize(
    ("marked", "genre"),
    [
        ("T Explainer-Why the quay sinks", "explainer"),
        ("T Opinion | The quay must go", "opinion"),
        ("T Analysis: What the quay means", "analysis"),
        ("X Opinion\nT The quay must go", "opinion"),
        ("X ANALYSIS / HARBOURS\nT What the quay means", "analysis"),
        ("T Here’s what we know about the quay", "explainer"),
    ],
)
def test_a_label_says_the_genre(marked, genre):
    assert values(f"{marked}\n{PROSE}", "genre") == [genre]


def test_a_label_in_a_menu_says_nothing():
    menu = "X Sign in\nX Opinion\nX Home > Harbours"
    reporting = "\n".join([PROSE] * 4)
    assert values(f"{menu}\nT Quay sinks\n{reporting}", "genre") == ["news"]


def test_section_address_and_dateline():
    assert values(PROSE, "genre", hints=[Hint("section", "Commentary", "JSON-LD, articleSection")]) == ["opinion"]
    assert values(PROSE, "genre", url="https://harbour.news/opinion/quay") == ["opinion"]
    assert values(f"B OSLO (Reuters) – It sank.\n{PROSE}", "genre") == ["wire"]
    assert values(f"T Explainer: The quay\nB OSLO (Reuters) – It sank.\n{PROSE}", "genre") == ["explainer"]


def test_a_publisher_that_keeps_its_distance_prints_an_opinion():
    note = "N The views expressed in this article are those of its author."
    assert values(f"{PROSE}\n{note}", "genre") == ["opinion"]


def test_the_manner_of_a_text_shows_little():
    reporting = "\n".join([PROSE] * 4)
    (guess,) = guesses(reporting)["genre"]
    assert (guess.value, guess.confidence) == ("news", Confidence.LOW)
    arguing = (
        "B I have lived by the quay for forty years. My neighbours laugh at me. I tell them that the sea does not care."
    )
    assert values("\n".join([arguing] * 8), "genre") == ["opinion"]
    assert values(arguing, "genre") == []
    # Of a language whose words nobody wrote down it shows nothing.
    assert (
        values(
            "\n".join(["B Zarząd portu powiedział we wtorek, że nabrzeże się zapadło i nie jest już do naprawy."] * 12),
            "genre",
        )
        == []
    )
