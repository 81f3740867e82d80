"""The page of who may do what, and giving and taking roles there."""

import pytest
from django.urls import reverse

from editorial import jobs, roles
from editorial.models import AuditEntry, Membership
from tests import desk, records

pytestmark = pytest.mark.both_databases


@pytest.fixture
def book(editor):
    return records.make_book(editor, key="a", title="甲书")


def give(client, person, role="author", book="*"):
    return client.post(reverse("admin:roles_give"), {"person": person.pk, "role": role, "book": book})


def take(client, person):
    return client.post(reverse("admin:roles_take", args=[person.memberships.get().pk]))


def test_an_editor_sees_who_may_do_what_and_finds_no_form(client, editor, make_user, book):
    make_user("scribe", role="author", book=book)
    client.force_login(editor)
    response = client.get(reverse("admin:roles"))
    words = desk.text_of(response)
    assert "scribe author 甲书" in words
    assert "editor editor all books" in words
    assert response.context["may_grant"] is False
    assert 'action="/admin/roles/' not in response.content.decode()
    matrix = {str(row["act"]): row["allowed"] for row in response.context["matrix"]}
    assert matrix["give and take roles"] == [False, False, False, True]
    assert matrix["submit for review"] == [True, False, True, False]


def test_the_page_has_a_fixed_number_of_queries(client, administrator, make_user, book, django_assert_num_queries):
    client.force_login(administrator)
    client.get(reverse("admin:roles"))
    for number in range(3):
        make_user(f"author-{number}", role="author", book=book)
        roles.give(make_user(f"reviewer-{number}"), "reviewer")
        with django_assert_num_queries(7):
            client.get(reverse("admin:roles"))


def test_giving_a_role_in_a_book_opens_the_desk_and_leaves_rows(client, administrator, django_user_model, book):
    person = django_user_model.objects.create_user("newcomer")
    client.force_login(administrator)

    response = client.post(
        reverse("admin:roles_give"), {"person": person.pk, "role": "reviewer", "book": book.pk}, follow=True
    )

    assert "Newcomer is now reviewer (甲书)." in desk.text_of(response)
    person.refresh_from_db()
    assert person.is_staff
    assert list(AuditEntry.objects.filter(act="permission").order_by("pk").values_list("actor_name", "detail")) == [
        ("administrator", {"role": [None, "reviewer@a"]}), ("administrator", {"is_staff": [False, True]}),
    ]  # fmt: skip
    assert take(client, person).status_code == 302
    assert not roles.may(django_user_model.objects.get(pk=person.pk), "view_item")


def test_nobody_gives_beyond_their_own_reach(client, administrator, editor, admin_user, make_user, book):
    other = records.make_book(editor, key="b", title="乙书")
    newcomer, local = make_user("newcomer"), make_user("local", role="administrator", book=book)
    tries = [
        (editor, newcomer, "author", "*"), (editor, editor, "administrator", "*"),
        (administrator, administrator, "editor", "*"), (administrator, admin_user, "author", "*"),
        (local, newcomer, "author", "*"), (local, newcomer, "author", other.pk), (local, local, "editor", book.pk),
    ]  # fmt: skip
    before = Membership.objects.count()
    for actor, person, role, where in tries:
        client.force_login(actor)
        assert give(client, person, role, where).status_code == 403, (actor, person, role, where)
    assert Membership.objects.count() == before
    client.force_login(local)
    assert give(client, newcomer, "author", book.pk).status_code == 302
    assert client.post(reverse("admin:roles_take", args=[administrator.memberships.get().pk])).status_code == 403
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"role": "pope"}, 409),
        ({"book": "0"}, 404),
        ({"book": ""}, 404),
        ({"person": "9" * 30}, 404),
        ({"book": "x"}, 404),
    ],
)
def test_nonsense_changes_nothing(client, administrator, make_user, data, status):
    person = make_user("newcomer")
    client.force_login(administrator)
    posted = {"person": person.pk, "role": "author", "book": "*", **data}
    assert client.post(reverse("admin:roles_give"), posted).status_code == status
    assert not person.memberships.exists()


def test_one_book_is_all_that_somebody_of_one_book_finds(client, editor, make_user, reviewer, book):
    other = records.make_book(editor, key="b", title="乙书")
    mine, theirs = (records.make("chapter", editor, book=each, key="one") for each in (book, other))
    shared = records.make("source", editor)
    submission = records.publish(theirs, author=editor, reviewer=reviewer)
    client.force_login(make_user("scribe", role="author", book=book))

    found = {
        "change": client.get(desk.url(theirs)).status_code,
        "history": client.get(desk.url(theirs, "history")).status_code,
        "item": client.get(reverse("admin:item", args=[theirs.pk])).status_code,
        "review": client.get(reverse("admin:review", args=[submission.pk])).status_code,
        "comment": client.post(reverse("admin:review_comment", args=[submission.pk]), {"body": "?"}).status_code,
        "jobs": client.get(reverse("admin:editorial_job_changelist")).status_code,
        "preview": client.post(
            "/admin/markdown/preview/", {"kind": "chapter", "item": theirs.pk, "body": "x"}
        ).status_code,
        "add": client.post(
            desk.add_url("chapter"), {"key": "two", "title": "闯入", "collection": other.pk, "body": "x"}
        ).status_code,
        "add book": client.get(desk.add_url("book")).status_code,
    }
    assert found == {
        "change": 302, "history": 404, "item": 404, "review": 404, "comment": 404, "jobs": 403, "preview": 403,
        "add": 200, "add book": 403,
    }  # fmt: skip
    listed = [row.item for row in client.get(desk.list_url("chapter")).context["cl"].result_list]
    assert listed == [mine]
    for name in ("auditentry", "submission", "finding"):
        assert "乙书" not in desk.text_of(client.get(reverse(f"admin:editorial_{name}_changelist")))
        assert "b/one" not in desk.text_of(client.get(reverse(f"admin:editorial_{name}_changelist")))
    answers = client.get("/admin/complete/", {"kinds": "chapter source", "q": ""}).json()["results"]
    assert [each["key"] for each in answers] == [shared.key, mine.key]


def test_a_shared_source_tells_of_no_sentence_in_the_draft_of_another_book(client, editor, make_user, book):
    other = records.make_book(editor, key="b", title="乙书")
    source = records.make("source", editor, key="lee2020")
    for each, words in ((book, "甲书的句子"), (other, "乙书的句子")):
        records.make("chapter", editor, book=each, key="one", body=f"{words}[@lee2020]。")
    jobs.run_lagging()
    seen = {}
    for person in (make_user("scribe", role="author", book=book), editor):
        client.force_login(person)
        words = desk.text_of(client.get(desk.url(source, "used")))
        seen[person.username] = ("甲书的句子" in words, "乙书的句子" in words)
    assert seen == {"scribe": (True, False), "editor": (True, True)}
