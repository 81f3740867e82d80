"""A chapter as plain text: what machines get that read, quote or translate."""

from django.db.models import Q
from django.utils.translation import gettext as _

from book.public import citing, contributors, current, revisions
from book.public.records import gathering


def text_of(found, *, language) -> str:
    """Return title, how to cite, the words of the release, and its sources. Two queries."""
    release = found.release
    entry = gathering.entry_of(found, language=language)
    books = current.entries(Q(kind="book"), language=language)
    own = next((book for book in books if book.key == found.page.collection_key), None)
    shown = revisions.revision(found, [], language=language)
    site = own.name if own else ""
    cite = citing.cite(entry, shown, site=site, authors=contributors.authors_of(own) if own else ())
    sources = [str(each.get("text") or "") for each in (release.body.data or {}).get("bibliography") or ()]
    head = [entry.full_name, entry.second, f"{cite.text} {cite.url}"]
    first, _end, rest = release.body.text.strip().partition("\n")
    # A manuscript repeats the title in its first line.
    words = rest.strip() if entry.title and first.endswith(entry.title) else release.body.text.strip()
    parts = ["\n".join(filter(None, head)), words]
    if sources:
        heading = _("Sources")
        parts.append("\n".join([heading, *(f"{place}. {each}" for place, each in enumerate(sources, 1))]))
    return "\n\n".join(filter(None, parts)) + "\n"
