"""Remarks on a submission: threads anchored to words, people named in them, resolved and opened again."""

import re

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, errors, notifications, roles
from editorial.models import Act, Comment

#: Longest remark and quotation, in characters.
LONGEST, LONGEST_QUOTATION = 10_000, 600
#: An @ inside a word belongs to an address, not to a name.
_AT = r"(?<![A-Za-z0-9._-])[@＠]"


def may_comment(person, item):
    return roles.may_write(person, item) or roles.may_review(person, item)


@transaction.atomic
def add(member, *, actor, body, anchor=None, reply_to=None) -> Comment:
    """Add a remark about ``member`` of a submission; ``anchor`` ties it to words, ``reply_to`` to a thread.

    A reply to a resolved thread opens it again. Raises NotAllowed, WrongState.
    """
    # No database keeps a NUL, and nobody means one.
    body = body.replace("\x00", "").strip()
    if not may_comment(actor, member.item):
        raise errors.NotAllowed(_("Your role does not allow you to comment."))
    if not body:
        raise errors.WrongState(_("The comment is empty."))
    if len(body) > LONGEST:
        raise errors.WrongState(_("A comment has at most %(limit)s characters.") % {"limit": LONGEST})
    if reply_to is not None:
        reply_to = reply_to.reply_to or reply_to
        if reply_to.item_id != member.item_id:
            raise errors.WrongState(_("This thread belongs to another record."))
        if reply_to.resolved_at:
            reopen(reply_to, actor=actor)
    comment = Comment.objects.create(
        item=member.item, submission=member.submission, version_number=member.version.number, author=actor,
        author_name=roles.name_of(actor), at=clock.now(), body=body, reply_to=reply_to,
        quotation=anchor.quotation[:LONGEST_QUOTATION] if anchor else "", before=anchor.before if anchor else "",
        after=anchor.after if anchor else "", mentioned=[person.pk for person in mentioned_in(body) if person != actor],
    )  # fmt: skip
    audit.write(
        Act.COMMENT, actor=actor, item=member.item, version=member.version, submission=member.submission,
        reason=body[:1000], detail={"comment": comment.pk, "mentioned": comment.mentioned},
    )  # fmt: skip
    notifications.commented(comment, actor=actor)
    return comment


def mentioned_in(body) -> list:
    """Return the active people of the desk whose user name or full name follows an @ in ``body``, longest names first."""
    if not re.search(_AT, body):
        return []
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    names = [
        (name, person)
        for person in people
        for name in {person.get_username(), person.get_full_name()}
        if name and re.search(_AT + re.escape(name), body)
    ]
    rest, found = body, {}
    for name, person in sorted(names, key=lambda each: -len(each[0])):
        rest, count = re.subn(rf"{_AT}{re.escape(name)}(?![A-Za-z0-9_])", "", rest)
        if count:
            found[person.pk] = person
    return list(found.values())


@transaction.atomic
def resolve(comment, *, actor):
    """Close a thread; it stays readable."""
    thread = _thread(comment, actor)
    if thread.resolved_at:
        raise errors.WrongState(_("%(name)s has already resolved this.") % {"name": thread.resolved_by_name})
    thread.resolved_at, thread.resolved_by, thread.resolved_by_name = clock.now(), actor, roles.name_of(actor)
    _store(thread, Act.RESOLVE, actor)


@transaction.atomic
def reopen(comment, *, actor):
    """Open a resolved thread again."""
    thread = _thread(comment, actor)
    if not thread.resolved_at:
        raise errors.WrongState(_("This is open already."))
    thread.resolved_at, thread.resolved_by, thread.resolved_by_name = None, None, ""
    _store(thread, Act.REOPEN, actor)


def _thread(comment, actor):
    if not may_comment(actor, comment.item):
        raise errors.NotAllowed(_("Your role does not allow you to comment."))
    return (
        Comment.objects.select_for_update(of=("self",)).select_related("item").get(pk=comment.reply_to_id or comment.pk)
    )


def _store(thread, act, actor):
    thread.save(update_fields=["resolved_at", "resolved_by", "resolved_by_name"])
    audit.write(act, actor=actor, item=thread.item, submission=thread.submission, detail={"comment": thread.pk})
