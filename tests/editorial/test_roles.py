"""Roles as data: what somebody may do in which book, and what a role in one book cannot reach."""

import pytest
from django.db import IntegrityError, transaction

from editorial import errors, freezing, queries, roles, transitions
from editorial.models import AuditEntry, Item, Membership, Role
from editorial.resolving import DraftResolver
from tests.records import approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def books(editor):
    return {key: make_book(editor, key=key, title=f"《{key}》") for key in ("a", "b")}


@pytest.fixture
def chapters(editor, books):
    return {key: make("chapter", editor, book=book, key="one", title=f"{key}的章") for key, book in books.items()}


@pytest.fixture
def shared(editor):
    return make("source", editor, key="lee2020")


@pytest.fixture
def in_a(make_user, books):
    """``in_a(role)``: somebody with that role in book a and nowhere else."""
    return lambda role: make_user(f"{role}-of-a", role=role, book=books["a"])


def test_every_role_allows_only_acts_that_exist_and_every_act_is_allowed_to_some_role():
    assert set(roles.PERMISSIONS) == set(Role)
    assert {act for acts in roles.PERMISSIONS.values() for act in acts} == set(roles.ACTS)


def test_an_act_nobody_has_heard_of_is_a_mistake(author):
    with pytest.raises(KeyError):
        roles.may(author, "polish_item")


def test_a_role_in_one_book_reaches_that_book_what_is_in_it_and_records_outside_every_book(
    in_a, books, chapters, shared, editor
):
    person = in_a("author")
    reached = {
        "book a": roles.may_write(person, books["a"]),
        "chapter of a": roles.may_write(person, chapters["a"]),
        "book b": roles.may_write(person, books["b"]),
        "chapter of b": roles.may_write(person, chapters["b"]),
        "shared": roles.may_write(person, shared),
        "somewhere": roles.may_write(person),
        "everywhere": roles.may_everywhere(person, "edit_item"),
    }
    assert reached == {
        "book a": True, "chapter of a": True, "book b": False, "chapter of b": False, "shared": True,
        "somewhere": True, "everywhere": False,
    }  # fmt: skip
    seen = Item.objects.filter(roles.visible(person)).order_by("kind", "key")
    assert [item.reference for item in seen] == ["book:a", "chapter:a/one", "source:lee2020"]
    assert Item.objects.filter(roles.visible(editor)).count() == 5


@pytest.mark.parametrize("act", list(roles.ACTS))
def test_what_is_asked_of_one_item_and_of_the_list_agrees(act, make_user, books, chapters, shared):
    people = [make_user(f"{role}-{where}", role=role, book=books.get(where)) for role in Role for where in ("a", "*")]
    people += [make_user("nobody"), make_user("root", role="author")]
    people[-1].is_superuser = True
    items = [*books.values(), *chapters.values(), shared]
    for person in people:
        listed = set(Item.objects.filter(roles.visible(person, act=act)))
        assert listed == {item for item in items if roles.may(person, act, item)}, person


def test_a_deactivated_person_may_nothing(editor, shared):
    editor.is_active = False
    assert not roles.may(editor, "view_item")
    assert not roles.may_write(editor, shared)
    assert not Item.objects.filter(roles.visible(editor)).exists()


def test_somebody_who_writes_in_two_roles_of_two_books_has_each_only_there(make_user, books, chapters):
    person = make_user("both", role="author", book=books["a"])
    roles.give(person, "reviewer", collection=books["b"])
    can = [(roles.may_write(person, item), roles.may_review(person, item)) for item in chapters.values()]
    assert can == [(True, False), (False, True)]


