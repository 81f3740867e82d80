"""What chapters, books and source pages rely on, as bibliographies to show and to take away. Releases only."""

from dataclasses import dataclass

from django.db.models import Q

from book.public import current, outlines
from book.public.current import Found
from editorial.models import PublicPage
from editorial.resolving import Target
from sources.citing import Citing
from sources.exporting import Exported
from sources.formatting import HOUSE


@dataclass(frozen=True)
class Referenced:
    """A bibliography: ``entries`` as releases seal them, in order, and the ``sources`` among them that are public now.

    Lines that somebody once wrote, and sources withdrawn since, are entries without a source: words are all there is.
    """

    name: str
    entries: list[dict]
    sources: list[Exported]
    style: str = HOUSE


def by(found: Found) -> Referenced | None:
    """Return what the release on a page relies on; a source relies on itself. None for a kind that lists nothing."""
    data = found.release.body.data or {}
    if found.page.kind == "source":
        card = found.release.card or {}
        source = Exported(found.page.key, data.get("csl") or card.get("csl") or {}, card.get("language") or "")
        entry = {"key": source.key, "number": 1, "text": data.get("text") or card.get("reference") or ""}
        return Referenced(_file_name(source.key), [entry], [source])
    if found.page.kind == "book":
        return of_book(found)
    sealed = data.get("bibliography")
    if sealed is None:
        return None
    cards = _cards(entry.get("key") for entry in sealed)
    return Referenced(
        _file_name(found.page.key), sealed, _exported(sealed, cards), _style_of(found.page.collection_key)
    )


def of_book(found: Found) -> Referenced:
    """Return what a book and its public chapters cite, filed and worded in the book's style. Three queries.

    Numbers follow the chapters in reading order; letters tell sources apart over the whole book.
    """
    data, card = found.release.body.data or {}, found.release.card or {}
    sealed = [*_sealed_by_chapters(found.page.key, data), *(data.get("bibliography") or ())]
    keys = list(dict.fromkeys(entry["key"] for entry in sealed if entry.get("key")))
    cards = _cards(keys)
    style = card.get("citation_style") or HOUSE
    citing = Citing(_Shelf(cards), style=style)
    citing.tell_apart(keys)
    entries = citing.bibliography(keys)
    named = {entry["key"] for entry in entries}
    words = dict.fromkeys(entry["text"] for entry in sealed if entry.get("key") not in named and entry.get("text"))
    entries += [{"key": "", "number": number, "text": text} for number, text in enumerate(words, len(entries) + 1)]
    return Referenced(_file_name(found.page.key), entries, _exported(entries, cards), style)


def _sealed_by_chapters(book_key, data) -> list[dict]:
    """Return the bibliographies of a book's public chapters one after another, in reading order."""
    rows = (
        PublicPage.objects.live()
        .filter(kind="chapter", collection_key=book_key)
        .values_list("key", "release__body__data__bibliography")
    )
    sealed = dict(rows)
    chapters = current.entries(Q(kind="chapter", collection_key=book_key), language="zh-hans")
    parts = outlines.parts(data.get("outline") or [], chapters, book_key=book_key, english=False)
    order = [chapter.key for part in parts for chapter in part.chapters]
    return [entry for key in order for entry in sealed.get(key) or ()]


class _Shelf:
    """The public sources of a bibliography, found as a resolver finds them."""

    def __init__(self, cards):
        self._cards = cards

    def find(self, kind, key):
        card = self._cards.get(key)
        return Target(kind, key, card=card) if card is not None else None


def _cards(keys) -> dict[str, dict]:
    """Return the cards of those sources that are public now. One query."""
    wanted = sorted({key for key in keys if key})
    rows = PublicPage.objects.live().filter(kind="source", key__in=wanted) if wanted else PublicPage.objects.none()
    return dict(rows.values_list("key", "release__card"))


def _exported(entries, cards) -> list[Exported]:
    known = (entry["key"] for entry in entries if entry.get("key") in cards)
    return [Exported(key, cards[key].get("csl") or {}, cards[key].get("language") or "") for key in known]


def _style_of(book_key) -> str:
    cards = PublicPage.objects.live().filter(kind="book", key=book_key).values_list("release__card", flat=True)
    return next((card.get("citation_style") or HOUSE for card in cards if card), HOUSE)


def _file_name(key) -> str:
    """Return a name for the file: letters, digits and dashes of the key."""
    return "-".join("".join(char if char.isalnum() else " " for char in key).split())[:80] or "bibliography"
