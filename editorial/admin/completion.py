"""Completion: records by Chinese or English name, other name or key; for relations and for ``@`` and ``[[`` in text."""

from django.db.models import Case, Q, Value, When

from editorial import kinds, roles
from editorial.admin.endpoints import answer, for_staff, refuse
from editorial.models import Alias, Item

ROWS = 12


def _may_look(person):
    return roles.may(person, "view_item")


@for_staff(method="GET", allowed=_may_look, limited=False)
def complete(request):
    """Answer ``?kinds=event concept&q=…`` with ``{"results": [{kind, kind_label, key, title, title_en, status}]}``."""
    asked = request.GET.get("kinds", "").split()
    known = {kind.name: kind for kind in kinds.all_kinds()}
    if not asked or any(name not in known for name in asked):
        return refuse(400, "kinds")
    return answer(
        {
            "results": [
                {
                    "kind": item.kind, "kind_label": str(known[item.kind].label), "key": item.key,
                    "title": item.title, "title_en": item.title_en, "status": item.get_status_display(),
                }
                for item in matching(asked, request.GET.get("q", ""), person=request.user)
            ]
        }
    )  # fmt: skip


def matching(kind_names, words, *, person):
    """Return up to :data:`ROWS` items that ``person`` may see and whose names or key contain ``words``.

    Those that begin with them come first.
    """
    words = words.strip()[:100]
    items = Item.objects.standing().of_kind(*kind_names).filter(roles.visible(person))
    if not words:
        return items.order_by("-updated_at")[:ROWS]
    begins = Q(title__istartswith=words) | Q(title_en__istartswith=words) | Q(key__istartswith=words)
    contains = Q(title__icontains=words) | Q(title_en__icontains=words) | Q(key__icontains=words)
    by_alias = Alias.objects.filter(kind__in=kind_names, alias__icontains=words).values("item")
    rank = Case(When(begins, then=Value(0)), When(contains, then=Value(1)), default=Value(2))
    return items.filter(contains | Q(pk__in=by_alias)).annotate(rank=rank).order_by("rank", "title", "key")[:ROWS]
