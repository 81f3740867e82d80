"""The citations of one text: what each key means, how it reads, and the bibliography at the end.

A source takes part only where the resolver knows its words: a source that readers cannot see yet is reported by its
key and never shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from editorial.resolving import DraftResolver
from editorial.text.contexts import CitationCluster, CitationText, CiteItem
from sources import keys, styles
from sources.models import Source


@dataclass(frozen=True)
class Cited:
    """A source as a text meets it: its permanent key, CSL-JSON, language, and whether readers may see it."""

    key: str
    csl: dict
    language: str = ""
    public: bool = True


class Citing:
    """Finds the sources a text cites and words its citations.

    ``letters`` ({key: letter}) tells sources apart that would read alike; see :func:`sources.styles.letters`.
    """

    def __init__(self, resolver, *, letters=None):
        self.resolver = resolver
        self.letters = dict(letters or {})

    def find(self, key) -> Cited | None:
        """Return the source that answers to ``key``, by its own key or by an alias that only it has."""
        target = self.resolver.find("source", keys.normalise(key))
        if target is None:
            return None
        return Cited(target.key, target.card.get("csl") or {}, target.card.get("language") or "", target.public)

    def text(self, cluster: CitationCluster) -> CitationText | None:
        """Return the words of a cluster; None when none of its keys can be shown."""
        found = {item.key: self.find(item.key) for item in cluster.items}
        missing = tuple(key for key, source in found.items() if source is None or not source.public)
        if len(missing) == len(found):
            return None
        labels = tuple(
            "" if item.key in missing else self._label(item, found[item.key], narrative=cluster.narrative)
            for item in cluster.items
        )
        return CitationText(labels[0] if len(labels) == 1 else "", missing, labels)

    def _label(self, item: CiteItem, source: Cited, *, narrative) -> str:
        letter = self.letters.get(source.key, "")
        if narrative:
            authors = styles.short_authors(source.csl, language=source.language)
            year = styles.shown_year(source.csl, language=source.language, letter=letter)
            return f"{authors} ({', '.join(filter(None, (year, item.locator)))})"
        words = styles.inline(source.csl, language=source.language, letter=letter, year_only=item.suppress_author)
        tail = ", ".join(filter(None, (words, item.locator, item.suffix)))
        return f"{item.prefix} {tail}" if item.prefix else tail

    def candidates(self, authors, year) -> tuple[str, ...]:
        """Return the keys of the sources that a written ``(Author, Year)`` can mean."""
        return author_year_index(self.resolver).candidates(authors, year)

    def letters_for(self, source_keys: Iterable[str]) -> dict[str, str]:
        """Return the letters that the sources of one bibliography need to be told apart."""
        return styles.letters({source.key: (source.csl, source.language) for source in self._known(source_keys)})

    def _known(self, source_keys) -> list[Cited]:
        found = (self.find(key) for key in source_keys)
        return list({source.key: source for source in found if source is not None and source.public}.values())

    def bibliography(self, source_keys, *, backlinks=None, locators=None) -> list[dict]:
        """Return the entries of a bibliography in their order, numbered from 1.

        Each is ``{"key", "number", "text", "url", "kind", "language", "backlinks", "locator"}``; ``backlinks``
        ({key: [anchor]}) and ``locators`` ({key: text}) are taken from the text around it.
        """
        ordered = sorted(self._known(source_keys), key=lambda source: (styles.sort_key(source.csl), source.key))
        return [
            {
                "key": source.key,
                "number": number,
                "text": styles.reference(source.csl, language=source.language, letter=self.letters.get(source.key, "")),
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
