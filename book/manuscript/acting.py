"""Who does what a command does: a named person, the one it can only be, or the system's own account."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _

from editorial import roles
from editorial.models import Role

SYSTEM_ACCOUNT = "import"


class NobodyToAct(ValueError):
    """It is not clear who acts. The message is a sentence for a person."""


def actor_for(name: str | None, *, dry_run: bool = False):
    """The user called ``name`` (user name or mail address).

    Without a name: the only superuser, else the only editor, else an account of the system's
    own that nobody can sign in with; a dry run never makes one. Raises NobodyToAct.
    """
    users = get_user_model().objects.filter(is_active=True)
    if name:
        found = list(users.filter(Q(username=name) | Q(email__iexact=name))[:2])
        exact = [user for user in found if user.get_username() == name]
        if len(exact or found) != 1:
            raise NobodyToAct(_("There is no active user “%(name)s”.") % {"name": name})
        return (exact or found)[0]
    for candidates in (
        users.filter(is_superuser=True),
        users.filter(memberships__role=Role.EDITOR, memberships__collection=None).exclude(username=SYSTEM_ACCOUNT),
    ):
        people = list(candidates.distinct()[:2])
        if len(people) == 1:
            return people[0]
        if people:
            raise NobodyToAct(_("Several people could do this; please say who does, with --as NAME."))
    return _system_account(dry_run=dry_run)


def _system_account(*, dry_run: bool):
    model = get_user_model()
    account = model.objects.filter(username=SYSTEM_ACCOUNT).first()
    if account is None:
        if dry_run:
            return None
        account = model(username=SYSTEM_ACCOUNT, first_name="Import")
        account.set_unusable_password()
        account.save()
        roles.give(account, Role.EDITOR)
    if not account.is_active or account.has_usable_password():
        raise NobodyToAct(_("Please say who does this, with --as NAME."))
    return account
