"""What answers at a public address."""

from datetime import timedelta

import pytest

from book.public.current import Found, Moved, Past, Withdrawn, incoming, look_up, named_in, other_releases
from tests.book.public import rows

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_address_answers_with_the_current_release(release):
    release("event", "launch")
    second = release("event", "launch")
    found = look_up("/events/launch/")
    assert (found.release, found.permanent) == (second, False)


def test_an_unknown_address_answers_with_nothing(release):
    release("event", "launch")
    assert look_up("/events/lunch/") is None


@pytest.mark.parametrize("path", ["/events/\x00/", "/events/" + "a" * 600 + "/"])
def test_an_absurd_address_answers_with_nothing(path):
    assert look_up(path) is None


def test_an_earlier_release_stays_at_its_permanent_address(release):
    first = release("event", "launch")
    release("event", "launch")
    assert look_up("/events/launch/", 1) == Found(look_up("/events/launch/").page, first, permanent=True)


@pytest.mark.parametrize("number", [0, 3, 10**8])
def test_a_release_that_never_was_has_no_permanent_address(release, number):
    release("event", "launch")
    release("event", "launch")
    assert look_up("/events/launch/", number) is None


def test_an_old_path_leads_to_the_current_one_for_ever(release):
    release("event", "launch", path="/events/first/")
    release("event", "launch", path="/events/second/")
    release("event", "launch", path="/events/third/")
    assert [look_up(path) for path in ("/events/first/", "/events/second/")] == [Moved("/events/third/")] * 2


def test_a_permanent_address_below_an_old_path_leads_on_too(release):
    release("event", "launch", path="/events/first/")
    release("event", "launch", path="/events/second/")
    assert look_up("/events/first/", 1) == Moved("/events/second/r/1/")


def test_a_path_taken_over_by_another_record_answers_with_that_one(release):
    release("event", "launch", path="/events/first/")
    release("event", "launch", path="/events/second/")
    heir = release("event", "heir", path="/events/first/")
    assert look_up("/events/first/").release == heir


def test_a_withdrawn_record_says_when_and_why(release, withdraw):
    row = release("event", "launch")
    withdraw(row, notice="正在核对。", at=rows.START)
    assert look_up("/events/launch/") == Withdrawn(rows.START, "正在核对。")


def test_a_withdrawn_record_is_gone_at_its_permanent_addresses_too(release, withdraw):
    release("event", "launch")
    withdraw(release("event", "launch"), notice="正在核对。", at=rows.START)
    assert [look_up("/events/launch/", number) for number in (1, 2)] == [Withdrawn(rows.START, "正在核对。")] * 2


def test_a_withdrawn_release_stays_gone_when_a_later_one_is_public(release, withdraw):
    first = release("event", "launch")
    later = first.at + timedelta(hours=1)
    withdraw(first, notice="有误。", at=later)
    second = release("event", "launch")
    assert look_up("/events/launch/").release == second
    assert look_up("/events/launch/", 1) == Withdrawn(later, "有误。")


def test_a_withdrawal_takes_the_releases_before_it_away_for_good(release, withdraw):
    first, second = release("event", "launch"), release("event", "launch")
    later = second.at + timedelta(hours=1)
    withdraw(second, notice="查证。", at=later)
    third = release("event", "launch")
    assert [look_up("/events/launch/", number) for number in (1, 2)] == [Withdrawn(later, "查证。")] * 2
    assert other_releases(first.item_id, than=third.number) == []


def test_the_other_releases_are_those_that_can_be_read_newest_first(release, withdraw, clerk):
    withdrawn = release("event", "launch")
    withdraw(withdrawn, at=withdrawn.at + timedelta(minutes=1))
    second, third, fourth = (release("event", "launch") for _ in range(3))
    assert other_releases(fourth.item_id, than=4) == [Past(3, third.at, []), Past(2, second.at, [])]


def test_only_current_releases_point_at_a_record(release, withdraw):
    release("organization", "lab")
    release("event", "old-link", links=[("organizations", "organization", "lab")])
    release("event", "old-link")
    withdraw(release("event", "gone", links=[("organizations", "organization", "lab")]))
    release("event", "stays", links=[("organizations", "organization", "lab", {"locator": "p. 1", "count": 2})])
    found = [
        (each.entry.key, each.role, each.locator, each.count) for each in incoming("organization", "lab", language="en")
    ]
    assert found == [("stays", "organizations", "p. 1", 2)]


def test_references_are_found_in_sealed_text():
    html = '<span class="ref" data-ref="event:a&amp;b">x</span><span class="ref" data-ref="chapter:b/one">y</span>'
    assert named_in(html) == {("event", "a&b"), ("chapter", "b/one")}
