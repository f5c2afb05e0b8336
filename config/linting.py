"""``manage.py lint``: every check that reads the code instead of running it."""

import os
import subprocess
import sys

from config.bootstrap import ROOT

CHECKS = {
    "ruff": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "import-linter": [
        "-c",
        "from importlinter.cli import lint_imports_command as main; main()",
        "--no-cache",
        "--no-logo",
    ],
    "djlint": ["-m", "djlint", "--lint", "--quiet", "archive", "config"],
    "mypy": ["-m", "mypy"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
}


def main() -> int:
    """Run all of them, say which failed; 0 when none did."""
    failed = []
    for name, arguments in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**os.environ, "NO_BOOTSTRAP": "1"}).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0
