"""Which words are spelt almost alike, and which of them was meant."""

import random
import string

import pytest

from archive.text.spelling import LONGEST, SOUND, is_spelt, keys, nearest, words_of

KNOWN = [
    *[("missile", 40), ("missiles", 90), ("artillery", 30), ("government", 20), ("sanctions", 50), ("ammunition", 9)],
    *[("zelenskyy", 12), ("kadyrov", 2), ("lavrov", 8), ("pyongyang", 60), ("rocket", 5), ("rockets", 25), ("coal", 3)],
    *[("patrushev", 2), ("shoigu", 7), ("김정은", 3), ("снаряды", 4), ("train", 4), ("brain", 9)],
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("missle", "missile"),
        ("misile", "missile"),
        ("rokcet", "rocket"),
        ("rocketts", "rockets"),
        ("artilery", "artillery"),
        ("artillary", "artillery"),
        ("goverment", "government"),
        ("sancsions", "sanctions"),
        ("amunition", "ammunition"),
        ("zelensky", "zelenskyy"),
        ("zelenski", "zelenskyy"),
        ("qadirov", "kadyrov"),
        ("lawrow", "lavrov"),
        ("pyongjang", "pyongyang"),
        ("petrushev", "patrushev"),
        ("shojgu", "shoigu"),
        ("김정운", "김정은"),
        ("снарды", "снаряды"),
        # Of two that are as near, the one that begins alike; else the more frequent one.
        ("trayn", "train"),
        ("xrain", "brain"),
        ("zeppelin", None),
        ("cola", "coal"),
        ("cowl", "coal"),
        ("bowl", None),
    ],
)
def test_what_is_misspelt_was_meant_otherwise(typed: str, meant: str | None) -> None:
    candidates = [(word, number) for word, number in KNOWN if keys(word) & keys(typed)]
    assert nearest(typed, candidates) == meant
    assert nearest(typed, reversed(candidates)) == meant


def test_any_one_slip_leaves_a_key_in_common() -> None:
    chance = random.Random(5)
    for word, _ in KNOWN:
        place, letter = chance.randrange(len(word) - 1), chance.choice(string.ascii_lowercase)
        slips = [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
        for slip in slips:
            assert keys(slip) & keys(word), (word, slip)
            assert nearest(slip, [(word, 1)]) == word


def test_only_words_of_letters_are_spelt() -> None:
    assert words_of("The U.S. sent 10,000 shells’ worth, F-16s and Über-Raketen to 북한이라는 朝鮮 x-ray") == {
        *("sent", "shells", "worth", "uber", "raketen", "북한이라는")
    }
    assert not is_spelt("a" * (LONGEST + 1))
    assert not is_spelt("t90m")


def test_keys_are_few() -> None:
    for word, _ in [*KNOWN, ("a" * LONGEST, 1)]:
        found = keys(word)
        assert word in found
        assert len(found) <= len(word) + 2
        assert len([key for key in found if key.startswith(SOUND)]) <= 1
