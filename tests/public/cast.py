"""A small archive with something of everything, invented: what pages are tried and looked at with."""

from types import SimpleNamespace
from typing import Any, NamedTuple

from archive.models import Document, Quantity, Topic
from tests.factories import (
    appearance,
    assessment,
    make_article,
    make_claim,
    make_event,
    make_source,
    publish_all,
    step,
)

SITE = "http://127.0.0.1:8000"
# The pages that are no record.
FIXED = ("/", *(f"/{name}/" for name in ("claims", "events", "sources", "articles", "figures")))
FIXED += tuple(f"/{name}/" for name in ("changes", "ledger", "method", "about"))


class Cast(NamedTuple):
    """The records pages are asked for, by what is special about them."""

    shipment: Any  # three chains, two assessments, a denial
    denial: Any
    forecast: Any  # a prediction with a condition
    pledge: Any
    opinion: Any
    earlier: Any  # two statements of one person that differ
    later: Any
    mentioned: Any  # known only from its denial
    wire: Any
    column: Any
    meeting: Any
    expert: Any
    government: Any


def publish_cast() -> Cast:
    """Write and publish all of it through the actions."""
    Quantity.objects.create(slug="rockets", label="Rockets", unit="pieces")
    Topic.objects.create(slug="arms", label="Arms and ammunition")
    known = SimpleNamespace()
    make_speakers(known)
    make_texts(known)
    make_happenings(known)
    shipment = make_shipment(known)
    denial, forecast, pledge, opinion, mentioned = make_others(known, shipment)
    earlier, later = make_statements_that_differ(known, shipment)
    claims = [shipment, denial, forecast, pledge, opinion, earlier, later, mentioned]
    publish_all(*claims, known.treaty, known.university)
    return Cast(*claims, known.wire, known.column, known.meeting, known.expert, known.ruritania)


def addresses_of(cast: Cast) -> SimpleNamespace:
    """The address of each member of the cast, by the same names."""
    slugs = dict(Document.objects.values_list("uid", "slug"))
    return SimpleNamespace(
        **{name: f"/{record.type}s/{record.uid}/{slugs[record.uid]}/" for name, record in cast._asdict().items()}
    )


def make_speakers(known: SimpleNamespace) -> None:
    known.valoria = make_source("Valoria")
    known.ruritania = make_source("Ruritania", aliases=["Kingdom of Ruritania"])
    known.ministry = make_source(
        "Valorian Ministry of Defence",
        kind="organisation",
        affiliations=[{"body": known.valoria.uid, "type": "organ_of"}],
    )
    known.spokeswoman = make_source(
        "Ada Brandt",
        kind="person",
        role="Spokeswoman of the Valorian Ministry of Defence",
        affiliations=[{"body": known.ministry.uid, "type": "speaks_for", "start": "2021", "note": "Spokeswoman."}],
    )
    known.university = make_source("University of Port Ivo", kind="organisation")
    known.expert = make_source(
        "Ivo Klee",
        kind="person",
        role="Historian",
        note="Writes about the strait and its two neighbours.",
        affiliations=[{"body": known.university.uid, "type": "works_at", "start": "2015"}],
    )
    known.post = make_source("The Harbour Post", kind="outlet")
    known.evening = make_source("Evening Standard of Grauland", kind="outlet")
    known.nordwire = make_source("Nordwire", kind="outlet")


def make_texts(known: SimpleNamespace) -> None:
    known.wire = make_article(
        "Ruritania said to arm the strait",
        publisher=known.evening.uid,
        agency=known.nordwire.uid,
        published="2022-11-08~",
        published_basis="Between two dated reports that cite it.",
        genre="wire",
        summary="Reports what a ministry says of rocket deliveries, and that the other side denies it.",
        captures=[
            {
                "captured_at": "2023-01-02",
                "captured_at_basis": "Clock of the archive.",
                "sha256": "ab" * 32,
                "archived_url": "https://copies.example/2023/strait",
            }
        ],
    )
    known.column = make_article(
        "The strait is warming up",
        publisher=known.post.uid,
        published="2022-11-17",
        genre="explainer",
        original_url="https://example.org/strait",
        summary="An explainer with two experts, one of whom sees no proof.",
    )
    known.year_after = make_article(
        "A year after the rockets", publisher=known.post.uid, published="2024-11-05", genre="analysis"
    )
    known.officials = make_source("port officials", kind="unnamed", article=known.year_after.uid)


def make_happenings(known: SimpleNamespace) -> None:
    known.meeting = make_event(
        "Reported rocket deliveries",
        date="[2022-11-01..2022-11-13]",
        date_basis="One article says early November, another was printed on the 13th.",
        place="Port Ivo",
        summary="Deliveries across the strait that one side reports and the other denies.",
        participants=[{"source": known.ruritania.uid, "role": "said to have shipped"}, {"source": known.valoria.uid}],
    )
    known.treaty = make_event("Treaty of Port Ivo", status="happened", date="2024-06-19", place="Port Ivo")


