"""Who was named so far in a text, so that "he", "the ministry" and a surname find whom they mean."""

from dataclasses import dataclass, field

from archive.ingest.proposing.groups import Group, main_subject
from archive.ingest.proposing.lexicon import Lexicon
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.parties import Party, Sort, parties
from archive.ingest.shapes import Extent, Speaker

_LIKE = 5  # letters that a name misprinted shares with the name
_LONGEST_NAME = 7
_MOST = 2_000
_JUST = 2
_SHORT = 4  # words of "the Russian leader"
_DEFINITE = (Sort.OFFICE, Sort.BODY, Sort.DOCUMENT)
_LATELY = 12


@dataclass
class Known:
    """Somebody who was named: the fullest name, what the text says they are, and whether they have spoken."""

    label: str
    role: str
    sort: Sort
    gender: str = ""
    plural: bool = False


@dataclass
class Memory:
    """All who were named, by each name that may stand for them; the latest speaker last."""

    lexicon: Lexicon
    names: dict[str, Known] = field(default_factory=dict)  # by the last or first word of a name, or the whole
    spoken: list[Known] = field(default_factory=list)
    mentioned: list[Known] = field(default_factory=list)  # what sentences were about
    about: list[Known] = field(default_factory=list)  # what this one is about
    previous: list[Known] = field(default_factory=list)  # what the one before was about
    nouns: dict[str, Known] = field(default_factory=dict)  # by the noun that describes them

    def notice(self, line: Line) -> None:
        """Remember the full names of a sentence, with the office before them."""
        if _is_title_case(line):
            return  # every word may be a name
        self._mentioned(line)
        at = 0
        while at < len(line):
            if not line.capital(at) or at in line.speech:
                at += 1
                continue
            end = at
            body = False
            while end < len(line) and end - at < _LONGEST_NAME and _in_name(line, at, end, body=body):
                body = body or line.isa(end, "body_names") or line.isa(end, "bodies")
                end += 1
            self._named(line, at, end)
            at = max(end, at + 1)

    def _mentioned(self, line: Line) -> None:
        """Who a sentence is about comes to mind first when the next one says "he"; a pronoun tells of whom it was."""
        self.previous, self.about = self.about, []
        group = main_subject(line, 0, len(line))
        if group is None or line.isa(group.start, "authors"):
            return
        for party in parties(line, group)[:1]:
            if party.sort is Sort.PRONOUN:
                known = self._pronoun(party, line)
                if known is not None:
                    known.gender = known.gender or _gender_of(party.head, self.lexicon)
            elif (
                line.kind(party.end - 1) != "number"
                and party.sort is not Sort.AUTHOR
                and party.sort is not Sort.THING
                and (party.name or party.definite)
            ):
                known = self._resolved(party, line) or self._of_label(party.label)
                self.about = [
                    known or Known(party.label, party.role, party.sort, _gender_in(line, group), party.plural)
                ]
                self.mentioned += self.about

    def _named(self, line: Line, start: int, end: int) -> None:
        """A run of words with capitals: after a word of office the name of a person begins."""
        roles = [at for at in range(start, end) if line.isa(at, "roles") or line.isa(at, "titles")]
        first = roles[-1] + 1 if roles else start
        if not roles and line.isa(start - 1, "roles"):
            roles = [start - 1]
        name = line.words(first, end)
        body = any(line.isa(at, "body_names") or line.isa(at, "bodies") for at in range(first, end))
        if end - first < 2:
            return
        sort = Sort.BODY if body or (not roles and line.isa(start - 1, "articles")) else Sort.PERSON
        role_start = roles[0] if roles else first
        while role_start > 0 and roles and (line.capital(role_start - 1) or line.kind(role_start - 1) == "possessive"):
            role_start -= 1
        self.remember(
            Known(name, line.words(role_start, first) if roles else "", sort, _gender(line, roles, first)),
            named=bool(roles),
        )

    def remember(self, known: Known, *, named: bool = True) -> Known:
        """Keep somebody under the words of the name. Who has an office or has spoken goes before who has not."""
        if len(self.names) > _MOST:
            return known
        words = known.label.lower().split()
        whole = self.names.get(" ".join(words))
        if whole is not None:
            whole.role = max(whole.role, known.role, key=len) if whole.role in known.role else whole.role
            whole.gender = whole.gender or known.gender
            if named and whole.sort is Sort.PERSON:
                self._index(whole, words, named=True)
            return whole
        self.names[" ".join(words)] = known
        if known.sort is Sort.PERSON:
            self._index(known, words, named=named)
        return known

    def _index(self, known: Known, words: list[str], *, named: bool) -> None:
        """Under the surname; of somebody who surely is a person also under the first word, which may be it."""
        for word in (words[-1], words[0]) if named else (words[-1],):
            before = self.names.get(word)
            if before is None or (named and not before.role):
                self.names[word] = known

    def speaker(self, party: Party, line: Line) -> Speaker:
        """The party as somebody who speaks, with the name that the text gave before."""
        known = self._resolved(party, line)
        place = Extent(line.tokens[party.start].start, line.tokens[party.end - 1].end)
        printed = line.words(party.start, party.end)
        if known is None:
            label = party.label
            return Speaker(label, printed, party.role, _naming(party), False, place)
        if known.sort is Sort.BODY and party.label.endswith(known.label):
            known.label = party.label  # "Toland's Defence Ministry"
        inferred = known.label != party.label
        role = party.role if known.role in party.role else known.role
        return Speaker(known.label, printed, role, _naming_of(known), inferred, place)

    def spoke(self, party: Party, speaker: Speaker) -> None:
        """Remember who has just spoken."""
        if party.sort is Sort.PRONOUN:
            known = self._of_label(speaker.label)
            if known is not None:
                known.gender = known.gender or _gender_of(party.head, self.lexicon)
                self.spoken.append(known)
            return
        known = self._of_label(speaker.label)
        if known is not None and known.sort is Sort.PERSON and party.sort is Sort.PERSON:
            known = self.remember(known)
        if known is None:
            gender = _gender_of(party.name.partition(" ")[0].lower(), self.lexicon)
            known = Known(speaker.label, speaker.role, party.sort, gender, party.plural)
            if party.sort in (Sort.PERSON, Sort.BODY):
                known = self.remember(known)
        known.role = known.role or speaker.role
        if party.head and party.sort is not Sort.PERSON:
            self.nouns[party.head] = known
        for word in known.role.lower().split():
            if word in self.lexicon.classes["roles"]:
                self.nouns[word] = known
        self.spoken.append(known)

    def _of_label(self, label: str) -> Known | None:
        return self.names.get(" ".join(label.lower().split())) or next(
            (known for known in reversed(self.spoken[-8:]) if known.label == label), None
        )

    def _resolved(self, party: Party, line: Line) -> Known | None:
        if party.sort is Sort.PRONOUN:
            return self._pronoun(party, line)
        if party.name:
            return self._name(party)
        short = party.definite and line.isa(party.start, "articles") and party.end - party.start <= _SHORT
        return self._noun(party, line) if short and party.sort in _DEFINITE else None

    def _pronoun(self, party: Party, line: Line) -> Known | None:
        """The last who spoke and may be called so."""
        gender = _gender_of(party.head, self.lexicon)
        likeliest = (
            *self._here(party, line),
            *reversed(self.spoken[-_JUST:]),
            *reversed(self.mentioned[-_LATELY:]),
            *reversed(self.spoken[-_LATELY:]),
        )
        return next((known for known in likeliest if _fits(known, party.head, gender, self.lexicon)), None)

    def _here(self, party: Party, line: Line) -> list[Known]:
        """Whom the sentence itself is about, if a single one is meant."""
        if party.plural or party.head not in self.lexicon.classes["subjects"]:
            return []
        if party.start and line.isa(party.end, "continuing"):
            return []  # "he added" goes on with who spoke last
        return self.previous if party.start == 0 or 0 in line.speech else self.about

    def _name(self, party: Party) -> Known | None:
        words = party.name.lower().split()
        known = self.names.get(" ".join(words))
        if known is not None and " ".join(words) == known.label.lower():
            return known
        if len(words) > 1 or party.sort is Sort.BODY:
            return None
        return known or self._misprinted(words[0])

    def _misprinted(self, word: str) -> Known | None:
        if len(word) <= _LIKE:
            return None
        for name, known in self.names.items():
            if (
                known.sort is Sort.PERSON
                and name[:_LIKE] == word[:_LIKE]
                and abs(len(name) - len(word)) <= 2
                and " " not in name
            ):
                return known
        return None

    def _noun(self, party: Party, line: Line) -> Known | None:
        """Whom "the minister", "the report" means: the last who spoke and was called so, or has it in the name."""
        more = [line.low(at) for at in range(party.start + 1, party.end) if line.low(at) != party.head]
        known = self.nouns.get(party.head)
        if known is not None and _described(known, more):
            return known
        leaders = self.lexicon.classes["leaders"]
        heads = leaders if party.head in leaders else frozenset([party.head])
        for name, candidate in reversed(self.names.items()):
            is_it = candidate.sort is party.sort is Sort.BODY and party.head in name.split()
            if candidate.sort is Sort.PERSON and party.sort is Sort.OFFICE:
                is_it = not heads.isdisjoint(candidate.role.lower().split())
            if is_it and _described(candidate, more):
                return candidate
        return None


