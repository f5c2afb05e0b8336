"""A source made or changed in one go, with its affiliations."""

from collections.abc import Mapping
from typing import Any

from archive.editorial.saving import Refused, saving
from archive.models import Article, Record, Source, Term, User
from archive.records.check import check
from archive.records.load import Directory, MissingLink, load
from archive.records.walk import by_uid, dump
from archive.text.dates import DateError, from_to

Data = Mapping[str, Any]

# What the dialog asks; everything else of a source stays as it is.
ASKED = ("kind", "name", "aliases", "role", "article", "affiliations")


def save_source(row: Source, said: Data, *, base: int, by: User, reason: str = "") -> Source:
    """Save what ``said`` says of ``row`` in the names of ``ASKED``; a new row has no primary key yet.

    ``base`` is the revision it was read at, 0 for a new one. Raises Refused with every reason,
    or Conflict; either writes nothing.
    """
    with saving(row, base=base, by=by, reason=reason):
        standing = dump(by_uid(Source, [row.uid])[row.uid], private=True, frozen=False) if row.pk else {}
        whole = {**{name: value for name, value in standing.items() if name not in ASKED}, **said}
        refuse(row, whole)
        try:
            load(row, whole, _Asked(), private=True)
        except MissingLink as missing:
            raise Refused([f"There is no record {missing.name}."]) from missing
    return row


class _Asked(Directory):
    """Row ids one at a time: a source names a few records out of very many."""

    def __call__(self, model: type[Record] | type[Term], name: str) -> int:
        key = "uid" if issubclass(model, Record) else model.key
        found = model._default_manager.filter(**{key: name}).values_list("pk", flat=True).first()
        if found is None:
            raise MissingLink(name)
        return int(found)


def refuse(row: Source, said: Data) -> None:
    """Raise Refused unless ``said``, with its private names, may be written into ``row``."""
    faults = [_in_words(fault.path, fault.message) for fault in check(Source, dict(said), private=True)]
    if not faults:
        faults += _beyond_one_field(row, said)
    if faults:
        raise Refused(faults)


def _beyond_one_field(row: Source, said: Data) -> list[str]:
    found = []
    is_unnamed = said["kind"] == Source.Kind.UNNAMED
    if is_unnamed and not said.get("article"):
        found.append("An unnamed source belongs to one article, and no article was chosen yet.")
    if not is_unnamed and said.get("article"):
        found.append("Only an unnamed source belongs to one article.")
    if said.get("article") and not Article.objects.filter(uid=said["article"]).exists():
        found.append("There is no such article.")
    for number, tie in enumerate(said.get("affiliations", ()), start=1):
        if tie["body"] == row.uid:
            found.append(f"Affiliation {number}: a source is not affiliated with itself.")
        try:
            from_to(tie.get("start", ""), tie.get("end", ""))
        except DateError:
            found.append(f"Affiliation {number} ends before it begins.")
    return found


def _in_words(path: tuple[str | int, ...], message: str) -> str:
    """A fault with the place where it stands: "Affiliation 2, start: …"."""
    words: list[str] = []
    for each in path:
        if isinstance(each, str):
            words.append(each)
        elif words:
            words[-1] = f"{words[-1].removesuffix('s')} {each + 1}"
    where = ", ".join(words)
    return f"{where[:1].upper()}{where[1:]}: {message.rstrip('.')}." if where else f"The {message.rstrip('.')}."
