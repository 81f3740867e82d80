"""Timelines to take away: exact files, hostile words, both dates where sources disagree."""

import csv
import io
import json
import re
from datetime import date

import pytest
from lxml import etree

from benchmarks.timeline import store
from tests.book.public.chronology.invented import chronicle, event

pytestmark = pytest.mark.django_db

HOSTILE = 'a:b; "c" #d `e` %%f <g> | [h](i) *j*\n=k'


def day(*parts):
    return date(*parts).toordinal()


@pytest.fixture
def stored():
    store(
        chronicle(
            [
                event("gpt", "2020-05", grade="critical", organizations=[0], title="发布", title_en="Release"),
                event("chat", "2022-11-30", grade="major", organizations=[1], causes=["gpt"], disputed=True,
                      others=[["2022-12-01", day(2022, 12, 1), day(2022, 12, 1)]], chapters=[0], concepts=[0]),
                event("war", "2021-02/2021-04-03", organizations=[0, 1], grade="minor"),
                event("=cmd|' /C calc'!A0", "", title=HOSTILE),
            ],
            organizations=["甲研究院", "OpenBook"], concepts=["对齐"], chapters=["第一章题"],
        )
    )  # fmt: skip


def body(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_markdown_is_a_table_with_a_drawing_above_it(client, stored):
    assert body(client, "/en/timeline.md?from=2020&to=2022") == (
        "# Timeline\n\n```mermaid\ngantt\n    title Timeline\n    dateFormat YYYY-MM-DD\n    axisFormat %Y\n\n"
        "    section 2020\n    Release :crit, 2020-05-01, 31d\n\n"
        "    section 2021\n    war :2021-02-01, 62d\n\n"
        "    section 2022\n    chat :active, 2022-11-30, 1d\n```\n\n"
        "| Date | Organization | Event | Significance | Chapter |\n| --- | --- | --- | --- | --- |\n"
        "| 2020-05 | 甲研究院 | [Release](http://127.0.0.1:8000/en/events/gpt/) | 🔴 Critical |  |\n"
        "| 2021-02/2021-04-03 | 甲研究院, OpenBook | [war](http://127.0.0.1:8000/en/events/war/) | Minor |  |\n"
        "| 2022-11-30 (others say 1 December 2022) | OpenBook | [chat](http://127.0.0.1:8000/en/events/chat/) | 🔵 Major | 第一章题 |\n"
        "\n🔴 Critical · 🔵 Major · ⚪ Notable\n"
    )


def test_mermaid_has_a_section_for_each_organization_that_is_compared(client, stored):
    assert body(client, "/timeline.mmd?organization=org-1&organization=org-0") == (
        "gantt\n    title 对照：OpenBook、甲研究院\n    dateFormat YYYY-MM-DD\n    axisFormat %Y\n\n"
        "    section OpenBook\n    war :2021-02-01, 62d\n    chat :active, 2022-11-30, 1d\n\n"
        "    section 甲研究院\n    发布 :crit, 2020-05-01, 31d\n    war :2021-02-01, 62d\n"
    )


def test_no_title_breaks_out_of_its_line_its_cell_or_its_quotes(client, stored):
    assert r"[a:b; \"c\" \#d \`e\` %%f \<g\> \| \[h\](i) \*j\* =k](" in body(client, "/timeline.md").replace('"', r"\"")
    assert "    %% 另有1个事件日期不详，未列入\n" in body(client, "/timeline.mmd")
    rows = list(csv.DictReader(io.StringIO(body(client, "/timeline.csv").removeprefix("\ufeff"))))
    assert rows[-1]["key"] == "'=cmd|' /C calc'!A0"
    assert rows[-1]["title"] == HOSTILE
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_csv_holds_every_column_of_every_event(client, stored):
    rows = list(csv.DictReader(io.StringIO(body(client, "/timeline.csv?organization=org-1").removeprefix("\ufeff"))))
    assert rows[1] == {
        "key": "chat", "date": "2022-11-30", "earliest": "2022-11-30", "latest": "2022-11-30", "precision": "day",
        "extent": "day", "title": "chat", "title_en": "", "organizations": "OpenBook", "significance": "major",
        "type": "other", "verification": "verified", "disputed": "yes", "other_dates": "2022-12-01", "concepts": "对齐",
        "chapters": "chapters-0" if False else "chapter-0", "causes": "gpt", "url": "http://127.0.0.1:8000/events/chat/",
    }  # fmt: skip


def test_json_ld_keeps_the_precision_of_dates(client, stored):
    data = json.loads(body(client, "/en/timeline.jsonld"))
    assert (data["@type"], data["numberOfItems"]) == ("ItemList", 4)
    first, war, chat, undated = (each["item"] for each in data["itemListElement"])
    assert first == {
        "@type": "Event", "@id": "http://127.0.0.1:8000/en/events/gpt/", "url": "http://127.0.0.1:8000/en/events/gpt/",
        "name": "Release", "startDate": "2020-05", "temporalCoverage": "2020-05",
        "organizer": [{"@type": "Organization", "name": "甲研究院", "@id": "http://127.0.0.1:8000/en/org/0/"}],
    }  # fmt: skip
    assert (war["startDate"], war["endDate"]) == ("2021-02", "2021-04-03")
    assert chat["disambiguatingDescription"] == "others say 1 December 2022"
    assert "startDate" not in undated


def test_the_picture_is_well_formed_says_the_same_and_has_no_style_of_its_own(client, stored):
    picture = etree.fromstring(body(client, "/timeline.svg").encode())
    words = "".join(picture.itertext())
    assert {"发布", "chat", "war"} <= set(re.findall(r"发布|chat|war", words))
    assert picture.xpath("//*[local-name()='style'] | //@style | //*[local-name()='script']") == []
    assert picture.xpath("count(//*[local-name()='a'])") == 3


@pytest.mark.parametrize("extension", ["md", "mmd", "csv", "jsonld", "svg"])
def test_every_file_has_the_filters_of_the_page_and_an_address_for_each_organization(client, stored, extension):
    page = body(client, "/timeline/?organization=org-0&from=2021")
    assert f'href="/timeline.{extension}?from=2021&amp;organization=org-0"' in page
    assert body(client, f"/organizations/org-0/timeline.{extension}") == body(
        client, f"/timeline.{extension}?organization=org-0"
    )
    assert client.get(f"/organizations/nobody/timeline.{extension}").status_code == 404
    assert client.get(f"/timeline.{extension}?from=2021&organization=org-0")["X-Robots-Tag"] == "noindex"
    assert client.post(f"/timeline.{extension}").status_code == 405


def test_an_empty_site_has_empty_files_and_there_are_no_others(client):
    for extension in ("md", "mmd", "csv", "jsonld", "svg"):
        assert client.get(f"/timeline.{extension}").status_code == 200
        assert client.get(f"/timeline.{extension}?from=2020").status_code == 200
    assert client.get("/timeline.exe").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_mermaid_itself_reads_the_chart(client, stored, live_server, browser_page):
    store(chronicle([event("x", "2020", title=HOSTILE, organizations=[0]), event("y", "2021-01-02", grade="critical")]))
    text = body(client, "/timeline.mmd")
    browser_page.goto(live_server.url + "/static/css/tokens.css")
    browser_page.add_script_tag(url=live_server.url + "/static/diagrams/mermaid.min.js")
    assert browser_page.evaluate("text => mermaid.parse(text).then((found) => found.diagramType)", text) == "gantt"
