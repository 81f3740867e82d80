"""Look-ups: asked in the background, retried, taken over by a person; off by default; no network is no error."""

import json

import pytest

from editorial import errors, jobs
from editorial.models import Job
from sources import fetching, looking_up
from sources.models import LookUp
from tests import desk
from tests.records import fresh, make
from tests.sources.servers import say, serving

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Lamps
 are all you need</title><published>2017-06-12T17:57:34Z</published><author><name>Ann B. Lee</name></author>
<author><name>李彦宏</name></author><arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/X</arxiv:doi></entry></feed>"""
CSL = {"type": "journal-article", "title": "Lamps", "author": [{"family": "Lee", "given": "Ann"}], "DOI": "10.1000/A1",
       "issued": {"date-parts": [[2020, 3]]}, "volume": "9", "abstract": "…"}  # fmt: skip


@pytest.fixture
def registry(settings):
    """A registry that answers what ``registry.answer`` says: (status, body)."""
    settings.ANNALS_LOOKUPS = settings.ANNALS_FETCH_LOCAL = True

    class Registry:
        answer = (200, json.dumps(CSL).encode())

    state = Registry()
    with serving(lambda handler: say(handler, *state.answer)) as (address, asked):
        settings.ANNALS_DOI_URL, settings.ANNALS_ARXIV_URL = f"{address}/doi", f"{address}/api"
        state.asked = asked
        yield state


@pytest.fixture
def item(author):
    return make(
        "source",
        author,
        key="lee",
        title="10.1000/a1",
        csl={"type": "article", "title": "10.1000/a1", "DOI": "10.1000/a1", "volume": "7"},
    )


def test_a_doi_is_looked_up_in_the_background_and_its_answer_taken_over(registry, item, author):
    looking_up.ask(item, actor=author)
    jobs.run_lagging()
    row = LookUp.objects.get()
    assert (row.state, registry.asked) == ("found", ["GET /doi/10.1000/a1"])
    assert fresh(item).row.title == "10.1000/a1", "nothing is changed before somebody says so"
    looking_up.take_over(item, actor=author)
    assert fresh(item).row.csl == {
        "type": "article", "title": "Lamps", "DOI": "10.1000/a1", "volume": "7", "issued": {"date-parts": [[2020, 3]]},
        "author": [{"family": "Lee", "given": "Ann"}],
    }  # fmt: skip
    assert (fresh(item).title, LookUp.objects.get().state) == ("Lamps", "applied")
    with pytest.raises(errors.WrongState):
        looking_up.take_over(item, actor=author)


def test_an_arxiv_number_is_looked_up(registry):
    registry.answer = (200, ATOM.encode())
    assert looking_up.find("arxiv", "1706.03762") == {
        "type": "article", "title": "Lamps are all you need", "issued": {"date-parts": [[2017, 6, 12]]}, "archive": "arXiv",
        "author": [{"family": "Lee", "given": "Ann B."}, {"family": "李", "given": "彦宏"}], "archive_location": "1706.03762",
        "DOI": "10.1000/x", "URL": "https://arxiv.org/abs/1706.03762",
    }  # fmt: skip
    assert registry.asked == ["GET /api?id_list=1706.03762&max_results=1"]


@pytest.mark.parametrize(
    ("scheme", "answer", "reason"),
    [
        ("doi", (200, b"<!doctype html>"), "unreadable"), ("doi", (200, b"[" * 50_000), "unreadable"), ("doi", (200, b"[]"), "unreadable"),
        ("doi", (200, b'{"DOI": "10.1000/other", "title": "T"}'), "unreadable"), ("doi", (503, b""), "busy"),
        ("doi", (200, b"x" * 2_100_000), "unreadable"), ("arxiv", (200, b"{}"), "unreadable"),
        ("arxiv", (200, b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;'), "unreadable"),
    ],
    ids=["html", "deep", "list", "other", "busy", "huge", "json", "entity"],
)  # fmt: skip
def test_answers_that_are_none(registry, scheme, answer, reason):
    registry.answer = answer
    with pytest.raises(fetching.NotReached) as refusal:
        looking_up.find(scheme, "10.1000/a1" if scheme == "doi" else "1706.03762")
    assert refusal.value.reason == reason


def test_what_the_registry_does_not_know(registry):
    registry.answer = (404, b"")
    assert looking_up.find("doi", "10.1000/a1") == {}
    registry.answer = (200, b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>')
    assert looking_up.find("arxiv", "1706.03762") == {}


def test_a_failure_is_tried_again_with_growing_pauses_and_given_up_in_the_end(registry, item, author):
    registry.answer = (503, b"")
    looking_up.ask(item, actor=author)
    name = f"lookup:{item.pk}"
    planned = []
    for _try in range(looking_up.MOST_TRIES - 1):
        with pytest.raises(fetching.NotReached):
            jobs.run(name)
        job = Job.objects.get(name=name)
        planned.append((job.queued_at - LookUp.objects.get().asked_at).total_seconds())
    assert planned == sorted(planned) and planned[-1] > 25
    jobs.run(name)
    assert (LookUp.objects.get().state, LookUp.objects.get().reason) == ("given_up", "busy")


class TestAtTheDesk:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, author):
        client.cookies.load({"django_language": "en"})
        client.force_login(author)

    def test_the_page_asks_shows_and_takes_over(self, client, registry, item):
        page = desk.url(item, "look_up")
        assert "Ask the registry" in desk.text_of(client.get(page))
        client.post(page, {"act": "ask"})
        jobs.run_lagging()
        words = desk.text_of(client.get(page))
        assert "author Ann Lee" in words and "issued 2020-3" in words and "Fill the gaps" in words
        client.post(page, {"act": "take"})
        assert fresh(item).title == "Lamps"

    def test_switched_off_it_says_so_and_asks_nobody(self, client, item):
        page = desk.url(item, "look_up")
        assert "Look-ups are switched off here." in desk.text_of(client.get(page))
        response = client.post(page, {"act": "ask"})
        assert (response.status_code, "switched off" in desk.text_of(response)) == (409, True)
        assert not Job.objects.filter(name__startswith="lookup:").exists()

    def test_without_a_network_no_page_fails(self, client, item, settings):
        settings.ANNALS_LOOKUPS = True
        settings.ANNALS_DOI_URL = "http://127.0.0.1:9"
        page = desk.url(item, "look_up")
        assert client.post(page, {"act": "ask"}).status_code == 302
        assert "waiting for an answer" in desk.text_of(client.get(page))
        assert client.get(desk.url(item)).status_code == 200
