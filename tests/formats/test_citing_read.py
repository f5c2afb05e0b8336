"""Citations as a program of others sets them: BibTeX and CSL-JSON through pandoc and its citation processor."""

import json
import shutil
import subprocess

import pytest

from archive.formats import bibtex, citing, csl
from archive.formats.citing import Clock
from tests.formats.documents import SITE, article, claim, event, source

pytestmark = pytest.mark.thorough
MOMENT = "2026-11-20T09:30:00.123456Z"
CLOCKS = ({"since": MOMENT}, {"as_of": "2023-01-01"}, {"recorded": MOMENT})
TITLES = (
    "북한은 포탄을 보내지 않았다",
    "Пресс-служба: «снарядов нет»",
    '50% of {shells} & "rounds" cost $5_000 #1 ~ ^ \\end',
)


@pytest.fixture(scope="module")
def pandoc():
    """Runs pandoc on a text."""
    path = shutil.which("pandoc")
    if path is None:
        pytest.skip("no pandoc on this machine; on Debian: apt install pandoc")

    def run(text, *arguments):
        done = subprocess.run(
            [path, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=120, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture
def cited(pandoc, tmp_path):
    """The line of a bibliography that is set from a citation in a format."""

    def line(made, form):
        write = {"bib": bibtex.bibtex, "json": csl.csl}[form]
        file = tmp_path / f"references.{form}"
        file.write_text(write(made))
        arguments = ("-f", "markdown", "-t", "plain", "--wrap=none", "--citeproc", "--bibliography", file)
        return pandoc(f"See [@{made.key}].\n", *arguments)

    return line


@pytest.mark.parametrize("form", ["bib", "json"])
def test_every_citation_can_be_set(cited, form):
    for document in (claim(), article(), event(), source()):
        for clock in CLOCKS:
            made = citing.citation(document, site=SITE, clock=Clock(**clock))
            found = cited(made, form)
            first, reference = found.strip().split("\n\n", 1)
            assert first == "See (Attest 2026)."
            assert reference.startswith("Attest. 2026. “")
            assert made.title.casefold() in reference.casefold()
            assert made.address in reference.replace("\\", "")


@pytest.mark.parametrize("title", TITLES)
def test_titles_come_through_as_they_are(pandoc, title):
    made = citing.citation(claim(title), site=SITE, clock=Clock(since=MOMENT))
    for form, text in (("bibtex", bibtex.bibtex(made)), ("csljson", csl.csl(made))):
        [item] = json.loads(pandoc(text, "-f", form, "-t", "csljson"))
        assert item["id"] == made.key
        # It writes what it has read in a markup of its own, and quotation marks as they are printed.
        plain = pandoc(f"<p>{item['title']}</p>", "-f", "html", "-t", "plain", "--wrap=none").strip()
        assert plain.translate(str.maketrans("“”", '""')) == made.title
        assert item["URL"] == made.address
