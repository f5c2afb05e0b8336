"""Documents told in another language: whole sentences of it, around names that stand as they are."""

import inspect
import re
from datetime import date

import pytest
from django.utils.translation import override

from archive import models
from archive.models import Walked
from archive.provenance.relations import KINDS
from archive.reading_room.history.differences import parts_of
from archive.reading_room.method import method
from archive.reading_room.telling import amounts, drawings, happenings, judgements, numbers, origins, relations, trees
from archive.reading_room.telling.chains import STANCES, sentence
from archive.reading_room.telling.describing import description
from archive.reading_room.telling.strip import strip
from archive.reading_room.wording.field_words import FIELDS
from archive.reading_room.wording.languages import current
from archive.text.extent import extent
from tests.public.test_telling import MINISTER, NONE, POST, WIRE, appearance, claim, moment, source, step

LATIN = re.compile(r"[A-Za-z]{2,}")
NOBODY = {"uid": None, "name": "Not stated", "naming": "not_stated"}
GONE = {"uid": "x", "name": None, "naming": "named"}
PAPER = source("The Paper")
CITES = "The Post посилається на джерело: "
DENYING = {"force": "denying"}


@pytest.fixture(autouse=True)
def ukrainian():
    with override("uk"):
        yield


def said(chain, **more):
    return "".join(piece.words for piece in sentence(appearance(*chain, **more)))


@pytest.mark.parametrize(
    ("chain", "more", "told"),
    [
        ([step(POST)], {"stance": "asserts"}, "The Post стверджує це від себе."),
        ([step(POST)], {"stance": "doubts"}, "The Post сумнівається в цьому від себе."),
        ([step(POST, inferred=True)], {}, "The Post, ймовірно, переказує це від себе."),
        ([step(POST, PAPER)], {"stance": "denies"}, "The Post і The Paper заперечують це від себе."),
        ([step(POST), step(WIRE)], {}, f"{CITES}Wire."),
        ([step(POST), step(WIRE)], {"stance": "quotes"}, "The Post дослівно цитує джерело: Wire."),
        ([step(POST), step(WIRE, inferred=True)], {}, "The Post, ймовірно, посилається на джерело: Wire."),
        (
            [step(POST), step(WIRE, inferred=True)],
            {"stance": "quotes"},
            "The Post, ймовірно, дослівно цитує джерело: Wire.",
        ),
        ([step(POST, PAPER), step(WIRE)], {}, "The Post і The Paper посилаються на джерело: Wire."),
        (
            [step(POST), step(MINISTER, WIRE, PAPER)],
            {},
            "The Post посилається на джерела: The minister, Wire і The Paper.",
        ),
        ([step(POST), step(NOBODY)], {}, f"{CITES}хтось без імені."),
        ([step(POST), step()], {}, f"{CITES}хтось без імені."),
        ([step(), step(WIRE)], {}, "хтось без імені посилається на джерело: Wire."),
        ([step(POST), step(GONE)], {}, f"{CITES}відкликане джерело."),
        ([step(POST), step(WIRE), step(MINISTER)], {}, f"{CITES}Wire; далі – посилання на джерело: The minister."),
        (
            [step(POST), step(WIRE), step(MINISTER, PAPER)],
            {"attribution": "on_record"},
            f"{CITES}Wire; далі – пряма мова джерел: The minister і The Paper.",
        ),
        (
            [step(POST), step(WIRE), step(MINISTER, inferred=True)],
            {},
            f"{CITES}Wire; далі, ймовірно, – посилання на джерело: The minister.",
        ),
        (
            [step(POST), step(WIRE), step(MINISTER, inferred=True)],
            {"attribution": "on_record"},
            f"{CITES}Wire; далі, ймовірно, – пряма мова джерела: The minister.",
        ),
        (
            [step(POST), step(MINISTER), step(WIRE)],
            {"stance": "mentions"},
            "The Post лише згадує це; далі – посилання на джерело: The minister; далі – посилання на джерело: Wire.",
        ),
        (
            [step(POST), step(MINISTER, **DENYING), step(WIRE)],
            {"stance": "endorses"},
            "The Post підтримує це; далі – посилання на джерело: The minister; далі – заперечення слів джерела: Wire.",
        ),
        (
            [step(POST), step(MINISTER, **DENYING), step(WIRE, inferred=True)],
            {},
            f"{CITES}The minister; далі, ймовірно, – заперечення слів джерела: Wire.",
        ),
        ([step(POST, **DENYING), step(WIRE)], {}, "The Post; далі – заперечення слів джерела: Wire."),
    ],
)
def test_a_chain_of_any_shape_is_a_sentence(chain, more, told):
    assert said(chain, **more) == told


