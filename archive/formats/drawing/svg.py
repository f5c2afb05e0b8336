"""Elements of SVG: built as values, written as text.

Drawings carry classes and attributes, never a style: the sheet of the site colours them for light,
dark and paper, and the policy of the site refuses styles that stand in a page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

Value = str | int | float
Href = Callable[[str], str]


@dataclass(frozen=True)
class Element:
    """One element. ``attributes`` keep their order; ``children`` are elements and texts."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple["Element | str", ...] = ()

    def render(self, href: Href = str) -> str:
        """The element as markup, every text and value escaped. ``href`` finishes the address of each link."""
        parts: list[str] = []
        self._write(parts.append, href)
        return "".join(parts)

    def _write(self, write: Callable[[str], None], href: Href) -> None:
        write(f"<{self.tag}")
        for name, value in self.attributes:
            finished = href(value) if self.tag == "a" and name == "href" else value
            write(f' {name}="{escape(finished)}"')
        if not self.children:
            write("/>")
            return
        write(">")
        for child in self.children:
            if isinstance(child, str):
                write(escape(child, quote=False))
            else:
                child._write(write, href)
        write(f"</{self.tag}>")


def element(tag: str, *children: Element | str | None, **attributes: Value | None) -> Element:
    """An element; what is None is left out.

    Python's names become those of SVG: ``class_`` is class, ``text_anchor`` is text-anchor. Names
    in two cases (``viewBox``) are written as they are.
    """
    written = [(_name(name), number(value)) for name, value in attributes.items() if value is not None]
    return Element(tag, tuple(written), tuple([child for child in children if child is not None]))


def drawing(
    name: str,
    title: str,
    description: str,
    *children: Element | str | None,
    width: Value,
    height: Value,
    class_: str = "",
) -> Element:
    """A whole drawing with its title and description; ``name`` is unique on the page.

    It is a group and no picture, so that links in it can be reached.
    """
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *children,
        class_=f"drawing {class_}".rstrip(),
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        width=width,
        height=height,
    )


def spoken(words: str, language: str) -> Element | str:
    """Words within a text, in a language of their own if one is given."""
    return element("tspan", words, lang=language) if language else words


def lines_of(
    words: Sequence[str], *, x: Value, top: float, line: float, **attributes: Value | None
) -> Iterator[Element | str]:
    """Lines of words below each other, each ``line`` pixels high, with blanks between that only a reader of text sees."""
    for row, some in enumerate(words):
        yield " "
        yield element("text", some, x=x, y=top + line * (row + 0.75), **attributes)


def number(value: Value) -> str:
    """A number as short as two decimals allow; a text as it is."""
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def per_cent(part: float) -> str:
    """A share of the whole, 0 to 1, as a length."""
    return f"{number(100.0 * part)}%"


@cache
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
