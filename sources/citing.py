"""The citations of one text: what each key means, how it reads, and the bibliography at the end.

A source takes part only where the resolver knows its words: a source that readers cannot see yet is reported by its
key and never shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from editorial.resolving import DraftResolver
from editorial.text.contexts import CitationCluster, CitationText, CiteItem
from sources import filing, keys, styles
from sources.formatting import HOUSE
from sources.manners import manner
from sources.models import Source


@dataclass(frozen=True)
class Cited:
    """A source as a text meets it: its permanent key, CSL-JSON, language, whether readers may see it, where a
    bibliography files it, and its standing (empty while nothing is known against it)."""

    key: str
    csl: dict
    language: str = ""
    public: bool = True
    place: str = ""
    status: str = ""


class Citing:
    """Finds the sources a text cites and words its citations in the ``style`` of its book (:mod:`sources.manners`).

    ``letters`` ({key: letter}) tells sources apart that would read alike; see :func:`sources.styles.letters`.
    ``numbers`` ({key: number}) are what a numeric style calls them by. Both come from :meth:`tell_apart`.
    """

    def __init__(self, resolver, *, letters=None, style=HOUSE):
        self.resolver = resolver
        self.manner = manner(style)
        self.letters = dict(letters or {})
        self.numbers: dict[str, int] = {}

    def find(self, key) -> Cited | None:
        """Return the source that answers to ``key``, by its own key or by an alias that only it has."""
        target = self.resolver.find("source", keys.normalise(key))
        if target is None:
            return None
        card = target.card
        return Cited(
            target.key, card.get("csl") or {}, card.get("language") or "", target.public, card.get("sort_key") or "",
            card.get("status") or "",
        )  # fmt: skip

    def text(self, cluster: CitationCluster) -> CitationText | None:
        """Return the words of a cluster; None when none of its keys can be shown."""
        found = {item.key: self.find(item.key) for item in cluster.items}
        missing = tuple(key for key, source in found.items() if source is None or not source.public)
        if len(missing) == len(found):
            return None
        label = self._narrative if cluster.narrative else self._numbered if self.manner.numeric else self._worded
        labels = tuple("" if item.key in missing else label(item, found[item.key]) for item in cluster.items)
        alone = labels[0] if len(labels) == 1 else ""
        if cluster.narrative or not self.manner.numeric:
            return CitationText(alone, missing, labels)
        if any(item.locator or item.prefix or item.suffix for item in cluster.items):
            # Page numbers stand outside the brackets, so that each number needs its own (10.1.3).
            return CitationText(alone, missing, labels, brackets=("", ""), separator="", raised=True)
        return CitationText(alone, missing, tuple(label[1:-1] for label in labels), raised=True)

    def _narrative(self, item: CiteItem, source: Cited) -> str:
        authors = styles.short_authors(source.csl, language=source.language)
        if self.manner.numeric:
            return f"{authors}{self._numbered(item, source)}"
        year = styles.shown_year(source.csl, language=source.language, letter=self.letters.get(source.key, ""))
        opening, closing = self.manner.brackets
        gap = " " if opening == "(" else ""
        return f"{authors}{gap}{opening}{self.manner.comma.join(filter(None, (year, item.locator)))}{closing}"

    def _numbered(self, item: CiteItem, source: Cited) -> str:
        """Return ``[3]``, ``[3]15-17``; words around it stay with it."""
        number = self.numbers.get(source.key, "?")
        lead = f"{item.prefix} " if item.prefix else ""
        return f"{lead}[{number}]{self.manner.comma.join(filter(None, (item.locator, item.suffix)))}"

    def _worded(self, item: CiteItem, source: Cited) -> str:
        letter = self.letters.get(source.key, "")
        words = styles.inline(
            source.csl, language=source.language, letter=letter, year_only=item.suppress_author,
            comma=self.manner.comma,
        )  # fmt: skip
        tail = self.manner.comma.join(filter(None, (words, item.locator, item.suffix)))
        return f"{item.prefix} {tail}" if item.prefix else tail

    def candidates(self, authors, year) -> tuple[str, ...]:
        """Return the keys of the sources that a written ``(Author, Year)`` can mean."""
        return author_year_index(self.resolver).candidates(authors, year)

    def tell_apart(self, cited: Iterable[str], listed: Iterable[str] = ()) -> bool:
        """Take in what a text cites, in its order, and what its lists name; return whether any label changes by it."""
        before = self.letters, self.numbers
        if self.manner.numeric:
            self.numbers = {source.key: place for place, source in enumerate(self._filed(cited, listed), 1)}
        else:
            self.letters = self.letters_for([*listed, *cited])
        return before != (self.letters, self.numbers)

    def letters_for(self, source_keys: Iterable[str]) -> dict[str, str]:
        """Return the letters that the sources of one bibliography need to be told apart."""
        return styles.letters({source.key: (source.csl, source.language) for source in self._known(source_keys)})

    def _known(self, source_keys) -> list[Cited]:
        found = (self.find(key) for key in source_keys)
        return list({source.key: source for source in found if source is not None and source.public}.values())

    def _filed(self, cited, listed) -> list[Cited]:
        """Return the known sources in the order of the bibliography: as cited, or by author, year and title."""
        by_name = sorted(self._known([*cited, *listed]), key=self._place)
        if not self.manner.numeric:
            return by_name
        first = [source.key for source in self._known(cited)]
        place = {key: index for index, key in enumerate(first)}
        return sorted(by_name, key=lambda source: place.get(source.key, len(place)))

    def _place(self, source):
        language = styles.language_of(source.csl, source.language)
        group = filing.script(source.csl, language) if self.manner.by_script else 0
        return group, source.place or filing.place(source.csl), source.key

    def bibliography(self, source_keys, listed=(), *, backlinks=None, locators=None) -> list[dict]:
        """Return the entries of a bibliography in their order, numbered from 1: what is cited, and what is ``listed``.

        Each is ``{"key", "number", "text", "url", "kind", "language", "backlinks", "locator"}``; ``backlinks``
        ({key: [anchor]}) and ``locators`` ({key: text}) are taken from the text around it.
        """
        ordered = self._filed(source_keys, listed)
        return [
            {
                "key": source.key,
                "number": number,
                "text": styles.reference(
                    source.csl,
                    language=source.language,
                    letter=self.letters.get(source.key, ""),
                    style=self.manner.entries,
                ),
                "url": styles.address(source.csl),
                "kind": source.csl.get("type") or "",
                "language": styles.language_of(source.csl, source.language),
                "backlinks": list((backlinks or {}).get(source.key, ())),
                "locator": (locators or {}).get(source.key, ""),
            }
            for number, source in enumerate(ordered, 1)
        ]


_indexes: WeakKeyDictionary = WeakKeyDictionary()


def author_year_index(resolver) -> keys.AuthorYearIndex:
    """Return the author-year index over the sources a resolver knows; built once for each resolver.

    For drafts these are all sources; for a freeze those readers can see and those of the set under review.
    """
    index = _indexes.get(resolver)
    if index is None:
        index = _indexes[resolver] = keys.AuthorYearIndex(_sources_of(resolver))
    return index


def _sources_of(resolver):
    if isinstance(resolver, DraftResolver):
        return list(Source.objects.filter(is_merged=False).values_list("item__key", "csl"))
    return [(key, card.get("csl") or {}) for key, card in resolver.cards("source").items()]
