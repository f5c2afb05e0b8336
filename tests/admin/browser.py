"""What a browser without scripts makes of a page: its forms, as they would be sent."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

Fields = dict[str, list[str]]


class _Page(HTMLParser):
    """The fields of every form; those of the template of an empty inline row are sent too, as browsers do."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Fields]] = []
        self.select = self.text = ""
        self.chosen: list[str] = []
        self.words: list[str] = []
        self.is_multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = "" if "disabled" in given else given.get("name", "")
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "input" and name and self.forms:
            self._input(name, given)
        elif tag == "textarea" and name:
            self.text, self.words = name, []
        elif tag == "select" and name:
            self.select, self.chosen, self.is_multiple = name, [], "multiple" in given
            self.first: str | None = None
        elif tag == "option" and self.select:
            self.first = given.get("value", "") if self.first is None else self.first
            if "selected" in given:
                self.chosen.append(given.get("value", ""))

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        self.forms[-1][1].setdefault(name, []).append(given.get("value", "on" if kind == "checkbox" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text:
            words = "".join(self.words)
            self.forms[-1][1][self.text] = [words.removeprefix("\r\n").removeprefix("\n")]
            self.text = ""
        elif tag == "select" and self.select:
            if not self.chosen and not self.is_multiple and self.first is not None:
                self.chosen = [self.first]
            if self.chosen:
                self.forms[-1][1][self.select] = self.chosen
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.words.append(data)


def fields_of(response: Any, *, having: str = "csrfmiddlewaretoken") -> Fields:
    """The fields of the page's first form that has one called ``having``, and is not the log-out form."""
    page = _Page()
    page.feed(response.content.decode())
    return next(fields for action, fields in page.forms if having in fields and "logout" not in action)


def address(model: str, page: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:archive_{model}_{page}", args=args)


def opened(client: Client, url: str) -> Fields:
    """The form on the page of a record or part, as it would be sent at once."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return fields_of(response, having="reason")


def row(fields: Fields, slot: str, **values: str) -> Fields:
    """``fields`` with a new row in an inline, as a person would add it."""
    number = int(fields[f"{slot}-TOTAL_FORMS"][0])
    template = f"{slot}-__prefix__-"
    added = {
        name.replace("__prefix__", str(number)): list(sent)
        for name, sent in fields.items()
        if name.startswith(template)
    }
    added |= {f"{slot}-{number}-{name}": [value] for name, value in values.items()}
    return {**fields, **added, f"{slot}-TOTAL_FORMS": [str(number + 1)]}


def errors(response: Any) -> list[str]:
    """Every sentence that the page says against what was sent."""
    return [sentence for each in response.context["errors"] for sentence in getattr(each, "data", [each])]
