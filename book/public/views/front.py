"""The front of the site: title page and contents of the book, or the list of books, with the latest releases."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from book.public import answering, current, frames, outlines, uses
from book.public.records.book import contents
from editorial.models import PublicPage

#: How many releases the front page names.
NEWS = 8
#: Kinds that make news; a bibliography that grows by a hundred entries does not.
NEWSWORTHY = ("book", "chapter", "event", "organization", "concept")


@answering.public
def home(request, *, language):
    """Render the front page. Five queries: books with their chapters, the book's outline, news, counts."""
    known = current.entries(Q(kind__in=("book", "chapter")), language=language)
    books = [entry for entry in known if entry.kind == "book"]
    frame = frames.frame(
        language=language, path="/", title="", books=books,
        description=books[0].card.get("description") or "" if len(books) == 1 else "",
    )  # fmt: skip
    context = {"frame": frame, "books": books, "news": _news(language)}
    if len(books) == 1:
        book = books[0]
        chapters = [each for each in known if each.kind == "chapter" and each.path.startswith(book.path)]
        context |= contents(book, chapters, {"outline": outlines.sealed_outline(book.key)})
        context["tally"] = [*context["tally"], *_tally()]
    return answering.page("public/home.html", context)


def _news(language):
    uses.note("all")
    pages = (
        PublicPage.objects.live()
        .filter(kind__in=NEWSWORTHY)
        .order_by("-updated_at", "kind", "pk")
        .values_list("pk", "release__number")[:NEWS]
    )
    numbers = dict(pages)
    found = {entry.pk: entry for entry in current.entries(Q(pk__in=list(numbers)), language=language)}
    return [
        {"entry": found[pk], "number": number, "at": found[pk].updated_at}
        for pk, number in numbers.items()
        if pk in found
    ]


def _tally():
    uses.note("kind event", "kind source")
    counts = dict(
        PublicPage.objects.live()
        .filter(kind__in=("event", "source"))
        .values_list("kind")
        .annotate(count=Count("pk"))
        .order_by("kind")
    )
    words = {"event": _("events"), "source": _("sources")}
    return [{"count": counts[kind], "word": words[kind]} for kind in words if counts.get(kind)]
