"""Sending notices by mail: text and HTML, in the recipient's language, by a worker, again where it failed.

The notice is the truth and the queue a hint, as for jobs: whatever could not be sent stays due, and beat asks again.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from editorial.models import Notice, NoticePreference, NoticeType
from editorial.notifications import digests, sentences

logger = logging.getLogger(__name__)

#: Mails sent in one go.
BATCH = 50
#: While a worker sends a mail nobody else takes it up for this long.
CLAIM = timedelta(minutes=5)
#: Tries before a mail is given up; the pauses double from one minute to six hours, some three days in all.
TRIES = 18
LONGEST_PAUSE = timedelta(hours=6)


def send_soon():
    """Ask a worker to send what is due. A queue that is down costs a log line; beat asks again."""
    from editorial.tasks import send_mail  # tasks import this module

    try:
        send_mail.apply_async()
    except Exception as error:  # whatever a broker raises must not reach the person who acted
        logger.warning("the queue cannot be reached, mail goes out later: %s", error)


def send_due(now=None) -> int:
    """Send the mails that are due over one connection; returns how many went out. Safe to run twice at a time."""
    now = now or timezone.now()
    due = list(Notice.objects.filter(mail_at__lte=now).order_by("mail_at", "pk").values_list("pk", flat=True)[:BATCH])
    sent = 0
    connection = get_connection() if due else None
    try:
        for pk in due:
            sent += _send_one(pk, now, connection)
    finally:
        if connection is not None:
            _close(connection)
    return sent


def _send_one(pk, now, connection) -> bool:
    """Claim one mail, so that no other worker sends it as well, and send it."""
    if not Notice.objects.filter(pk=pk, mail_at__lte=now).update(mail_at=now + CLAIM):
        return False
    notice = Notice.objects.select_related("person", "item", "submission").get(pk=pk)
    try:
        message = made(notice)
        if message is not None:
            connection.open()  # once for the batch; again where it was lost
            message.connection = connection
            message.send()
    except Exception as error:  # one bad address or a server that is down must not hold back the others
        logger.warning("notice %s could not be mailed: %s: %s", pk, type(error).__name__, error)
        _close(connection)
        _failed(notice, error, now)
        return False
    Notice.objects.filter(pk=pk).update(mail_at=None, mailed_at=timezone.now(), mail_error="")
    return message is not None


def _close(connection):
    try:
        connection.close()
    except Exception as error:
        logger.info("the connection to the mail server broke: %s", error)


def _failed(notice, error, now):
    attempts = notice.mail_attempts + 1
    pause = min(timedelta(minutes=2 ** min(attempts - 1, 12)), LONGEST_PAUSE)
    Notice.objects.filter(pk=notice.pk).update(
        mail_attempts=F("mail_attempts") + 1,
        mail_error=f"{type(error).__name__}: {error}".replace("\x00", "")[:500],
        mail_at=None if attempts >= TRIES else now + pause,
    )


def made(notice) -> EmailMultiAlternatives | None:
    """Return the mail of a notice in its recipient's language; None where there is nobody to send it to any more."""
    person = notice.person
    if not (person.is_active and person.email):
        return None
    preference = NoticePreference.objects.filter(person=person).first()
    with translation.override(language_of(preference)):
        is_digest = notice.type == NoticeType.DIGEST
        context = {
            "notice": notice,
            "sentence": sentences.sentence(notice),
            "url": settings.PUBLIC_URL + sentences.path(notice),
            "preferences_url": settings.PUBLIC_URL + reverse("admin:notice_preferences"),
            "language": translation.get_language(),
            "site": settings.PUBLIC_URL,
            **(digests.content(person, notice.params) if is_digest else {}),
        }
        name = "digest" if is_digest else "notice"
        message = EmailMultiAlternatives(
            subject=" ".join(context["sentence"].split()), body=render_to_string(f"email/{name}.txt", context),
            to=[person.email], headers={"Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        message.attach_alternative(render_to_string(f"email/{name}.html", context), "text/html")
    return message


def language_of(preference) -> str:
    """Return the language somebody reads: the one they chose, else that of the house."""
    chosen = preference.language if preference is not None else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
