"""Roles: the groups people belong to, and small named predicates over them.

A role is a Django group whose permissions are kept in step with :data:`PERMISSIONS` after each migration, so that
the stock admin, our guards and a direct POST all ask the same thing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The four kinds of people at the desk."""

    AUTHOR = "author", _("author")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


# What each role may do, as codenames of permissions on editorial.Item.
PERMISSIONS = {
    Role.AUTHOR: ["view_item", "add_item", "edit_item", "submit_item", "restore_item"],
    Role.REVIEWER: ["view_item", "review_item"],
    Role.EDITOR: [
        "view_item", "add_item", "edit_item", "submit_item", "review_item", "publish_item", "restore_item",
        "override_item",
    ],
    Role.ADMINISTRATOR: ["view_item"],
}  # fmt: skip

# The administrator looks after people, not texts.
ADMINISTRATOR_EXTRA = [
    ("auth", "view_user"), ("auth", "add_user"), ("auth", "change_user"), ("auth", "view_group"),
]  # fmt: skip


def synchronise_groups(sender=None, using="default", **kwargs):
    """Create the role groups and give them exactly their permissions. Runs after each migration; idempotent."""
    from django.contrib.auth.models import Group, Permission

    if not Permission.objects.using(using).filter(codename="edit_item").exists():
        return  # the permissions of this app are made by an earlier receiver; without them there is nothing to give
    for role, codenames in PERMISSIONS.items():
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        wanted = list(
            Permission.objects.using(using).filter(
                content_type__app_label="editorial", content_type__model="item", codename__in=codenames
            )
        )
        if role is Role.ADMINISTRATOR:
            for app_label, codename in ADMINISTRATOR_EXTRA:
                wanted += Permission.objects.using(using).filter(content_type__app_label=app_label, codename=codename)
        group.permissions.set(wanted)


def name_of(person) -> str:
    """Return the name the record keeps of a person: full name, else user name."""
    return (person.get_full_name() or person.get_username())[:150]


def may(person, codename) -> bool:
    """Return whether an active person has a permission on items."""
    return bool(person is not None and person.is_active and person.has_perm(f"editorial.{codename}"))


def may_write(person):
    return may(person, "edit_item")


def may_submit(person):
    return may(person, "submit_item")


def may_review(person):
    return may(person, "review_item")


def may_publish(person):
    return may(person, "publish_item")


def may_restore(person):
    return may(person, "restore_item")


def may_override(person):
    return may(person, "override_item")
