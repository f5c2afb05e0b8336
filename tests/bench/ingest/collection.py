"""Gold of documents whose articles the collection in ``seeds/`` holds already: most of it is derived from there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.bench.ingest.gold import (
    ENDING,
    Claim,
    Fault,
    Figure,
    Gold,
    Passage,
    Speakers,
    beside_of,
    check,
    figure,
    passages_of,
    texts,
)
from tests.bench.ingest.visible import visible
from tests.bench.ingest.wording import Letters

NOTED = Path(__file__).parent / "seeds"
COLLECTION = Path(__file__).parents[3] / "seeds"

Json = dict[str, Any]


def collected(documents: Path) -> list[Gold]:
    """Gold of each noted article, whose document is the one of the folder in which all its words stand. Raises Fault."""
    paths = [path for path in sorted(documents.iterdir()) if path.is_file()]
    sources, articles = _records()
    return [_read(path, paths, sources, articles) for path in sorted(NOTED.glob(f"*{ENDING}"))]


def _records() -> tuple[dict[str, Json], list[Json]]:
    articles = [_yaml(path) for path in sorted((COLLECTION / "articles").glob("*.yaml"))]
    listed = _yaml(COLLECTION / "sources.yaml") + [one for each in articles for one in each.get("sources", ())]
    return {source["uid"]: source for source in listed}, articles


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _read(path: Path, paths: list[Path], sources: dict[str, Json], articles: list[Json]) -> Gold:
    try:
        return _gold(path, paths, sources, articles)
    except Fault as fault:
        raise Fault(f"{path.name}: {fault}") from fault


def _gold(path: Path, paths: list[Path], sources: dict[str, Json], articles: list[Json]) -> Gold:
    noted, uid = _yaml(path), path.name.removesuffix(ENDING)
    document, passages = _document(noted, paths)
    known = Known(sources, noted["spellings"], passages)
    article = next(each["article"] for each in articles if each["article"]["uid"] == uid)
    made = Gold(
        name=document.name,
        data=document.read_bytes(),
        passages=passages,
        claims=tuple(claim for each in articles for one in each["claims"] for claim in known.claims(one, uid)),
        metadata=dict(known.metadata(article)),
        layout=f"{article['title']}, as it arrived",
        beside=beside_of(noted["pieces"]),
        noise=tuple(noted["noise"]),
        repeats=tuple(noted.get("repeats", ())),
    )
    check(made, visible(document))
    return made


def _document(noted: Json, paths: list[Path]) -> tuple[Path, tuple[Passage, ...]]:
    faults = []
    for path in paths:
        try:
            return path, tuple(passages_of(visible(path), noted["pieces"]))
        except (Fault, UnicodeDecodeError) as fault:
            faults.append(f"{path.name}: {fault}")
    raise Fault("\n".join(faults))


class Known:
    """What the collection says, in the shapes of gold."""

    def __init__(self, sources: dict[str, Json], spellings: Json, passages: tuple[Passage, ...]) -> None:
        self._sources, self._spellings, self._passages = sources, spellings, passages

    def metadata(self, article: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "title", (article["title"],)
        yield "published", tuple(texts(article.get("published")))
        yield "language", (article["language"],)
        yield "genre", tuple(texts(article.get("genre")))
        for name in ("publisher", "agency"):
            yield name, self._names(article[name]) if name in article else ()
        yield "authors", tuple(self._sources[each["source"]]["name"] for each in article.get("authors", ()))

    def claims(self, record: Json, article: str) -> Iterator[Claim]:
        """A claim for each appearance in the article whose chain goes beyond the publisher."""
        for appearance in record["appearances"]:
            if appearance["article"] == article and len(appearance["chain"]) > 1:
                yield self._claim(record, appearance)

    def _claim(self, record: Json, appearance: Json) -> Claim:
        chain = appearance["chain"][1:]
        fragments = tuple(self._fragment(each) for each in appearance["passages"] if each.get("exact"))
        return Claim(
            fragments=fragments,
            last=self._speakers(chain[-1:]),
            chain=self._speakers(chain),
            steps=len(chain),
            kinds=(record["kind"],),
            figures=tuple(_figures(record, fragments)),
        )

    def _fragment(self, passage: Json) -> tuple[str, str]:
        place = (passage["part"], passage.get("paragraph", 1))
        for each in self._passages:
            if (each.kind, each.number) == place and Letters(each.text).holds(passage["exact"]):
                return passage["exact"], each.text
        raise Fault(f"not in {passage['part']} {passage.get('paragraph', '')}: {passage['exact']}")

    def _speakers(self, steps: list[Json]) -> Speakers:
        names: list[str] = []
        loose: list[str] = []
        is_unstated = False
        for source in (each for step in steps for each in step["sources"]):
            is_unstated |= source["naming"] == "not_stated"
            if "source" not in source:
                loose.append(source["label"])
                continue
            of_unnamed = self._sources[source["source"]]["kind"] == "unnamed"
            names += self._names(source["source"])
            loose += [self._sources[source["source"]]["name"]] if of_unnamed else []
        return Speakers(tuple(names), tuple(loose), is_unstated)

    def _names(self, uid: str) -> tuple[str, ...]:
        source = self._sources[uid]
        return (source["name"], *source.get("aliases", ()), *self._spellings.get(uid, ()))


def _figures(record: Json, fragments: tuple[tuple[str, str], ...]) -> Iterator[Figure]:
    """The claim's figures that are printed in the passages."""
    for each in record.get("figures", ()):
        bounds = [each[end] for end in ("low", "high") if end in each]
        if bounds and any(Letters(text).holds(each.get("as_printed", "")) for _, text in fragments):
            yield figure([bounds[0], bounds[-1]])
