"""The title, and all that stands above the first paragraph."""

import re
from collections.abc import Sequence

from archive.ingest.finding import captions
from archive.ingest.finding.datelines import dateline_end
from archive.ingest.finding.folding import folded
from archive.ingest.finding.kinship import stems
from archive.ingest.finding.lines import Line
from archive.ingest.finding.marks import full_date, is_date, is_full_name, is_role, name_like
from archive.ingest.finding.sites import begins_with_site, names_site
from archive.ingest.finding.tables import words_of
from archive.ingest.shapes import Hint, Kind

_MANGLED = re.compile(r"^[^>\s]?[\w\-.:#\s=\"“”″'‘’]{3,200}[\"”″'’]\s?/?>\s*(?=\S)")
_SITE = re.compile(r"\s(?:[|·•»]|::|[–—\-])\s(?=[^|·•»–—]{2,50}$)")
_SURE_SITE = re.compile(r"\s(?:[|»]|::)\s")
_SENTENCES = re.compile(r"[^\W\d_A-Z]{3}[.!?]\s+[^\W\d_a-z]")
_BESIDE = re.compile(r"\s[-–—|]\s")
_LOOK = 80
_MOST_TITLE_WORDS = 32
_LEAST = 0.2
_FAR, _FARNESS = 25, 1.5
_CAPTION = 2
_NEAR = 3
_RIVAL_WORDS = 4
_OF_SITE = 20.0  # more than any score
_OVERLAP = (0.0, 0.8, 1.4)  # for none, one and several words that the text has too
_RIVALRY, _MOST_RIVALS = 0.7, 3
_STANDFIRST_WORDS = 6
_LONGEST_LABEL = 20
_MOST_TIME_WORDS = 3
_MOST_POINT_WORDS = 20
_MOST_POINTS = 7
_MOST_KICKER_WORDS = 3


def find_title(lines: Sequence[Line], hints: Sequence[Hint], sites: frozenset[str], core_start: int = 0) -> int | None:
    """The number of the line that is the title, if one is; ``core_start`` is where paragraphs surely stand together."""
    if (given := next((at for at, line in enumerate(lines) if line.kind is Kind.TITLE), None)) is not None:
        return given
    end = max(_first_run(lines), core_start)
    spoken = frozenset().union(*(stems(line.key) for line in lines[end : end + _LOOK] if line.is_prose))
    hinted = [stems(folded(hint.value)) for hint in hints if hint.field == "title"]
    best, found = -_OF_SITE, None
    rivals, is_below_prose, is_below_date = 0, False, False
    for at, line in enumerate(lines[:end]):
        if line.kind is None and _label_length(line.text):
            return at
        if at == end - _FAR:
            rivals, is_below_prose, is_below_date = 0, False, False
        if _can_be_title(line) and not names_site(line, sites):
            score = _score(line, spoken, hinted) + _neighbours(lines, at) - _RIVALRY * min(rivals, _MOST_RIVALS)
            score -= (1.5 if is_below_prose else 0.5 if is_below_date else 0.0) * (line.role[:1] != "h")
            score -= _FARNESS * (at < end - _FAR)
            is_rival = score > 0 and _spelt(line) >= _RIVAL_WORDS
            rivals += is_rival and not spoken.isdisjoint(stems(line.key))
            # A title may begin with the site's name, if there is no other.
            rank = score - _OF_SITE * begins_with_site(line, sites)
            if score > _LEAST and rank > best:
                best, found = rank, at
        is_below_prose |= line.is_prose and not line.addresses_reader and line.caption < _CAPTION
        is_below_date |= line.kind in (Kind.DATE, Kind.BYLINE)
    if found and not (names_site(lines[found - 1], sites) or begins_with_site(lines[found - 1], sites)):
        return _or_above(lines, found, spoken)
    return found


def _or_above(lines: Sequence[Line], at: int, spoken: frozenset[str]) -> int:
    """What is longest and says most may be the standfirst; then the title stands right above it."""
    line, above = lines[at], lines[at - 1]
    is_long = not line.role.startswith("h") and line.words > _STANDFIRST_WORDS
    is_title = (
        is_long
        and _can_be_title(above)
        and above.words >= _RIVAL_WORDS
        and (not above.spans[0].start or not (spoken | stems(line.key)).isdisjoint(stems(above.key)))
        and above.caption < 1
        and not above.text.isupper()
        and not name_like(above.text)
    )
    return at - 1 if is_title else at


