"""The figures for people."""

from collections.abc import Iterator
from typing import Any

Figures = dict[str, Any]


def lines(size: int, found: dict[str, Figures]) -> Iterator[str]:
    """One table of all databases, side by side."""
    yield f"{size:,} claims; times in milliseconds, p50 / p95 at one reader; > what p95 was to stay within."
    for name, figures in found.items():
        if "missing" in figures:
            yield f"{name}: not measured, {figures['missing']}."
    found = {name: figures for name, figures in found.items() if "missing" not in figures}
    if not found:
        return
    yield _row("", [figures["database"] for figures in found.values()])
    for title, cells in _writing(list(found.values())):
        yield _row(title, cells)
    yield ""
    yield from _reading(list(found.values()))
    yield ""
    yield from _serving(list(found.values()))


def _writing(found: list[Figures]) -> Iterator[tuple[str, list[str]]]:
    yield "fdatasync of the disk", [f"{each['fdatasync_ms']:.2f} ms" for each in found]
    yield "load before", [f"{each['load']} of {each['processors']}" for each in found]
    yield "the same loop, in between", [f"{', '.join(f'{ms:.0f}' for ms in each['loop_ms'])} ms" for each in found]
    yield "published in bulk", [f"{each['building']['claims_per_second']:,.0f} claims/s" for each in found]
    yield (
        "  with all they name",
        [f"{each['building']['records'] / each['building']['seconds']:,.0f}/s" for each in found],
    )
    yield "published singly", [_singly(each["singly"]) for each in found]
    yield "published singly, one core", [_singly(each["singly_on_one_core"]) for each in found]
    yield "saved at the desk", [f"{each['singly']['desk_saves_per_second']:,.0f}/s" for each in found]
    yield "ledger entries alone", [f"{each['appending']['entries_per_second']:,.0f}/s" for each in found]
    yield "index of facets", [_index(each["index"]) for each in found]
    yield "memory, at most", [f"{each['memory_mb']:,.0f}, {each['most_memory_mb']:,.0f} MB" for each in found]
    yield "database", [f"{each['database_mb']:,.0f} MB" for each in found]


def _singly(figures: Figures | None) -> str:
    if figures is None:
        return "-"
    return f"{figures['publications_per_second']:,.0f}/s ({figures['p50_ms']:.1f} / {figures['p95_ms']:.1f})"


def _index(figures: Figures) -> str:
    return f"{figures['seconds']:.1f} s, {figures['mb']:,.0f} MB; after 100 acts {figures['after_ms']:.0f} ms"


def _reading(found: list[Figures]) -> Iterator[str]:
    for rows in zip(*(each["reading"] for each in found), strict=True):
        yield _row(rows[0]["name"], [_read(row) for row in rows])


def _read(row: Figures) -> str:
    if "p50_ms" not in row:
        return f"answers {row['status']}"
    times = f"{row['p50_ms']:.1f} / {row['p95_ms']:.1f}"
    is_late = row["within_ms"] is not None and row["p95_ms"] > row["within_ms"]
    told = f"{times:>14} {row['requests_per_second']:>6,.0f}/s {row['queries']:>2} queries {row['kb']:>5.0f} kB"
    return f"{told} >{row['within_ms']}" if is_late else told


def _serving(found: list[Figures]) -> Iterator[str]:
    yield "Over HTTP, 16 readers at once:"
    names = list(dict.fromkeys(row["name"] for each in found for row in each["serving"]))
    for name in names:
        yield _row(name, [_served(name, each["serving"]) for each in found])


def _served(name: str, rows: list[Figures]) -> str:
    row = next((row for row in rows if row["name"] == name), {})
    return f"{row['requests_per_second']:,.0f}/s" if "requests_per_second" in row else row.get("failure", "-")


def _row(title: str, cells: list[str]) -> str:
    return f"{title:<28}" + "".join(f"{cell:<46}" for cell in cells).rstrip()
