"""Roles: what people may do, and where. Small named predicates, asked by buttons, pages and acts alike.

A role is data: a :class:`~editorial.models.Membership` gives one person one role, in one book or in all of them. What
a role may do is :data:`PERMISSIONS`, and nothing else decides.

Where an act is asked for an item, the role must reach that item:

* what belongs to a book, and the book itself: a role in that book, or in all;
* a record outside every book (a source, an organization): a role in any book, since it travels with every text that
  names it. Its public page is everybody's, so taking that away or bringing back an old one needs a role in all books.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial import clock, kinds
from editorial.models import Membership, Role

__all__ = ["EVERYWHERE", "PERMISSIONS", "Role", "give", "held", "may", "take"]

#: What can be allowed, with the words of the page that shows who may do what.
ACTS = {
    "view_item": _("read drafts, histories and reviews"),
    "edit_item": _("make records and write drafts"),
    "submit_item": _("submit for review"),
    "restore_item": _("restore old versions"),
    "review_item": _("comment, return and sign what others wrote"),
    "publish_item": _("withdraw and roll back public pages, change the rules of review"),
    "override_item": _("override four eyes and findings with a reason"),
    "export_audit": _("take the audit trail away as a file"),
    "see_roles": _("see who may do what"),
    "manage_people": _("give and take roles"),
}

#: What each role may do.
PERMISSIONS = {
    Role.AUTHOR: ("view_item", "edit_item", "submit_item", "restore_item"),
    Role.REVIEWER: ("view_item", "review_item"),
    Role.EDITOR: (
        "view_item", "edit_item", "submit_item", "restore_item", "review_item", "publish_item", "override_item",
        "export_audit", "see_roles",
    ),
    # Looks after people, not texts.
    Role.ADMINISTRATOR: ("view_item", "export_audit", "see_roles", "manage_people"),
}  # fmt: skip

#: Acts on the public page of a record outside every book, which other books may rest on.
_NEED_EVERYWHERE = {"publish_item"}

#: The books of somebody whose role holds in all of them.
EVERYWHERE = None


def name_of(person) -> str:
    """Return the name the record keeps of a person: full name, else user name."""
    return (person.get_full_name() or person.get_username())[:150]


def held(person) -> frozenset[tuple[str, int | None]]:
    """Return the (role, book) pairs of a person; None stands for all books. Read once for each instance."""
    if not hasattr(person, "_held_roles"):
        person._held_roles = frozenset(person.memberships.order_by().values_list("role", "collection"))
    return person._held_roles


def _is_known(person) -> bool:
    return bool(person is not None and person.is_active and person.is_authenticated)


def books(person, act) -> frozenset[int] | None:
    """Return the primary keys of the books in which ``person`` may do ``act``; :data:`EVERYWHERE` for all of them."""
    if act not in ACTS:
        raise KeyError(act)
    if not _is_known(person):
        return frozenset()
    if person.is_superuser:
        return EVERYWHERE
    found = {book for role, book in held(person) if act in PERMISSIONS[role]}
    return EVERYWHERE if None in found else frozenset(found)


def book_of(item) -> int | None:
    """Return the primary key of the book an item belongs to (a book belongs to itself); None outside every book."""
    if item.collection_id is not None:
        return item.collection_id
    return item.pk if item.kind in kinds.collection_kinds() else None


def may(person, act, item=None) -> bool:
    """Return whether an active person may do ``act`` to ``item``; without one: in some book at least."""
    where = books(person, act)
    if where is EVERYWHERE:
        return True
    if item is None:
        return bool(where)
    if item.pk is None and item.collection_id is None and item.kind in kinds.collection_kinds():
        return False  # a new book is nobody's yet
    book = book_of(item)
    if book is None:
        return bool(where) and act not in _NEED_EVERYWHERE
    return book in where


def may_everywhere(person, act) -> bool:
    """Return whether an active person may do ``act`` in all books, those to come as well."""
    return books(person, act) is EVERYWHERE


def may_all(person, act, items) -> bool:
    """Return whether a person may do ``act`` to a whole set. Records outside every book follow those that are in one."""
    items = list(items)
    return all(may(person, act, item) for item in [each for each in items if book_of(each) is not None] or items)


def visible(person, *, act="view_item", prefix="") -> Q:
    """Return the condition on items (at ``prefix``) that ``person`` may do ``act`` to; by default: see."""
    where = books(person, act)
    if where is EVERYWHERE:
        return Q()
    if not where:
        return Q(**{f"{prefix}pk__in": []})
    # Named one by one, so that rows about no item at all (a change of roles) are not taken for shared records.
    travelling = [kind.name for kind in kinds.all_kinds() if kind.name not in kinds.collection_kinds()]
    shared = Q(**{f"{prefix}collection__isnull": True, f"{prefix}kind__in": travelling})
    found = Q(**{f"{prefix}collection__in": where}) | Q(**{f"{prefix}pk__in": where})
    return found if act in _NEED_EVERYWHERE else found | shared


def may_write(person, item=None):
    return may(person, "edit_item", item)


def may_submit(person, item=None):
    return may(person, "submit_item", item)


def may_review(person, item=None):
    return may(person, "review_item", item)


def may_publish(person, item=None):
    return may(person, "publish_item", item)


def may_restore(person, item=None):
    return may(person, "restore_item", item)


def may_override(person, item=None):
    return may(person, "override_item", item)


# Giving and taking. Who may is asked by the page; acts of commands have no page.


def describe(role, collection) -> str:
    """Return one role as the audit trail keeps it: ``author@book`` or ``author@*``."""
    return f"{Role(role).value}@{collection.key if collection is not None else '*'}"


def give(person, role, *, collection=None, actor=None) -> Membership:
    """Give a role, in one book or in all. Idempotent.

    With an ``actor`` the change is kept in the audit trail, and the person may sign in to the desk from then on.
    """
    membership, made = Membership.objects.get_or_create(
        person=person, role=Role(role), collection=collection, defaults={"since": clock.now()}
    )
    _forget(person)
    if made:
        _record(actor, person, {"role": [None, describe(role, collection)]})
    if actor is not None and not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
        _record(actor, person, {"is_staff": [False, True]})
    return membership


def take(membership, *, actor=None):
    """Take a role away; whatever the person had open refuses from now on."""
    membership.delete()
    _forget(membership.person)
    _record(actor, membership.person, {"role": [describe(membership.role, membership.collection), None]})


def _forget(person):
    if hasattr(person, "_held_roles"):
        del person._held_roles


def _record(actor, person, detail):
    if actor is not None:
        from editorial import audit  # writes names, which are this module's

        audit.write("permission", actor=actor, label=f"user:{person.get_username()}", detail=detail)