def _can_be_title(line: Line) -> bool:
    if line.group is not None or not 1 <= line.words <= _MOST_TITLE_WORDS or line.addresses_reader:
        return False
    return line.kind is None or (line.kind is Kind.DATE and line.words > _RIVAL_WORDS and not is_date(line))


def _neighbours(lines: Sequence[Line], at: int) -> float:
    """What stands below: the same again, a byline or a date."""
    line = lines[at]
    is_again = line.words > 2 and any(line.key in other.key for other in lines[at + 1 : at + 12])
    near = lines[at + 1 : at + 3]
    return 0.7 * is_again + 0.4 * any(other.kind in (Kind.BYLINE, Kind.DATE) for other in near)


def _first_run(lines: Sequence[Line]) -> int:
    """Where the first two paragraphs of prose follow each other, or the first one stands."""
    first = before = None
    for at, line in enumerate(lines):
        if line.is_prose and line.caption < _CAPTION and not line.addresses_reader:
            if before is not None:
                return before
            first = at if first is None else first
            before = at
        elif line.is_loose:
            before = None
    return min(len(lines), _LOOK) if first is None else first


def _spelt(line: Line) -> int:
    """How many words a line has without the marks that stand between them as words do: "NEWS / SPACE & SEA"."""
    return line.words - sum(not any(map(str.isalnum, word)) for word in line.text.split())


def _score(line: Line, spoken: frozenset[str], hinted: Sequence[set[str]]) -> float:
    its = stems(line.key[:400])
    score = _OVERLAP[min(len(its & spoken), 2)]
    words = _spelt(line)
    score += 1.0 if 4 <= words <= 24 else 0.3 if words > 2 else -0.5
    score += {"h1": 2.5, "h2": 1.0, "title": 2.5}.get(line.role, 0.0)
    score += sum(4 * (len(hint & its) / len(its)) ** 2 + len(hint & its) / len(hint | its) for hint in hinted if its)
    score += 0.5 * (line.spans[0].start == 0)
    score -= 1.5 * bool(line.bullet) + 0.5 * (line.kind is Kind.DATE) + 0.6 * max(0.0, line.caption - 1.5)
    if line.key.startswith(tuple(words_of("breaking"))):
        score -= 2.5
    if _SENTENCES.search(line.text):
        score -= 1.0
    if line.is_ended and not line.text.rstrip("\"'”’»)").endswith(("?", "？", "!", "…")):
        score -= 1.2
    return score - 0.7 * (name_like(line.text) and line.words > 1)


def label_title(line: Line, again: Sequence[Line], hints: Sequence[Hint] = ()) -> None:
    """Call the line the title, without a rest of markup or a label before it and the site's name behind it."""
    mangled = _MANGLED.match(line.text)
    start = mangled.end() if mangled else len(line.bullet)
    start += _label_length(line.text[start:])
    start += _kicker_length(line.text[start:], hints)
    end = len(line.text)
    for site in _SITE.finditer(line.text, start):
        bare = folded(line.text[start : site.start()])
        if _SURE_SITE.match(site[0]) or any(other.key == bare for other in again):
            end = site.start()
            break
    line.cut(
        Kind.TITLE,
        (Kind.NOISE, 0, start, "It is a mark, a label or a rest of markup before the title."),
        (Kind.TITLE, start, end, "It stands at the top, and the text below speaks of it."),
        (Kind.NOISE, end, len(line.text), "It is the name of the site behind the title."),
    )


def _kicker_length(text: str, hints: Sequence[Hint]) -> int:
    """How long the label before the title is that the format gives without it: "Harbour Council doubles budget".

    What ends with a mark, as "Opinion:", says what the text is, and stays.
    """
    for hint in hints:
        words = " ".join(hint.value.split())
        before = text.removesuffix(words) if hint.field == "title" and len(words.split()) >= _RIVAL_WORDS else text
        if (
            before[-2:-1].isalnum()
            and before.endswith(" ")
            and before != text
            and len(before.split()) <= _MOST_KICKER_WORDS
        ):
            return len(before)
    return 0


def _label_length(text: str) -> int:
    """How long a field's name before the title is: "Headline: ", "Subject: "."""
    lower = text[:_LONGEST_LABEL].casefold()
    for label in words_of("title_label"):
        if lower.startswith(label):
            return len(text) - len(text[len(label) :].lstrip()) if text[len(label) :].strip() else 0
    return 0


