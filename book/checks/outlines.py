"""The order of a book against its chapters."""

from django.utils.translation import gettext_lazy as _

from book import outline
from editorial.checks import Check
from editorial.models import Item, Severity


def _parsed(subject):
    return outline.parse(subject.snapshot.get("outline"), book_key=subject.item.key)


class UnreadableOutline(Check):
    """A line of the order says nothing that can be read."""

    id = "unreadable-outline"
    severity = Severity.ERROR
    sentence = _("%(reason)s (%(target)s)")

    def run(self, subject):
        for problem in _parsed(subject).problems:
            yield self.problem(line=problem.line, target=problem.words[:200], reason=str(problem.sentence))


class UnknownChapter(Check):
    """The order names a chapter that does not exist."""

    id = "unknown-chapter"
    sentence = _("The order names “%(target)s”, which is no chapter of this book.")

    def run(self, subject):
        parsed = _parsed(subject)
        for key in parsed.chapters:
            if subject.resolver.find("chapter", f"{subject.item.key}/{key}") is None:
                yield self.problem(line=parsed.lines[key], target=key)


class UnplacedChapter(Check):
    """A chapter of the book stands nowhere in its order; readers find it at the end. One that was withdrawn needs no place."""

    id = "unplaced-chapter"
    sentence = _("The chapter “%(target)s” stands nowhere in the order; it is shown at the end.")

    def run(self, subject):
        placed = set(_parsed(subject).chapters)
        chapters = Item.objects.filter(kind="chapter", collection=subject.item.pk)
        keys = chapters.exclude(public_page__withdrawn_at__isnull=False).values_list("key", flat=True)
        for key in keys.order_by("key"):
            slug = key.rpartition("/")[2]
            if slug not in placed:
                yield self.problem(target=slug)