def test_names_in_a_sentence_keep_their_sources():
    pieces = sentence(appearance(step(POST), step(WIRE, MINISTER)))
    assert [piece.words for piece in pieces if piece.source] == ["The Post", "Wire", "The minister"]
    assert not any(LATIN.search(piece.words) for piece in pieces if not piece.source)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("speakers", [[POST], [POST, PAPER]])
def test_every_stance_is_told_of_one_and_of_several(stance, speakers):
    alone, further = said([step(*speakers)], stance=stance), said([step(*speakers), step(WIRE)], stance=stance)
    for told in (alone, further):
        assert not LATIN.search(re.sub("The Post|The Paper|Wire", "", told)), told


@pytest.mark.parametrize(
    ("number", "attributed", "own_voice", "unnamed"),
    [
        (1, "1 першоджерело з іменем", "Без джерела це подає 1 видання.", "1 без імені, що не рахується."),
        (2, "2 першоджерела з іменем", "Без джерела це подають 2 видання.", "2 без імені, що не рахуються."),
        (5, "5 першоджерел з іменем", "Без джерела це подають 5 видань.", "5 без імені, що не рахуються."),
        (21, "21 першоджерело з іменем", "Без джерела це подає 21 видання.", "21 без імені, що не рахується."),
    ],
)
def test_numbers_choose_the_form(number, attributed, own_voice, unnamed):
    assert origins.attributed(number) == attributed
    assert origins.sentence({**NONE, "own_voice": number}) == own_voice
    assert origins.sentence({**NONE, "unnamed": number}) == unnamed
    both = origins.sentence({**NONE, "own_voice": number, "unnamed": number})
    assert both == f"{own_voice.removesuffix('.')}; {unnamed}"


def test_who_speaks_in_its_own_cause_agrees_with_how_many_do():
    one, two = {"name": "A", "own_cause": True}, {"name": "B", "own_cause": True}
    assert origins.own_cause({**NONE, "sources": [one]}) == "A говорить у власній справі."
    assert origins.own_cause({**NONE, "sources": [one, two]}) == "A і B говорять у власній справі."


def test_judgements_and_relations_are_told():
    card = judgements.so(claim("prediction", outcome="kept"))
    assert (card.question, card.meaning) == ("Чи це справдилося?", "Те, що обіцяли, зроблено.")
    assert judgements.said(claim()).meaning == "Названо в тексті й процитовано дослівно."
    both = [{"kind": kind, "direction": way} for kind in KINDS for way in ("in", "out")]
    titles = [group.title for group in relations.groups(both)]
    assert titles[:2] == ["Це заперечують", "Заперечує"]
    assert not any(map(LATIN.search, titles))


