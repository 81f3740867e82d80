"""Making empty drafts for keys and names that a text uses and no record answers to: on a person's word, never by itself."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import errors, guards, kinds, queries, roles, transitions
from editorial.admin import keys
from editorial.admin.endpoints import answer, for_staff, refuse
from editorial.admin.refusals import answered
from editorial.models import Item
from editorial.text.slugs import pinyin_slug


class MissingRecordViews:
    """The page of an ItemAdmin that lists unresolved keys and makes drafts for those chosen."""

    pages = [("missing/", "missing_view", "missing")]

    @answered
    def missing_view(self, request, object_id):
        row = self.row_for(request, object_id)
        item = row.item
        names = self.unresolved(row)
        if request.method == "POST":
            if guards.to_create(request.user):
                raise PermissionDenied
            chosen = set(request.POST.getlist("name"))
            made, refused = self._make([name for name in names if ":".join(name) in chosen], item, request.user)
            if made:
                sentence = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", made) % {"count": made}
                self.message_user(request, sentence, messages.SUCCESS)
            for sentence in refused:
                self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(self.row_url(row, "missing"))
        return self.render_item_page(
            request, row, "editorial/missing.html", _("Keys without a record in “%(title)s”") % {"title": item.title},
            names=[_shown(*name) for name in names],
            objections=guards.to_create(request.user),
        )  # fmt: skip

    def unresolved(self, row) -> list[tuple[str, str]]:
        """Return the (kind, key) that the draft names, in its lists or its text, and no record answers to."""
        named = {*queries.dangling(row.item), *self.kind.companions(self.kind.snapshot(row))}
        named = {name for name in named if name[0] in self.companion_kinds}
        return sorted(named - set(queries.items_called(named, collection=row.item.collection)))

    def first_fields(self, name, *, key) -> dict:
        """Return the fields of an empty draft of this kind, called ``name`` and found under it as well as under its key."""
        return {self.title_field: name} | ({self.alias_field: [name]} if name != key else {})

    def _make(self, names, item, person):
        made, refused = 0, []
        for kind, name in names:
            try:
                _create(self.admin_site, kind, name, item=item, person=person)
                made += 1
            except (errors.EditorialError, ValidationError) as refusal:
                refused.append(f"{kind}:{name}: {_sentence(refusal)}")
        return made, refused


@for_staff(method="POST", allowed=roles.may_write)
def make_draft(request):
    """Make the empty draft of one ``name`` (``kind:key``) that a text being written names: ``{"key", "kind", "url"}``.

    ``item`` is the record being written (its primary key; empty for a new one).
    """
    kind, _colon, name = request.POST.get("name", "").partition(":")
    owner = request.POST.get("item", "")
    item = Item.objects.filter(pk=int(owner)).first() if owner.isdecimal() and len(owner) < 19 else None
    if not name.strip() or kind not in _kinds_made():
        return refuse(400, _("This names no kind of record that can be made here."))
    if objections := guards.to_create(request.user, kind=kind, collection=_collection_of(item)):
        return refuse(403, str(objections[0]))
    if queries.items_called([(kind, name)], collection=item.collection if item else None):
        return refuse(409, _("There is such a record by now."))
    try:
        made = _create(admin.site, kind, name, item=item, person=request.user)
    except (errors.EditorialError, ValidationError) as refusal:
        return refuse(409, _sentence(refusal))
    return answer({"kind": kind, "key": made.key, "url": reverse("admin:item", args=[made.pk])})


def _kinds_made():
    """Return the kinds that a text may call into being: those that stand in no collection and hold no others."""
    alone = (
        kind for kind in kinds.all_kinds() if not kinds.rules_others(kind) and admin.site.is_registered(kind.model)
    )
    return {kind.name for kind in alone if not admin.site.get_model_admin(kind.model).key_within_collection}


def _create(site, kind, name, *, item, person):
    key = proposed_key(name)
    return transitions.create(
        kind, key=key, actor=person, collection=_collection_of(item),
        fields=site.get_model_admin(kinds.get(kind).model).first_fields(name, key=key),
        note=_("made for %(title)s") % {"title": item.title} if item is not None else "",
    )  # fmt: skip


def _collection_of(item):
    if item is None:
        return None
    return item if item.kind in kinds.collection_kinds() else item.collection


def _sentence(refusal):
    return getattr(refusal, "sentence", None) or " ".join(refusal.messages)


def proposed_key(name) -> str:
    """Return the key a record called ``name`` would get: the name itself where it can be one, else made from it.

    Raises ``ValidationError`` where nothing of the name can stand in a key.
    """
    try:
        return keys.clean(name)
    except ValidationError:
        return keys.clean(pinyin_slug(name)[: keys.LIMIT].strip("-"))


def _shown(kind, name):
    key, problem = "", ""
    try:
        key = proposed_key(name)
    except ValidationError as error:
        problem = error.messages[0]
    return {"name": f"{kind}:{name}", "kind": kinds.get(kind).label, "written": name, "key": key, "problem": problem}
