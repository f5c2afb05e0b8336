"""``python3 manage.py bench``: a scratch database of each sort, filled and measured."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench import scratch
from tests.bench.compare import rows
from tests.bench.scratch import NoDatabase
from tests.bench.table import lines

ROOT = Path(__file__).resolve().parent.parent.parent
# Each database has a process of its own, since settings are read once.
CALL = """
import json, sys, django
django.setup()
from tests.bench.{module} import {function}
json.dump({function}(*{arguments!r}), sys.stdout)
"""


class Ended(Exception):
    """A measuring process ended before it had said anything."""


def main() -> int:
    options = options_of(sys.argv[1:])
    measure = compared if options.compare else figures
    found = {vendor: or_missing(measure, vendor, options) for vendor in options.databases.split(",")}
    if options.json:
        print(json.dumps({"claims": options.n, "databases": found}, indent=2))
    else:
        print("\n".join(rows.lines(found) if options.compare else lines(options.n, found)))
    return 0


def options_of(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py bench")
    parser.add_argument("--n", type=int, default=10_000, help="Claims (10000).")
    parser.add_argument("--databases", default="sqlite,postgresql", help="Which, with commas between.")
    parser.add_argument("--seed", type=int, default=1, help="Another one makes another archive.")
    parser.add_argument("--json", action="store_true", help="Print all figures as JSON.")
    parser.add_argument("--compare", action="store_true", help="The feed side by side with its rivals.")
    parser.add_argument("--rounds", type=int, default=5, help="How often each is measured in turn (5).")
    parser.add_argument("--keep", type=Path, help="Compare on the archive in this folder, made first unless it is.")
    parser.add_argument("--in", type=Path, dest="inside", help="Compare on the archive kept in this folder.")
    parser.add_argument("--beside", type=Path, help="And on the one kept in this folder, to see what its size costs.")
    return parser.parse_args(words)


def or_missing(measure: Any, vendor: str, options: argparse.Namespace) -> dict[str, Any]:
    """What the measuring process found, or why there was nothing to measure."""
    print(f"{vendor} …", file=sys.stderr, flush=True)
    try:
        return measure(vendor, options)
    except (NoDatabase, Ended) as fault:
        return {"missing": str(fault)}


def figures(vendor: str, options: argparse.Namespace) -> dict[str, Any]:
    with scratch.scratch(vendor) as environ:
        return call(environ, "measure.figures", options.n, options.seed)


def compared(vendor: str, options: argparse.Namespace) -> dict[str, Any]:
    """On an archive that is kept, or on one made for the occasion; publishing always in another one."""
    with ExitStack() as opened:
        environ, size = _archive(vendor, options, opened)
        beside = _kept(vendor, options.beside, opened)[0]["DATABASE_URL"] if options.beside else None
        found = call(environ, "compare.measure.figures", size, options.seed, options.rounds, beside)
    with scratch.scratch(vendor) as environ:
        written = call(environ, "compare.writing.figures", size, options.seed)
    return found | {"rows": found["rows"] + written["rows"]}


def _archive(vendor: str, options: argparse.Namespace, opened: ExitStack) -> tuple[dict[str, str], int]:
    """The environment of the archive to compare on, and how many claims are in it."""
    if options.inside or (options.keep and scratch.size_of(vendor, options.keep) is not None):
        return _kept(vendor, options.inside or options.keep, opened)
    made = scratch.kept(vendor, options.keep) if options.keep else scratch.scratch(vendor)
    environ = opened.enter_context(made)
    call(environ, "compare.writing.build", options.n, options.seed)
    if options.keep:
        scratch.finish(vendor, options.keep, options.n)
    return environ, options.n


def _kept(vendor: str, folder: Path, opened: ExitStack) -> tuple[dict[str, str], int]:
    size = scratch.size_of(vendor, folder)
    if size is None:
        raise NoDatabase(f"no archive of this sort is kept in {folder}")
    return opened.enter_context(scratch.kept(vendor, folder)), size


def call(environ: dict[str, str], name: str, *arguments: Any) -> dict[str, Any]:
    """What a function of this package gives, in a process of its own. Raises Ended."""
    module, _, function = name.rpartition(".")
    code = CALL.format(module=module, function=function, arguments=arguments)
    command = [sys.executable, "-W", "ignore::UserWarning", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Ended(f"it ended with code {done.returncode}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