def label_head(lines: Sequence[Line], title: int | None, hints: Sequence[Hint] = ()) -> int:
    """Say what each line above the first paragraph is; answers the number of that paragraph."""
    top = 0 if title is None else title + 1
    for line in lines[: top - 1 if title is not None else 0]:
        _above_title(line)
    if title is not None and lines[title].kind is not Kind.TITLE:
        label_title(lines[title], lines, hints)
    at = top
    has_standfirst = has_byline = False
    while at < len(lines):
        line = lines[at]
        if line.kind is Kind.BODY:
            return at
        if points := _points_below(lines, at):
            has_standfirst = True
            _label_points(lines[at : at + 1 + points])
        elif line.kind is None:
            if _starts_body(lines, at, title, has_byline):
                return at
            has_standfirst |= _label_between(lines, at, title, has_standfirst)
        has_byline |= line.kind in (Kind.BYLINE, Kind.DATE)
        at += 1
    return at


def _above_title(line: Line) -> None:
    if line.group is not None:
        line.be(Kind.NOISE, line.group.reason)
    elif line.kind not in (Kind.BYLINE, Kind.DATE, Kind.NOISE):
        line.be(Kind.NOISE, "It stands above the title.")


def _is_caption(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    score = line.caption
    after = lines[at + 1] if at + 1 < len(lines) else None
    if after is not None and line.words >= 3:
        score += 3 * (after.kind is Kind.CREDIT) + 2 * (after.key == line.key and line.words >= 5)
    # Between the title and a byline a standfirst is likelier than a picture.
    near = lines[at + 1 : at + 1 + _NEAR]
    is_framed = lines[at - 1].kind is Kind.TITLE and any(other.kind in (Kind.BYLINE, Kind.DATE) for other in near)
    return line.role == "figcaption" or captions.is_enough(score + (not is_framed))


def _starts_body(lines: Sequence[Line], at: int, title: int | None, has_byline: bool) -> bool:
    line = lines[at]
    if _summary_start(lines, at) is not None:
        return False
    if dateline_end(line.text):
        return line.words >= 6
    if not (line.is_prose or (line.group is None and line.is_ended and line.words >= 3)):
        return False
    if (
        line.role in ("figcaption", "byline", "standfirst")
        or _repeats_title(lines, at, title)
        or line.addresses_reader
        or _is_caption(lines, at)
    ):
        return False
    return title is None or has_byline or not _is_followed_by_byline(lines, at)


def _is_followed_by_byline(lines: Sequence[Line], at: int) -> bool:
    for number in range(at + 1, min(len(lines), at + 12)):
        line = lines[number]
        if line.kind in (Kind.BYLINE, Kind.DATE) or (
            line.group is not None and line.group.name in ("reading", "share")
        ):
            return True
        if line.is_prose and not _is_caption(lines, number):
            return False
    return False


def _repeats_title(lines: Sequence[Line], at: int, title: int | None) -> bool:
    if title is None or lines[at].words < 2:
        return False
    piece = next(cut for cut in lines[title].cuts if cut.kind is Kind.TITLE)
    key = folded(lines[title].text[piece.start : piece.end])
    return len(key) > 8 and key in lines[at].key and lines[at].words <= len(key.split()) + 8


def _label_between(lines: Sequence[Line], at: int, title: int | None, has_standfirst: bool) -> bool:
    """Label a line between title and first paragraph; whether it is a standfirst."""
    line = lines[at]
    if line.group is not None:
        line.be(line.group.kind, line.group.reason)
    elif reason := _why_noise(lines, at, title):
        line.be(Kind.NOISE, reason)
    elif (start := _summary_start(lines, at)) is not None:
        line.cut(
            Kind.STANDFIRST,
            (Kind.NOISE, 0, start, "It is the label of a summary."),
            (Kind.STANDFIRST, start, len(line.text), "It is said to sum the text up."),
        )
    elif _is_caption(lines, at):
        captions.label_caption(line)
    elif is_role(line.text) and lines[at - 1].kind is Kind.BYLINE:
        line.be(Kind.BYLINE, "It says what the author does.")
    elif _may_be_byline(line.text) and _is_beside_byline(lines, at):
        line.be(Kind.BYLINE, "It is a name beside the date or the byline.")
    elif _is_time(lines[at - 1]) and line.words > 1:
        line.be(Kind.HEADING, "It is a short line below the time of an entry.")
    elif title is not None and _is_standfirst(lines, at, has_standfirst):
        line.be(Kind.STANDFIRST, "It stands between the title and the first paragraph.")
    else:
        line.be(Kind.NOISE, "It is a short line above the first paragraph.")
    return line.kind is Kind.STANDFIRST


def _why_noise(lines: Sequence[Line], at: int, title: int | None) -> str:
    """Why a line between title and first paragraph is the page's; empty where nothing says so."""
    line = lines[at]
    if _repeats_title(lines, at, title):
        return "It is the title again."
    if line.addresses_reader:
        return "It speaks to the reader about the site."
    if line.key in words_of("summary"):
        return "It is the label of a summary."
    if line.words >= 5 and any(line.key == other.key for other in lines[max(0, at - 4) : at]):
        return "The same stands above."
    return ""


def _points_below(lines: Sequence[Line], at: int) -> int:
    """How many points stand below a label as "Key points"; 0 where the line is none, or heads whole paragraphs.

    Points have marks before them, or are shorter than the paragraph that follows.
    """
    if lines[at].key not in words_of("points") or lines[at].kind is not None:
        return 0
    count, marks = 0, lines[at + 1].bullet if at + 1 < len(lines) else ""
    for line in lines[at + 1 : at + 2 + _MOST_POINTS]:
        if line.kind is not None or line.group is not None or dateline_end(line.text):
            break
        if line.bullet != marks or (not marks and line.words > _MOST_POINT_WORDS):
            break
        count += 1
    after = lines[at + 1 + count] if at + 1 + count < len(lines) else None
    is_followed = after is not None and after.is_prose and (after.words > _MOST_POINT_WORDS or marks != "")
    return count if is_followed and count <= _MOST_POINTS else 0


def _label_points(lines: Sequence[Line]) -> None:
    lines[0].be(Kind.NOISE, "It is the label of a summary.")
    for line in lines[1:]:
        line.be(Kind.STANDFIRST, "It is one of the points above the text.")


def _summary_start(lines: Sequence[Line], at: int) -> int | None:
    """Where a summary begins in a line: behind "Synopsis", or at once if that stands above; None where there is none."""
    line, above = lines[at], lines[at - 1]
    for label in words_of("standfirst_label"):
        if line.key.startswith(label) and line.text[len(label) :].strip():
            return len(line.text) - len(line.text[len(label) :].lstrip())
    if not line.is_ended or line.words < _STANDFIRST_WORDS:
        return None
    if at and above.key in words_of("summary"):
        return 0
    label = next((each for each in words_of("summary") if line.key.startswith((f"{each} ", f"{each}: "))), "")
    rest = line.text[len(label) :].lstrip(" :")
    return len(line.text) - len(rest) if label and rest[:1].isupper() else None


def _is_standfirst(lines: Sequence[Line], at: int, has_standfirst: bool) -> bool:
    """A line of some length; more of them if they follow each other as points do."""
    line, above = lines[at], lines[at - 1]
    if has_standfirst:
        return above.kind is Kind.STANDFIRST and not above.is_ended and line.is_loose and line.words > _RIVAL_WORDS
    return line.words >= _STANDFIRST_WORDS


def _is_time(line: Line) -> bool:
    """Entries of a running report have the hour alone above them."""
    return line.kind is Kind.DATE and line.words <= _MOST_TIME_WORDS and ":" in line.text and not full_date(line.text)


def _may_be_byline(text: str) -> bool:
    """A name, or several with their places, or one with its paper: "Ann Other in Rivertown and Bo Else"."""
    plain = text.strip(" ,|·")
    name, *outlet = _BESIDE.split(plain, maxsplit=1)
    return (
        is_full_name(plain)
        or (len(plain.split()) > 4 and name_like(plain, 12))
        or (is_role(plain) and is_full_name(" ".join(plain.split()[:2])))
        or (bool(outlet) and is_full_name(name) and name_like(outlet[0]))
    )


def _is_beside_byline(lines: Sequence[Line], at: int) -> bool:
    near = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 3]]
    return any(
        line.kind in (Kind.DATE, Kind.BYLINE)
        or (line.group is not None and line.group.name == "reading")
        or is_role(line.text)
        for line in near
    )
