"""Every Django model, one file per concept. Imports only ``archive.text``.

A declaration here is the one place where a field is said: its database column, its help
text (the JSON Schema's description) and, by ``public``, ``parts`` and ``private``, whether
it may leave the desk. Rules about one row are constraints; rules about which rows are
QuerySet methods; whatever changes several rows or needs a user is in ``archive.editorial``.
"""

from archive.models.api_keys import ApiKey
from archive.models.appearances import Appearance, ChainStep, Passage, StepSource
from archive.models.articles import Annotation, Article, Author, Capture, CaptureText
from archive.models.assessments import Assessment, Evidence
from archive.models.assignments import Assignment
from archive.models.base import Part, Record, Walked
from archive.models.blobs import Blob, Visit
from archive.models.claims import Claim, Claimant, Figure
from archive.models.events import Event, Participant
from archive.models.fields import Bound, Earliest, EdtfField, Latest, RecordLink, TextListField
from archive.models.intake import Intake, IntakeItem, Subscription
from archive.models.ledger import LedgerEntry, Payload
from archive.models.reading import FOREVER, ClaimState, Document, Link, ReadingRoom, Stale
from archive.models.recognition import ArticleHash, ArticleKey
from archive.models.relations import ClaimRelation
from archive.models.review import Revision, Signature, Submission, SubmissionItem
from archive.models.site_texts import SiteText, SiteTextVersion
from archive.models.sources import Affiliation, Source
from archive.models.suggestions import Suggestion
from archive.models.users import User
from archive.models.vocabularies import Country, Quantity, Term, Topic

RECORDS: dict[str, type[Record]] = {model.type: model for model in (Source, Article, Event, Claim)}

__all__ = [
    "FOREVER",
    "RECORDS",
    "Affiliation",
    "Annotation",
    "ApiKey",
    "Appearance",
    "Article",
    "ArticleHash",
    "ArticleKey",
    "Assessment",
    "Assignment",
    "Author",
    "Blob",
    "Bound",
    "Capture",
    "CaptureText",
    "ChainStep",
    "Claim",
    "ClaimRelation",
    "ClaimState",
    "Claimant",
    "Country",
    "Document",
    "Earliest",
    "EdtfField",
    "Event",
    "Evidence",
    "Figure",
    "Intake",
    "IntakeItem",
    "Latest",
    "LedgerEntry",
    "Link",
    "Part",
    "Participant",
    "Passage",
    "Payload",
    "Quantity",
    "ReadingRoom",
    "Record",
    "RecordLink",
    "Revision",
    "Signature",
    "SiteText",
    "SiteTextVersion",
    "Source",
    "Stale",
    "StepSource",
    "Submission",
    "SubmissionItem",
    "Subscription",
    "Suggestion",
    "Term",
    "TextListField",
    "Topic",
    "User",
    "Visit",
    "Walked",
]
