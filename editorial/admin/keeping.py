"""Text that was not saved: kept for its author while they write, offered when they come back, gone once they save.

A kept text is no version and part of no history; nobody else ever sees it.
"""

import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BooleanField
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import clock, kinds, queries, roles
from editorial.admin import conflicts, presence
from editorial.admin.differences import Difference
from editorial.admin.endpoints import answer, for_staff, refuse
from editorial.models import Item, UnsavedText

#: Most characters that are kept: a form that large could not be posted either.
LONGEST = 7_000_000
#: What a form posts besides the draft.
_NOT_KEPT = {"csrfmiddlewaretoken", "kind", "item", "person", "idle", "dirty", "merge_against"}


def _may_read(person):
    return roles.may(person, "view_item")


@for_staff(method="GET", allowed=_may_read, limited=False)
def session(request):
    """Say who is signed in, with a token for the forms of a page that was opened before they signed in again."""
    return answer({"person": request.user.pk, "name": roles.name_of(request.user), "token": get_token(request)})


@for_staff(method="POST", allowed=roles.may_write)
def keep(request):
    """Note that somebody has a draft open, and keep the fields of its form where ``dirty`` is posted.

    Takes ``kind``, ``item`` (empty for a new record), ``person`` (who opened the page), ``idle`` (seconds since they
    last did something) and the fields. Answers ``{"url", "others", "newer"}``: where the kept text can be compared, who
    else writes, and a sentence where somebody saved meanwhile.
    """
    if request.POST.get("person") != str(request.user.pk):
        return refuse(409, _("You are signed in as %(name)s now, and this text is somebody else's.")
                      % {"name": roles.name_of(request.user)})  # fmt: skip
    kind_name, item = request.POST.get("kind", ""), None
    if kind_name not in {kind.name for kind in kinds.all_kinds()}:
        return refuse(400, _("There is no text to keep."))
    if request.POST.get("item"):
        item = _item(kind_name, request.POST["item"])
        if item is None:
            return refuse(404, _("This record does not exist any more."))
        if not roles.may_write(request.user, item):
            return refuse(403, _("You have no role in this book that allows you to write drafts."))
    url = ""
    if "dirty" in request.POST:
        fields = {name: value for name, value in request.POST.items() if name not in _NOT_KEPT}
        text = json.dumps(fields)
        if len(text) > 6 * LONGEST:
            return refuse(413, _("The text is too long to be kept here. It is still in this page."))
        kept = _store(request.user, kind_name, item, fields.get("lock_version", ""), text)
        url = reverse("admin:draft_unsaved", args=[kept.pk])
    others = presence.note(item, request.user, idle=_number(request.POST.get("idle"))) if item else []
    return answer({"url": url, "others": others, "newer": _newer(item, request.POST.get("lock_version"))})


def _item(kind_name, pk):
    return Item.objects.filter(kind=kind_name, pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None


def _number(text) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


@transaction.atomic
def _store(person, kind_name, item, base, text):
    place = {"item": item} if item else {"kind": kind_name, "item": None}
    kept, _made = UnsavedText.objects.update_or_create(
        person=person, **place,
        defaults={"kind": kind_name, "base_number": _number(base), "fields": text, "kept_at": clock.now()},
    )  # fmt: skip
    return kept


def _newer(item, posted) -> str:
    if item is None or conflicts.opened_on(item, posted):
        return ""
    version = item.versions.order_by("-number").only("number", "actor_name").first()
    if version is None or not (posted or "").isdecimal() or version.number <= int(posted):
        return ""
    return _("%(name)s saved version %(number)s meanwhile. Go on: when you save, both are merged.") % {
        "name": version.actor_name, "number": version.number,
    }  # fmt: skip


def welcome(request):
    """Say to somebody who signed in again in another tab that their text waits in the first."""
    if not _may_read(request.user):
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": _("You are signed in again")}
    return TemplateResponse(request, "editorial/welcome.html", context)


def kept_for(person, kind, item) -> UnsavedText | None:
    """Return the text that ``person`` did not save of ``item`` (None: of a new record of ``kind``)."""
    place = {"item": item} if item is not None else {"item": None, "kind": kind.name}
    return UnsavedText.objects.filter(person=person, **place).first()


def forget(person, kind, item=None):
    """Drop what was kept, once it is saved. ``item`` None: of a new record."""
    place = {"item": item} if item is not None else {"item": None, "kind": kind.name}
    UnsavedText.objects.filter(person=person, **place).delete()


def filled_in(form, kept) -> dict:
    """Return the initial values of ``form`` with the kept text over them; its version is the one it was begun on."""
    fields = json.loads(kept.fields)
    shown = dict(form.initial)
    for name, field in form.fields.items():
        if name in fields:
            shown[name] = fields[name]
        elif name in shown and isinstance(field, BooleanField):
            shown[name] = False  # a box that is not ticked is not posted
    return shown


def differences(form_class, initial, kept) -> list[Difference]:
    """Return what the kept text changes beside ``initial``, field by field."""
    fields, found = json.loads(kept.fields), []
    form = form_class(fields, initial=initial)
    for name in form.changed_content:
        field, label = form.fields[name], str(form.fields[name].label)
        if name in fields or isinstance(field, BooleanField):
            old, new = (conflicts.shown(field, value) for value in (initial.get(name), form[name].data))
            found.append(Difference(name, label, old, new))
    return [difference for difference in found if difference.changed]


def compare(request, pk):
    """Show what a kept text of one's own changes; a POST throws it away."""
    kept = get_object_or_404(UnsavedText.objects.select_related("item"), pk=pk, person=request.user)
    item_admin, row, initial = _place(kept)
    form_url = _form_url(item_admin, row)
    if request.method == "POST":
        kept.delete()
        return redirect(form_url)
    return TemplateResponse(
        request, "editorial/unsaved.html",
        {
            **item_admin.admin_site.each_context(request), "title": _("Text that was not saved"), "kept": kept,
            "item": kept.item, "item_url": form_url, "changelist_url": reverse(item_admin.url_name("changelist")),
            "opts": item_admin.opts, "differences": differences(item_admin.form_class, initial, kept),
            "moved_on": kept.item is not None and kept.item.lock_version != kept.base_number,
        },
    )  # fmt: skip


def _place(kept):
    from editorial.admin.markdown import admin_of  # the package of the endpoints imports this module's page

    item_admin = admin_of(kept.kind)
    if kept.item is None:
        empty = item_admin.kind.model()
        return item_admin, None, {name: getattr(empty, name) for name in item_admin.kind.authored_fields}
    item = queries.with_standing(Item.objects.filter(pk=kept.item_id)).get()
    return item_admin, item.row, item_admin.form_class.initial_of(item_admin.kind.snapshot(item.row))


def _form_url(item_admin, row):
    return item_admin.row_url(row, "change") if row is not None else reverse(item_admin.url_name("add"))
