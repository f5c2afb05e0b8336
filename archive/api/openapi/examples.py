"""Answers of the first collection, kept in ``examples.json`` with site-relative addresses."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

KEPT = Path(__file__).with_name("examples.json")


def example(name: str) -> Any:
    """What an address answers: of a type, ``<type> page``, ``change page``, ``act page``, ``checkpoint`` or ``root``."""
    return _absolute(_kept()[name])


@cache
def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def _absolute(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _absolute(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_absolute(each) for each in value]
    return settings.SITE_URL + value if isinstance(value, str) and value.startswith("/") else value
