"""Figures that a suggestion proposes with its claim: taken over one by one, each by saying what it counts."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from archive.models import Figure, Quantity

GIVEN = ("low", "high", "unit", "qualifier", "as_printed")
LEFT_OUT = "Not taken over"


def usable(proposed: Sequence[Mapping[str, Any]]) -> list[tuple[str, Figure]]:
    """Those that a claim could have, without it, and the quantity that each names, "" where it names none."""
    found = []
    for each in proposed:
        given = {name: each[name] for name in GIVEN if each.get(name) not in (None, "")}
        named = each.get("quantity")
        found.append((named if isinstance(named, str) else "", Figure(**given)))
    return [(named, figure) for named, figure in found if _is_sound(figure)]


def _is_sound(figure: Figure) -> bool:
    try:
        figure.clean_fields(exclude=["claim", "quantity"])
        figure.validate_constraints(exclude=["claim", "quantity"])
    except (ValidationError, TypeError, ValueError):
        return False
    return True


class FiguresWidget(forms.MultiWidget):
    """A list of quantities for each figure."""

    template_name = "admin/archive/workbench/figures.html"
    use_fieldset = True

    def __init__(self, labels: Sequence[str], choices: Sequence[tuple[str, str]]) -> None:
        self.labels = labels
        super().__init__([forms.Select(choices=choices) for _ in labels])

    def decompress(self, value: Any) -> list[Any]:
        return [None] * len(self.labels)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "rows": list(zip(self.labels, context["widget"]["subwidgets"], strict=True))}


class FiguresField(forms.MultiValueField):
    """Which of the figures the claim has, and what each counts; those whose quantity is known are chosen (one query)."""

    def __init__(self, proposed: Sequence[tuple[str, Figure]]) -> None:
        self.figures = [figure for _, figure in proposed]
        self.quantities = {row.slug: row for row in Quantity.objects.all()}
        choices = [("", LEFT_OUT), *((slug, _with_unit(row)) for slug, row in self.quantities.items())]
        super().__init__(
            [forms.ChoiceField(choices=choices, required=False) for _ in proposed],
            required=False,
            require_all_fields=False,
            label="Figures",
            help_text="Say what a figure counts, and the claim has it.",
            initial=[named if named in self.quantities else "" for named, _ in proposed],
            widget=FiguresWidget([_told(figure) for figure in self.figures], choices),
        )

    def compress(self, data_list: list[str]) -> list[Figure]:
        """New rows without their claim."""
        found = []
        for figure, slug in zip(self.figures, data_list, strict=False):
            if slug:
                found.append(copy(figure))
                found[-1].quantity = self.quantities[slug]
        return found


def _with_unit(quantity: Quantity) -> str:
    return f"{quantity} ({quantity.unit})" if quantity.unit else str(quantity)


def _told(figure: Figure) -> str:
    bounds = " to ".join(dict.fromkeys(str(each) for each in (figure.low, figure.high) if each is not None))
    words = f"{figure.get_qualifier_display()} {bounds} {figure.unit}"
    return f"{' '.join(words.split())} (“{figure.as_printed}”)"
