"""Which software makes the answers: part of every ETag, so that an update is seen at once."""

import hashlib
from functools import lru_cache
from pathlib import Path

SERVED = {".py", ".html", ".css", ".js", ".mo", ".svg"}


@lru_cache(maxsize=1)
def software() -> str:
    """A short name of the code, templates, translations and styles in use; read once."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in SERVED):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
