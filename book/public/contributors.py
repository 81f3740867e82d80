"""The people a book names: who they are on pages, in citations, and where their own page is."""

from dataclasses import dataclass

from book.public import wording
from book.public.entries import Entry, in_language, prefix
from editorial.text.slugs import pinyin_slug, slugify

#: Roles that write; somebody without a role wrote.
_WRITES = frozenset({"", "author", "作者", "著"})


@dataclass(frozen=True)
class Contributor:
    """One person in one book. ``shown`` and ``shown_role`` are HTML in the language of the page."""

    name: str
    slug: str
    role: str
    shown: str
    shown_role: str
    href: str

    @property
    def writes(self) -> bool:
        return self.role in _WRITES


def of_book(book: Entry, stated=None) -> list[Contributor]:
    """Return everyone ``book`` names, in its order; ``stated`` is the list of an earlier release."""
    found = []
    for each in stated or book.card.get("contributors") or ():
        person = each if isinstance(each, dict) else {"name": str(each)}
        original = str(person.get("name") or person.get("name_en") or "")
        name = str((book.english and person.get("name_en")) or original)
        if name:
            role, slug = str(person.get("role") or ""), slug_of(person)
            found.append(
                Contributor(
                    name,
                    slug,
                    role,
                    in_language(name, book.language),
                    in_language(wording.word(wording.CONTRIBUTORS, role), book.language),
                    f"{prefix(book.language)}{path_of(slug)}" if slug else "",
                )
            )
    return found


def authors_of(entry) -> tuple[str, ...]:
    """Return the names of those who wrote a book; of other records, nobody."""
    return tuple(each.name for each in of_book(entry) if each.writes) if entry.kind == "book" else ()


def slug_of(person) -> str:
    """Return what stands for a person in addresses: the English name, else the name in pinyin."""
    name = str(person.get("name_en") or person.get("name") or "")
    return pinyin_slug(name) or slugify(name)


def path_of(slug) -> str:
    return f"/contributors/{slug}/"
