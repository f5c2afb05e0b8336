"""For a reprint the agency is proposed whose text it is; then both articles have one origin."""

import pytest

from archive.ingest.recognising import origin_of
from archive.ingest.shapes import Confidence
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def test_a_reprint_has_the_agency_of_the_first() -> None:
    agency, outlet = make_source("Example Wire", kind="outlet"), make_source("The Gazette", kind="outlet")
    first = make_article("Strike", publisher=outlet.uid, agency=agency.uid)
    guess = origin_of(first)
    assert guess is not None
    assert (guess.field, guess.value, guess.confidence) == ("agency", "Example Wire", Confidence.HIGH)
    assert guess.reason == "It is a reprint of “Strike”, which is a text of Example Wire."
    on_its_own_site = origin_of(make_article("Strike ends", publisher=agency.uid))
    assert on_its_own_site is not None
    assert (on_its_own_site.value, on_its_own_site.confidence) == ("Example Wire", Confidence.MODERATE)


def test_what_no_agency_wrote_has_no_agency() -> None:
    outlet = make_source("The Gazette", kind="outlet")
    assert origin_of(make_article(publisher=outlet.uid)) is None
    assert origin_of(make_article()) is None
