"""The form of a draft, made from its kind: one field for each authored field and each relation role.

The form writes nothing. It says what the person changed (:meth:`ItemForm.changes`); the transitions do the rest.
"""

from django import forms
from django.contrib.admin import widgets
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.admin import fields as our
from editorial.admin import keys
from editorial.admin.editor import EditorWidget
from editorial.models import Item

RELATION_PREFIX = "relation_"
RELATIONS_TITLE = _("relations")
RELATION_HELP = _("One per line: key | place | how | note. Only the key is needed.")


class ItemForm(forms.Form):
    """Base of the forms of all kinds. ``kind`` is set by :func:`form_class`.

    ``lock_version`` is the version of the draft this form was opened on; ``change_note`` goes into the history.
    """

    kind = None

    lock_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_note = our.LineField(
        label=_("What changed"), required=False, max_length=500,
        help_text=_("Optional; kept in the history of this record."),
        widget=widgets.AdminTextInputWidget({"placeholder": _("What changed")}),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, snapshot) -> dict:
        """Return initial values from a snapshot."""
        initial = {name: snapshot.get(name) for name in cls.kind.authored_fields if name in cls.base_fields}
        for role in cls.kind.roles:
            initial[RELATION_PREFIX + role.name] = snapshot.related(role.name)
        return initial

    @property
    def changed_content(self) -> list[str]:
        """Names of the form fields of the draft itself that differ from what the form had shown."""
        return [name for name in self.changed_data if name not in ("lock_version", "change_note", "key", "collection")]

    def changes(self) -> tuple[dict, dict]:
        """Return (fields, relations) that the person changed, as the transitions take them. Needs a valid form."""
        changed = self.changed_content
        values = {name: self.cleaned_data[name] for name in self.kind.authored_fields if name in changed}
        relations = {
            role.name: self.cleaned_data[RELATION_PREFIX + role.name]
            for role in self.kind.roles
            if RELATION_PREFIX + role.name in changed
        }
        return values, relations

    def draft(self) -> tuple[dict, dict]:
        """Return (fields, relations) of the whole draft as far as it can be read; also of an invalid form."""
        self.is_valid()
        read = {**self.initial, **self.cleaned_data}
        values = {name: read[name] for name in self.kind.authored_fields if name in read}
        relations = {role.name: read.get(RELATION_PREFIX + role.name) or [] for role in self.kind.roles}
        return values, relations

    def add_errors(self, error):
        """Show a ``ValidationError`` of the transitions beside the fields it is about."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, problems in error.error_dict.items():
            self.add_error(name if name in self.fields else None, problems)


class NewItemFields(forms.Form):
    """What is asked once, when a record is made: its key and the book it belongs to."""

    key = our.LineField(label=_("Key"), max_length=200, required=False)
    collection = forms.ModelChoiceField(label=_("Book"), queryset=Item.objects.none(), required=False)

    def clean_key(self):
        """Empty means: made from the title once the rest is valid."""
        return keys.clean(self.cleaned_data["key"]) if self.cleaned_data["key"] else ""


def form_class(kind, admin, *, base=ItemForm) -> type[ItemForm]:
    """Return the form class of ``kind`` as ``admin`` (an ItemAdmin) wants it."""
    attributes = {"kind": kind, "__module__": __name__}
    for name in kind.authored_fields:
        if name not in admin.unlisted_fields:
            attributes[name] = form_field(kind.model._meta.get_field(name), admin)
    for role in kind.roles:
        attributes[RELATION_PREFIX + role.name] = our.RelationsField(
            role=role, label=capfirst(role.label), required=False, qualifiers=admin.qualifiers.get(role.name, ()),
            cells=admin.relation_cells.get(role.name, ()), help_text=RELATION_HELP,
        )  # fmt: skip
    return type(f"{kind.name.title()}Form", (base,), attributes)


def form_field(column, admin) -> forms.Field:
    """Return the form field of one model column."""
    common = {
        "label": capfirst(column.verbose_name),
        "help_text": admin.field_help.get(column.name, column.help_text),
        "required": not column.blank,
    }
    if column.name in admin.markdown_fields:
        return our.TextField(widget=EditorWidget(), **common)
    if column.name in admin.table_fields:
        return our.TableField(columns=admin.table_fields[column.name], **{**common, "required": False})
    if isinstance(column, models.JSONField):
        field_type = our.ListField if column.default is list else our.JsonField
        return field_type(**{**common, "required": False})
    if column.choices:
        return forms.ChoiceField(choices=column.get_choices(include_blank=column.blank), **common)
    if isinstance(column, models.TextField):
        return our.TextField(**common)
    if isinstance(column, models.CharField):
        return our.LineField(max_length=column.max_length, **common)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**{**common, "required": False})
    if isinstance(column, models.PositiveIntegerField):
        return forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=widgets.AdminIntegerFieldWidget, **common)
    raise TypeError(f"no form field for {column}")
