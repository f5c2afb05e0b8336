"""What went wrong with a request, as RFC 9457 has programs told: problem details in JSON."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, **more: Any) -> str:
    """A problem whose ``type`` is the status itself; ``more`` are further members of it."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def bad_parameters(faults: Sequence[tuple[str, str]]) -> str:
    """400: under ``errors`` every parameter at fault with a sentence; the first of them stands beside too."""
    errors = [{"parameter": name, "detail": sentence} for name, sentence in faults]
    detail = "; ".join(f"{name}: {sentence}" for name, sentence in faults)
    return problem(400, detail, parameter=errors[0]["parameter"], errors=errors)
