"""People, roles and the trail: who may change rights, and that every change leaves a row."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from editorial.models import AuditEntry
from tests import desk, records


def person_url(person, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[person.pk])


def trail():
    return list(
        AuditEntry.objects.filter(act="permission").order_by("pk").values_list("actor_name", "item_label", "detail")
    )


def post_person(client, person, **changes):
    data = desk.shown_form(client.get(person_url(person)), "user_form")
    data |= changes
    return client.post(person_url(person), {name: value for name, value in data.items() if value is not None})


@pytest.fixture
def newcomer(make_user):
    return make_user("newcomer")


def test_a_change_of_rights_leaves_a_row_with_both_sides(client, administrator, newcomer):
    client.force_login(administrator)

    assert post_person(client, newcomer, is_active=None).status_code == 302

    assert trail() == [("administrator", "user:newcomer", {"is_active": [True, False]})]


def test_a_change_of_the_name_leaves_none(client, administrator, newcomer):
    client.force_login(administrator)
    assert post_person(client, newcomer, first_name="新").status_code == 302
    assert trail() == []


def test_a_new_account_leaves_a_row(client, administrator):
    client.force_login(administrator)
    data = {
        "username": "fresh",
        "password1": "long-enough-1957",
        "password2": "long-enough-1957",
        "usable_password": "true",
    }
    assert client.post(reverse("admin:auth_user_add"), data).status_code == 302
    assert [label for _actor, label, _detail in trail()] == ["user:fresh"]


def test_a_password_set_by_somebody_else_leaves_a_row_without_the_password(client, administrator, newcomer):
    client.force_login(administrator)
    url = reverse("admin:auth_user_password_change", args=[newcomer.pk])
    data = {
        "password1": "another-long-1957",
        "password2": "another-long-1957",
        "usable_password": "true",
        "set-password": "1",
    }
    assert client.post(url, data).status_code == 302
    assert trail() == [("administrator", "user:newcomer", {"password": "changed"})]


def test_an_administrator_makes_no_superuser_and_hands_out_no_single_permission(client, administrator, newcomer):
    client.force_login(administrator)
    permission = Permission.objects.get(codename="change_user")

    post_person(client, newcomer, is_superuser="on", user_permissions=[permission.pk])

    newcomer.refresh_from_db()
    assert (newcomer.is_superuser, list(newcomer.user_permissions.all())) == (False, [])


def test_an_administrator_cannot_change_their_own_rights(client, administrator):
    client.force_login(administrator)

    post_person(client, administrator, is_active=None, is_staff=None)

    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_staff) == (True, True)


def test_an_administrator_cannot_touch_a_superuser(client, administrator, admin_user):
    client.force_login(administrator)
    before = admin_user.password
    assert client.post(person_url(admin_user), {"username": "mine"}).status_code == 403
    url = reverse("admin:auth_user_password_change", args=[admin_user.pk])
    data = {
        "password1": "another-long-1957",
        "password2": "another-long-1957",
        "usable_password": "true",
        "set-password": "1",
    }
    assert client.post(url, data).status_code == 403
    admin_user.refresh_from_db()
    assert admin_user.password == before


@pytest.mark.parametrize("role", ["author", "reviewer", "editor"])
def test_people_of_other_roles_see_no_accounts(role, client, newcomer, request):
    client.force_login(request.getfixturevalue(role))
    for url in (reverse("admin:auth_user_changelist"), person_url(newcomer)):
        assert client.get(url).status_code == 403


def test_somebody_with_a_trail_is_deactivated_not_deleted(client, admin_user, author, newcomer):
    records.make("event", author)
    client.force_login(admin_user)

    assert client.post(person_url(author, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=author.pk).exists()

    client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "delete_selected", "_selected_action": [author.pk], "post": "yes"},
    )
    assert User.objects.filter(pk=author.pk).exists()

    assert client.post(person_url(newcomer, "delete"), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=newcomer.pk).exists()
    assert AuditEntry.objects.filter(act="delete", item_label="user:newcomer").exists()


# The engine's tables


@pytest.mark.parametrize("name", ["auditentry", "submission", "finding", "job"])
def test_the_engines_tables_are_read_and_never_written(name, client, admin_user, author):
    records.make("event", author)
    client.force_login(admin_user)
    base = f"/admin/editorial/{name}/"

    assert client.get(base).status_code == 200
    assert client.get(base + "add/").status_code == 403
    assert client.post(base + "add/", {}).status_code == 403
    assert client.post(base + "1/delete/", {"post": "yes"}).status_code in (302, 403)
    count = AuditEntry.objects.count()
    client.post(base, {"action": "delete_selected", "_selected_action": [1], "post": "yes"})
    assert AuditEntry.objects.count() == count


def test_the_trail_is_searched_by_record_person_and_reason(client, editor, author):
    records.make("event", author, key="one")
    records.make("event", editor, key="two")
    client.force_login(editor)

    def labels(words):
        rows = client.get("/admin/editorial/auditentry/", {"q": words}).context["cl"].result_list
        return [entry.item_label for entry in rows]

    assert labels("event:one") == ["event:one 一次发布"]
    assert labels("author") == ["event:one 一次发布"]
    assert labels("nothing") == []
