"""Remarks and findings at their places in the text that readers would get."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from editorial.models import Comment, Severity
from editorial.text import marking


@dataclass
class Thread:
    """A remark with its replies. ``place`` is the id of the words it is about; detached: they are no longer there."""

    comment: Comment
    replies: list[Comment]
    number: int
    earlier: bool = False
    place: str = ""
    detached: bool = False

    @property
    def resolved(self) -> bool:
        return self.comment.resolved_at is not None


def of(submission, members) -> list[Thread]:
    """Return the threads on the items of a submission, those of earlier rounds included, the oldest first. One query."""
    remarks = Comment.objects.filter(item__in=[member.item_id for member in members]).select_related("item")
    by_thread = {}
    for remark in remarks.order_by("at", "pk"):
        by_thread.setdefault(remark.reply_to_id or remark.pk, []).append(remark)
    threads = []
    for pk, found in by_thread.items():
        first = next((each for each in found if each.pk == pk), None)
        if first is not None:
            replies = [each for each in found if each.pk != pk]
            threads.append(Thread(first, replies, len(threads) + 1, earlier=first.submission_id != submission.pk))
    return threads


def lay_over(view, threads, rendered):
    """Mark in the text of ``view`` the words of its open threads and the places of its findings.

    ``rendered`` (None for records without text) says on which line of the source each place stands.
    """
    if not view.html:
        return
    plain = marking.Plain(str(view.html))
    marks = _finding_marks(view, plain, rendered) if rendered is not None else []
    for thread in threads:
        if thread.comment.item_id != view.member.item_id or not thread.comment.quotation:
            continue
        comment = thread.comment
        place = plain.locate(marking.Anchor(comment.quotation, comment.before, comment.after))
        if place is None:
            thread.detached = True
            continue
        thread.place = f"{view.prefix}quote-{comment.pk}"
        if not thread.resolved:
            flag = (str(thread.number), f"#comment-{comment.pk}", f"{comment.author_name}: {comment.body[:120]}")
            marks.append(marking.Mark(*place, id=thread.place, css="quoted", flag=flag))
    view.html = mark_safe(marking.mark(plain, marks))  # the text was sanitised; marks escape what they say


def _finding_marks(view, plain, rendered):
    marks = []
    for number, group in enumerate(view.groups, 1):
        if group.dismissed or group.level == Severity.NOTE:
            continue
        for problem in group.problems:
            place, named = _place(problem, plain, rendered)
            if place is not None:
                flag = (f"!{number}", f"#{group.anchor}", problem.message)
                marks.append(marking.Mark(*place, css=f"found found-{group.level}", flag=flag, quiet=not named))
    return marks


def _place(problem, plain, rendered):
    """Return (where a problem stands in the words of the page, whether those are the words it names, not the line)."""
    if not problem.line:
        return None, False
    span = marking.place_of_line(rendered.lines, problem.line, len(rendered.text))
    if span is None:
        return None, False
    named = [
        (each.start, each.end)
        for each in rendered.positions
        if problem.target and each.line == problem.line and problem.target in (each.value, each.value.partition(":")[2])
    ]
    at = rendered.text.find(problem.target, *span) if problem.target else -1
    if not named and at >= 0:
        named = [(at, at + len(problem.target))]
    start, end = named[0] if named else span
    before = rendered.text[max(0, start - marking.CONTEXT) : start]
    after = rendered.text[end : end + marking.CONTEXT]
    return plain.locate(marking.Anchor(rendered.text[start:end], before, after)), bool(named)


def anchored(view, quotation):
    """Return the anchor of words somebody quotes from the text of ``view``; None where the text has no such words."""
    plain = marking.Plain(str(view.html))
    place = plain.locate(marking.Anchor(quotation))
    return plain.anchor(*place) if place is not None else None


def nothing_such():
    return _("The text in review has no such words. Nothing was saved; please quote it as it stands.")
