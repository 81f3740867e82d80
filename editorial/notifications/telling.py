"""What happened, told to those concerned: one function for each kind of news. Called by the acts, done on commit."""

from functools import partial

from django.db import transaction

from editorial import clock, roles
from editorial.models import Channel, Notice, NoticePreference, NoticeType, Submission, SubmissionState
from editorial.notifications import people


def submitted(submission, *, actor):
    """A set waits for its judges."""
    _later(_tell_of, NoticeType.SUBMITTED, submission.pk, actor, people.judges_of, words=submission.note)


def withdrawn(submission, *, actor):
    """A set no longer waits."""
    _later(_tell_of, NoticeType.WITHDRAWN, submission.pk, actor, people.judges_of)


def returned(submission, *, actor, comment):
    """A set came back to its authors."""
    _later(_tell_of, NoticeType.RETURNED, submission.pk, actor, people.authors_of, words=comment)


def signed(submission, *, actor, stage):
    """A stage was passed that is not the last: the authors hear of it, and whoever may sign the next."""
    params = {"stage": stage, "next": submission.stage_name}
    _later(_tell_of, NoticeType.PASSED, submission.pk, actor, _authors_and_judges, params=params)


def scheduled(submission, *, actor):
    """A set was approved for a later time."""
    params = {"publish_at": submission.publish_at.isoformat()}
    _later(_tell_of, NoticeType.SCHEDULED, submission.pk, actor, people.authors_of, params=params)


def published(submission, *, actor):
    """A set became public."""
    _later(_tell_of, NoticeType.PUBLISHED, submission.pk, actor, people.authors_of)


def overridden(submission, *, actor, reason):
    """Somebody overrode a rule."""
    _later(_tell_of, NoticeType.OVERRIDDEN, submission.pk, actor, _overseers, words=reason)


def taken_back(item, *, actor, act, reason):
    """A public page was withdrawn or rolled back; ``act`` says which."""
    params = {"act": str(act)}
    _later(
        _tell, NoticeType.TAKEN_BACK, partial(people.keepers_of, item), actor, item=item, words=reason, params=params
    )


def checks_fail(item, *, count):
    """A check finds an error in what is public, where there was none before. Nobody in particular did it."""
    _later(
        _tell, NoticeType.FAILING, partial(people.keepers_of, item), None, item=item, params={"count": count}
    )  # fmt: skip


def commented(comment, *, actor):
    """Somebody spoke: those mentioned hear that they were, the others who take part hear that there is a remark."""
    _later(_tell_of_comment, comment, actor)


# Done on commit


def _later(tell, *args, **kwargs):
    at = clock.now()

    # A function of its own: Django logs a robust hook that fails by its __qualname__, which a partial has not.
    def tell_now():
        tell(*args, at=at, **kwargs)

    transaction.on_commit(tell_now, robust=True)


def _tell_of(type_, submission_pk, actor, concerned, **options):
    submission = Submission.objects.select_related("lead").get(pk=submission_pk)
    if type_ == NoticeType.SUBMITTED and submission.state != SubmissionState.OPEN:
        return  # published in the same breath: nothing waits
    _tell(type_, partial(concerned, submission), actor, item=submission.lead, submission=submission, **options)


def _tell_of_comment(comment, actor, *, at):
    about = {"item": comment.item, "submission": comment.submission, "words": comment.body, "at": at}
    mentioned = people.named_people(comment.mentioned, [comment.item])
    _tell(NoticeType.MENTIONED, lambda: mentioned, actor, **about)
    others = [person for person in people.talkers_of(comment) if person not in mentioned]
    _tell(NoticeType.COMMENTED, lambda: others, actor, **about)


def _authors_and_judges(submission):
    found = {person.pk: person for person in (*people.authors_of(submission), *people.judges_of(submission))}
    return list(found.values())


def _overseers(submission):
    found = people.overseers_of(people.items_of(submission))
    return list({person.pk: person for person in (*found, *people.authors_of(submission))}.values())


def _tell(type_, concerned, actor, *, occasion="", **about):
    """Write a notice for everybody concerned except the actor, as they wish it, and send the mails. Returns them."""
    recipients = [person for person in concerned() if actor is None or person.pk != actor.pk]
    return write(type_, recipients, actor_name=roles.name_of(actor) if actor is not None else "", occasion=occasion,
                 **about)  # fmt: skip


def write(
    type_, recipients, *, item=None, submission=None, actor_name="", words="", params=None, occasion="", at=None
):  # fmt: skip
    """Store the notices of one event for ``recipients`` by their preferences, and have the mails sent."""
    from editorial.notifications import mailing  # sends what is written here

    wishes = {each.person_id: each for each in NoticePreference.objects.filter(person__in=recipients)}
    at = at or clock.now()
    rows = []
    for person in recipients:
        wish = wishes.get(person.pk)
        at_desk, by_mail = (wants(wish, type_, channel) for channel in (Channel.DESK, Channel.MAIL))
        by_mail = by_mail and bool(person.email)
        if at_desk or by_mail:
            rows.append(
                Notice(
                    person=person, type=type_, item=item, submission=submission, actor_name=actor_name,
                    words=words[:2000], params=params or {}, occasion=occasion, at=at, at_desk=at_desk,
                    mail_at=at if by_mail else None,
                )
            )  # fmt: skip
    made = Notice.objects.bulk_create(rows, ignore_conflicts=bool(occasion))
    if any(notice.mail_at for notice in made):
        mailing.send_soon()
    return made


def wants(preference, type_, channel) -> bool:
    """Return whether somebody with this preference (None: the default) wishes to hear of ``type_`` by ``channel``."""
    return preference is None or f"{NoticeType(type_).value}:{Channel(channel).value}" not in preference.off


def already_told(submission, type_, occasion) -> set[int]:
    """Return the ids of those who were told of this occasion."""
    told = Notice.objects.filter(submission=submission, type=type_, occasion=occasion)
    return set(told.values_list("person", flat=True))
