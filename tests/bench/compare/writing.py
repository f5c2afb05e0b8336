"""Publishing, in a scratch database of its own: an archive that is kept stays as it is."""

from typing import Any

from tests.bench import building
from tests.bench.compare.rows import Row, judged
from tests.bench.generate import Archive
from tests.bench.measure import say

CLAIMS = 5_000


def figures(size: int, seed: int) -> dict[str, Any]:
    """Rows of what publishing costs, in bulk and singly."""
    author, reviewer = building.prepare()
    built = building.build(Archive(min(size, CLAIMS), seed), author, reviewer, say)
    entries = building.appends()["entries_per_second"]
    singly = building.singles(author, reviewer)
    rows: list[Row] = [
        judged("published in bulk", [built["claims_per_second"]], "{:,.0f} claims/s", least=1_000),
        judged("published singly", [singly["publications_per_second"]], "{:,.0f}/s", least=50),
    ]
    on_one = building.singles_on_one_core(author, reviewer)
    if on_one is not None:
        rows.append(judged("published singly, one core", [on_one["publications_per_second"]], "{:,.0f}/s", least=50))
    return {"rows": [*rows, judged("ledger entries alone", [entries], "{:,.0f}/s", least=5_000)]}


def build(size: int, seed: int) -> dict[str, Any]:
    """An archive to compare on."""
    author, reviewer = building.prepare()
    return building.build(Archive(size, seed), author, reviewer, say)
