"""The document of an article. What names it (its claims) is asked when read, never stored."""

from typing import Any

from archive.ledger.view import Published
from archive.reading_room.compose import cards
from archive.reading_room.look_up import LookUp

Json = dict[str, Any]


def compose(published: Published, look_up: LookUp, on: int | None) -> Json:
    record = published.record or {}
    basis_from = record.get("published_basis_from")
    return {
        "title": record["title"],
        "original_url": record.get("original_url"),
        "canonical_url": record.get("canonical_url"),
        "publisher": cards.source_or_none(record.get("publisher"), look_up),
        "publisher_basis": record.get("publisher_basis"),
        "agency": cards.source_or_none(record.get("agency"), look_up),
        "agency_basis": record.get("agency_basis"),
        "authors": [cards.source(each["source"], look_up) for each in record.get("authors", ())],
        "authors_basis": record.get("authors_basis"),
        "published": cards.date(record.get("published", ""), record.get("published_basis", "")),
        "published_basis_from": cards.record(basis_from, look_up) if basis_from else None,
        "language": record.get("language"),
        "language_basis": record.get("language_basis"),
        "genre": record.get("genre"),
        "genre_basis": record.get("genre_basis"),
        "summary": record.get("summary"),
        "rights": record.get("rights"),
        "captures": [
            {
                "captured_at": cards.date(each.get("captured_at", ""), each.get("captured_at_basis", "")),
                "sha256": each["sha256"],
                "text_sha256": each.get("text_sha256"),
                "extractor": each.get("extractor"),
            }
            for each in record.get("captures", ())
        ],
        "annotations": [
            {"motivation": each["motivation"], "body": each.get("body"), "exact": each.get("exact")}
            for each in record.get("annotations", ())
        ],
    }
