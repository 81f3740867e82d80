"""Accounts: the stock pages, with an audit row for each change of rights. Roles are given on :mod:`.granting`.

Somebody with a trail is deactivated, never deleted. Nobody but a superuser makes superusers, changes one or changes
their own rights. Django's groups and single permissions decide nothing here and are not shown.
"""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editorial import audit, roles
from editorial.admin import granting
from editorial.models import Act, AuditEntry, DraftVersion

#: What decides over somebody's rights beside their roles.
_RIGHTS = ("is_active", "is_staff", "is_superuser")

admin.site.unregister(User)
admin.site.unregister(Group)


def rights_of(person) -> dict:
    """Return what opens the desk to a person, in words that can be compared and kept."""
    return {name: getattr(person, name) for name in _RIGHTS}


def has_trail(person) -> bool:
    """Return whether the record names this person anywhere."""
    return (
        AuditEntry.objects.filter(Q(actor=person) | Q(item_label=_label(person))).exists()
        or DraftVersion.objects.filter(actor=person).exists()
    )


def _label(person):
    return f"user:{person.get_username()}"


def write_change(actor, label, before, after):
    """Add an audit row where rights differ; ``detail`` keeps both sides of what changed."""
    changed = {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}
    if changed:
        audit.write(Act.PERMISSION, actor=actor, label=label, detail=changed)


@admin.register(User)
class PersonAdmin(auth_admin.UserAdmin):
    """Accounts: names, passwords, and who may sign in."""

    list_display = ("username", "last_name", "first_name", "email", "roles_column", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    filter_horizontal = ()
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("last_name", "first_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "roles_field")}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    superuser_fieldsets = ((_("Superuser"), {"fields": ("is_superuser",), "classes": ("collapse",)}),)
    readonly_fields = ("roles_field", "last_login", "date_joined")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__collection")

    @admin.display(description=_("roles"))
    def roles_column(self, person):
        return ", ".join(granting.in_words(each) for each in person.memberships.all()) or "–"

    @admin.display(description=_("roles"))
    def roles_field(self, person):
        url = f"{reverse('admin:roles')}?person={person.pk}"
        return format_html('{} · <a href="{}">{}</a>', self.roles_column(person), url, _("Give or take roles"))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and request.user.is_superuser:
            return (*fieldsets, *self.superuser_fieldsets)
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        if obj is not None and obj.pk == request.user.pk and not request.user.is_superuser:
            return (*names, "is_active", "is_staff")
        return names

    # Accounts belong to the house, not to a book.

    def has_module_permission(self, request):
        return roles.may_everywhere(request.user, "manage_people")

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and obj is not None and not has_trail(obj)

    def save_model(self, request, obj, form, change):
        before = rights_of(User.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)
        write_change(request.user, _label(obj), before, rights_of(obj))

    def delete_model(self, request, obj):
        audit.write(Act.DELETE, actor=request.user, label=_label(obj), detail=rights_of(obj))
        super().delete_model(request, obj)

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            person = User.objects.get(pk=id)
            audit.write(Act.PERMISSION, actor=request.user, label=_label(person), detail={"password": "changed"})
        return response
