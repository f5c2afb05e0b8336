"""What a reprint shares with the article that it is a reprint of: whose text it is.

Two outlets that print one agency's text are one origin where both name the agency: their chains go on to it. So the
agency is proposed for the reprint; who decides it is a person, as of everything that is proposed.
"""

from archive.ingest.shapes import Confidence, Guess
from archive.models import Article, Source


def origin_of(article: Article) -> Guess | None:
    """The agency to propose for a reprint of ``article``: its own, or its publisher where that is an agency."""
    agency = article.agency
    if agency is not None:
        reason = f"It is a reprint of “{article.title}”, which is a text of {agency.name}."
        return Guess("agency", agency.name, Confidence.HIGH, reason)
    publisher = article.publisher
    if publisher is not None and _is_agency(publisher):
        reason = f"It is a reprint of “{article.title}”, which {publisher.name} published, an agency to other articles."
        return Guess("agency", publisher.name, Confidence.MODERATE, reason)
    return None


def _is_agency(source: Source) -> bool:
    return Article.objects.filter(agency=source).exists()
