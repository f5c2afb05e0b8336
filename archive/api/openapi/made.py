"""The OpenAPI document, made once by each process: nothing in it changes before the software does."""

import json
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from archive.api.renderers import Ready


@cache
def document() -> dict[str, Any]:
    """The document; its own addresses are site-relative."""
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return found


@cache
def text() -> Ready:
    """The document as JSON."""
    return Ready(json.dumps(document(), ensure_ascii=False, separators=(",", ":"), default=str))
