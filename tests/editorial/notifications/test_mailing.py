"""Mail: text and HTML in the recipient's language, over a real server, which may be down without anybody noticing."""

import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.utils import timezone

from editorial import tasks, transitions
from editorial.models import Notice, NoticePreference
from editorial.notifications import mailing
from tests.records import fresh, make

pytestmark = [pytest.mark.django_db]


class Mailbox:
    """What a server on loopback took; ``refuse`` holds recipients it does not know."""

    def __init__(self):
        self.messages = []
        self.refuse = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append((envelope.rcpt_tos, message))
        return "250 OK"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def server(settings):
    """A real SMTP server; the process is told of it as ``EMAIL_URL`` would."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    mailbox.start, mailbox.stop = controller.start, controller.stop
    yield mailbox
    if controller.server is not None:
        controller.stop()


def part(message, kind):
    return message.get_body([kind]).get_content()


def test_both_parts_arrive_in_the_language_of_each_recipient(server, after, author, reviewer, editor, settings):
    server.start()
    NoticePreference.objects.create(person=editor, language="en")
    after(transitions.submit, [make("event", author, title="一次<b>发布")], actor=author, note="请看第 3 段 & 注")
    got = {to[0]: message for to, message in server.messages}
    assert set(got) == {"reviewer@example.org", "editor@example.org"}
    english, chinese = got["editor@example.org"], got["reviewer@example.org"]
    assert english["Subject"].strip() == "author submitted “一次<b>发布” for review."
    assert chinese["Subject"].strip() == "author 将“一次<b>发布”送审。"
    address = f"{settings.PUBLIC_URL}/admin/review/{Notice.objects.first().submission_id}/"
    for message in got.values():
        assert address in part(message, "plain")
        assert f'href="{address}"' in part(message, "html")
        assert "请看第 3 段 & 注" in part(message, "plain")
        assert "请看第 3 段 &amp; 注" in part(message, "html")
        assert "一次&lt;b&gt;发布" in part(message, "html")
        assert message["Auto-Submitted"] == "auto-generated"
    assert '<html lang="zh-hans">' in part(chinese, "html")
    assert "Open at the desk" in part(english, "html")
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_server_that_is_down_breaks_no_act_and_the_mail_goes_out_later_once(server, after, author, reviewer):
    after(transitions.submit, [make("event", author)], actor=author)
    notice = Notice.objects.get()
    assert (notice.mailed_at, notice.mail_attempts) == (None, 1)
    assert "ConnectionRefusedError" in notice.mail_error
    assert fresh(notice.item).status == "in_review"

    server.start()
    assert mailing.send_due(timezone.now()) == 0, "not before the pause is over"
    assert mailing.send_due(timezone.now() + timedelta(minutes=2)) == 1
    assert mailing.send_due(timezone.now() + timedelta(hours=9)) == 0
    assert len(server.messages) == 1
    notice.refresh_from_db()
    assert (notice.mail_at, notice.mail_error) == (None, "")


def test_an_address_the_server_refuses_holds_back_nobody_else(server, after, author, reviewer, editor):
    server.refuse.add("editor@example.org")
    server.start()
    after(transitions.submit, [make("event", author)], actor=author)
    assert [to for to, _message in server.messages] == [["reviewer@example.org"]]
    refused = Notice.objects.get(person=editor)
    assert (refused.mailed_at, "550" in refused.mail_error) == (None, True)


def test_a_mail_that_fails_for_days_is_given_up(server, after, author, reviewer):
    after(transitions.submit, [make("event", author)], actor=author)
    now = timezone.now()
    for _try in range(mailing.TRIES + 3):
        now += timedelta(hours=7)
        mailing.send_due(now)
    notice = Notice.objects.get()
    assert (notice.mail_attempts, notice.mail_at) == (mailing.TRIES, None)


def test_a_queue_that_is_down_breaks_no_act_either(after, author, reviewer, monkeypatch):
    def down(*args, **kwargs):
        raise OSError("no broker")

    monkeypatch.setattr(tasks.send_mail, "apply_async", down)
    after(transitions.submit, [make("event", author)], actor=author)
    assert mail.outbox == []
    monkeypatch.undo()
    tasks.send_mail()
    assert [message.to for message in mail.outbox] == [["reviewer@example.org"]]


def test_two_workers_send_each_mail_once(after, author, reviewer, monkeypatch):
    """The second worker begins while the first holds the mail in its hands."""
    monkeypatch.setattr(tasks.send_mail, "apply_async", lambda *args, **kwargs: None)
    after(transitions.submit, [make("event", author)], actor=author)
    made, seconds = mailing.made, []

    def made_while_another_looks(notice):
        if not seconds:
            seconds.append(None)
            seconds.append(mailing.send_due())
        return made(notice)

    monkeypatch.setattr(mailing, "made", made_while_another_looks)
    assert mailing.send_due() == 1
    assert (seconds, len(mail.outbox)) == ([None, 0], 1)


def test_somebody_deactivated_before_the_mail_left_gets_none(after, author, reviewer, monkeypatch):
    monkeypatch.setattr(tasks.send_mail, "apply_async", lambda *args, **kwargs: None)
    after(transitions.submit, [make("event", author)], actor=author)
    type(reviewer).objects.filter(pk=reviewer.pk).update(is_active=False)
    assert (mailing.send_due(), mail.outbox) == (0, [])
    assert Notice.objects.get().mail_at is None


def test_line_breaks_in_a_title_make_no_header_of_their_own(after, author, reviewer):
    item = make("event", author)
    type(item).objects.filter(pk=item.pk).update(title="题目\nBcc: all@example.org")
    after(transitions.submit, [fresh(item)], actor=author)
    assert [message.subject for message in mail.outbox] == ["author 将“题目 Bcc: all@example.org”送审。"]
    assert mail.outbox[0].recipients() == ["reviewer@example.org"]