_STEM = 4


def _described(known: Known, words: list[str]) -> bool:
    """Whether all that is said of somebody is known of them: "Russian" as "Russia's"."""
    have = {word[:_STEM] for word in (*known.label.lower().split(), *known.role.lower().split())}
    return all(word[:_STEM] in have for word in words)


def _is_title_case(line: Line) -> bool:
    """Whether a headline has capital letters at nearly all words, so that they tell of no names."""
    words = [token for token in line.tokens if token.kind == "word" and not line.lexicon.has("small", token.low)]
    capitals = sum(token.capital for token in words)
    return line.is_headline and len(words) > _SHORT and capitals >= len(words) - 1


def _in_name(line: Line, start: int, at: int, *, body: bool) -> bool:
    if line.capital(at):
        return True
    if at == start or not line.capital(at + 1):
        return False
    return line.isa(at, "particles") or (body and line.isa(at, "within_names"))


def _fits(known: Known, word: str, gender: str, lexicon: Lexicon) -> bool:
    if gender:
        if known.sort is Sort.PERSON and not (known.gender or known.role or " " in known.label):
            return False  # a lone word with a capital letter may be anything
        return known.sort in (Sort.PERSON, Sort.OFFICE) and known.gender in ("", gender) and not known.plural
    if word in lexicon.classes["things"]:
        return known.sort in (Sort.BODY, Sort.DOCUMENT)
    return known.plural or known.sort in (Sort.CROWD, Sort.BODY)


