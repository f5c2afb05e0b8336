"""A seeded synthetic archive of N claims, shaped like a real one: bursts, chains, copies and repeats.

Records come as public payloads, in an order in which they can be published: whatever one names
has come before, or comes in the same batch.
"""

import datetime
import random
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.bench.words import ERAS, Words

Data = dict[str, Any]

FIRST_DAY = datetime.date(2014, 1, 1)
DAYS = 4_300
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
CLAIMS_OF_AN_ARTICLE = 10
RECENT = 8  # articles of one event that still copy each other
DECIDED_AT = "2026-11-01T12:00:00Z"
TOPICS = [{"slug": f"topic-{number}", "label": f"Topic {number}"} for number in range(1, 21)]
QUANTITIES = [{"slug": f"quantity-{number}", "label": f"Quantity {number}"} for number in range(1, 9)]
KINDS = {"assertion": 70, "denial": 10, "prediction": 8, "pledge": 6, "opinion": 6}
STANDINGS = {
    "uncontested": 25,
    "uncorroborated": 20,
    "corroborated": 25,
    "confirmed": 12,
    "disputed": 8,
    "refuted": 6,
    "unverifiable": 4,
}
STANCES = {"reports": 55, "quotes": 30, "asserts": 6, "endorses": 2, "doubts": 3, "denies": 2, "mentions": 2}
RELATIONS = {"denies": 30, "contradicts": 15, "supports": 20, "repeats": 10, "narrows": 10, "updates": 10, "doubts": 5}
SOURCES = {"government": 5, "organisation": 15, "outlet": 15, "person": 57, "document": 4, "group": 4}


class Made(NamedTuple):
    """A record and its public payload."""

    type: str
    uid: str
    record: Data


