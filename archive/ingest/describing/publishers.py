"""Who published it. A picture's credit, an advertisement or a word in passing never names it for sure."""

import re
from collections.abc import Iterator
from functools import cache

from archive.ingest.describing.addresses import addresses, host_of, original_url
from archive.ingest.describing.agencies import agency_named
from archive.ingest.describing.authors import MOST as MOST_AUTHORS
from archive.ingest.describing.authors import names_of_authors
from archive.ingest.describing.names import is_outlet, label, outlet, same_name, shown, site, squashed
from archive.ingest.describing.page import Line, Page, Place
from archive.ingest.describing.settling import (
    ADDRESS,
    BY_THE_WAY,
    FILE_NAME,
    IN_PROSE,
    LIKELY,
    OF_A_FORMAT,
    Candidate,
    of_hint,
    settle,
    weightiest,
)
from archive.ingest.describing.tables import GAP, any_of, table
from archive.ingest.describing.titles import sites_in_titles
from archive.ingest.shapes import Guess, Kind

_RIGHTS = 60
_HEAD = 12  # lines
_LONGEST_NAME = 80
_MAIL = re.compile(r"(?P<box>[\w.+-]{1,64})@(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
_COPYRIGHT = re.compile(
    r"(?:(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)\s*){1,3}(?:[0-9]{4}(?:\s*[-–]\s*[0-9]{2,4})?)?,?\s*(?:by\s+)?"
)
_DASH = re.compile(r"\s[-–—|]\s")
_RESERVED = re.compile(r"\s[Aa][Ll][Ll]\s[Rr][Ii][Gg][Hh][Tt][Ss]\b")


def publisher(page: Page) -> list[Guess]:
    found = weightiest(
        [
            *_hints(page),
            *_hosts(page),
            *_rights(page),
            *_records(page),
            *_mastheads(page),
            *_beside_dates(page),
            *_employers(page),
            *_beside_names(page),
            *_appeals(page),
            *_mails(page),
            *_first_elsewhere(page),
        ]
    )
    return settle("publisher", (_by_name(page, each, found) for each in found), same_name)


def _by_name(page: Page, candidate: Candidate, others: list[Candidate]) -> Candidate:
    """A host gives way to the name that something else gives for the same."""
    if not label(candidate.value):
        return candidate
    for other in others:
        if not label(other.value) and same_name(other.value, candidate.value):
            return candidate._replace(value=other.value)
    if name := _spelt_out(page, label(candidate.value)):
        return candidate._replace(value=name)
    if name := _taken_apart(label(candidate.value), page):
        return candidate._replace(value=name, says=f"{candidate.says} The name is spelt after {candidate.value}.")
    return candidate


def _taken_apart(host: str, page: Page) -> str:
    """ "kyivpost" as "Kyiv Post": by the word of an outlet at its end or its beginning; empty when there is none."""
    article = "The " if host.startswith("the") and len(host) > 6 else ""
    host = host.removeprefix("the") if article else host
    for word in sorted(table("words", page.words).get("outlet_words", ()), key=len, reverse=True):
        other = word.casefold()
        if len(other) < 4 or not host.isalpha() or len(host) < len(other) + 2:
            continue
        if host.endswith(other):
            return f"{article}{_capital(host.removesuffix(other))} {word}"
        if host.startswith(other) and len(host) > len(other) + 3:
            return f"{article}{word} {_capital(host.removeprefix(other))}"
    return ""


def _capital(word: str) -> str:
    return word.upper() if len(word) < 3 else word.capitalize()


def _spelt_out(page: Page, word: str) -> str:
    """The name in the document's lines beside the text that spells the host's word: "Kyiv Post" for "kyivpost"."""
    pattern = re.compile(rf"(?<!\w){outlet(page.words)}")
    for line in page.short_lines:
        if line.place is Place.BODY and line.kind is Kind.BODY:
            continue
        for match in pattern.finditer(line.text):
            if squashed(match[0]) == squashed(word) and " " in match[0]:
                return shown(match[0])
    return ""


def _is_outlet(name: str) -> bool:
    folded = name.casefold()
    boilerplate = table("boilerplate")
    return 2 < len(folded) <= _LONGEST_NAME and folded not in boilerplate["not_publishers"] and not folded.isdigit()


def _hints(page: Page) -> Iterator[Candidate]:
    for hint in page.hints("publisher"):
        name = _without_rights(hint.value, page)
        if _is_outlet(name):
            yield of_hint(hint, name)
    for name, hint in sites_in_titles(page):
        if _is_outlet(name):
            yield Candidate(
                name, IN_PROSE + 5, f"It stands beside the title ({hint.where}).", f"beside the title ({hint.where})"
            )


def _without_rights(value: str, page: Page) -> str:
    """The name in "© 2024 The Herald. All rights reserved."; any other value as it is."""
    mark = _COPYRIGHT.match(value.strip())
    match = re.compile(outlet(page.words)).match(value.strip(), mark.end()) if mark else None
    return shown(match[0] if match else value)


def _hosts(page: Page) -> Iterator[Candidate]:
    for address in addresses(page):
        if host := host_of(address):
            yield Candidate(host, ADDRESS, f"The address of the page is at {host}.", f"the host {host}")
    for guess in original_url(page):
        if guess.evidence and (host := host_of(guess.value)):
            yield Candidate(
                host, IN_PROSE, f"The address that is printed is at {host}.", "a printed address", guess.evidence
            )


def _rights(page: Page) -> Iterator[Candidate]:
    """ "© 2024 The Herald. All rights reserved." below or above the text, not under a picture."""
    name = _pattern(page.words, r"{name}")
    for line in page.short_lines:
        if line.place is Place.BODY or line.kind in (Kind.CREDIT, Kind.CAPTION):
            continue
        mark = _COPYRIGHT.search(line.text)
        match = mark and name.match(_RESERVED.split(line.text, maxsplit=1)[0], mark.end())
        if match and not agency_named(match["name"]) and _is_outlet(match["name"]):
            found = _printed(line, match, _RIGHTS, "The copyright line names it.", "the copyright line")
            value = _without_company(found.value, page)
            # A database prints its own line beside that of the outlet, of which the text speaks.
            yield found._replace(value=value, weight=_RIGHTS + 3 * (value in page.found.text))


def _without_company(name: str, page: Page) -> str:
    companies = any_of(table("words", page.words).get("companies", ()))
    return re.sub(rf"(?:,?{GAP}(?:{companies}|[A-Z]))+$", "", name)


def _records(page: Page) -> Iterator[Candidate]:
    """A line of a database's record: "Publication title: The Harbour Gazette; Port Amis"."""
    begins = re.compile(rf"(?i)^(?:{any_of(table('words', page.words).get('publication_lines', ()))})\s*")
    name = _pattern(page.words, r"{name}")
    for line in page.short_lines:
        begin = begins.match(line.text)
        match = begin and name.match(line.text, begin.end())
        if match and _is_outlet(match["name"]):
            yield _printed(line, match, OF_A_FORMAT, "The record of a database names it.", "the record")


def _mastheads(page: Page) -> Iterator[Candidate]:
    """A line near the top that is an outlet's name and nothing else."""
    pattern = re.compile(rf"(?P<name>{outlet(page.words)})")
    for line in [line for line in page.short_lines if line.place is Place.TOP][:_HEAD]:
        match = pattern.fullmatch(line.text)
        if (
            match
            and line.kind not in (Kind.TITLE, Kind.CREDIT, Kind.CAPTION)
            and _is_printed_outlet(match["name"], page)
        ):
            yield _printed(line, match, IN_PROSE - 2, "A line above the text is its name.", "a line above the text")


def _is_printed_outlet(name: str, page: Page) -> bool:
    """Whether a name in passing is an outlet's for all that its words show: "The Herald", no "World News"."""
    name = shown(name)
    sections = table("words", page.words).get("sections", ())
    makers = table("words", page.words).get("makers", ())
    if (
        " " not in name
        or name.split()[-1].casefold() in makers
        or not is_outlet(name, page.words)
        or not _is_outlet(name)
        or any(map(agency_named, name.split()))
    ):
        return False
    return name.startswith("The ") or any(word not in sections and is_outlet(word, page.words) for word in name.split())


def _beside_dates(page: Page) -> Iterator[Candidate]:
    """A name that shares its line with the date: "The Herald, 17 November 2022"."""
    pattern = re.compile(rf"\s*(?P<name>{outlet(page.words)})[\s,|·•–—-]*")
    words = table("words", page.words)
    labels = {each.casefold().rstrip(":") for key in ("published", "changed", "taken") for each in words.get(key, ())}
    for line in [*page.date_lines, *page.of_kind(Kind.BYLINE)]:
        if line.place is not Place.TOP or not (dated := page.dates(line)):
            continue
        match = pattern.fullmatch(line.text[: dated[0].start])
        if match and match["name"].split()[0].casefold() in labels:
            continue
        if (
            match
            and is_outlet(match["name"], page.words)
            and _is_outlet(match["name"])
            and not agency_named(match["name"])
        ):
            yield _printed(line, match, LIKELY - 3, "It is printed beside the date.", "beside the date")


def _employers(page: Page) -> Iterator[Candidate]:
    """Whom a line below the text says that its writer works for."""
    words = table("words", page.words)
    patterns = [_pattern(page.words, row) for row in words.get("works_for", ())]
    bylines = [_pattern(page.words, row) for row in words.get("byline_for", ())]
    for line in page.short_lines:
        is_byline = line.kind is Kind.BYLINE and line.place is Place.TOP
        if (line.place is not Place.END and not is_byline) or line.kind in (Kind.BODY, Kind.CAPTION, Kind.CREDIT):
            continue
        rows = bylines if is_byline else patterns
        match = next((found for pattern in rows if (found := pattern.search(line.text))), None)
        if match and _is_outlet(match["name"]) and not agency_named(match["name"]):
            yield _printed(line, match, LIKELY - 5, "A line about the writer names it.", "the line about the writer")


def _beside_names(page: Page) -> Iterator[Candidate]:
    """The name behind a dash in a byline: "Ann Other - The Herald"."""
    pattern = re.compile(rf"(?P<name>{outlet(page.words)})")
    for line in page.of_kind(Kind.BYLINE):
        dash = _DASH.search(line.text) if line.place is Place.TOP else None
        match = pattern.fullmatch(line.text, dash.end()) if dash else None
        if match and _is_printed_outlet(match["name"], page):
            yield _printed(
                line, match, LIKELY - 5, "It is printed beside the writer's name.", "beside the writer's name"
            )


def _appeals(page: Page) -> Iterator[Candidate]:
    """Lines that ask readers for something in the maker's name."""
    patterns = [_pattern(page.words, appeal) for appeal in table("words", page.words).get("appeals", ())]
    for line in page.short_lines:
        if line.kind in (Kind.BODY, Kind.TITLE, Kind.STANDFIRST, Kind.CAPTION, Kind.CREDIT):
            continue
        for pattern in patterns:
            match = pattern.search(line.text)
            if match and _is_printed_outlet(match["name"], page):
                yield _printed(
                    line,
                    match,
                    BY_THE_WAY,
                    f"A line {line.place.value} speaks to readers in its name.",
                    "an appeal to readers",
                )
                break


def _mails(page: Page) -> Iterator[Candidate]:
    """The host of an address for mail beside the text: strongest beside the author's name."""
    authors = {folded for name in names_of_authors(page)[:MOST_AUTHORS] if (folded := squashed(name))}
    hosts = table("boilerplate")["mail_hosts"]
    for line in page.short_lines:
        if line.place is Place.BODY and line.kind in (Kind.BODY, None):
            continue
        for match in _MAIL.finditer(line.text):
            host = site(match["host"])
            if host not in hosts:
                folded = squashed(line.text)
                beside = any(name in folded for name in authors)
                says = (
                    "Its domain is that of the author's address for mail."
                    if beside
                    else "Its domain is that of a printed address for mail."
                )
                yield Candidate(
                    host,
                    LIKELY + 1 if beside else FILE_NAME - 5,
                    says,
                    "an address for mail",
                    line.part(match, "host"),
                )


def _first_elsewhere(page: Page) -> Iterator[Candidate]:
    for before in table("words", page.words).get("first_published", ()):
        pattern = _pattern(page.words, f"{before} {{name}}")
        for line in page.short_lines:
            if line.place is not Place.BODY and (match := pattern.search(line.text)) and _is_outlet(match["name"]):
                yield _printed(
                    line,
                    match,
                    BY_THE_WAY,
                    "A note says that it appeared there first; this copy may be another's.",
                    "a note on where it appeared",
                )


def _printed(line: Line, match: re.Match[str], weight: int, says: str, who: str) -> Candidate:
    return Candidate(shown(match["name"]), weight, says, who, line.part(match, "name"))


@cache
def _pattern(language: str, appeal: str) -> re.Pattern[str]:
    """A row of the table: its words in any case, {name} as a name is written."""
    before, _, after = appeal.partition("{name}")
    lead = rf"(?i:{re.escape(before.strip())}){GAP}" if before.strip() else ""
    trail = (GAP if after.startswith(" ") else "") + rf"(?i:{re.escape(after.strip())})" if after.strip() else ""
    lead, trail = lead.replace(r"\ ", GAP), trail.replace(r"\ ", GAP)
    return re.compile(rf"(?<!\w){lead}(?:the{GAP})?(?P<name>{outlet(language)}){trail}(?!\w)")
