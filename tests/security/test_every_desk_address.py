"""Every address of the desk, as the resolver lists them, asked by every kind of person: nothing is open by accident."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from editorial import transitions
from tests.records import FIELDS, PUBLIC_CHANGE, fresh, make, make_book, publish
from tests.security.role_matrix import MATRIX, ROLES, row_of

pytestmark = pytest.mark.django_db

#: Pages that answer anybody.
OPEN = {"/admin/login/", "/admin/language/setlang/", "/admin/logout/"}
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
        connection.queries_log.clear()  # it holds 9,000 statements, and a full one captures nothing
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


def test_every_address_stands_in_exactly_one_row_of_the_matrix_and_every_row_has_an_address():
    rows = {address: row_of(address) for address in set(desk_addresses())}
    assert {address: found for address, found in rows.items() if len(found) != 1} == {}
    unused = set(range(len(MATRIX))) - {found[0] for found in rows.values()}
    assert [MATRIX[number][0] for number in sorted(unused)] == []


def test_every_role_is_answered_where_the_matrix_says_and_nowhere_else(client, desk, asks, make_user):
    """Each address, looked at and posted to by each role. Looking writes nothing; nothing fails."""
    answered = [{"get": set(), "post": set(), "written": set()} for _row in MATRIX]
    wrong = []
    for letter, role in ROLES.items():
        client.force_login(make_user(f"somebody-{letter}", role=role))
        for address in sorted(set(desk_addresses()) - OPEN):
            (number,) = row_of(address)
            for method in ("get", "post"):
                with transaction.atomic():
                    status, written = asks(method, address)
                    transaction.set_rollback(True)
                if status >= 500 or (method == "get" and written):
                    wrong.append((role, method, address, status, written))
                if status not in (403, 405):
                    answered[number][method].add(letter)
                if written:
                    answered[number]["written"].add(letter)
    assert wrong == []
    shown = {
        pattern: (answered[number]["get"], answered[number]["post"], answered[number]["written"])
        for number, (pattern, look, _post, _written) in enumerate(MATRIX)
        if look is not None
    }
    assert shown == {pattern: tuple(map(set, who)) for pattern, *who in MATRIX if who[0] is not None}


@pytest.mark.parametrize("method", ["head", "put", "delete"])
def test_no_other_method_writes_anything_even_for_an_editor(client, desk, asks, make_user, method):
    client.force_login(make_user("somebody", role="editor"))
    for address in sorted(set(desk_addresses()) - OPEN):
        status, written = asks(method, address)
        assert (status < 500, written) == (True, []), address


@pytest.mark.parametrize("role", ["author", "reviewer", "editor", "administrator"])
def test_whatever_the_role_in_another_book_this_one_stays_closed(client, desk, asks, make_user, editor, role):
    other = make_book(editor, key="another-book")
    client.force_login(make_user("somebody", role=role, book=other))
    closed = [
        address for address in sorted(set(desk_addresses()))
        if re.match(r"/admin/book/(book|chapter)/1/", address) or re.match(r"/admin/review/1/", address)
    ]  # fmt: skip
    assert len(closed) > 30
    for address in closed:
        for method in ("get", "post"):
            status, written = asks(method, address)
            assert (status in (302, 403, 404, 405), written) == (True, []), (method, address, status)
