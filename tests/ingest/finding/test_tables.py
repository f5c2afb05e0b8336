"""The tables of wordings can be read, and say each thing in the form in which it is looked for."""

import time
import tomllib
from pathlib import Path

import pytest

import archive.ingest.finding
from archive.ingest.finding.folding import folded
from archive.ingest.finding.tables import wordings, words_of
from archive.ingest.shapes import Kind

_FOLDER = Path(archive.ingest.finding.__file__).parent
_FILES = sorted(_FOLDER.glob("*/wordings.toml"))
_FIELDS = {"reason", "lines", "starts", "patterns", "kind", "opens", "words", "prose"}
_OPENS = {"", "box", "form", "appeal", "comments", "footer", "missing", "notes"}


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.parent.name)
def test_every_group_is_well_formed(path: Path) -> None:
    for name, group in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert set(group) <= _FIELDS, name
        assert group["reason"].endswith("."), name
        assert Kind(group.get("kind", "noise")), name
        assert group.get("opens", "") in _OPENS, name


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.parent.name)
def test_every_wording_is_found(path: Path) -> None:
    for group in tomllib.loads(path.read_text(encoding="utf-8")).values():
        for wording in (*group.get("lines", ()), *group.get("starts", ())):
            assert wordings().of(folded(f"• {wording.upper()} 1"), 3) or wordings().of(folded(wording), 2), wording


def test_every_language_has_words_for_dates() -> None:
    languages = {path.parent.name for path in _FILES} - {"any"}
    assert languages >= {"en", "uk", "ru", "ko", "de", "fr", "es"}
    assert {"березня", "марта", "오전", "märz", "août", "enero"} <= words_of("date")


@pytest.mark.parametrize("character", ["a", " ", "1", "/", "·", ".", "a ", "1 ", "a/", "- "])
def test_the_patterns_are_quick_on_every_text(character: str) -> None:
    began = time.process_time()
    for length in (50, 150, 300):
        wordings().of(character * (length // len(character)), 5)
    assert time.process_time() - began < 0.5