class Archive:
    """N claims with everything they name. Equal ``size`` and ``seed`` give equal records.

    ``rarest`` stands in one statement alone, in the middle of the archive.
    """

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self.rng = random.Random(seed)
        self.words = Words(self.rng)
        self.rarest = "xylokarp"
        self.by_kind: dict[str, list[str]] = {kind: [] for kind in SOURCES}
        self.sources = list(self._sources(max(300, size // 50)))
        self.days = sorted(self.rng.randrange(DAYS) for _ in range(max(20, size // 50)))
        self.events = [self._event(day) for day in self.days]
        self._recent: dict[int, deque[str]] = {}
        self._claims: dict[int, deque[str]] = {}

    def uid(self) -> str:
        return "".join(self.rng.choices(ALPHABET, k=10))

    def batches(self, claims: int) -> Iterator[list[Made]]:
        """Sources and events first, then articles with their claims, about ``claims`` of them at once."""
        yield [*self.sources, *self.events]
        batch: list[Made] = []
        made = 0
        for event, day in self._articles():
            article = self._article(event, day)
            batch.append(article)
            self._recent.setdefault(event, deque(maxlen=RECENT)).append(article.uid)
            for _ in range(min(CLAIMS_OF_AN_ARTICLE, self.size - made)):
                made += 1
                batch.append(self._claim(event, day, article, is_middle=made == self.size // 2))
            if len(batch) >= claims * (1 + 1 / CLAIMS_OF_AN_ARTICLE):
                yield batch
                batch = []
        if batch:
            yield batch

    def _articles(self) -> list[tuple[int, int]]:
        """(event, day) of every article, in the order of time: a burst after each event, then silence."""
        rng = self.rng
        count = -(-self.size // CLAIMS_OF_AN_ARTICLE)
        weights = [1 / (1 + rank % 97) for rank in range(len(self.days))]
        events = rng.choices(range(len(self.days)), weights=weights, k=count)
        return sorted(
            ((event, min(self.days[event] + int(rng.expovariate(0.1)), DAYS)) for event in events),
            key=lambda each: each[1],
        )

    def pick(self, kind: str) -> str:
        """A source of a kind: a few speak most of the time."""
        known = self.by_kind[kind]
        return known[int(len(known) * self.rng.random() ** 3)]

    def one_of(self, weights: dict[str, int]) -> str:
        return self.rng.choices(list(weights), weights=list(weights.values()))[0]

    def _sources(self, count: int) -> Iterator[Made]:
        for kind, share in SOURCES.items():
            for _ in range(max(3, count * share // 100)):
                uid = self.uid()
                record = {"kind": kind, "name": self.words.name(), **self._tie(kind)}
                self.by_kind[kind].append(uid)
                yield Made("source", uid, record)

    def _tie(self, kind: str) -> Data:
        """Who speaks for whom: ministries for governments, spokesmen for ministries, some papers for states."""
        types = {"organisation": "organ_of", "outlet": "state_media_of", "person": "speaks_for"}
        shares = {"organisation": 0.7, "outlet": 0.2, "person": 0.7}
        if self.rng.random() >= shares.get(kind, 0):
            return {}
        above = "organisation" if kind == "person" and self.rng.random() < 0.5 else "government"
        tie = {"body": self.pick(above), "type": types[kind]}
        if self.rng.random() < 0.3:
            tie["start"] = str(self.rng.randint(2005, 2015))
        return {"affiliations": [tie]}

    def _event(self, day: int) -> Made:
        record = {
            "title": self.words.sentence(3, 6, era_of(day)),
            "status": self.rng.choice(("happened", "reported", "planned")),
            "date": date_of(day),
            "participants": [{"source": self.pick("government")}],
        }
        return Made("event", self.uid(), record)

    def _article(self, event: int, day: int) -> Made:
        record = {
            "title": self.words.sentence(5, 9, era_of(day)),
            "original_url": f"https://news.example/{self.rng.getrandbits(48):x}",
            "publisher": self.pick("outlet"),
            "published": date_of(day),
            "language": "en",
            "genre": "news",
            "rights": "quote",
            "captures": [{"captured_at": date_of(day), "sha256": f"{self.rng.getrandbits(256):064x}"}],
        }
        if self.rng.random() < 0.6:
            record["authors"] = [{"source": self.pick("person")}]
        return Made("article", self.uid(), record)

    def _claim(self, event: int, day: int, article: Made, *, is_middle: bool) -> Made:
        rng, uid, era = self.rng, self.uid(), era_of(day)
        kind = self.one_of(KINDS)
        speaker = self.pick(self.rng.choice(("person", "person", "organisation", "government", "document")))
        others = [each for each in self._recent[event] if each != article.uid]
        articles = [article.uid, *rng.sample(others, min(len(others), rng.randint(1, 4)))]
        statement = self.words.sentence(6, 14, era)
        record: Data = {
            "statement": f"{statement} {self.rarest}" if is_middle else statement,
            "kind": kind,
            "weight": "core" if rng.random() < 0.8 else "background",
            "language": "en",
            "claimants": [{"source": speaker}],
            "subjects": sorted({self.pick("government") for _ in range(rng.randint(1, 2))}),
            "events": [self.events[event].uid],
            "topics": sorted(rng.sample(TOPICS, rng.randint(1, 2)), key=lambda topic: topic["slug"]),
            "appearances": [self._appearance(each, speaker, article, era) for each in articles],
        }
        if rng.random() < 0.2:
            record["figures"] = [
                {"quantity": rng.choice(QUANTITIES), "low": str(rng.randint(1, 9_999)), "qualifier": "about"}
            ]
        self._relate(record, self._claims.setdefault(event, deque(maxlen=50)))
        self._assess(record, day, articles)
        self._claims[event].append(uid)
        return Made("claim", uid, record)

    def _appearance(self, article: str, speaker: str, first: Made, era: int) -> Data:
        rng = self.rng
        voice = first.record["publisher"] if article == first.uid else self.pick("outlet")
        steps = [voice, *([speaker] if rng.random() < 0.88 else [])]
        for _ in range(rng.choice((0, 0, 1, 1, 2)) if len(steps) > 1 else 0):
            steps.insert(-1, self.pick(rng.choice(("outlet", "outlet", "government"))))
        chain = [
            {"sources": [{"source": each, "naming": "named"}], "verb": "said", "force": "neutral"} for each in steps
        ]
        if len(steps) > 2 and rng.random() < 0.15:
            chain[-1]["sources"] = [{"label": "officials", "naming": "unnamed"}]
        return {
            "article": article,
            "stance": self.one_of(STANCES) if len(steps) > 1 else "asserts",
            "attribution": "own_voice" if len(steps) == 1 else rng.choice(("on_record", "reported")),
            "passages": [
                {"part": "body", "paragraph": rng.randint(1, 30), "exact": self.words.sentence(2, 5, era).lower()}
            ],
            "chain": chain,
        }

    def _relate(self, record: Data, earlier: deque[str]) -> None:
        if not earlier or self.rng.random() >= 0.15:
            return
        kind = self.one_of(RELATIONS)
        relation: Data = {"kind": kind, "target": self.rng.choice(earlier)}
        if kind == "contradicts":
            relation["strength"] = "plain"
            if self.rng.random() < 0.2:
                relation["confirmed"] = True
        if kind == "narrows":
            relation["note"] = "It says less."
        record["relations"] = [relation]

    def _assess(self, record: Data, day: int, articles: list[str]) -> None:
        """Three of five are assessed, some twice, each with one to three items of evidence."""
        rng = self.rng
        if record["kind"] == "opinion" or rng.random() < 0.4:
            return
        is_rated = record["kind"] in ("assertion", "denial")
        assessments = []
        for number in range(2 if rng.random() < 0.25 else 1):
            known = day + rng.randint(0, 60) + number * 200
            scale = {"standing": self.one_of(STANDINGS)} if is_rated else {"outcome": "pending"}
            assessments.append(
                {
                    **scale,
                    "confidence": rng.choice(("low", "moderate", "high")),
                    "as_of": date_of(known),
                    "decided_at": DECIDED_AT,
                    "rationale": self.words.sentence(12, 24, era_of(day)),
                    "evidence": [self._evidence(rng.choice(articles)) for _ in range(rng.randint(1, 3))],
                }
            )
        record["assessments"] = assessments

    def _evidence(self, article: str) -> Data:
        return {
            "relation": self.rng.choice(("supports", "supports", "undermines", "context")),
            "target": article,
            "reliability": self.rng.choice("ABCDEF"),
            "credibility": self.rng.choice("123456"),
        }


def date_of(day: int) -> str:
    return (FIRST_DAY + datetime.timedelta(days=day)).isoformat()


def era_of(day: int) -> int:
    return min(day * ERAS // DAYS, ERAS - 1)
