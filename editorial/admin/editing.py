"""Making and editing a draft: the form, the save, and the page for two people who saved the same text.

The stock admin would save the row itself. Here a valid form goes to :mod:`editorial.transitions`; whatever that
refuses comes back with the author's text still in the form. A GET reads and never opens a transaction.
"""

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import errors, guards, kinds, queries, roles, transitions
from editorial.admin import conflicts, keeping, keys
from editorial.admin.buttons import buttons_for
from editorial.admin.editor_words import editor_strings
from editorial.admin.forms import NewItemFields
from editorial.admin.listing import findings_label, standing_label
from editorial.admin.sentences import open_findings
from editorial.models import Item
from editorial.snapshot import Snapshot


class EditingViews:
    """The add and change pages of an ItemAdmin."""

    save_on_top = False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return self._add(request)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._change(request, row)

    # Making

    def _add(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form_type = type("New" + self.form_class.__name__, (NewItemFields, self.form_class), {})
        form = form_type(request.POST or None, initial=self._new_initial(request), **self._form_options())
        form.fields["collection"].queryset = self._collections(request).order_by("title")
        form.fields["collection"].required = self.key_within_collection
        if self.kind.name in kinds.collection_kinds():
            del form.fields["collection"]
        form.fields["key"].help_text = self.key_help or keys.help_text()
        self._with_rules_kept(form, request.user)
        if request.method != "POST":
            target = self.word_target(form.initial.get("collection"))
            return self._page(request, form, row=None, target=target, **self._offered(request, form))
        status = 200
        if form.is_valid():
            try:
                item = self._create(request, form)
            except ValidationError as error:
                form.add_errors(error)
            except errors.EditorialError as refusal:
                form.add_error("key" if isinstance(refusal, errors.WrongState) else None, refusal.sentence)
                status = refusal.status_code
            else:
                keeping.forget(request.user, self.kind)
                self._say(request, messages.SUCCESS, _("“%(title)s” was made. This is its first version."), item)
                return self._after_saving(request, item.row)
        return self._page(request, form, row=None, status=status)

    def _create(self, request, form):
        fields, relations = form.changes()
        key, collection = form.cleaned_data["key"], form.cleaned_data.get("collection")
        prefix = f"{collection.key}/" if self.key_within_collection else ""
        if key:
            key = prefix + key
        else:
            proposed = self.kind.proposed_key(Snapshot(self.kind.name, {**form.initial, **fields}))
            if not proposed:
                raise ValidationError({"key": _("Please give a key: none can be made from this title.")})
            key = keys.free(self.kind.name, keys.clean(proposed), prefix=prefix)
        return transitions.create(
            self.kind.name, key=key, actor=request.user, fields=fields, relations=relations, collection=collection,
            note=form.cleaned_data["change_note"],
        )  # fmt: skip

    def _new_initial(self, request):
        empty = self.kind.model()
        snapshot = Snapshot(self.kind.name, {name: getattr(empty, name) for name in self.kind.authored_fields})
        initial = self.form_class.initial_of(snapshot)
        collections = list(self._collections(request).order_by("pk")[:2])
        if len(collections) == 1:
            initial["collection"] = collections[0].pk
        initial["key"] = request.GET.get("key", "")
        return initial

    def _collections(self, request):
        """Return the books in which the person may make records."""
        books = Item.objects.of_kind(*kinds.collection_kinds())
        return books.filter(roles.visible(request.user, act="edit_item"))

    # Editing

    def _change(self, request, row):
        item = row.item
        if request.method != "POST":
            if not self.has_view_permission(request, row):
                raise PermissionDenied
            form = self._form(self.kind.snapshot(row), item, person=request.user)
            if not self.has_change_permission(request, row):
                for field in form.fields.values():
                    field.disabled = True
                return self._page(request, form, row=row)
            return self._page(request, form, row=row, **self._offered(request, form, item))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if not conflicts.opened_on(item, request.POST.get("lock_version")):
            return self._conflict(request, row)
        form = self._form(self.kind.snapshot(row), item, person=request.user, data=request.POST)
        status = 200
        if form.is_valid():
            try:
                return self._save(request, row, form)
            except ValidationError as error:
                form.add_errors(error)
            except errors.EditConflict:
                return self._conflict(request, row)
            except errors.EditorialError as refusal:
                form.add_error(None, refusal.sentence)
                status = refusal.status_code
        return self._page(request, form, row=row, status=status)

    def _form(self, snapshot, item, *, person, data=None):
        initial = {**self.form_class.initial_of(snapshot), "lock_version": item.lock_version}
        return self._with_rules_kept(self.form_class(data, initial=initial, **self._form_options()), person, item)

    def _offered(self, request, form, item=None) -> dict:
        """Return the context for text of this person's that was not saved: offered, or already back in ``form``."""
        kept = keeping.kept_for(request.user, self.kind, item)
        if kept is None:
            return {}
        if request.GET.get("unsaved") == "restore":
            form.initial = keeping.filled_in(form, kept)
            return {"restored": kept}
        return {"unsaved": kept} if keeping.differences(type(form), form.initial, kept) else {}

    def _with_rules_kept(self, form, person, item=None):
        """Grey the fields that rule the review for those who may not change them, and say why."""
        objections = guards.to_change_rules(person, item) if self.kind.ruling_fields else []
        for name in self.kind.ruling_fields if objections else ():
            form.fields[name].disabled = True
            form.fields[name].help_text = " ".join(map(str, objections))
        return form

    def _form_options(self):
        return {"label_suffix": ""}

    def _save(self, request, row, form):
        fields, relations = form.changes()
        version = transitions.edit(
            row.item, actor=request.user, fields=fields, relations=relations,
            expected_lock=form.cleaned_data["lock_version"], note=form.cleaned_data["change_note"],
        )  # fmt: skip
        keeping.forget(request.user, self.kind, row.item)
        if version is None:
            self._say(
                request, messages.INFO, _("Nothing was changed in “%(title)s”, so no version was made."), row.item
            )
        else:
            sentence = _("“%(title)s” was saved as version %(number)s.")
            self._say(request, messages.SUCCESS, sentence, row.item, number=version.number)
        return self._after_saving(request, row)

    def _conflict(self, request, row):
        """Somebody saved in between: 409, with base, theirs and mine, merged where the two do not touch.

        Where they do the page asks first; what the person wrote travels along untouched until all is decided.
        """
        row = self.get_object(request, str(row.pk))
        merge = conflicts.three_ways(self.form_class, row, request.POST)
        self._with_rules_kept(merge.form, request.user, row.item)
        return self._page(
            request, merge.form, row=row, status=409, template="editorial/conflict.html",
            title=_("Somebody else saved this in the meantime"), conflict=merge,
        )  # fmt: skip

    # Answering

    def _say(self, request, level, sentence, item, **values):
        item = Item.objects.get(pk=item.pk)
        self.message_user(request, sentence % {"title": item.title or item.key, **values}, level)

    def _after_saving(self, request, row):
        if "_close" in request.POST:
            return HttpResponseRedirect(reverse(self.url_name("changelist")))
        if "_submit" in request.POST:
            return HttpResponseRedirect(self.row_url(row, "submit"))
        return HttpResponseRedirect(self.row_url(row, "change"))

    def _page(self, request, form, *, row, status=200, template=None, title="", **extra):
        may_write = self.has_add_permission(request) if row is None else self.has_change_permission(request, row)
        fieldsets = self.get_fieldsets(request, row)
        if row is None:
            once = tuple(name for name in ("key", "collection") if name in form.fields)
            fieldsets = [*fieldsets[:1], (None, {"fields": [once]}), *fieldsets[1:]]
        shown = set(flatten_fieldsets(fieldsets))
        admin_form = helpers.AdminForm(form, fieldsets, {}, (), model_admin=self)
        item = row.item if row else None
        context = {
            **self.admin_site.each_context(request),
            "title": title or self._title(row, may_write),
            "item": item,
            "kind": self.kind,
            "original": row,
            "object_id": str(row.pk) if row else None,
            "opts": self.opts,
            "adminform": admin_form,
            "errors": helpers.AdminErrorList(form, []),
            "unplaced_errors": [error for name in form.errors if name not in shown for error in form.errors[name]],
            "media": self.media + admin_form.media + Media(js=self.script_paths()),
            "may_write": may_write,
            "add": row is None,
            "change": row is not None,
            "has_view_permission": True,
            "changelist_url": reverse(self.url_name("changelist")),
            "is_popup": False,
            "titles": self._relation_titles(form, item, request.user),
            "strings": editor_strings(),
            **(self._item_context(request, row) if row else {}),
            **extra,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template or self.change_form_template, context, status=status)

    def _title(self, row, may_write):
        if row is None:
            return _("New %(kind)s") % {"kind": self.kind.label}
        return row.item.title or row.item.key

    def _item_context(self, request, row):
        item = row.item
        return {
            "standing": standing_label(item),
            "findings": findings_label(item),
            "buttons": buttons_for(self, row, request.user),
            "history_url": self.row_url(row, "history"),
            "story_url": self.row_url(row, "story"),
            "releases_url": self.row_url(row, "releases"),
            "missing_url": self.row_url(row, "missing"),
            "target": self.word_target(item.collection_id),
            "unresolved_count": item.relations.filter(target=None).count(),
            "problems": open_findings(item),
        }

    def _relation_titles(self, form, item, person):
        """Return ``{"kind:key": title}`` of the records the form names, for the script that draws the rows."""
        _fields, relations = form.draft() if form.is_bound else ({}, self._shown_relations(form))
        names = {(value.kind, value.key) for values in relations.values() for value in values}
        found = queries.items_called(names, collection=item.collection if item else None, person=person)
        return {f"{kind}:{key}": found[kind, key].title for kind, key in found}

    def _shown_relations(self, form):
        return {name: value for name, value in form.initial.items() if name.startswith("relation_") and value}

    def script_paths(self):
        return [Script(f"admin_annals/{name}.js", type="module") for name in ("form", "relations")]

    @property
    def media(self):
        return Media()