def test_a_tree_and_its_drawing_are_told():
    chain = step(POST), step(source("Aide", naming="by_role"), MINISTER), step(WIRE), step(NOBODY)
    found = [appearance(*chain, stance="endorses"), appearance(step(POST), stance="asserts", article="own")]
    for each in found:
        published = {"edtf": "2024-06~", "display": "about June 2024"}
        each["article"] |= {"publisher": {"name": "The Post"}, "published": published}
    made = trees.tree(found, NONE)
    (root,) = made.origins
    assert root.sources[0]["name"] == "Хтось, кого текст не називає"
    assert root.children[0].hint == "передає далі"
    assert made.own_voice[0].stance == "стверджує"
    boxes, _ = drawings.graph(list(drawings.ways(made)), set())
    assert {box.note for box in boxes if box.is_last} == {
        "підтримує, близько червня 2024",
        "стверджує, без посилань, близько червня 2024",
    }
    assert {(box.words, box.language) for box in boxes} >= {("The Post", "en"), ("Хтось, кого текст не називає", "")}
    svg = drawings.provenance(made, NONE).svg.render()
    assert "0 першоджерел з іменем, 2 статті. Угорі – ті" in svg
    assert 'lang="en">The Post<' in svg


def test_time_is_told():
    drawn = strip([moment("2022-01-01"), moment("2023-01-01", "confirmed", 2, True)], date(2024, 1, 1))
    assert [mark.changes for mark in drawn.marks] == [
        ["уперше відомо"],
        ["тепер 2 першоджерела з іменем", "оскаржено"],
    ]
    assert happenings.window([extent("2022"), extent("2024-01/.."), extent("")]) == (
        "3 події, 2022 – 2024 і далі, 1 з них без дати."
    )
    assert happenings.claims({"open": 3, "came_true": 1}) == "4 твердження: відкрите – 3, справдилося – 1."
    assert len(set(numbers.months())) == 12


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "told"),
    [
        (None, "12000", "up_to", "до 12\u00a0000"),
        ("20000", "50000.5", "about", "близько 20\u00a0000–50\u00a0000,5"),
        ("13", None, "at_least", "щонайменше 13"),
        (None, None, "words_only", ""),
    ],
)
def test_amounts_are_told(low, high, qualifier, told):
    assert amounts.amount({"low": low, "high": high, "qualifier": qualifier}) == told


def test_every_word_of_the_method_is_told():
    ours, names = method(), re.compile(r"«Нордваєр»|[A-F]:")
    for scale in ours.scales.values():
        for word in scale.words:
            told = " ".join((word.meaning, word.example, word.hint, "" if scale.mark else word.label))
            assert not LATIN.search(names.sub("", told)), (scale.slug, word)
    assert not any(map(LATIN.search, (*ours.facts, *ours.after_a_failed_condition)))
    with override("en"):
        assert (current(), method().facts[0]) == ("en", "Examined by an editor")
    assert method().facts[0] == "Перевірено редактором"


def test_a_record_is_described():
    judged = {**claim(standing="open"), "type": "claim", "headline": "A: it is so"}
    assert description(judged) == "A: it is so. Чи це сказано? Під іменем. Чи це так? Відкрите."
    article = {
        "type": "article",
        "title": "T",
        "summary": None,
        "published": {"edtf": "2024-06", "display": "June 2024"},
    }
    assert description(article) == "Стаття (червень 2024) і що в ній твердять."
    event = {"type": "event", "title": "Talks", "summary": "They met.", "status": {"label": "Under way"}}
    assert description(event) == "Триває: They met."
    assert description({"type": "source", "name": "A"}) == "A: що сказано, за статтями цього архіву."
    with override("en"):
        assert description({"type": "source", "name": "A"}).startswith("What A said")


def public_names():
    """The name of every field and of every list of parts that may leave the desk."""
    for model in vars(models).values():
        if inspect.isclass(model) and issubclass(model, Walked) and not model._meta.abstract:
            yield from (name.replace("_", " ") for name in (*model.public, *model.parts))


def test_every_public_field_has_its_name():
    assert set(public_names()) == FIELDS.keys()
    (part,) = parts_of([(("appearances", 2, "chain", 1, "as_printed"), "some", "many")], {})
    assert (part.name, part.differences[0].name) == ("Появи 2, ланцюжок 1", "Як надруковано")
    with override("en"):
        (part,) = parts_of([(("appearances", 2, "chain", 1, "as_printed"), "some", "many")], {})
    assert (part.name, part.differences[0].name) == ("Appearances 2, chain 1", "As printed")
