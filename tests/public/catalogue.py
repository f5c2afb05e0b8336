"""What the public pages say, read out of templates and code, and a catalogue of translations beside it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2] / "archive"
ROOMS = ("public", "reading_room", "templatetags", "provenance")
PAGES = ("archive/**/*.html", "400.html", "404.html", "429.html")
# Only ever shown in English: what programs get, a reviewer's preview, what stands there when all else fails.
ENGLISH = {"api.html", "bare.html"}
CALLS = {"gettext", "gettext_lazy", "_", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
_TEXT = r"u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\""
_CALL = re.compile(rf"\b({'|'.join(CALLS)})\(((?:\s*(?:{_TEXT})\s*,?)+)")


class Message(NamedTuple):
    """What is to be translated; ``plural`` is empty where there is one form."""

    msgid: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        """As a compiled catalogue has it."""
        return f"{self.context}\x04{self.msgid}" if self.context else self.msgid


def _message(call: str, texts: list[str]) -> Message:
    context = texts.pop(0) if call.startswith(("pgettext", "npgettext")) else ""
    return Message(texts[0], texts[1] if call.startswith("n") else "", context)


def in_templates() -> Iterator[Message]:
    for pattern in PAGES:
        for path in (ROOT / "templates").glob(pattern):
            if path.name in ENGLISH:
                continue
            for call, texts in _CALL.findall(templatize(path.read_text(), origin=path.name)):
                yield _message(call, list(ast.literal_eval(f"({texts.rstrip().rstrip(',')},)")))


def in_code() -> Iterator[Message]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                    texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                    if texts:
                        yield _message(node.func.id, texts)


class Entry(NamedTuple):
    """A message with its translations, one or as many as the language has forms; ``flags`` as written."""

    message: Message
    forms: list[str]
    flags: str


def entries(language: str) -> list[Entry]:
    """The catalogue as people edit it, without its heading."""
    text = (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").read_text()
    found = [_entry(block) for block in text.strip().split("\n\n")]
    return [each for each in found if each.message.msgid]


def _entry(block: str) -> Entry:
    values: dict[str, str] = {}
    flags, name = "", ""
    for line in block.splitlines():
        if line.startswith("#"):
            flags += line.removeprefix("#,") if line.startswith("#,") else ""
            continue
        if not line.startswith('"'):
            name, _, line = line.partition(" ")
        values[name] = values.get(name, "") + ast.literal_eval(line)
    forms = [value for name, value in values.items() if name.startswith("msgstr")]
    return Entry(Message(values["msgid"], values.get("msgid_plural", ""), values.get("msgctxt", "")), forms, flags)
