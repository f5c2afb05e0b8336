"""Files, functions and models stay small enough to hold one idea; every room says what it is for.

What may import what is checked by import-linter, through ``manage.py lint``.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50
MOST_LINES_OF_A_MODEL = 120

CODE = [
    path
    for folder in ("archive", "config", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
ROOMS = [path for path in CODE if path.name == "__init__.py" and path.parent.parent == ROOT / "archive"]


def name_of(path):
    return str(path.relative_to(ROOT))


def length(node):
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_file_holds_one_idea(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MOST_LINES_OF_A_FILE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert length(node) <= MOST_LINES_OF_A_FUNCTION, node.name
        if isinstance(node, ast.ClassDef) and path.parent == ROOT / "archive/models":
            assert length(node) <= MOST_LINES_OF_A_MODEL, node.name


@pytest.mark.parametrize("path", ROOMS, ids=name_of)
def test_room_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_scripts_and_styles_stay_readable_too():
    served = [path for kind in ("*.js", "*.css") for path in (ROOT / "archive").rglob(kind)]
    long = [name_of(path) for path in served if len(path.read_text(encoding="utf-8").splitlines()) > 800]
    assert long == []