def make_shipment(known: SimpleNamespace) -> Any:
    return make_claim(
        "Ruritania covertly ships a significant number of rockets across the strait for the war in Grauland",
        claimant=known.valoria,
        subjects=[known.ruritania.uid],
        events=[known.meeting.uid],
        topics=["arms"],
        settled_by="Rockets recovered and dated, shipping records, or an admission by either government.",
        figures=[
            {"quantity": "rockets", "qualifier": "words_only", "as_printed": "a significant number"},
            {"quantity": "rockets", "qualifier": "up_to", "high": "12000", "unit": "pieces"},
        ],
        appearances=shipment_appearances(known),
        assessments=shipment_assessments(known),
        reply_asked_at="2026-10-01",
        reply_how="by letter to both governments",
    )


def shipment_appearances(known: SimpleNamespace) -> list[Any]:
    quoted = appearance(
        known.column,
        step(known.post),
        step(known.spokeswoman),
        stance="quotes",
        asserted="2022-11-01~",
        asserted_basis="“Earlier this month”, says the article.",
        passages=[{"part": "body", "paragraph": 5, "exact": "a significant number of rockets"}],
    )
    relayed = appearance(
        known.wire,
        step(known.nordwire),
        step(known.ministry, verb="claimed", force="distancing"),
        step(known.spokeswoman),
        passages=[{"part": "body", "paragraph": 2}, {"part": "title", "exact": "said to arm"}],
    )
    unnamed = appearance(
        known.year_after,
        step(known.post),
        step(known.officials, naming="unnamed", verb="confirmed", force="affirming"),
        passages=[{"part": "body", "paragraph": 9, "exact": "officials at the port confirmed"}],
    )
    return [quoted | {"attribution": "on_record"}, relayed, unnamed | {"attribution": "anonymous"}]


def shipment_assessments(known: SimpleNamespace) -> list[Any]:
    doubts = {
        "relation": "context",
        "target": known.column.uid,
        "locator": "body 12",
        "reliability": "C",
        "credibility": "3",
        "note": "The expert speaks of a missing proof.",
    }
    register = {
        "relation": "supports",
        "link": "https://example.org/register",
        "title": "Port register, November 2022",
        "reliability": "B",
        "credibility": "2",
    }
    return [
        assessment("open", as_of="2022-11-08", rationale="Nothing has been examined yet."),
        assessment(
            "uncorroborated",
            as_of="2022-11-17",
            rationale="One attributed origin; an expert asked about it saw no concrete evidence.",
            evidence=[doubts, register],
        ),
    ]


def make_others(known: SimpleNamespace, shipment: Any) -> tuple[Any, ...]:
    denied = appearance(
        known.wire, step(known.nordwire), step(known.ruritania, verb="denied", force="denying"), asserted="2022-11-08"
    )
    denial = make_claim(
        "Ruritania has never sent rockets across the strait",
        kind="denial",
        claimant=known.ruritania,
        events=[known.meeting.uid],
        appearances=[denied | {"passages": [{"part": "body", "paragraph": 4, "exact": "never sent rockets"}]}],
        relations=[{"kind": "denies", "target": shipment.uid}],
    )
    forecast = make_claim(
        "The two governments will sign a defence treaty within a year",
        kind="prediction",
        claimant=known.expert,
        hedge="probably",
        condition_text="The war in Grauland goes on through the winter.",
        condition_state="met",
        resolves_by="2024-12-31",
        resolves_by_basis="“Within a year”, counted from the article.",
        appearances=[appearance(known.column, step(known.post), step(known.expert, verb="predicts"), stance="quotes")],
        assessments=[assessment("", "came_true", as_of="2024-06-19", rationale="The treaty was signed in June 2024.")],
        events=[known.treaty.uid],
    )
    pledge = make_claim(
        "Ruritania will let inspectors into its ports",
        kind="pledge",
        claimant=known.ruritania,
        appearances=[appearance(known.year_after, step(known.post), step(known.ruritania))],
        assessments=[assessment("", "broken", as_of="2024-11-05", rationale="Nobody was let in.")],
    )
    opinion = make_claim(
        "The friendship of the two is a marriage of convenience",
        kind="opinion",
        weight="background",
        claimant=known.expert,
        appearances=[appearance(known.column, step(known.post), step(known.expert), stance="quotes")],
    )
    mentioned = make_claim(
        "Valoria invented the deliveries to justify sanctions",
        claimant=known.ruritania,
        appearances=[appearance(known.year_after, step(known.post), step(known.valoria), stance="mentions")],
    )
    return denial, forecast, pledge, opinion, mentioned


def make_statements_that_differ(known: SimpleNamespace, shipment: Any) -> tuple[Any, Any]:
    earlier = make_claim(
        "There is no concrete proof of rocket deliveries",
        claimant=known.expert,
        events=[known.meeting.uid],
        appearances=[appearance(known.column, step(known.post), step(known.expert), stance="quotes")],
        relations=[{"kind": "doubts", "target": shipment.uid}],
    )
    contradicts = {
        "kind": "contradicts",
        "target": earlier.uid,
        "strength": "plain",
        "confirmed": True,
        "note": "Between the two, wreckage was shown to reporters.",
    }
    later = make_claim(
        "The rocket deliveries are proven beyond doubt",
        claimant=known.expert,
        events=[known.meeting.uid],
        appearances=[appearance(known.year_after, step(known.post), step(known.expert), stance="quotes")],
        relations=[contradicts, {"kind": "supports", "target": shipment.uid}],
    )
    return earlier, later
