"""Whether links lead somewhere: politely asked, dead after two runs, never in the way."""

from datetime import timedelta

import pytest

from editorial import checks, clock, jobs, newest
from editorial.models import Finding, Job
from sources import fetching, link_health, tasks
from sources.models import LinkCheck
from tests.records import fresh, make, make_book, publish
from tests.sources.servers import say, serving

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def local(settings):
    settings.ANNALS_FETCH_LOCAL = True


@pytest.fixture
def site():
    """A site with pages of every sort; ``site.gone`` can be mended."""

    class Site:
        gone = True
        robots = "User-agent: *\nDisallow: /secret\n"

    state = Site()

    def answer(handler):
        path = handler.path
        if path == "/robots.txt":
            say(handler, 200, state.robots.encode(), content_type="text/plain")
        elif path == "/moved":
            say(handler, 301, location="/page")
        elif path == "/elsewhere":
            say(handler, 302, location="/page")
        elif path == "/loop":
            say(handler, 302, location="/loop")
        elif path == "/paywall":
            say(handler, 403)
        elif path == "/no-head" and handler.command == "HEAD":
            say(handler, 405)
        elif path == "/gone" and state.gone:
            say(handler, 404)
        else:
            say(handler, 200, b"<html>" if path != "/json" else b"<!doctype html>")

    with serving(answer) as (address, asked):
        state.address, state.asked = address, asked
        yield state


@pytest.mark.parametrize(
    ("path", "outcome", "status", "reason"),
    [("/page", "ok", 200, ""), ("/no-head", "ok", 200, ""), ("/moved", "moved", 200, ""), ("/elsewhere", "ok", 200, ""),
     ("/paywall", "barred", 403, ""), ("/gone", "failed", 404, "status"), ("/loop", "failed", None, "redirects"),
     ("/secret/x", "robots", None, "robots")],
)  # fmt: skip
def test_what_comes_of_asking(site, path, outcome, status, reason):
    result = link_health.ask(site.address + path)
    assert (str(result.outcome), result.status, result.reason) == (outcome, status, reason)
    assert bool(result.redirects) is (path in ("/moved", "/elsewhere"))


def test_robots_are_asked_once_a_site_and_head_before_get(site):
    robots = {}
    for path in ("/page", "/no-head"):
        link_health.ask(site.address + path, robots=robots)
    assert site.asked == ["GET /robots.txt", "HEAD /page", "HEAD /no-head", "GET /no-head"]


def source(author, key, url):
    return make("source", author, key=key, title=key, csl={"type": "webpage", "title": key, "URL": url})


def states():
    return {
        check.item.key: (check.outcome, check.failures, check.is_dead)
        for check in LinkCheck.objects.select_related("item")
    }


def run(**options):
    return link_health.run_due(pause=0, **options)


def test_a_link_is_dead_after_two_runs_and_lives_again_after_one(site, author):
    gone = source(author, "gone", f"{site.address}/gone")
    source(author, "fine", f"{site.address}/page")
    source(author, "none", "")
    assert run() == {"failed": 1, "ok": 1}
    assert run() == {}, "nothing is due for a week"
    assert states() == {"gone": ("failed", 1, False), "fine": ("ok", 0, False)}

    LinkCheck.objects.update(due_at=clock.now() - timedelta(seconds=1))
    Job.objects.all().delete()
    run()
    assert states()["gone"] == ("failed", 2, True)
    assert list(Job.objects.values_list("name", flat=True)) == [f"findings:{gone.pk}"]
    jobs.run_lagging()
    assert list(Finding.objects.filter(check_id="dead-link").values_list("target", flat=True)) == [
        f"{site.address}/gone"
    ]

    site.gone = False
    run(everything=True)
    jobs.run_lagging()
    assert states()["gone"] == ("ok", 0, False)
    assert not Finding.objects.filter(check_id="dead-link").exists()


def test_a_dead_link_is_told_at_every_place_that_cites_it_and_never_stands_in_the_way(site, author, reviewer):
    dead = source(author, "gone", f"{site.address}/gone")
    chapter = make("chapter", author, book=make_book(author), body="一。\n\n见[@gone]。")
    jobs.run_lagging()
    for _time in range(2):
        run(everything=True)
        source(author, f"other-{_time}", f"{site.address}/page-{_time}")
    jobs.run_lagging()
    found = [
        (problem.check.id, problem.line, problem.target, problem.level)
        for problem in checks.run(newest.subject(chapter.pk))
    ]
    assert ("dead-link-cited", 3, "gone", "note") in found
    publish(chapter, dead, author=author, reviewer=reviewer)
    assert fresh(chapter).status == "published"


def test_a_changed_address_starts_anew_and_a_deleted_one_is_forgotten(site, author):
    from editorial import transitions

    item = source(author, "gone", f"{site.address}/gone")
    run(everything=True)
    transitions.edit(
        item, actor=author, fields={"csl": {"type": "webpage", "title": "gone", "URL": f"{site.address}/page"}}
    )
    link_health.follow_sources()
    assert states() == {"gone": ("waiting", 0, False)}
    transitions.edit(fresh(item), actor=author, fields={"csl": {"type": "webpage", "title": "gone"}})
    link_health.follow_sources()
    assert states() == {}


def test_without_a_network_nothing_is_counted(author, monkeypatch):
    def nowhere(url, **options):
        raise fetching.NotReached("host")

    monkeypatch.setattr(link_health.fetching, "fetch", nowhere)
    for number in range(3):
        source(author, f"s{number}", f"https://s{number}.example/page")
    assert run() == {"no-network": 3}
    assert {failures for _outcome, failures, _dead in states().values()} == {0}
    assert not LinkCheck.objects.filter(due_at__lte=clock.now()).exists()


def test_only_one_run_at_a_time(site, author):
    from django.core.cache import cache

    source(author, "fine", f"{site.address}/page")
    cache.add(link_health._LOCK, 1)
    assert run() == {}
    cache.delete(link_health._LOCK)
    assert run() == {"ok": 1}


def test_one_host_is_asked_one_request_after_the_other_with_a_pause(site, author, monkeypatch):
    pauses = []
    monkeypatch.setattr(link_health.time, "sleep", pauses.append)
    for number in range(3):
        source(author, f"s{number}", f"{site.address}/page/{number}")
    link_health.run_due(pause=2.0)
    assert pauses == [2.0, 2.0]


def test_the_task_does_nothing_unless_allowed(site, author, settings):
    source(author, "fine", f"{site.address}/page")
    assert tasks.check_links() == {}
    settings.ANNALS_LINK_CHECKS = True
    assert tasks.check_links() == {"ok": 1}
