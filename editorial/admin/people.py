"""People and roles: the stock pages, with an audit row for each change of rights.

Somebody with a trail is deactivated, never deleted. Nobody but a superuser makes superusers, hands out single
permissions, changes a superuser or changes their own rights.
"""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial import audit
from editorial.models import Act, AuditEntry, DraftVersion

#: What decides over somebody's rights.
_RIGHTS = ("is_active", "is_staff", "is_superuser")

admin.site.unregister(User)
admin.site.unregister(Group)


def rights_of(person) -> dict:
    """Return what a person may do, in words that can be compared and kept."""
    return {
        **{name: getattr(person, name) for name in _RIGHTS},
        "groups": sorted(person.groups.values_list("name", flat=True)),
        "permissions": sorted(person.user_permissions.values_list("codename", flat=True)),
    }


def rights_of_group(group) -> dict:
    return {"name": group.name, "permissions": sorted(group.permissions.values_list("codename", flat=True))}


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
    """Accounts. Rights come from the role groups."""

    list_display = ("username", "first_name", "last_name", "email", "roles_column", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("last_name", "first_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    superuser_fieldsets = (
        (_("Single permissions"), {"fields": ("is_superuser", "user_permissions"), "classes": ("collapse",)}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles_column(self, person):
        return ", ".join(group.name for group in person.groups.all()) or "–"

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and request.user.is_superuser:
            return (*fieldsets, *self.superuser_fieldsets)
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        if obj is not None and obj.pk == request.user.pk and not request.user.is_superuser:
            return (*names, "is_active", "is_staff", "groups")
        return names

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and not has_trail(obj)

    def save_model(self, request, obj, form, change):
        # Before the form's values reach the row; the groups are saved after it, in save_related.
        request.rights_before = rights_of(User.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        person = User.objects.get(pk=form.instance.pk)
        write_change(request.user, _label(person), request.rights_before, rights_of(person))

    def delete_model(self, request, obj):
        audit.write(Act.DELETE, actor=request.user, label=_label(obj), detail=rights_of(obj))
        super().delete_model(request, obj)

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            person = User.objects.get(pk=id)
            audit.write(Act.PERMISSION, actor=request.user, label=_label(person), detail={"password": "changed"})
        return response


@admin.register(Group)
class RoleAdmin(auth_admin.GroupAdmin):
    """Roles. Those of the desk are kept in step with the code; others may be added."""

    actions = None

    def save_model(self, request, obj, form, change):
        request.rights_before = rights_of_group(Group.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        group = Group.objects.get(pk=form.instance.pk)
        write_change(request.user, f"group:{group.name}", request.rights_before, rights_of_group(group))

    def delete_model(self, request, obj):
        audit.write(Act.PERMISSION, actor=request.user, label=f"group:{obj.name}", detail={"deleted": True})
        super().delete_model(request, obj)
