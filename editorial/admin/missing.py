"""Making empty drafts for keys that a text names and that no record answers to: on a person's word, never by itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import errors, guards, kinds, queries, transitions
from editorial.admin import keys
from editorial.admin.forms import collection_kinds
from editorial.admin.refusals import answered


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
            names=[
                {"name": f"{kind}:{key}", "kind": kinds.get(kind).label, "key": key, "problem": _problem(key)}
                for kind, key in names
            ],
            objections=guards.to_create(request.user),
        )  # fmt: skip

    def unresolved(self, row) -> list[tuple[str, str]]:
        """Return the (kind, key) that the draft names, in its lists or its text, and no record answers to."""
        named = {*queries.dangling(row.item), *self.kind.companions(self.kind.snapshot(row))}
        named = {name for name in named if name[0] in self.companion_kinds}
        return sorted(named - set(queries.items_called(named, collection=row.item.collection)))

    def first_fields(self, key) -> dict:
        """Return the fields of an empty draft of this kind: a title that says what is missing."""
        return {self.title_field: key}

    def _admin_of(self, kind):
        return self.admin_site.get_model_admin(kinds.get(kind).model)

    def _make(self, names, item, person):
        made, refused = 0, []
        for kind, key in names:
            try:
                transitions.create(
                    kind, key=keys.clean(key), actor=person, fields=self._admin_of(kind).first_fields(key),
                    collection=item if item.kind in collection_kinds() else item.collection,
                    note=_("made for %(title)s") % {"title": item.title},
                )  # fmt: skip
                made += 1
            except (errors.EditorialError, ValidationError) as refusal:
                sentence = getattr(refusal, "sentence", None) or " ".join(refusal.messages)
                refused.append(f"{kind}:{key}: {sentence}")
        return made, refused


def _problem(key):
    try:
        keys.clean(key)
    except ValidationError as error:
        return error.messages[0]
    return ""
