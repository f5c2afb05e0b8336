"""Every filter of claims finds what it names and nothing else; what it cannot read is said by name."""

import json

import pytest
from django.http import QueryDict

from archive.models import Topic
from archive.reading_room.listing import filters, lists
from archive.reading_room.parameters import BadParameters
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

pytestmark = pytest.mark.django_db


def uids(query: str, type: str = "claim") -> list[str]:
    page = lists.documents(type, QueryDict(query), path="/api/v1/claims/")
    return [json.loads(text)["uid"] for text in page.documents]


@pytest.fixture(scope="module")
def cast(made_once):
    """Two claims that differ in everything a list can be narrowed by."""
    Topic.objects.create(slug="arms", label="Arms")
    speaker, other, outlet = make_source("Ruritania"), make_source("Grauland"), make_source(kind="outlet")
    spokesman = make_source("A. Speaker", kind="person", affiliations=[{"body": speaker.uid, "type": "speaks_for"}])
    talks = make_event("Talks")
    article = make_article(published="2022-05-05", publisher=outlet.uid)
    one = make_claim(
        "Coal moved",
        claimant=speaker,
        appearances=[
            appearance(article, step(outlet), step(spokesman), attribution="on_record"),
            appearance(article, step(outlet), step(other)),
        ],
        subjects=[other.uid],
        events=[talks.uid],
        topics=["arms"],
        assessments=[assessment("unverifiable", as_of="2022-06-01")],
    )
    late = make_article(published="2023-05-05", publisher=outlet.uid)
    two = make_claim(
        "Grain will move",
        kind="prediction",
        weight="background",
        claimant=other,
        appearances=[appearance(late, step(outlet))],
        relations=[{"kind": "denies", "target": one.uid}],
    )
    publish_all(one, two)
    return {
        "one": one.uid,
        "two": two.uid,
        "speaker": speaker.uid,
        "spokesman": spokesman.uid,
        "other": other.uid,
        "outlet": outlet.uid,
        "talks": talks.uid,
        "article": article.uid,
    }


FOUND = [
    ("standing=unverifiable", "one"),
    ("standing=open", ""),
    ("outcome=pending", "two"),
    ("attribution=on_record", "one"),
    ("attribution=own_voice", "two"),
    ("kind=prediction", "two"),
    ("weight=background", "two"),
    ("weight=core", "one"),
    ("claimant={speaker}", "one"),
    ("claimant={other}", "two"),
    ("subject={other}", "one"),
    ("source={outlet}", "two one"),
    ("source={spokesman}", "one"),
    ("origin={speaker}", "one"),
    ("origin={outlet}", ""),
    ("event={talks}", "one"),
    ("article={article}", "one"),
    ("topic=arms", "one"),
    ("topic=none-such", ""),
    ("asserted_from=2022-05-05", "two one"),
    ("asserted_from=2022-05-06", "two"),
    ("asserted_to=2022-05-05", "one"),
    ("asserted_to=2022-05-04", ""),
    ("min_origins=2", "one"),
    ("min_origins=3", ""),
    ("min_origins=0", "two one"),
    ("contested=true", "one"),
    ("contested=false", "two"),
    ("reversed=true", ""),
    ("reversed=false", "two one"),
    ("q=coal", "one"),
    ("q=", "two one"),
    ("q=move&source={outlet}&kind=assertion&standing=unverifiable&contested=true", "one"),
    ("q=grain&topic=arms", ""),
    ("claimant=aaaaaaaaaa", ""),
]


@pytest.mark.parametrize("ordering", ["", "&ordering=-changed"])
def test_each_filter(cast: dict[str, str], ordering: str) -> None:
    for query, names in FOUND:
        assert set(uids(query.format(**cast) + ordering)) == {cast[name] for name in names.split()}, query


@pytest.mark.parametrize("ordering", ["-asserted", "asserted", "-published", "-changed"])
def test_streams_long_and_short_give_the_same(cast: dict[str, str], ordering: str, monkeypatch) -> None:
    query = QueryDict(f"source={cast['outlet']}&q=move&kind=assertion&ordering={ordering}").urlencode()
    short = uids(query)
    monkeypatch.setattr("archive.reading_room.listing.walking.LONG", 1)
    assert uids(query) == short == [cast["one"]]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("standing=true", "standing"),
        ("outcome=open", "outcome"),
        ("attribution=On_Record", "attribution"),
        ("kind=claim", "kind"),
        ("weight=heavy", "weight"),
        ("claimant=1", "claimant"),
        ("claimant=ABCDEFGHIJ", "claimant"),
        ("claimant=abcdefghij%0A", "claimant"),
        ("subject=" + "9" * 5_000, "subject"),
        ("topic=a%20b", "topic"),
        ("event=%00", "event"),
        ("q=a%00b", "q"),
        ("q=" + "a" * 20_000, "q"),
        ("asserted_from=2022-02-30", "asserted_from"),
        ("asserted_to=yesterday", "asserted_to"),
        ("asserted_to=2022-1-1", "asserted_to"),
        ("as_of=2022-13-01", "as_of"),
        ("as_of=0000-01-01", "as_of"),
        ("as_of=12022-01-01", "as_of"),
        ("min_origins=-1", "min_origins"),
        ("min_origins=" + "9" * 5_000, "min_origins"),
        ("contested=1", "contested"),
        ("reversed=yes", "reversed"),
        ("ordering=origins", "ordering"),
        ("ordering=-asserted,-changed", "ordering"),
        ("recorded=2022-01-01T00:00:00Z", "recorded"),
        ("standing=open&standing=open", "standing"),
        ("Standing=open", "Standing"),
        ("limit=3", "limit"),
        ("offset=9", "offset"),
        ("format=json", "format"),
        ("%00=1", "\ufffd"),
    ],
)
def test_what_cannot_be_answered_is_named(query: str, parameter: str) -> None:
    with pytest.raises(BadParameters) as fault:
        uids(query)
    assert [name for name, _ in fault.value.problems] == [parameter]


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(BadParameters) as fault:
        uids("standing=x&kind=y&claimant=z")
    assert [name for name, _ in fault.value.problems] == ["standing", "kind", "claimant"]
    with pytest.raises(BadParameters) as fault:
        uids("one=1&two=2&standing=a&standing=b")
    assert [name for name, _ in fault.value.problems] == ["one", "two", "standing"]


def test_the_form_of_a_list_shows_its_filters_and_their_words() -> None:
    form = filters.form("claim", {"standing": "confirmed", "q": "coal"})
    assert "attribution" in form.fields
    assert ("came_true", "Came true") in form.fields["outcome"].choices
    assert 'value="confirmed" selected' in str(form["standing"])


@pytest.mark.parametrize("type", sorted(filters.FILTERS))
def test_any_two_filters_go_together(type: str, cast: dict[str, str]) -> None:
    given = {
        name: next((value for value, _ in getattr(narrowing.field, "choices", ()) if value), "")
        or {"q": "coal", "topic": "arms", "language": "en", "country": "KP", "min_origins": "1"}.get(
            name, "2022-05-05" if name.endswith(("_from", "_to")) else cast["talks"]
        )
        for name, narrowing in filters.FILTERS[type].base_filters.items()
    }
    for one in given:
        for other in given:
            for more in ("", "&as_of=2022-12-31", f"&ordering={lists.orderings(type)[-1]}"):
                query = QueryDict(f"{one}={given[one]}" + (f"&{other}={given[other]}" if other != one else "") + more)
                assert lists.cards(type, query, path="/") is not None
