"""The scorer of ingest: perfect output scores everything, none scores nothing, and each measure fails when it should."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from archive.ingest.shapes import Amount, Confidence, Extent, Guess, Kind, Piece, Speaker, Step
from archive.management.commands import bench
from tests.bench.ingest import gold as golds
from tests.bench.ingest.__main__ import further, options_of
from tests.bench.ingest.claims import is_named, paired
from tests.bench.ingest.gold import Claim, Fault, Figure, Gold, Passage, Speakers, written
from tests.bench.ingest.outcome import Outcome
from tests.bench.ingest.scoring import score, total
from tests.bench.ingest.table import in_fields, lines, misses
from tests.bench.ingest.visible import visible
from tests.bench.ingest.wording import Letters
from tests.ingest import documents

TITLE = "Ferry stays in port"
BODY = ("“We will sail by noon,” Captain Ada Brook said.", "The harbour office denied that 20 to 30 crew had left.")
NOISE = "Share this page"
SAILING = {"fragment": "will sail", "speakers": "she", "kind": "pledge"}
MEASURES = (
    "paragraphs",
    "kinds",
    "numbers",
    "coverage",
    "own",
    "speakers",
    "in chain",
    "precision",
    "claim kinds",
    "figures",
)
FIELDS = {
    "title": TITLE,
    "publisher": "The Harbour News",
    "authors": "Ann Other",
    "published": "2031-04-02",
    "language": "en",
    "genre": "news",
}


def claim(fragment, text, name, kind, *figures):
    speakers = Speakers((name,))
    return Claim(((fragment, text),), speakers, speakers, 1, (kind,), figures)


GOLD = Gold(
    name="ferry.txt",
    data=b"",
    passages=(Passage("title", 1, TITLE), Passage("body", 1, BODY[0]), Passage("body", 2, BODY[1])),
    claims=(
        claim("sail by noon", BODY[0], "Ada Brook", "pledge"),
        claim("crew had left", BODY[1], "harbour office", "denial", Figure(Decimal(20), Decimal(30))),
    ),
    metadata=dict.fromkeys(golds.FIELDS, ()) | {name: (value,) for name, value in FIELDS.items()},
    noise=(NOISE,),
    repeats=(TITLE,),
)


def proposal(text, sentence, label, kind, **values):
    speaker = Speaker(label, label, "", "named", False, None)
    steps = (Step((speaker,), "said", "neutral"),)
    given = {"kind": kind, "steps": steps, "amounts": ()}
    return documents.proposal(text, sentence, **{**given, **values})


def outcome(*more):
    """What a perfect pipeline gives of the gold; ``more`` are lines that it keeps as prose besides."""
    made = documents.document((*BODY, *more), title=TITLE)
    text = made.found.text
    pieces = [
        Piece(each.kind, each.raw_start, each.raw_start + each.end - each.start, "") for each in made.found.layout
    ]
    twenty = Amount("", Decimal(20), Decimal(30), "", "exact", "20 to 30", Extent(0, 1))
    return Outcome(
        read=made.read,
        found=replace(made.found, pieces=pieces),
        guesses=[Guess(name, value, Confidence.HIGH, "") for name, value in FIELDS.items()],
        proposals=[
            proposal(text, BODY[0], "Captain Ada Brook", "pledge"),
            proposal(text, BODY[1], "the harbour office", "denial", amounts=(twenty,)),
        ],
    )


def test_perfect_output_scores_everything():
    found = score(GOLD, outcome())
    assert found.misses == []
    assert {measure: found.share(measure) for measure in (*MEASURES, *golds.FIELDS, "denials")} == dict.fromkeys(
        (*MEASURES, *golds.FIELDS, "denials"), 1
    )
    assert [found.share(measure) for measure in ("noise", "stray", "missing", "wrong", "refused")] == [0] * 5
    assert found.fields["agency"] == "rightly absent"


def test_empty_output_scores_nothing():
    found = score(GOLD, Outcome(refusal="There is no article in it."))
    assert [found.share(measure) for measure in ("paragraphs", "kinds", "coverage", "own", "figures", "title")] == [
        0
    ] * 6
    assert found.share("refused") == 1
    # Of what is not there nothing can be wrong, and nothing right.
    assert [found.share(measure) for measure in ("noise", "wrong", "precision", "speakers", "numbers")] == [
        0,
        0,
        None,
        None,
        None,
    ]
    assert found.counts["missing"] == [6, 7]


@pytest.mark.parametrize(
    ("measure", "share", "spoil"),
    [
        ("paragraphs", 2 / 3, lambda made: cut(made, "We will sail")),
        ("numbers", 1 / 3, lambda made: renumber(made)),
        ("kinds", 2 / 3, lambda made: recast(made)),
        ("coverage", 1 / 2, lambda made: made.proposals.pop()),
        ("own", 1 / 2, lambda made: made.proposals.pop()),
        ("figures", 0, lambda made: change(made, 1, amounts=())),
        ("denials", 0, lambda made: change(made, 1, kind="assertion")),
        ("claim kinds", 1 / 2, lambda made: change(made, 0, kind="opinion")),
        ("speakers", 1 / 2, lambda made: change(made, 0, steps=())),
        ("in chain", 1 / 2, lambda made: change(made, 0, steps=())),
        ("precision", 2 / 3, lambda made: made.proposals.append(proposal(made.found.text, TITLE, "nobody", "opinion"))),
        ("title", 0, lambda made: guess(made, "title", "Ferry leaves port")),
        ("published", 0, lambda made: guess(made, "published", "2031-04-03")),
        ("published", 0, lambda made: guess(made, "published", "[2031-04-02..2031-04-03]")),
        ("authors", 0, lambda made: made.guesses.append(Guess("authors", "Eve Else", Confidence.LOW, ""))),
        ("agency", 0, lambda made: made.guesses.append(Guess("agency", "Wire", Confidence.LOW, ""))),
        ("publisher", 1, lambda made: guess(made, "publisher", "HARBOUR NEWS")),
        ("language", 1, lambda made: guess(made, "language", "en-GB")),
    ],
)
def test_each_measure_tells_what_is_wrong(measure, share, spoil):
    made = outcome()
    spoil(made)
    found = score(GOLD, made)
    assert found.share(measure) == pytest.approx(share)
    assert (found.misses == []) is (share == 1)


def cut(made, words):
    at = made.found.text.index(words)
    made.found = replace(made.found, text=made.found.text[:at] + "X" + made.found.text[at + 1 :])


def renumber(made):
    layout = [each._replace(paragraph=each.paragraph + (each.kind == Kind.BODY)) for each in made.found.layout]
    made.found = replace(made.found, layout=layout)


def recast(made):
    made.found = replace(made.found, pieces=[*made.found.pieces[:-1], made.found.pieces[-1]._replace(kind=Kind.NOTE)])


def change(made, number, **values):
    made.proposals[number] = replace(made.proposals[number], **values)


def guess(made, name, value):
    made.guesses = [each for each in made.guesses if each.field != name]
    made.guesses.append(Guess(name, value, Confidence.HIGH, ""))


def test_noise_is_told_whether_it_was_listed_or_not():
    found = score(GOLD, outcome(NOISE, "Ten pans you need", TITLE))
    assert found.counts["noise"] == [2, 2]
    assert found.counts["stray"][0] == len(f"{NOISE} Ten pans you need".split())
    told = {(miss.measure, miss.words) for miss in found.misses}
    assert {("noise", NOISE), ("noise", TITLE), ("stray", "Ten pans you need")} <= told


def test_the_better_of_two_proposals_counts_and_the_other_is_one_too_many():
    made = outcome()
    made.proposals.insert(0, replace(made.proposals[0], kind="opinion", steps=()))
    found = score(GOLD, made)
    assert (found.share("speakers"), found.share("claim kinds")) == (1, 1)
    assert found.share("precision") == pytest.approx(2 / 3)


def test_a_proposal_is_of_one_claim_alone():
    gold = replace(GOLD, claims=(*GOLD.claims, claim("We will sail", BODY[0], "Ada Brook", "pledge")))
    found = score(gold, outcome())
    assert (found.share("coverage"), found.share("precision")) == (1, 1)
    assert found.share("own") == pytest.approx(2 / 3)


def test_something_else_in_its_sentence_does_not_make_it_a_proposal_of_the_claim():
    made = outcome()
    # Of "The harbour office denied that 20 to 30 crew had left" it takes the office for what is claimed.
    start = made.proposals[1].sentence.start
    change(made, 1, content=Extent(start, start + len("The harbour office")), cue=Extent(start, start + 3))
    assert score(GOLD, made).share("coverage") == 1 / 2
    # The words that attribute it may be what the gold goes by.
    gold = replace(GOLD, claims=(claim("denied that", BODY[1], "harbour office", "denial"),))
    start = made.found.text.index("denied")
    change(made, 1, cue=Extent(start, start + len("denied")))
    assert score(gold, made).share("coverage") == 1


def test_the_same_words_in_another_paragraph_are_not_the_claim():
    line = "Sail by noon, sleep by ten, says our travel agent."
    made = outcome(line)
    made.proposals[0] = proposal(made.found.text, line, "Ada Brook", "pledge")
    assert score(GOLD, made).share("coverage") == 1 / 2


def test_as_many_pairs_are_made_as_can_be():
    assert paired([[0, 1], [0], []]) == {0: 1, 1: 0}
    assert paired([]) == {}


@pytest.mark.parametrize(
    ("guessed", "is_right"),
    [
        ("[2031-04-01..2031-04-06]", True),
        ("2031-04-02", True),
        ("[2031-03-31..2031-04-06]", True),
        ("[2031-03-01..2031-04-06]", False),
        ("2031-04-07", False),
        ("2031/..", False),
        ("soon", False),
    ],
)
def test_a_date_that_is_not_known_to_the_day_is_guessed_about_as_closely(guessed, is_right):
    made = outcome()
    guess(made, "published", guessed)
    gold = replace(GOLD, metadata={**GOLD.metadata, "published": ("[2031-04-01..2031-04-06]",)})
    assert score(gold, made).share("published") == is_right


@pytest.mark.parametrize(
    ("label", "wanted", "is_right"),
    [
        ("Captain Ada Brook", Speakers(("Ada Brook",)), True),
        ("Brook", Speakers(("Ada Brook",)), False),
        ("the Kremlin", Speakers(("Kremlin",)), True),
        ("Kremlin critics", Speakers(("Kremlin",)), False),
        ("some analysts", Speakers((), ("Analysts (on ferries)",)), True),
        ("analysts in port", Speakers((), ("Analysts (on ferries)",)), False),
        ("ferries", Speakers((), ("Analysts (on ferries)",)), False),
        ("Adá Brook", Speakers(("Ada Brook",)), True),
        ("", Speakers(("Ada Brook",)), False),
    ],
)
def test_a_speaker_is_named_in_full(label, wanted, is_right):
    assert is_named(label, wanted) is is_right


def test_letters_stand_whatever_lies_between_them():
    letters = Letters("It’s a\nCAFÉ, “truly”.")
    (place,) = letters.places("a café truly")
    assert letters.text[place.start : place.end] == "a\nCAFÉ, “truly"
    assert letters.places("—") == []


def test_written_articles_fit_their_gold():
    found = written()
    assert len(found) >= 14
    assert {each.name.rpartition(".")[2] for each in found} == {"html", "txt", "xml", "md", "pdf"}
    assert all(each.noise and each.layout for each in found)
    claims = [one for each in found if "en" in each.metadata["language"] for one in each.claims]
    assert len(claims) > 300
    # With three kinds that are right, hardly one is wrong.
    assert [one.fragments for one in claims if len(one.kinds) > 2] == []


def test_who_says_it_and_who_says_so_of_them_are_apart(tmp_path):
    path = written_gold(tmp_path, claims=[SAILING | {"speakers": "a mate", "chain": "Ada Brook"}])
    (one,) = golds.read(path).claims
    assert (one.last.names, one.chain.names, one.steps) == (("a mate",), ("Ada Brook", "a mate"), 2)


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ({"noise": ["Not there"]}, "this noise does not stand in the document"),
        ({"noise": ["will sail"]}, "this noise stands in what is to be kept"),
        ({"repeats": ["Ferry stays"]}, "this is not repeated"),
        ({"pieces": {"title": ["Ferry goes"]}}, "these words stand 0 times in the document"),
        ({"pieces": {"poem": ["Ferry stays"]}}, "no such kind of piece: poem"),
        ({"claims": [SAILING | {"fragment": "it"}]}, "these words stand 0 times in what"),
        ({"claims": [SAILING | {"kind": "song"}]}, "no such kind of claim: song"),
        ({"claims": [SAILING | {"figure": 3}]}, "unknown: figure"),
        ({"remark": "no"}, "unknown: remark"),
        ({"metadata": {"title": "Ferry"}}, "nothing is said of 'publisher'"),
    ],
)
def test_gold_that_does_not_fit_is_named(tmp_path, spoiled, told):
    path = written_gold(tmp_path)
    assert [each.text for each in golds.read(path).passages] == ["Ferry stays in port", "We will sail, she said."]
    with pytest.raises(Fault, match=told):
        golds.read(written_gold(tmp_path, **spoiled))


def written_gold(folder, **noted):
    """A document and its gold in the folder; ``noted`` stands in place of what is right."""
    right = {
        "pieces": {"title": ["Ferry stays"], "body": ["We will"]},
        "metadata": dict.fromkeys(golds.FIELDS),
        "noise": ["Share this"],
        "claims": [],
    }
    (folder / "a.txt").write_text("Share this\nFerry stays in port\n\nWe will sail, she said.\n", encoding="utf-8")
    path = folder / "a.gold.yaml"
    path.write_text(golds.yaml.safe_dump(right | noted), encoding="utf-8")
    return path


def test_what_is_seen_of_a_page(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<title>No</title><script>if (a<b) no()</script><p>One&nbsp;<b>tw</b>o<br>three<div>four", "utf-8")
    assert visible(page) == "One two\nthree\nfour"


def test_the_command_hands_its_options_on(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(
        bench.subprocess, "run", lambda command, **_: asked.append(command) or SimpleNamespace(returncode=0)
    )
    call_command("bench", "--ingest", str(tmp_path), "--verbose")
    call_command("bench", "--ingest", "--known", "7", "--keep", "kept", "--databases", "sqlite")
    first, second = (options_of(command[3:]) for command in asked)
    assert asked[0][2] == "tests.bench.ingest"
    assert (first.folder, first.verbose, first.known) == (tmp_path, True, None)
    assert (second.folder, second.known, second.keep, second.databases) == (None, 7, Path("kept"), "sqlite")


def test_a_folder_has_gold_of_its_own_or_is_the_collections(tmp_path):
    with pytest.raises(Fault, match="closerties"):
        further(tmp_path)
    for path in golds.ARTICLES.glob("coup.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert [each.name for each in further(tmp_path)["further"]] == ["coup.txt"]


def test_the_table_shows_every_document_and_all_together():
    scores = [score(GOLD, outcome()), score(replace(GOLD, name="other.txt"), Outcome(refusal="No."))]
    shown = "\n".join(lines({"written": scores}))
    rows = {
        line.split()[0]: line.split()[1:] for line in shown.splitlines() if line.startswith(("ferry", "other", "wr"))
    }
    assert rows["ferry.txt"][:6] == ["100.0", "0", "0", "100.0", "100.0", "++·++++"]
    assert rows["other.txt"][:6] == ["0.0", "0", "-", "0.0", "-", "??·????"]
    assert rows["written"][:2] == ["50.0", "0"]
    assert total("all", scores).counts["coverage"] == [2, 4]
    assert "written, agency: 2 rightly absent" in list(in_fields({"written": scores}))
    assert any("refused" in line and "No." in line for line in misses(scores))
