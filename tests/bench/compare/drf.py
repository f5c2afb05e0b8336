"""The rival: the same page as stock DRF makes it of the desk's rows.

Nested serializers over prefetched rows and a cursor on an indexed column, as its documentation advises.
What the archive computes beyond the rows (origins, who contests, what others say of a claim, the entry
of the ledger) is left out, in the rival's favour.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import JSONRenderer

from archive.models import (
    Appearance,
    Article,
    Assessment,
    ChainStep,
    Claim,
    Claimant,
    ClaimRelation,
    Event,
    Evidence,
    Figure,
    Passage,
    Quantity,
    Source,
    StepSource,
    Topic,
)
from archive.reading_room.compose.cards import address, word
from archive.reading_room.compose.cards import date as dated
from archive.text.canonical import decimal_text
from archive.text.ids import slug

Data = dict[str, Any]


class Worded(serializers.Field):
    """A word of a closed list, with what people call it."""

    def to_representation(self, value: str) -> Data | None:
        return word(value)


class SourceCard(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()

    class Meta:
        model = Source
        fields = ["uid", "type", "kind", "name", "url"]

    def get_url(self, source: Source) -> str:
        return address("source", source.uid, slug(source.name))


class ArticleCard(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    publisher = SourceCard()
    published = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = ["uid", "title", "url", "publisher", "published"]

    def get_url(self, article: Article) -> str:
        return address("article", article.uid, slug(article.title))

    def get_published(self, article: Article) -> Data:
        return dated(article.published, article.published_basis)


class EventCard(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    date = serializers.SerializerMethodField()
    status = Worded()

    class Meta:
        model = Event
        fields = ["uid", "title", "url", "date", "status"]

    def get_url(self, event: Event) -> str:
        return address("event", event.uid, slug(event.title))

    def get_date(self, event: Event) -> Data:
        return dated(event.date, event.date_basis)


class TopicCard(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["slug", "label"]


class QuantityCard(serializers.ModelSerializer):
    class Meta:
        model = Quantity
        fields = ["slug", "label"]


class FigureRow(serializers.ModelSerializer):
    quantity = QuantityCard()
    low = serializers.SerializerMethodField()

    class Meta:
        model = Figure
        fields = ["quantity", "low", "qualifier"]

    def get_low(self, figure: Figure) -> str | None:
        return None if figure.low is None else decimal_text(figure.low)


class ClaimantRow(serializers.ModelSerializer):
    uid = serializers.CharField(source="source.uid")
    type = serializers.CharField(source="source.type")
    kind = serializers.CharField(source="source.kind")
    name = serializers.CharField(source="source.name")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Claimant
        fields = ["uid", "type", "kind", "name", "url"]

    def get_url(self, claimant: Claimant) -> str:
        return address("source", claimant.source.uid, slug(claimant.source.name))


class PassageRow(serializers.ModelSerializer):
    n = serializers.IntegerField(source="paragraph")
    quote = serializers.CharField(source="exact")

    class Meta:
        model = Passage
        fields = ["part", "n", "quote"]


class StepSourceRow(serializers.ModelSerializer):
    uid = serializers.CharField(source="source.uid", default=None)
    name = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = StepSource
        fields = ["uid", "name", "url", "naming"]

    def get_name(self, row: StepSource) -> str:
        return row.label or row.source.name

    def get_url(self, row: StepSource) -> str | None:
        return address("source", row.source.uid, slug(row.source.name)) if row.source else None


class StepRow(serializers.ModelSerializer):
    step = serializers.SerializerMethodField()
    sources = StepSourceRow(many=True)

    class Meta:
        model = ChainStep
        fields = ["step", "verb", "force", "inferred", "sources"]

    def get_step(self, row: ChainStep) -> int:
        return row.position + 1


class AppearanceRow(serializers.ModelSerializer):
    article = ArticleCard()
    attribution = Worded()
    passages = PassageRow(many=True)
    chain = StepRow(many=True)

    class Meta:
        model = Appearance
        fields = ["article", "stance", "attribution", "passages", "chain"]


class ClaimCard(serializers.ModelSerializer):
    headline = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ["uid", "headline", "url"]

    def get_headline(self, claim: Claim) -> str:
        return f"{' and '.join(each.source.name for each in claim.claimants.all())}: {claim.statement}"

    def get_url(self, claim: Claim) -> str:
        return address("claim", claim.uid, slug(claim.statement))


class RelationRow(serializers.ModelSerializer):
    direction = serializers.SerializerMethodField()
    claim = ClaimCard(source="target")

    class Meta:
        model = ClaimRelation
        fields = ["kind", "direction", "confirmed", "claim"]

    def get_direction(self, relation: ClaimRelation) -> str:
        return "both" if relation.kind == "contradicts" else "out"


class EvidenceRow(serializers.ModelSerializer):
    """What it leads to is named by uid alone, so the page has asked for all of them beforehand."""

    target = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = ["relation", "target", "reliability", "credibility"]

    def get_target(self, evidence: Evidence) -> Data:
        article = self.context["targets"][evidence.target]
        url = address("article", article.uid, slug(article.title))
        return {"type": "article", "uid": article.uid, "title": article.title, "url": url}


class AssessmentRow(serializers.ModelSerializer):
    standing = Worded()
    outcome = Worded()
    evidence = EvidenceRow(many=True)

    class Meta:
        model = Assessment
        fields = ["standing", "outcome", "confidence", "as_of", "decided_at", "rationale", "evidence"]


class ClaimDocument(ClaimCard):
    claimants = ClaimantRow(many=True)
    subjects = SourceCard(many=True)
    events = EventCard(many=True)
    topics = TopicCard(many=True)
    figures = FigureRow(many=True)
    appearances = AppearanceRow(many=True)
    relations = RelationRow(many=True)
    assessments = AssessmentRow(many=True)

    class Meta:
        model = Claim
        fields = [
            *("type", "uid", "url", "headline", "statement", "kind", "weight", "language", "claimants", "jointly"),
            *("subjects", "events", "topics", "figures", "appearances", "relations", "assessments"),
        ]


class NewestFirst(CursorPagination):
    page_size = 50
    ordering = "-pk"


class ClaimPages(ListAPIView):
    """Pages of claims, each with all that is nested in it."""

    queryset = Claim.objects.prefetch_related(
        Prefetch("claimants", Claimant.objects.select_related("source")),
        Prefetch("subjects", Source.objects.order_by("uid")),
        Prefetch("events", Event.objects.order_by("uid")),
        "topics",
        Prefetch("figures", Figure.objects.select_related("quantity")),
        Prefetch("appearances", Appearance.objects.select_related("article__publisher")),
        "appearances__passages",
        "appearances__chain",
        Prefetch("appearances__chain__sources", StepSource.objects.select_related("source")),
        Prefetch("relations", ClaimRelation.objects.select_related("target")),
        Prefetch("relations__target__claimants", Claimant.objects.select_related("source")),
        "assessments__evidence",
    )
    serializer_class = ClaimDocument
    pagination_class = NewestFirst
    renderer_classes = [JSONRenderer]

    def paginate_queryset(self, queryset: Any) -> Any:
        self.page = super().paginate_queryset(queryset)
        return self.page

    def get_serializer_context(self) -> Data:
        return {**super().get_serializer_context(), "targets": _targets(self.page or ())}


def _targets(claims: Iterable[Claim]) -> dict[str, Article]:
    """What the evidence of a page leads to, in one query."""
    uids = {
        each.target for claim in claims for assessment in claim.assessments.all() for each in assessment.evidence.all()
    }
    return Article.objects.in_bulk(uids, field_name="uid")
