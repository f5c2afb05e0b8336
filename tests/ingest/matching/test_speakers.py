"""The sources that a speaker may be."""

import pytest

from archive.ingest.matching import makers, match
from archive.ingest.shapes import Confidence, Guess, Match
from tests.factories import appearance, change, make_article, make_claim, make_source, step
from tests.ingest.matching.proposals import proposal, speaker

pytestmark = pytest.mark.django_db


def likely(article, label, role="", others=(), **options) -> list[Match]:
    """What the archive has for a speaker, beside ``others`` who are named in the same article."""
    proposals = [proposal("It sank", speaker(label, role)), *(proposal("It sank", speaker(each)) for each in others)]
    return [*match(article, proposals, **options)[0].speakers[label]]


@pytest.fixture
def article():
    return make_article("The quay sinks")


@pytest.mark.parametrize(
    "label",
    [
        "Park Min Soo",
        "Park Min-soo",
        "PARK MIN-SOO",
        "the N. Harbour",
        "N Harbour",
        "DPRH",
        "D.P.R.H.",
        "Zoë Čapek",
        "Zoe Capek",
    ],
)
def test_a_name_or_an_alias_however_it_is_written_is_the_source(article, label):
    made = {
        "park": make_source("Park Min Soo", "person"),
        "harbour": make_source("North Harbour", aliases=["N. Harbour", "DPRH"]),
        "capek": make_source("Zoë Čapek", "person"),
    }
    (found,) = likely(article, label)
    assert found.likeness >= 0.95
    assert found.uid in {each.uid for each in made.values()}


def test_a_name_that_two_have_is_sure_of_neither(article):
    make_source("Ann Lee", "person", role="Mayor")
    make_source("Ann Lee", "person", role="Singer")
    found = likely(article, "Ann Lee")
    assert len(found) == 2
    assert all(each.likeness < 0.95 for each in found)


def test_a_surname_is_sure_only_of_one_who_speaks_in_the_article(article):
    ann = make_source("Ann Lindqvist", "person", role="Mayor of Port Amis")
    (alone,) = likely(article, "Lindqvist")
    assert alone.likeness < 0.95
    (titled,) = likely(article, "Mayor Lindqvist")
    assert alone.likeness < titled.likeness < 0.95
    (named,) = likely(article, "Lindqvist", others=["Ann Lindqvist"])
    assert (named.uid, named.likeness >= 0.95) == (ann.uid, True)
    make_source("Bo Lindqvist", "person")
    assert [each.likeness < 0.95 for each in likely(article, "Lindqvist")] == [True, True]
    make_claim("The quay sinks", claimant=ann, appearances=[appearance(article, step(ann))])
    (spoke,) = likely(article, "Lindqvist")
    assert (spoke.uid, spoke.likeness >= 0.95) == (ann.uid, True)


def test_titles_before_a_whole_name_do_not_matter(article):
    ann = make_source("Ann Lindqvist", "person")
    assert [(each.uid, each.likeness >= 0.95) for each in likely(article, "Foreign Minister Ann Lindqvist")] == [
        (ann.uid, True)
    ]


def test_a_body_within_a_label_is_only_shown(article):
    body = make_source("Harbour Institute", "organisation")
    make_source("UN", "intergovernmental")
    (found,) = likely(article, "a report by the Harbour Institute")
    assert (found.uid, found.likeness < 0.7) == (body.uid, True)
    assert likely(article, "Park Un") == []


def test_a_misspelt_name_is_shown_and_not_sure(article):
    source = make_source("Fedor Terlitzkiy", "person")
    (found,) = likely(article, "Fyodor Terlitzky")
    assert (found.uid, found.likeness < 0.95) == (source.uid, True)


def test_a_role_may_show_who_it_is(article):
    source = make_source("Ann Lindqvist", "person", role="Mayor of Port Amis")
    (found,) = likely(article, "the mayor of Port Amis")
    assert (found.uid, found.likeness < 0.95) == (source.uid, True)


def test_an_unnamed_source_is_known_in_its_own_article_alone(article):
    own = make_source("Officials (on the quay)", "unnamed", article=article.uid)
    make_source("Officials", "unnamed", article=make_article().uid)
    (found,) = likely(article, "officials")
    assert (found.uid, found.likeness < 0.95) == (own.uid, True)
    assert likely(make_article(), "officials") == []
    exact = make_source("Two diplomats", "unnamed", article=article.uid)
    assert [(each.uid, each.likeness) for each in likely(article, "two diplomats")] == [(exact.uid, 1.0)]


def test_a_protected_source_is_shown_only_to_those_who_may_see_it(article):
    hidden = make_source("Ann Lindqvist", "person", protected=True)
    assert likely(article, "Ann Lindqvist") == []
    assert [each.uid for each in likely(article, "Ann Lindqvist", shows_protected=True)] == [hidden.uid]
    guess = Guess("authors", "Ann Lindqvist", Confidence.HIGH, "So it says.")
    assert makers([guess]) == {("authors", "Ann Lindqvist"): []}
    assert len(makers([guess], shows_protected=True)["authors", "Ann Lindqvist"]) == 1


def test_what_is_saved_is_known_at_once(article):
    source = make_source("Ann Lindqvist", "person")
    assert likely(article, "Ann Holm") == []
    change(source, aliases=["Ann Holm"])
    assert [each.uid for each in likely(article, "Ann Holm")] == [source.uid]


def test_makers_are_found_by_name_and_by_host_and_of_their_own_kind():
    outlet = make_source("The Harbour Post", "outlet")
    make_source("Reuters", "person")
    agency = make_source("Reuters", "outlet")
    found = makers(
        [
            Guess("publisher", "harbourpost.co.uk", Confidence.LOW, "By its mail."),
            Guess("agency", "Reuters", Confidence.HIGH, "By its dateline."),
            Guess("title", "The quay sinks", Confidence.HIGH, "It stands above."),
        ]
    )
    assert {key: [each.uid for each in matches] for key, matches in found.items()} == {
        ("publisher", "harbourpost.co.uk"): [outlet.uid],
        ("agency", "Reuters"): [agency.uid],
    }


@pytest.mark.parametrize("label", ["", " ", "the", "…", "a" * 5_000, "\0", "% _ ' \""])
def test_any_label_is_looked_for(article, label):
    make_source("Ann Lindqvist", "person")
    assert likely(article, label) == []


def test_the_number_of_queries_does_not_grow_with_the_speakers(article, django_assert_num_queries):
    make_source("Ann Lindqvist", "person")
    proposals = [proposal("It sank", speaker(f"Ann {name}")) for name in ("Lindqvist", "Holm", "Berg", "Dahl")]
    makers([Guess("agency", "Reuters", Confidence.HIGH, "x.")])
    with django_assert_num_queries(3):
        from_speakers = match(article, [proposal("", each.steps[0].speakers[0]) for each in proposals])
    assert len(from_speakers) == 4
