"""The people who made the books: all of them, and the page of one."""

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from book.public import answering, contributors, current, frames, sharing
from book.public.frames import absolute


@answering.public
def everyone(request, *, language):
    """Render everyone the public books name. One query."""
    books = _books(language)
    people = _people(books)
    title = _("Contributors")
    lede = _("Who wrote, checked and edited what is published here.")
    context = {
        "frame": frames.frame(language=language, path="/contributors/", title=title, books=books, description=lede),
        "lede": lede,
        "empty": "" if people else _("Nothing has been published yet. Come back soon."),
        "people": [parts for _slug, parts in sorted(people.items())],
    }
    return answering.page("public/contributors.html", context)


@answering.public
def one(request, slug, *, language):
    """Render what one person did: books with the role in each, and the chapters of those they wrote. Two queries."""
    books = _books(language)
    parts = _people(books).get(slug)
    if parts is None:
        raise Http404
    person = parts[0]["person"]
    written = [each["book"].key for each in parts if each["person"].writes]
    chapters = current.entries(Q(kind="chapter", collection_key__in=written), language=language) if written else []
    chapters.sort(key=lambda each: (each.path.rpartition("/")[0].rpartition("/")[0], each.card.get("number") or 0))
    path = contributors.path_of(slug)
    address = absolute(path, language)
    thing = {"@type": "Person", "@id": address, "url": address, "name": person.name}
    context = {
        "frame": frames.frame(language=language, path=path, title=person.name, books=books),
        "head": sharing.data_block(thing),
        "person": person,
        "parts": parts,
        "chapters": [each for each in chapters if each.number],
    }
    return answering.page("public/contributor.html", context)


def _books(language):
    return current.entries(Q(kind="book"), language=language)


def _people(books) -> dict[str, list[dict]]:
    """Return {slug: [{person, book}]}; without a slug nobody has a page."""
    found: dict[str, list[dict]] = {}
    for book in sorted(books, key=lambda each: each.key):
        for person in contributors.of_book(book):
            if person.slug:
                found.setdefault(person.slug, []).append({"person": person, "book": book})
    return found
