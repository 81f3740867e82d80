"""Turning the written citations of a draft, ``(Author, Year)`` and footnotes that name one source, into keys.

Which source a citation means is a person's choice: exactly one that fits is proposed, several are offered, the names
of organizations suggest further ones (阿里巴巴 → 阿里云) and decide nothing. Whatever else stands in the text, its code
and addresses among them, stays as it is to the letter.
"""

import re
from collections import defaultdict, deque
from dataclasses import dataclass, field

from book.models import Organization
from editorial.resolving import DraftResolver
from editorial.text import addresses, citations
from editorial.text.slugs import pinyin_slug
from sources import identity, keys, styles
from sources.models import Source

#: Where citations do not count: fenced code, code in a line, comments, targets of links.
_NOT_PROSE = re.compile(
    r"^(?P<fence> {0,3}(`{3,}+|~{3,}+))[^\n]*\n(?:.*?\n)??(?:\2[`~]*[ \t]*$|\Z)|(?<!`)(?P<ticks>`++).{1,1000}?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.{0,5000}?-->|\]\([^()\s]*\)",
    re.MULTILINE | re.DOTALL,
)
_BLANK = "\ufffc"
_LEAD = re.compile(r"^\s*((?:see(?: also)?|cf\.?|e\.g\.,?|参见|详见|转引自|见)\s*)", re.IGNORECASE)
_PLAIN_KEY = re.compile(r"\w[\w:.#$%&+?<>~/-]*\w|\w")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[^\n]*(?:\n(?:[ \t]+\S[^\n]*))*\n?", re.MULTILINE)
_HAN = re.compile("[\u3400-\u9fff]")
#: A title needs so many letters to be recognised inside a footnote.
_SHORTEST_TITLE = 8


@dataclass(frozen=True)
class Option:
    """A source that a citation may mean; ``by`` is the other name that suggests it, empty where author and year fit."""

    key: str
    reference: str
    by: str = ""


@dataclass(frozen=True)
class Part:
    """One ``Author, Year`` in the text, or one footnote: what it says and what it may mean."""

    number: int
    raw: str
    authors: str = ""
    year: str = ""
    locator: str = ""
    lead: str = ""
    options: tuple[Option, ...] = ()

    @property
    def only(self) -> str:
        """The key of the one source that fits; empty while there is a choice to make."""
        fitting = [option.key for option in self.options if not option.by]
        return fitting[0] if len(fitting) == 1 else ""


@dataclass(frozen=True)
class Place:
    """Brackets in the body that are exchanged as a whole: where, on which line, in which words, and the parts inside.

    ``label`` is that of a footnote; its marks and its definition go together.
    """

    start: int
    end: int
    line: int
    sentence: str
    parts: tuple[Part, ...]
    label: str = ""


@dataclass
class Written:
    """The written citations of a draft, in the order of its text."""

    body: str
    places: list[Place] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return [part for place in self.places for part in place.parts]

    def part(self, number) -> Part | None:
        return next((part for part in self.parts if part.number == number), None)


def candidates_in(body) -> int:
    """Return how many places of a text look like written citations or footnotes; none of them is looked up."""
    return len(citations.legacy(_masked(body))) + len(_NOTE.findall(body))


def written(kind, snapshot, *, key, collection_key) -> Written:
    """Return the written citations in the body of a draft. Reads drafts: for the desk only."""
    resolver = DraftResolver(collection_key=collection_key)
    reading = kind.read(snapshot, resolver, key=key, collection_key=collection_key)
    found = Written(snapshot.get("body") or "")
    if reading is None:
        return found
    suggest = _Suggestions(reading.citing)
    uses = defaultdict(deque)
    for use in reading.rendered.citations:
        if use.legacy:
            uses[use.line, use.raw].append(use)
    masked = _masked(found.body)
    groups = defaultdict(list)
    for part in citations.legacy(masked):
        groups[part.opened, part.closed].append(part)
    number = 0
    for (opened, closed), parts in sorted(groups.items()):
        line = found.body.count("\n", 0, opened) + 1
        meant = [uses[line, part.raw].popleft() for part in parts if uses[line, part.raw]]
        if len(meant) != len(parts):
            continue  # code, an address, a written reference list: the text has no citation there
        made = [
            Part(number + index, part.raw, part.authors, part.year, part.locator,
                 _lead(found.body[opened:closed], part.start - opened), suggest.options(use))
            for index, (part, use) in enumerate(zip(parts, meant, strict=True))
        ]  # fmt: skip
        number += len(made)
        found.places.append(Place(opened - 1, closed + 1, line, meant[0].sentence, tuple(made)))
    found.places += _footnotes(found.body, masked, reading.citing, number)
    found.places.sort(key=lambda place: place.start)
    return found


def rewritten(found: Written, chosen: dict[int, str]) -> str:
    """Return the body with those brackets exchanged whose every part has a key in ``chosen`` ({part number: key})."""
    body, changes = found.body, []
    for place in found.places:
        if not all(chosen.get(part.number) for part in place.parts):
            continue
        keyed = "[" + "; ".join(_cited(part, chosen[part.number]) for part in place.parts) + "]"
        if place.label:
            changes += [(mark.start(), mark.end(), keyed) for mark in _marks(body, place)]
            changes.append((place.start, place.end, ""))
        else:
            changes.append((place.start, place.end, keyed))
    for start, end, words in sorted(changes, reverse=True):
        body = body[:start] + words + body[end:]
    return body


