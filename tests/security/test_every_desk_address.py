"""Every address of the desk, as the resolver lists them, asked by every kind of person: nothing is open by accident."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from editorial import transitions
from tests.records import FIELDS, PUBLIC_CHANGE, fresh, make, make_book, publish

pytestmark = pytest.mark.django_db

#: Pages that answer anybody, and those that answer every account of the desk, with or without a role.
OPEN = {"/admin/login/", "/admin/language/setlang/", "/admin/logout/"}
OWN = {"/admin/", "/admin/password_change/", "/admin/password_change/done/", "/admin/jsi18n/"}
_WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
#: Sessions belong to signing in, and to one-time messages.
_SESSIONS = re.compile(r'"django_session"|"auth_user" SET "last_login"')


def desk_addresses(resolver=None, prefix="/"):
    """Yield every address of the desk with 1 for each number; the catch-all at the end is left out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from desk_addresses(pattern, route)
        elif route.startswith("/admin/") and "(?P<url>" not in route:
            yield re.sub(r"<[^>]+>", "1", re.sub(r"\(\?P<app_label>[^)]*\)", "book", route)).rstrip("$")


@pytest.fixture
def desk(author, reviewer):
    """A published record of every kind with a changed draft, one of them in review."""
    book = make_book(author)
    items = [book, *(make(kind, author, book=book if kind == "chapter" else None) for kind in FIELDS if kind != "book")]
    publish(*items, author=author, reviewer=reviewer)
    for item in items:
        transitions.edit(fresh(item), actor=author, fields=PUBLIC_CHANGE[item.kind])
    transitions.submit([fresh(items[1])], actor=author)


@pytest.fixture
def asks(client):
    """``asks(method, address)``: the status, and the statements that changed anything but a session."""
    client.raise_request_exception = False

    def ask(method, address):
        with CaptureQueriesContext(connection) as queries:
            status = getattr(client, method)(address).status_code
        written = [each["sql"][:120] for each in queries if _WRITE.match(each["sql"])]
        return status, [sql for sql in written if not _SESSIONS.search(sql)]

    return ask


def test_there_are_addresses_of_every_part_of_the_desk():
    parts = {address.split("/")[2] for address in desk_addresses()}
    assert {"auth", "book", "editorial", "sources", "review", "markdown", "complete", "item"} <= parts


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_account_of_the_desk_nothing_answers_and_nothing_is_written(
    client, desk, asks, make_user, django_user_model, method
):
    reader = django_user_model.objects.create_user("reader", password="x")
    retired = make_user("retired", role="editor")
    for person in (None, reader, retired):
        if person is not None:
            client.force_login(person)
        if person is retired:
            django_user_model.objects.filter(pk=retired.pk).update(is_active=False)
        for address in sorted(set(desk_addresses()) - OPEN):
            status, written = asks(method, address)
            assert (status in (301, 302, 403, 404, 405), written) == (True, []), (address, person, status)


def test_an_account_without_a_role_sees_its_own_pages_and_writes_nothing(client, desk, asks, make_user):
    client.force_login(make_user("outsider"))
    for address in sorted(set(desk_addresses()) - OPEN):
        shown, written = asks("get", address)
        assert written == [], address
        assert shown != 200 or address in OWN, address
        status, written = asks("post", address)
        assert (status < 500, written) == (True, []), address


@pytest.mark.parametrize("role", ["author", "reviewer", "editor", "administrator"])
def test_looking_writes_nothing_and_no_page_fails(client, desk, asks, make_user, role):
    client.force_login(make_user("somebody", role=role))
    for address in sorted(set(desk_addresses()) - OPEN):
        for method in ("get", "head"):
            status, written = asks(method, address)
            assert (status < 500, written) == (True, []), (method, address)


@pytest.mark.parametrize("role", ["reviewer", "administrator"])
def test_an_empty_post_of_somebody_who_writes_no_drafts_changes_nothing(client, desk, asks, make_user, role):
    client.force_login(make_user("somebody", role=role))
    for address in sorted(set(desk_addresses()) - OPEN):
        status, written = asks("post", address)
        assert (status < 500, written) == (True, []), address
