"""A small archive that lives through anything that may happen to one, at random but repeatably."""

import random
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from archive.editorial.closing import merge, suppress, withdraw
from archive.editorial.publishing import sign
from archive.editorial.saving import Refused
from archive.editorial.submitting import submit
from archive.ledger.view import Published, read
from archive.models import RECORDS, ClaimState, Country, Document, LedgerEntry, Link, Topic
from archive.records.walk import dump
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    step,
)

Data = dict[str, Any]
STANCES = ("reports", "reports", "quotes", "denies", "doubts", "mentions")
RELATIONS = ("denies", "contradicts", "supports", "repeats", "updates", "doubts")
DAYS = ("2022-11-08", "2022-11~", "2023-01-05", "[2024-03-01..2024-03-09]", "2024", "")


class History:
    """Acts drawn by ``seed``; ``told`` says which were carried out, for whoever reads a failure."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.editor, self.chief = make_user("editor"), make_user("chief")
        self.told: list[str] = []
        self.topics = [Topic.objects.get_or_create(slug=f"t{number}", label=f"T {number}")[0] for number in range(3)]
        self.countries = [Country.objects.get_or_create(code=code, name=code * 2)[0] for code in ("RU", "KP")]
        self.sources = [make_source(kind=kind) for kind in ("government", "government", "organisation", "outlet")]
        tie = {"affiliations": [{"body": self.sources[0].uid, "type": "speaks_for"}]}
        self.sources += [make_source(kind="person", **tie) for _ in range(2)]
        self.articles = [make_article(publisher=self.sources[3].uid, **self.dated("published")) for _ in range(4)]
        self.events = [make_event(**self.dated("date")) for _ in range(2)]
        self.claims: list[Any] = []
        self.publish(*self.sources, *self.articles, *self.events)

    def live(self, acts: int) -> None:
        """Carry out ``acts`` acts; what the rules refuse is not done at all."""
        kinds: list[Callable[[], None]] = [
            *(self.new_claim, self.new_claim, self.new_claim, self.correct_claim, self.correct_claim),
            *(
                self.place,
                self.rename_source,
                self.tie_source,
                self.redate_article,
                self.unnamed_source,
                self.name_again,
            ),
            *(self.withdraw, self.suppress_old, self.suppress_all, self.merge, self.republish, self.several),
        ]
        while acts:
            kind = self.rng.choice(kinds)
            try:
                with transaction.atomic():
                    kind()
            except (Refused, ValidationError, IntegrityError) as refusal:
                self.told.append(f"{kind.__name__} refused: {refusal}")
            else:
                self.told.append(kind.__name__)
                acts -= 1

    def publish(self, *records: Any) -> None:
        submission = submit(records, by=self.editor, note=f"act {len(self.told)}")
        sign(submission, by=self.chief)

    def day(self) -> str:
        return self.rng.choice(DAYS)

    def country(self) -> Data:
        return {"country": self.rng.choice(self.countries).code} if self.rng.random() < 0.5 else {}

    def dated(self, field: str) -> Data:
        return {field: self.day(), f"{field}_basis": "As printed."}

    def standing(self, type: str, *states: str) -> Published:
        """A record of a type that is public, or in one of ``states``."""
        uids = LedgerEntry.objects.filter(type=type).order_by("uid").values_list("uid", flat=True).distinct()
        found = [each for each in read(uids).values() if each.state in (states or ("public",))]
        if not found:
            raise Refused(["Nothing is in that state."])
        return self.rng.choice(sorted(found, key=lambda each: each.first_seq))

    def any_type(self) -> str:
        return self.rng.choice(("claim", "claim", "claim", "article", "event", "source"))

    def row(self, published: Published) -> Any:
        return RECORDS[published.type]._default_manager.get(uid=published.uid)

    # What happens.

    def new_claim(self) -> None:
        claim = make_claim(claimant=self.rng.choice(self.sources), **self.claim_data())
        self.publish(claim)
        self.claims.append(claim)

    def claim_data(self) -> Data:
        rng = self.rng
        articles = rng.sample(self.articles, rng.randint(1, 3))
        data: Data = {
            "kind": rng.choice(("assertion", "denial", "pledge")),
            "subjects": [each.uid for each in rng.sample(self.sources, rng.randint(0, 2))],
            "events": [each.uid for each in rng.sample(self.events, rng.randint(0, 2))],
            "appearances": [self.appearance(article) for article in articles],
            "relations": self.relations(),
            "topics": [each.slug for each in rng.sample(self.topics, rng.randint(0, 2))],
        }
        if data["kind"] != "pledge" and rng.random() < 0.4:
            data["assessments"] = [assessment("uncontested", as_of=rng.choice(("2022-12-01", "2025-02-03")))]
        return data

    def appearance(self, article: Any) -> Data:
        chain = [step(each) for each in self.rng.sample(self.sources, self.rng.randint(1, 3))]
        return appearance(article, *chain, stance=self.rng.choice(STANCES), asserted=self.day())

    def relations(self) -> list[Data]:
        targets = self.rng.sample(self.claims, min(len(self.claims), self.rng.randint(0, 2)))
        kinds = [self.rng.choice(RELATIONS) for _ in targets]
        return [
            {"kind": kind, "target": target.uid, **({"strength": "plain"} if kind == "contradicts" else {})}
            for kind, target in zip(kinds, targets, strict=True)
        ]

    def correct_claim(self) -> None:
        row = self.row(self.standing("claim"))
        data = self.claim_data()
        kept = ("relations", "appearances", "subjects", "events", "topics")
        relations = [each for each in data["relations"] if each["target"] != row.uid]
        self.publish(change(row, by=self.editor, **{**{name: data[name] for name in kept}, "relations": relations}))

    def rename_source(self) -> None:
        row = self.row(self.standing("source"))
        names = {"name": f"Renamed {len(self.told)}", "aliases": [f"R{len(self.told)}"], **self.country()}
        self.publish(change(row, by=self.editor, **names))

    def tie_source(self) -> None:
        row = self.row(self.standing("source"))
        body = self.rng.choice(self.sources)
        ties = [{"body": body.uid, "type": self.rng.choice(("speaks_for", "organ_of", "works_at")), "start": "2020"}]
        self.publish(change(row, by=self.editor, affiliations=ties if self.rng.random() < 0.7 else []))

    def redate_article(self) -> None:
        row = self.row(self.standing("article"))
        self.publish(change(row, by=self.editor, **self.dated("published")))

    def unnamed_source(self) -> None:
        article = self.row(self.standing("article"))
        source = make_source("an official", kind="unnamed", article=article.uid)
        self.publish(source)
        self.sources.append(source)

    def name_again(self) -> None:
        row = self.row(self.standing("event"))
        self.publish(change(row, by=self.editor, title=f"Thing {len(self.told)}", **self.dated("date")))

    def place(self) -> None:
        row, larger = (self.row(self.standing("event")) for _ in range(2))
        self.publish(change(row, by=self.editor, part_of=larger.uid, status="planned", **self.country()))

    def withdraw(self) -> None:
        found = self.standing(self.any_type())
        withdraw(found.type, found.uid, by=self.chief, note="It was wrong.")

    def suppress_old(self) -> None:
        found = self.standing(self.any_type(), "public", "withdrawn")
        if found.version < 2:
            raise Refused(["It has one version only."])
        suppress(found.type, found.uid, by=self.chief, rule="privacy", version=self.rng.randint(1, found.version - 1))

    def suppress_all(self) -> None:
        if self.rng.random() < 0.5:
            raise Refused(["Not so often."])
        found = self.standing(self.any_type(), "public", "withdrawn", "merged")
        suppress(found.type, found.uid, by=self.chief, rule="law", note="By order of a court.")

    def merge(self) -> None:
        type = self.any_type()
        found, into = self.standing(type), self.standing(type)
        merge(type, found.uid, into=into.uid, by=self.chief, note="They are the same.")

    def republish(self) -> None:
        found = self.standing(self.any_type(), "withdrawn", "merged", "suppressed")
        row = self.row(found)
        data = self.claim_data() if found.type == "claim" else {}
        self.publish(change(row, by=self.editor, internal_note=f"again {len(self.told)}", **data))

    def several(self) -> None:
        source = self.row(self.standing("source"))
        article = self.row(self.standing("article"))
        claim = make_claim(claimant=source, **self.claim_data())
        self.publish(
            change(source, by=self.editor, note=f"Noted {len(self.told)}."),
            change(article, by=self.editor, summary=f"Summed up {len(self.told)}."),
            claim,
        )
        self.claims.append(claim)


def room() -> dict[str, list[Any]]:
    """Everything the reading room keeps, comparable."""
    links = Link.objects.values_list("relation", "from_uid", "to_uid", "position", "from_day", "since_seq", "until_seq")
    states = [field.name for field in ClaimState._meta.local_concrete_fields if field.name != "id"]
    return {
        "documents": sorted(Document.objects.values_list()),
        "links": sorted(links, key=str),
        "states": sorted(ClaimState.objects.values_list(*states)),
        **{table: _rows(table) for table in ("search_entry", "search_name")},
        **{table: _rows(table, "word") for table in ("search_word", "search_spelling")},
    }


def _rows(table: str, column: str = "uid") -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY {column}, 1")
        return cursor.fetchall()


def unpublished(row: Any) -> Data:
    """The public payload that the desk would publish now."""
    return dump(type(row)._default_manager.get(pk=row.pk))
