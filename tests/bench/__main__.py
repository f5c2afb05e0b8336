"""``python3 manage.py bench``: a scratch database of each sort, filled and measured."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.scratch import NoDatabase, scratch
from tests.bench.table import lines

ROOT = Path(__file__).resolve().parent.parent.parent
# Each database has a process of its own, since settings are read once.
MEASURE = """
import json, sys, django
django.setup()
from tests.bench.measure import figures
json.dump(figures({size}, {seed}), sys.stdout)
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench")
    parser.add_argument("--n", type=int, default=10_000, help="Claims (10000).")
    parser.add_argument("--databases", default="sqlite,postgresql", help="Which, with commas between.")
    parser.add_argument("--seed", type=int, default=1, help="Another one makes another archive.")
    parser.add_argument("--json", action="store_true", help="Print all figures as JSON.")
    options = parser.parse_args()
    found = {vendor: figures(vendor, options.n, options.seed) for vendor in options.databases.split(",")}
    if options.json:
        print(json.dumps({"claims": options.n, "databases": found}, indent=2))
    else:
        print("\n".join(lines(options.n, found)))
    return 0


def figures(vendor: str, size: int, seed: int) -> dict[str, Any]:
    """What the measuring process found, or why there was nothing to measure."""
    command = [sys.executable, "-W", "ignore::UserWarning", "-c", MEASURE.format(size=size, seed=seed)]
    print(f"{vendor} …", file=sys.stderr, flush=True)
    try:
        with scratch(vendor) as environ:
            done = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    except NoDatabase as fault:
        return {"missing": str(fault)}
    return json.loads(done.stdout) if done.returncode == 0 else {"missing": f"it ended with code {done.returncode}"}


if __name__ == "__main__":
    sys.exit(main())
