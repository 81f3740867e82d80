"""Lists in alphabetical order: organizations, concepts (the glossary), sources (the bibliography)."""

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from book.public import answering, current, frames, paging, uses
from book.public.entries import Entry
from editorial.models import PublicPage


@answering.public
def organizations(request, *, language):
    return _listing(
        request, "organization", "public/organizations.html", language=language, path="/organizations/",
        title=_("Organizations"), lede=_("Who did it: companies, laboratories and universities."),
        empty=_("No organization has been published yet."),
    )  # fmt: skip


@answering.public
def concepts(request, *, language):
    return _listing(
        request, "concept", "public/concepts.html", language=language, path="/concepts/", title=_("Glossary"),
        lede=_("The words of this book, in the order of their sound: what they mean, and their original form."),
        empty=_("No concept has been published yet."),
    )  # fmt: skip


@answering.public
def sources(request, *, language):
    return _listing(
        request, "source", "public/sources.html", language=language, path="/sources/", title=_("Bibliography"),
        lede=_("Everything this book relies on. Each source leads to the places that cite it."),
        empty=_("No source has been published yet."),
    )  # fmt: skip


def _listing(request, kind, template, *, language, path, title, lede, empty):
    """Render one page of a list. Three queries: the order of all, the rows of this page, the books."""
    order = _order(kind, language)
    pager = paging.pager(request.GET, len(order))
    wanted = [pk for pk, _letter in order[pager.slice]]
    found = {entry.pk: entry for entry in current.entries(Q(pk__in=wanted), language=language)}
    rows = [found[pk] for pk in wanted if pk in found]
    context = {
        "frame": frames.plain(language=language, path=path, title=title, description=lede, query=request.GET.urlencode()),
        "lede": lede,
        "empty": "" if rows else empty,
        "letters": paging.letters([letter for _pk, letter in order]) if len(order) > 1 else [],
        "groups": paging.by_letter(rows),
        "pager": pager,
    }  # fmt: skip
    return answering.page(template, context)


def _order(kind, language):
    """Return (page id, letter) of every public record of a kind, in order. The order is made here because databases
    do not agree on one."""
    uses.note(f"kind {kind}")
    rows = PublicPage.objects.live().filter(kind=kind).values_list(
        "pk", "key", "release__title", "release__title_en", KeyTextTransform("sort_key", "release__card")
    )  # fmt: skip
    entries = [
        (pk, Entry(kind, key, "", title, title_en, {"sort_key": sort_key}, language))
        for pk, key, title, title_en, sort_key in rows
    ]
    entries.sort(key=lambda row: (row[1].letter == "#", row[1].sort_key, row[1].key))
    return [(pk, entry.letter) for pk, entry in entries]
