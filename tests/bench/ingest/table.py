"""The scores for people."""

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.ingest.gold import FIELDS
from tests.bench.ingest.scoring import ABSENT, MISSING, RIGHT, WRONG, Score, total

SIGNS = {RIGHT: "+", ABSENT: "·", MISSING: "?", WRONG: "✗"}
# Heading, measure, whether the share is shown or the number of hits.
COLUMNS = (
    ("paras", "paragraphs", True),
    ("noise", "noise", False),
    ("stray", "stray", False),
    ("kinds", "kinds", True),
    ("numb.", "numbers", True),
)
OF_CLAIMS = (
    ("cover", "coverage", True),
    ("own", "own", True),
    ("speak", "speakers", True),
    ("chain", "in chain", True),
    ("steps", "steps", True),
    ("prec.", "precision", True),
    ("kind", "claim kinds", True),
    ("deny", "denials", True),
    ("figur", "figures", True),
)
LEGEND = (
    "% of paragraphs kept, lines of noise kept, words kept that no passage has, % of pieces of the right kind, % of kept",
    "passages with the right number; title, publisher, agency, authors, date, language, genre: + right, · rightly not",
    "stated, ? not found, ✗ wrong; claims: % covered, with a proposal of their own; of those covered with the right",
    "speaker, with anybody of the chain, with all steps; % of proposals with a claim of their own; % of covered claims of",
    "the right kind, of denials shown as such, of figures found; proposals.",
)


def lines(groups: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    """A table: a row for each document, and one for each group together."""
    width = max((len(each.name) for scores in groups.values() for each in scores), default=0)
    width = max(width, *(len(name) for name in groups), 12)
    yield from LEGEND
    yield ""
    yield _row("", width, [name for name, _, _ in COLUMNS], "tpaadlg", [name for name, _, _ in OF_CLAIMS], "prop.")
    for name, scores in groups.items():
        for each in scores:
            yield _scored(each, width)
        yield _scored(total(name, scores), width)
        yield ""


def _scored(score: Score, width: int) -> str:
    fields = "".join(SIGNS[score.fields[name]] for name in FIELDS) if score.fields else ""
    proposals = f"{score.proposals / max(score.articles, 1):.0f}"
    return _row(score.name, width, _cells(score, COLUMNS), fields, _cells(score, OF_CLAIMS), proposals)


def _cells(score: Score, columns: Sequence[tuple[str, str, bool]]) -> list[str]:
    return [_cell(score, measure, is_share) for _, measure, is_share in columns]


def _cell(score: Score, measure: str, is_share: bool) -> str:
    share = score.share(measure)
    if share is None:
        return "-"
    # Nothing is rounded up to what it is not.
    return f"{int(share * 1000) / 10:.1f}" if is_share else str(score.counts[measure][0])


def _row(name: str, width: int, texts: Sequence[str], fields: str, claims: Sequence[str], proposals: str) -> str:
    before = " ".join(f"{cell:>5}" for cell in texts)
    after = " ".join(f"{cell:>5}" for cell in claims)
    return f"{name:<{width}}  {before}  {fields:<{len(FIELDS)}}  {after}  {proposals:>5}"


def in_fields(groups: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    """How each field of the metadata came out, counted."""
    for name, scores in groups.items():
        for field in FIELDS:
            found = [each.fields[field] for each in scores]
            counts = ", ".join(f"{found.count(each)} {each}" for each in SIGNS if each in found)
            yield f"{name}, {field}: {counts}"


def misses(scores: Sequence[Score]) -> Iterator[str]:
    """Every miss with its words, by document and measure."""
    for each in scores:
        yield f"== {each.name}"
        for miss in sorted(each.misses, key=lambda miss: miss.measure):
            yield f"  {miss.measure:<14} {miss.words}"
            if miss.told:
                yield f"  {'':<14} → {miss.told}"
