"""Reminders: one the day before a review is due, one after."""

from datetime import timedelta

from django.utils import timezone

from editorial.models import NoticeType, Submission, SubmissionState
from editorial.notifications import people, telling


def remind(today=None) -> int:
    """Remind those who could decide an open submission, once before and once after its day; returns how many notices.

    A day that was moved is a new occasion. After the day, editors hear of it as well. Safe to run twice.
    """
    today = today or timezone.localdate()
    due = Submission.objects.filter(state=SubmissionState.OPEN, due_on__lte=today + timedelta(days=1))
    written = 0
    for submission in due.select_related("lead").order_by("pk"):
        late = submission.due_on < today
        concerned = people.judges_of(submission)
        if late:
            editors = people.who_may("publish_item", people.items_of(submission))
            concerned = list({person.pk: person for person in (*concerned, *editors)}.values())
        told = telling.already_told(submission, _type(late), _occasion(submission))
        fresh = [person for person in concerned if person.pk not in told]
        written += len(
            telling.write(
                _type(late), fresh, item=submission.lead, submission=submission, occasion=_occasion(submission),
                params={"due": submission.due_on.isoformat()},
            )
        )  # fmt: skip
    return written


def _type(late):
    return NoticeType.OVERDUE if late else NoticeType.DUE_SOON


def _occasion(submission):
    return f"due {submission.due_on.isoformat()}"
