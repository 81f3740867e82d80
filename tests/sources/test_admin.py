"""Sources in the admin: CSL-JSON filled in as fields."""

import pytest
from django.utils import translation

from editorial import history
from tests import desk, records


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies.load({"django_language": "en"})
    with translation.override("en"):
        yield


def stored(item):
    return history.snapshot_of(history.newest(item)).get("csl")


def test_a_source_is_made_from_its_fields(client, author):
    client.force_login(author)
    data = desk.shown_form(client.get(desk.add_url("source")))
    data |= {
        "key": "vaswani2017", "title": "Attention Is All You Need", "csl_type": "paper-conference",
        "csl_author": "Vaswani, Ashish\r\nGoogle", "csl_issued": "2017年6月", "csl_arxiv": "1706.03762", "language": "en",
    }  # fmt: skip

    assert client.post(desk.add_url("source"), {**data, "_save": "1"}).status_code == 302

    from editorial.models import Item

    assert stored(Item.objects.get(key="vaswani2017")) == {
        "type": "paper-conference", "title": "Attention Is All You Need",
        "author": [{"family": "Vaswani", "given": "Ashish"}, {"literal": "Google"}],
        "issued": {"date-parts": [[2017, 6]]}, "archive": "arXiv", "archive_location": "1706.03762",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("csl_issued", "soon", "is not a date"), ("csl_url", "javascript:alert(1)", "begins with http"),
     ("csl_accessed", "2024-13-45", "is not a date"), ("title", "", "required")],
)  # fmt: skip
def test_a_mistake_keeps_the_fields_and_says_what_is_wrong(field, value, says, client, author):
    item = records.make("source", author)
    client.force_login(author)

    response = desk.save(client, item, {**desk.opened(client, item), "csl_author": "Wu, Q.", field: value})

    assert response.status_code == 200
    assert says in desk.text_of(response)
    assert desk.shown_form(response)["csl_author"] == "Wu, Q."
    assert history.newest_number(item) == 1


def test_a_type_nobody_lists_and_a_missing_type_stay_as_they_are(client, author):
    client.force_login(author)
    for key, csl in (("song", {"type": "song", "title": "A paper"}), ("untyped", {"title": "A paper"})):
        item = records.make("source", author, key=key, csl=csl)
        desk.save(client, item, {**desk.opened(client, item), "csl_volume": "7"})
        assert stored(item) == {**csl, "volume": "7"}
