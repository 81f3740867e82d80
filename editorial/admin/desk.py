"""The front page: what waits for whom; and the way from an item to its page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from editorial import kinds, queries, roles
from editorial.admin.listing import findings_label
from editorial.models import Item

#: How many rows each list shows.
ROWS = 12


def lists(person) -> dict:
    """Return the lists of the front page: what waits for review, what was returned, drafts. Three queries at most."""
    may_review, may_write = roles.may_review(person), roles.may_write(person)
    return {
        "may_review": may_review,
        "may_write": may_write,
        "waiting": list(queries.waiting_for(person)[:ROWS]) if may_review else [],
        "returned": list(queries.returned_to(person)[:ROWS]) if may_write else [],
        "drafts": [_draft(item) for item in queries.drafts_of(person)[:ROWS]] if may_write else [],
    }


def _draft(item):
    return {
        "item": item,
        "url": reverse("admin:item", args=[item.pk]),
        "kind_label": kinds.get(item.kind).label,
        "findings": findings_label(item) if item.error_count or item.warning_count else "",
    }


def open_item(request, pk):
    """Lead from an item to the page of its draft."""
    if not roles.may(request.user, "view_item"):
        raise PermissionDenied
    item = get_object_or_404(Item, pk=pk)
    return HttpResponseRedirect(item_url(item))


def item_url(item):
    """Return the address of an item's page in the admin. One query: content rows have their own numbers."""
    row = item.row
    return reverse(f"{admin.site.name}:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
