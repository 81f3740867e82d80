"""Written citations become keys where a person says so, and nothing else in the text changes."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from book import rekeying
from editorial import history, kinds, transitions
from editorial.models import Item
from tests.desk import shown_form, text_of, url
from tests.records import fresh, make, make_book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

BODY = """起初（Vaswani et al., 2017, p. 6；OpenAI，2024）。后来（阿里巴巴，2023），参见（参见 Brown, 2020）和(Nobody, 1999)。

`(Vaswani et al., 2017)` 与 [链接](https://x.org/(Vaswani,2017)) 以及 https://x.org/a(Brown,2020) 不算。

```text
(Vaswani et al., 2017)
```

两年（Brown, 2020, 2021）。一条脚注[^1]，再一次[^1]，另一条[^2]。

[^1]: A talk. https://www.example.org/talk?utm_source=x
[^2]: 只是一句说明。
"""


def csl(family, year, title, **more):
    return {"type": "article", "title": title, "issued": {"date-parts": [[year]]},
            "author": [{"literal": family} if family.isupper() or family in ("OpenAI", "阿里云") else {"family": family}], **more}  # fmt: skip


@pytest.fixture
def library(author):
    for key, *facts in (
        ("vaswani2017", "Vaswani", 2017, "Attention"), ("sora2024", "OpenAI", 2024, "Sora"), ("gpt4o2024", "OpenAI", 2024, "GPT-4o"),
        ("brown2020", "Brown", 2020, "Few-shot"), ("brown2021", "Brown", 2021, "More shots"), ("aliyun2023", "阿里云", 2023, "通义千问"),
    ):  # fmt: skip
        made = csl(*facts, custom={"et_al": True}) if key == "vaswani2017" else csl(*facts)
        make("source", author, key=key, title=facts[2], csl=made)
    talk = csl("Lee", 2019, "A talk about scale", URL="http://example.org/talk/")
    make("source", author, key="lee2019", title="A talk about scale", csl=talk)
    make("organization", author, key="aliyun", name="阿里云", aliases=["阿里巴巴"])


@pytest.fixture
def chapter(author, library):
    return make("chapter", author, key="one", book=make_book(author), body=BODY)


def found_in(item):
    item = fresh(item)
    snapshot = kinds.get("chapter").snapshot(item.row)
    return rekeying.written(kinds.get("chapter"), snapshot, key=item.key, collection_key="a-book")


def test_each_written_citation_says_what_it_may_mean(chapter):
    said = [
        (part.raw, part.only, [(option.key, option.by) for option in part.options]) for part in found_in(chapter).parts
    ]
    assert said == [
        ("Vaswani et al., 2017, p. 6", "vaswani2017", [("vaswani2017", "")]),
        ("OpenAI，2024", "", [("gpt4o2024", ""), ("sora2024", "")]),
        ("阿里巴巴，2023", "", [("aliyun2023", "阿里云")]),
        ("Brown, 2020", "brown2020", [("brown2020", "")]),
        ("Nobody, 1999", "", []),
        ("Brown, 2020", "brown2020", [("brown2020", "")]),
        ("2021", "brown2021", [("brown2021", "")]),
        ("[^1]", "lee2019", [("lee2019", "")]),
    ]


def test_brackets_change_when_all_in_them_is_chosen_and_all_else_stays_to_the_letter(chapter):
    found = found_in(chapter)
    chosen = {part.number: part.only for part in found.parts if part.only}
    changed = rekeying.rewritten(found, chosen)
    assert changed == BODY.replace("（参见 Brown, 2020）", "[参见 @brown2020]").replace(
        "（Brown, 2020, 2021）", "[@brown2020; @brown2021]"
    ).replace("[^1]，", "[@lee2019]，").replace("[^1]: A talk. https://www.example.org/talk?utm_source=x\n", "")
    openai = next(part.number for part in found.parts if part.raw.startswith("OpenAI"))
    assert "起初[@vaswani2017, p. 6; @sora2024]。" in rekeying.rewritten(found, chosen | {openai: "sora2024"})
    assert rekeying.rewritten(found, {}) == BODY


@pytest.mark.parametrize(
    ("raw", "key", "authors"),
    [
        ("Nobody et al., 1999", "nobody1999", [{"family": "Nobody"}]),
        ("Brown & Lee, 2020", "brown2020a", [{"family": "Brown"}, {"family": "Lee"}]),
        ("李彦宏等，2023", "li-yan-hong2023", [{"literal": "李彦宏"}]),
        ("New York Times, 2020", "new-york-times2020", [{"literal": "New York Times"}]),
    ],
)
def test_a_source_is_made_of_what_the_citation_says(library, author, raw, key, authors):
    name, _comma, year = re.split("([,，])", raw)
    made_key, fields = rekeying.new_source(rekeying.Part(0, raw, name, year.strip()))
    assert (made_key, fields["csl"]["author"], fields["title"]) == (key, authors, f"[VERIFY] {raw}")
    assert transitions.create("source", key=made_key, actor=author, fields=fields).key == key


# At the desk


@pytest.fixture
def at_desk(client, author):
    client.cookies.load({"django_language": "en"})
    client.force_login(author)
    return client


def open_page(client, item):
    response = client.get(url(item, "citations"))
    assert response.status_code == 200
    return response


def test_saving_what_is_chosen_makes_one_draft_and_shows_its_difference(at_desk, chapter):
    page = open_page(at_desk, chapter)
    assert "5 fit one source · 2 fit several or are suggested · 1 fit none" in text_of(page)
    data = shown_form(page, "citations-form")
    answer = at_desk.post(url(chapter, "citations"), data)
    assert answer.url == f"{url(chapter, 'compare')}?from=1&to=2"
    assert fresh(chapter).row.body.count("@brown2020") == 2
    assert "[@lee20 1 9 ]" in text_of(at_desk.get(answer.url)).replace("[ ^ @", "[@")
    assert history.version(fresh(chapter), 2).note == "written citations turned into keys"


def test_one_click_exchanges_one_citation(at_desk, chapter):
    number = next(part.number for part in found_in(chapter).parts if part.raw == "[^1]")
    data = {"only": number, "lock_version": fresh(chapter).lock_version}
    at_desk.post(url(chapter, "citations"), data)
    body = fresh(chapter).row.body
    assert body.count("[@lee2019]") == 2 and "[^1]" not in body and "（Brown, 2020, 2021）" in body


def test_a_source_made_on_the_page_fits_from_then_on(at_desk, chapter):
    number = next(part.number for part in found_in(chapter).parts if part.raw == "Nobody, 1999")
    at_desk.post(url(chapter, "citations"), {"make": number})
    assert Item.objects.get(key="nobody1999").title == "[VERIFY] Nobody, 1999"
    assert next(part.only for part in found_in(chapter).parts if part.raw == "Nobody, 1999") == "nobody1999"


def test_what_nobody_offered_and_what_somebody_else_saved_is_refused(at_desk, chapter, author):
    lock = fresh(chapter).lock_version
    parts = {f"part-{part.number}": "aliyun2023" for part in found_in(chapter).parts if part.raw == "Nobody, 1999"}
    at_desk.post(url(chapter, "citations"), {**parts, "lock_version": lock})
    assert fresh(chapter).row.body == BODY
    transitions.edit(fresh(chapter), actor=author, fields={"body": f"{BODY}改。"})
    ticked = {f"part-{part.number}": part.only for part in found_in(chapter).parts}
    answer = at_desk.post(url(chapter, "citations"), {**ticked, "lock_version": lock})
    assert answer.status_code == 409 and fresh(chapter).row.body == f"{BODY}改。"


def test_readers_of_the_desk_change_nothing(client, make_user, chapter):
    client.force_login(make_user("reader-only", role="reviewer"))
    assert client.get(url(chapter, "citations")).status_code == 200
    assert client.post(url(chapter, "citations"), {"lock_version": 1}).status_code in (302, 403)
    assert fresh(chapter).row.body == BODY


WORDS = st.text(alphabet="(（)）[]`*~\n,，;； @^:ab李年2017Brown", max_size=80)


@given(WORDS)
@settings(max_examples=80, deadline=None)
def test_looking_for_written_citations_keeps_every_character_in_its_place(text):
    masked = rekeying._masked(text)
    assert len(masked) == len(text)
    assert rekeying.candidates_in(text) >= 0


@pytest.mark.parametrize("piece", ["`", "```\n", "<!--", "](", "[^1]: a\n", "(A, 2017; ", "~~~~ "])
def test_looking_for_written_citations_costs_no_more_than_the_length(piece):
    took = []
    for length in (25_000, 100_000):
        start = time.process_time()
        rekeying.candidates_in((piece * length)[:length])
        took.append(time.process_time() - start)
    assert took[1] < 0.5 or took[1] < 10 * took[0]