def _gender_of(word: str, lexicon: Lexicon) -> str:
    if word in lexicon.classes["male"] or word in lexicon.classes["male_names"]:
        return "male"
    return "female" if word in lexicon.classes["female"] or word in lexicon.classes["female_names"] else ""


def _gender(line: Line, roles: list[int], first: int) -> str:
    """By a word of office or a given name that only men, or only women, have."""
    return next((gender for at in (*roles, first) if (gender := _gender_of(line.low(at), line.lexicon))), "")


def _gender_in(line: Line, group: Group) -> str:
    """By a word of the group; "her" in "her son" tells of somebody else."""
    own = (at for at in range(group.start, group.end) if not line.isa(at, "possessives"))
    return next((gender for at in own if (gender := _gender_of(line.low(at), line.lexicon))), "")


def _naming(party: Party) -> str:
    if party.sort is Sort.PERSON or (party.sort is Sort.BODY and party.name):
        return "named"
    if party.sort in (Sort.DOCUMENT, Sort.OFFICE, Sort.BODY):
        return "by_role"
    return "unnamed" if party.sort is Sort.CROWD or not party.definite else "by_role"


def _naming_of(known: Known) -> str:
    if known.sort is Sort.CROWD:
        return "unnamed"
    return "named" if known.sort in (Sort.PERSON, Sort.BODY) else "by_role"
