"""``manage.py bench --ingest``: the scores of ingest on articles written for it, and on a folder of raw documents."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench import scratch
from tests.bench.__main__ import ROOT, call, or_missing
from tests.bench.ingest import known
from tests.bench.ingest.collection import collected
from tests.bench.ingest.gold import ENDING, Fault, Gold, written
from tests.bench.ingest.outcome import run
from tests.bench.ingest.scoring import Score, score
from tests.bench.ingest.speed import speed, speeds
from tests.bench.ingest.table import in_fields, lines, misses


def main(words: Sequence[str]) -> int:
    options = options_of(words)
    if options.known:
        show_whole(options)
        return 0
    try:
        documents = {"written": written()} | (further(options.folder) if options.folder else {})
    except (Fault, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1
    outcomes = [[run(gold) for gold in golds] for golds in documents.values()]
    groups = {
        name: [score(*each) for each in zip(golds, made, strict=True)]
        for (name, golds), made in zip(documents.items(), outcomes, strict=True)
    }
    if options.json:
        print(json.dumps({name: [told(each) for each in scores] for name, scores in groups.items()}, indent=2))
        return 0
    show(groups, options.verbose)
    print("\n".join(speeds(speed([gold for golds in documents.values() for gold in golds]))))
    return 0


def further(folder: Path) -> dict[str, list[Gold]]:
    """Documents of a folder: with gold beside them, else those that the collection knows. Raises Fault."""
    return {"further": written(folder)} if any(folder.glob(f"*{ENDING}")) else {"collection": collected(folder)}


def show_whole(options: argparse.Namespace) -> None:
    """The speed of the whole pipeline on each database, beside one set of known articles."""
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        options.keep = options.keep or Path(folder)
        found = {vendor: or_missing(whole, vendor, options) for vendor in options.databases.split(",")}
    print(json.dumps(found, indent=2) if options.json else "\n".join(beside(found)))


def whole(vendor: str, options: argparse.Namespace) -> dict[str, Any]:
    """On the database in the folder, which is filled first unless it is there."""
    size = scratch.size_of(vendor, options.keep)
    with scratch.kept(vendor, options.keep) as environ:
        # The processes that read find the program by its path.
        environ |= {"PYTHONPATH": str(ROOT)}
        if size is None:
            file = options.keep / f"known-{options.known}"
            if not file.exists():
                known.write(file, options.known)
            size = call(environ, "ingest.whole.fill", str(file))["known"]
            scratch.finish(vendor, options.keep, size)
        return call(environ, "ingest.whole.figures", size)


def beside(found: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The figures of the whole pipeline for people."""
    for vendor, each in found.items():
        if "missing" in each:
            yield f"{vendor}: not measured, {each['missing']}."
            continue
        slices = ", ".join(f"{rate:.1f}" for rate in each["per_slice"])
        memory = ", ".join(f"{mb:.0f}" for mb in each["memory_mb"])
        yield (
            f"{each['database']}, {each['known']:,} known articles, {each['jobs']} reading processes on "
            f"{each['processors']} processors (load before {each['load']}, fdatasync {each['fdatasync_ms']:.1f} ms):"
        )
        yield f"  {each['articles_per_second']:.1f} articles/s over {each['measured']} ({slices})"
        yield (
            f"  processor time of an article: {each['reading_ms']:.0f} ms in the reading processes, "
            f"{each['writing_ms']:.0f} ms where it is recognised and written"
        )
        yield f"  from its turn to its rows: p50 {each['p50_ms']:.0f} ms, p95 {each['p95_ms']:.0f} ms"
        yield f"  memory of all processes: {memory} MB; database {each['database_mb']:,.0f} MB"
        yield "  " + ", ".join(f"{count} {state}" for state, count in each["states"].items())


def options_of(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py bench --ingest")
    parser.add_argument("folder", type=Path, nargs="?", help="Raw documents of the articles in seeds/, or gold.")
    parser.add_argument("--verbose", action="store_true", help="List every miss.")
    parser.add_argument("--databases", default="sqlite,postgresql", help="With --known: which, with commas between.")
    parser.add_argument("--known", type=int, help="Measure the whole pipeline beside so many known articles.")
    parser.add_argument("--keep", type=Path, help="With --known: in this folder, to be measured again.")
    parser.add_argument("--json", action="store_true", help="Print all figures and misses as JSON.")
    return parser.parse_args(words)


def show(groups: dict[str, list[Score]], is_verbose: bool) -> None:
    if is_verbose:
        for scores in groups.values():
            print("\n".join(misses(scores)))
        print()
    print("\n".join(lines(groups)))
    print("\n".join(in_fields(groups)))
    print()


def told(found: Score) -> dict[str, Any]:
    return {
        "name": found.name,
        "counts": found.counts,
        "fields": found.fields,
        "proposals": found.proposals,
        "misses": [miss._asdict() for miss in found.misses],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
