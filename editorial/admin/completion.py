"""Completion: records by Chinese or English name, other name, key or pinyin; for relations and for ``@`` and ``[[`` in text."""

from django.db.models import Case, Value, When
from django.db.models.functions import Length

from editorial import kinds, roles
from editorial.admin.endpoints import answer, for_staff, refuse
from editorial.models import Item
from editorial.text import names

ROWS = 12


def _may_look(person):
    return roles.may(person, "view_item")


@for_staff(method="GET", allowed=_may_look, limited=False)
def complete(request):
    """Answer ``?kinds=event concept&q=…`` with ``{"results": [entry]}``; see :func:`entry`."""
    asked = request.GET.get("kinds", "").split()
    known = {kind.name for kind in kinds.all_kinds()}
    if not asked or any(name not in known for name in asked):
        return refuse(400, "kinds")
    found = matching(asked, request.GET.get("q", ""), person=request.user)
    return answer({"results": [entry(item) for item in found]})


def entry(item) -> dict:
    """Return what a list of choices shows of a record: kind, key, both titles, its byline (a year, a date), status."""
    return {
        "kind": item.kind, "kind_label": str(kinds.get(item.kind).label), "key": item.key, "title": item.title,
        "title_en": item.title_en, "byline": item.byline, "status": item.get_status_display(),
    }  # fmt: skip


def matching(kind_names, words, *, person):
    """Return up to :data:`ROWS` items that ``person`` may see with a name, key or pinyin of a name that contains ``words``.

    First those called exactly so, then those that begin so, shorter titles first. Without a letter or digit the
    records changed last.
    """
    items = Item.objects.standing().of_kind(*kind_names).filter(roles.visible(person))
    items = items.only("kind", "key", "title", "title_en", "byline", "status")
    words = names.folded(words)
    if not words:
        return items.order_by("-updated_at")[:ROWS]
    rank = Case(
        When(names__contains=f"\n{words}\n", then=Value(0)),
        When(names__contains=f"\n{words}", then=Value(1)),
        default=Value(2),
    )
    found = items.filter(names__contains=words)
    return found.annotate(rank=rank).order_by("rank", Length("title"), "title", "key")[:ROWS]