class TestActsAcrossBooks:
    def test_no_act_of_somebody_from_another_book_succeeds(self, in_a, books, chapters, editor, reviewer):
        publish(books["b"], chapters["b"], author=editor, reviewer=reviewer)
        chapter = chapters["b"]
        transitions.edit(fresh(chapter), actor=editor, fields={"body": "新的正文。"})
        submission = transitions.submit([fresh(chapter)], actor=editor)
        author, judge, chief = in_a("author"), in_a("reviewer"), in_a("editor")
        seal = freezing.freeze_submission(submission).seal
        attempts = [
            lambda: transitions.edit(fresh(chapter), actor=author, fields={"body": "闯入。"}),
            lambda: transitions.submit([fresh(chapter)], actor=author),
            lambda: transitions.restore(fresh(chapter), 1, actor=author),
            lambda: transitions.discard(fresh(chapter), actor=chief),
            lambda: transitions.return_(submission, actor=judge, comment="不"),
            lambda: transitions.sign(submission, actor=judge, seal=seal),
            lambda: transitions.sign(submission, actor=chief, seal=seal, override=True, reason="闯入"),
            lambda: transitions.withdraw(submission, actor=chief),
            lambda: transitions.unpublish(fresh(chapter), actor=chief, reason="闯入"),
            lambda: transitions.roll_back(fresh(chapter), 1, actor=chief, reason="闯入"),
            lambda: transitions.edit(books["b"], actor=chief, fields={"self_review": True}),
            lambda: make("chapter", chief, book=books["b"], key="two"),
            lambda: make_book(chief, key="c"),
        ]
        before = AuditEntry.objects.count()
        for attempt in attempts:
            with pytest.raises(errors.NotAllowed):
                attempt()
        assert AuditEntry.objects.count() == before

    def test_within_the_book_the_same_people_do_their_work(self, in_a, chapters, shared):
        author, judge = in_a("author"), in_a("reviewer")
        transitions.edit(chapters["a"], actor=author, fields={"body": "写完了。"})
        submission = transitions.submit([fresh(chapters["a"]), fresh(shared)], actor=author)
        approve(submission, judge)
        assert {fresh(item).status for item in (chapters["a"], shared)} == {"published"}

    def test_a_set_that_spans_two_books_needs_a_role_in_both(self, in_a, chapters, editor):
        submission = transitions.submit([chapters["a"], chapters["b"]], actor=editor)
        judge = in_a("reviewer")
        assert not queries.submissions_seen_by(judge).exists()
        assert not queries.waiting_for(judge).exists()
        with pytest.raises(errors.NotAllowed):
            approve(submission, judge)
        roles.give(judge, "reviewer", collection=chapters["b"].collection)
        assert list(queries.waiting_for(judge)) == [submission]

    def test_the_page_of_a_shared_record_is_withdrawn_only_by_an_editor_of_all_books(
        self, in_a, shared, editor, reviewer
    ):
        publish(shared, author=editor, reviewer=reviewer)
        with pytest.raises(errors.NotAllowed):
            transitions.unpublish(fresh(shared), actor=in_a("editor"), reason="只是我们这本不用了")
        transitions.unpublish(fresh(shared), actor=editor, reason="撤稿")

    def test_an_editor_of_one_book_overrides_for_a_set_of_that_book_with_its_shared_records(
        self, in_a, chapters, shared
    ):
        chief = in_a("editor")
        submission = transitions.publish_by_override([chapters["a"], shared], actor=chief, reason="截稿")
        assert submission.state == "approved"
        with pytest.raises(errors.NotAllowed):
            transitions.publish_by_override([chapters["b"]], actor=chief, reason="截稿")


def test_a_preview_shows_of_a_foreign_draft_only_what_readers_get(in_a, chapters, books, editor, reviewer):
    person = in_a("author")
    resolver = DraftResolver(collection_key="a", reader=person)
    assert resolver.find("chapter", "one").title == "a的章"
    hidden = resolver.find("chapter", "b/one")
    assert (hidden.title, hidden.card, hidden.public) == ("", {}, False)

    publish(books["b"], chapters["b"], author=editor, reviewer=reviewer)
    transitions.edit(fresh(chapters["b"]), actor=editor, fields={"title": "还没人知道的题目"})
    assert DraftResolver(reader=person).find("chapter", "b/one").title == "b的章"
    assert DraftResolver(reader=editor).find("chapter", "b/one").title == "还没人知道的题目"


class TestGivingAndTaking:
    def test_each_change_leaves_a_row_and_counts_at_once(self, make_user, administrator, books, chapters):
        person = make_user("newcomer")
        membership = roles.give(person, "author", collection=books["a"], actor=administrator)
        assert roles.may_write(person, chapters["a"])
        roles.give(person, "author", collection=books["a"], actor=administrator)
        roles.take(membership, actor=administrator)
        assert not roles.may_write(membership.person, chapters["a"])
        rows = AuditEntry.objects.filter(act="permission").order_by("pk").values_list("item_label", "detail")
        assert list(rows) == [
            ("user:newcomer", {"role": [None, "author@a"]}), ("user:newcomer", {"role": ["author@a", None]}),
        ]  # fmt: skip

    def test_the_database_refuses_a_role_held_twice_and_one_that_does_not_exist(self, make_user, books):
        person = make_user("somebody", role="author")
        since = person.date_joined
        for wrong in ({"role": "author"}, {"role": "pope"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Membership.objects.create(person=person, since=since, **wrong)