def new_source(part: Part) -> tuple[str, dict]:
    """Return key and fields of a draft source that says what the citation says; its title is marked to be checked."""
    names, others = _names(part.authors)
    csl = {"type": "document", "author": names, "issued": {"date-parts": [[int(part.year[:4])]]}}
    if others:
        csl["custom"] = {"et_al": True}
    title = f"[VERIFY] {part.raw}"
    first = names[0].get("family") or names[0].get("literal") or ""
    taken, base = set(), f"{pinyin_slug(first) or 'source'}{part.year[:4]}"[:100]
    taken.update(Source.objects.filter(item__key__startswith=base).values_list("item__key", flat=True))
    endings = ("", *"abcdefghijklmnopqrstuvwxyz", *(f"-{count}" for count in range(27, 200)))
    key = next(f"{base}{ending}" for ending in endings if f"{base}{ending}" not in taken)
    language = "zh" if _HAN.search(part.authors) else "en"
    return key, {"title": title[:500], "csl": csl | {"title": title[:500]}, "language": language, "raw": part.raw}


def _names(authors) -> tuple[list[dict], bool]:
    """Return CSL names of ``Vaswani et al.`` or ``李彦宏、王海峰``, and whether others follow."""
    said = keys.read_author_year(authors, "")
    pieces = [piece.strip() for piece in keys.split_authors(authors)]
    if not said.others and len(pieces) == 1 or any(_HAN.search(piece) for piece in pieces):
        return [{"literal": piece} for piece in pieces], said.others
    return [{"family": piece} for piece in pieces], said.others


def _masked(body) -> str:
    """Return ``body`` with code, comments and addresses blotted out, every character in its place."""
    masked = _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", _BLANK, match[0]), body)
    pieces, done = [], 0
    for start, end in addresses.find(masked):
        pieces += [masked[done:start], _BLANK * (end - start)]
        done = end
    return "".join([*pieces, masked[done:]])


def _lead(inner, start) -> str:
    """Return the words before the author in its part of the bracket: ``参见``."""
    before = re.split("[;；]", inner[:start])[-1]
    match = _LEAD.match(before)
    return match[1].strip() if match else ""


def _cited(part, key) -> str:
    name = key if _PLAIN_KEY.fullmatch(key) else f"{{{key}}}"
    lead = f"{part.lead} " if part.lead else ""
    return f"{lead}@{name}" + (f", {part.locator.strip()}" if part.locator.strip() else "")


class _Suggestions:
    """What a written citation may mean: the sources that fit, and those that other names of an organization suggest."""

    def __init__(self, citing):
        self.citing = citing
        self._names = None

    def options(self, use) -> tuple[Option, ...]:
        fitting = list(use.candidates)
        found = [self.option(key) for key in fitting]
        if not fitting:
            for name in self._other_names(use.authors):
                more = [key for key in self.citing.candidates(name, use.year) if key not in fitting]
                fitting += more
                found += [self.option(key, by=name) for key in more]
        return tuple(option for option in found if option is not None)

    def option(self, key, *, by="") -> Option | None:
        source = self.citing.find(key)
        if source is None:
            return None
        return Option(source.key, styles.reference(source.csl, language=source.language), by)

    def _other_names(self, authors) -> list[str]:
        if self._names is None:
            self._names = defaultdict(list)
            for name, name_en, aliases in Organization.objects.values_list("name", "name_en", "aliases"):
                every = [each for each in (name, name_en, *(aliases or ())) if each]
                for each in every:
                    self._names[keys.fold(each)] += [other for other in every if other != each]
        return list(dict.fromkeys(self._names.get(keys.fold(authors), ())))


# Footnotes


def _marks(body, place):
    """Yield the marks of a footnote in the text, not those in code."""
    masked = _masked(body)
    for mark in re.finditer(rf"\[\^{re.escape(place.label)}\](?!:)", masked):
        if not place.start <= mark.start() < place.end:
            yield mark


def _footnotes(body, masked, citing, number) -> list[Place]:
    """Return the footnotes that are nothing but a reference to a source that is known."""
    notes = [match for match in _NOTE.finditer(body) if _BLANK not in masked[match.start() : match.start() + 3]]
    known = _Known() if notes else None
    found = []
    for note in notes:
        words = body[note.start() : note.end()].partition(":")[2].strip()
        options = tuple(option for key in known.named_in(words) if (option := _Suggestions(citing).option(key)))
        place = Place(
            note.start(), note.end(), body.count("\n", 0, note.start()) + 1, words,
            (Part(number, f"[^{note[1]}]", options=options),), label=note[1],
        )  # fmt: skip
        if options and any(_marks(body, place)):
            found.append(place)
            number += 1
    return found


class _Known:
    """Every source by what a footnote may say of it: its address, DOI, arXiv number, or title."""

    def __init__(self):
        rows = Source.objects.filter(is_merged=False).values_list("item__key", "title", "doi", "arxiv", "address")
        self.marks, self.titles = {}, []
        for key, title, *marks in rows:
            self.marks |= {mark: key for mark in marks if mark}
            letters = _letters(title)
            if len(letters) >= _SHORTEST_TITLE:
                self.titles.append((letters, key))

    def named_in(self, words) -> list[str]:
        found = []
        for start, end in addresses.find(words):
            of_address = identity.of({"URL": words[start:end]})
            found += [self.marks[mark] for _name, mark in of_address.marks() if mark in self.marks]
        if not found:
            letters = _letters(words)
            found = [key for title, key in self.titles if title in letters]
        return list(dict.fromkeys(found))


def _letters(text) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()
