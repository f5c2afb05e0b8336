"""Made-up language for a made-up archive: a few words everywhere, many almost nowhere, some in their time only."""

import itertools
import random

EVERYWHERE = 6_000
ERAS = 24
WORDS_OF_AN_ERA = 150

_ONSETS = (
    *("b", "br", "d", "dr", "f", "g", "gl", "h", "k", "kr", "l"),
    *("m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v"),
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
_CODAS = ("", "n", "r", "l", "m", "t", "k", "nd", "rk")


class Words:
    """A vocabulary drawn by Zipf's law, and one small vocabulary for each era.

    ``commonest`` stands in about every third statement, ``only_old`` in statements of the first
    era alone; ``common`` are as frequent as words are that people look for.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        made = self._make(EVERYWHERE + ERAS * WORDS_OF_AN_ERA)
        self._everywhere = made[:EVERYWHERE]
        self._weights = _zipf(EVERYWHERE)
        rest = made[EVERYWHERE:]
        self._eras = [rest[start : start + WORDS_OF_AN_ERA] for start in range(0, len(rest), WORDS_OF_AN_ERA)]
        self._era_weights = _zipf(WORDS_OF_AN_ERA)
        self.commonest, self.second, *self.common = self._everywhere[:62]
        self.only_old = self._eras[0][0]

    def sentence(self, least: int, most: int, era: int) -> str:
        """Words of a statement, two of them of its time."""
        rng = self._rng
        words = rng.choices(self._everywhere, cum_weights=self._weights, k=rng.randint(least, most))
        words[1:1] = rng.choices(self._eras[era], cum_weights=self._era_weights, k=2)
        return " ".join(words).capitalize()

    def name(self, words: int = 2) -> str:
        """A name of its own, or nearly."""
        rng = self._rng
        return " ".join(_syllables(rng, rng.randint(2, 3)).capitalize() for _ in range(words))

    def _make(self, size: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < size:
            found[_syllables(self._rng, self._rng.choice((1, 2, 2, 3)))] = None
        # The shortest are the most frequent, as in every language.
        return sorted(found, key=len)


def _syllables(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(count))


def _zipf(size: int) -> list[float]:
    """Cumulative weights by Zipf's law as Mandelbrot mended it: the first few words are alike."""
    return list(itertools.accumulate(1 / (rank + 5) for rank in range(1, size + 1)))
