"""Public claims that share some words: candidates for those who ask what is nearly the same."""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from archive.models.plain import Asked, asked_together
from archive.reading_room.searching.searched import quoted

WORDS_AT_ONCE = 900

# The index is asked first, whatever the planner thinks of so many alternatives.
_FOUND = {
    "sqlite": """
        SELECT uid FROM search_entry WHERE type = 'claim' AND position IN (
            SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s)
        ORDER BY position DESC""",
    "postgresql": """
        WITH found AS MATERIALIZED (
            SELECT uid, type, position FROM search_entry WHERE terms @@ %s::tsquery)
        SELECT uid FROM (SELECT * FROM found ORDER BY position DESC LIMIT %s) AS newest
        WHERE type = 'claim' ORDER BY position DESC""",
}


def frequencies(terms: Collection[str]) -> dict[str, int]:
    """How many public records hold each term, as `text.words` makes them; none of those that no record spells out."""
    asked = sorted(terms)
    slices = [asked[start : start + WORDS_AT_ONCE] for start in range(0, len(asked), WORDS_AT_ONCE)]
    questions = [
        Asked(
            "SELECT term, SUM(number) FROM search_word "  # noqa: S608
            f"WHERE term IN ({', '.join(['%s'] * len(some))}) GROUP BY term",
            some,
        )
        for some in slices
    ]
    return {term: int(number) for rows in asked_together(questions) for term, number in rows}


def sharing(wanted: Iterable[Sequence[Sequence[str]]], limit: int) -> list[list[str]]:
    """For each of the wanted, the uids of the newest public claims that hold all the terms of one of its groups.

    ``limit`` records are looked at for each, some of which may be no claims. One wait for all on PostgreSQL.
    """
    groups = [*wanted]
    spell = _fts5 if connection.vendor == "sqlite" else _tsquery
    questions = [Asked(_FOUND[connection.vendor], (spell(each), limit)) for each in groups if each]
    answers = iter(asked_together(questions))
    return [[uid for (uid,) in next(answers)] if each else [] for each in groups]


def _fts5(groups: Sequence[Sequence[str]]) -> str:
    return " OR ".join("(" + " AND ".join(f'"{term}"' for term in group) + ")" for group in groups)


def _tsquery(groups: Sequence[Sequence[str]]) -> str:
    return " | ".join("(" + " & ".join(map(quoted, group)) + ")" for group in groups)
