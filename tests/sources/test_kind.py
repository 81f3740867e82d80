"""What a source tells the engine: cleaning, sort key, card and release."""

import pytest
from django.core.exceptions import ValidationError

from editorial import checks, kinds
from editorial.snapshot import RelationValue
from sources.kind import clean_csl
from sources.models import Source
from tests.drafts import World, draft, freeze, source, subject

KIND = kinds.get


def test_csl_is_stored_without_its_id_and_without_blanks():
    assert clean_csl({"id": "x", "type": "book", "author": [], "title": "T", "URL": ""}) == {
        "type": "book",
        "title": "T",
    }


@pytest.mark.parametrize(
    "csl",
    [
        [],
        "text",
        {"author": "Vaswani"},
        {"author": [{"name": "Vaswani"}]},
        {"author": [{"family": ["Vaswani"]}]},
        {"issued": "2017"},
        {"issued": {"date-parts": [["about 2017"]]}},
        {"issued": {"date-parts": []}},
        {"title": ["T"]},
        {"custom": "retracted"},
    ],
)
def test_csl_of_another_shape_is_refused(csl):
    with pytest.raises(ValidationError):
        clean_csl(csl)


def test_a_title_stated_only_in_csl_becomes_the_title():
    fields = KIND("source").clean({"title": "", "csl": {"title": "Attention"}, "other_keys": "attention"})
    assert fields == {"title": "Attention", "csl": {"title": "Attention"}, "other_keys": ["attention"]}


def test_year_first_author_and_sort_key_are_computed():
    row = Source(title="T", csl={"author": [{"family": "李", "given": "彦宏"}], "issued": {"date-parts": [[2019, 3]]}})
    KIND("source").derive(row)
    assert (row.year, row.first_author, row.sort_key) == ("2019", "李彦宏", "li3 yan4 hong2 2019 t")


def test_a_release_holds_the_reference_and_the_csl():
    snapshot = source("Vaswani, A.", title="Attention", URL="https://example.org/a", custom={"status": "retracted"})
    frozen = freeze(snapshot, key="vaswani2017")
    csl = {
        "title": "Attention", "type": "article", "author": [{"family": "Vaswani", "given": "A."}],
        "issued": {"date-parts": [[2017]]}, "URL": "https://example.org/a", "custom": {"status": "retracted"},
    }  # fmt: skip
    text = "Vaswani A，2017. Attention[PP/OL]. https://example.org/a."
    assert (frozen.path, frozen.title, frozen.text, frozen.data) == (
        "/sources/vaswani2017/", "Attention", text,
        {"csl": csl, "text": text, "tier_reason": "", "status_proof": "", "rewrites": [], "depends_on": []},
    )  # fmt: skip
    assert frozen.card == {
        "type": "article", "reference": text, "csl": csl, "year": "2017", "issued": "2017",
        "url": "https://example.org/a", "archive_url": "", "language": "en", "tier": "", "status": "retracted",
        "status_date": "", "sort_key": "vaswani 2017 attention",
    }  # fmt: skip


def test_other_keys_are_other_names():
    assert KIND("source").aliases(draft("source", other_keys=["@old"])) == ["old"]


def test_what_a_source_rewrites_is_sealed_with_its_note_and_only_public_titles():
    rewrite = draft(
        "source", title="A rewrite", tier="3", tier_reason="retells a press release", status="corrected",
        status_date="2024-05", status_proof="https://example.org/notice", archive_url="https://archive.example/1",
        relations={
            "rewrites": [RelationValue("source", "press2024", note="word for word")],
            "depends_on": [RelationValue("source", "hidden")],
        },
    )  # fmt: skip
    world = World(
        public={("source", "press2024"): source("OpenAI", title="Press release")}, hidden=[("source", "hidden")]
    )
    frozen = freeze(rewrite, world, key="a-rewrite")
    assert [frozen.data[name] for name in ("tier_reason", "status_proof", "rewrites", "depends_on")] == [
        "retells a press release",
        "https://example.org/notice",
        [{"key": "press2024", "title": "Press release", "note": "word for word"}],
        [{"key": "hidden", "title": "", "note": ""}],
    ]
    assert [(link.role, link.key, link.label, link.note) for link in frozen.links] == [
        ("rewrites", "press2024", "Press release", "word for word"), ("depends_on", "hidden", "", ""),
    ]  # fmt: skip
    assert {name: frozen.card[name] for name in ("tier", "status", "status_date", "archive_url")} == {
        "tier": "3", "status": "corrected", "status_date": "2024-05", "archive_url": "https://archive.example/1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [{"status_date": "soon"}, {"archive_url": "javascript:alert(1)"}, {"archive_url": "archive.example"}],
    ids=str,
)
def test_a_standing_that_cannot_be_stored_is_refused(fields):
    with pytest.raises(ValidationError):
        KIND("source").clean(fields)


def test_the_day_of_a_standing_is_stored_as_edtf():
    assert KIND("source").clean({"status_date": "2024年5月2日"}) == {"status_date": "2024-05-02"}


@pytest.mark.parametrize(
    ("issued", "expected"),
    [({"date-parts": [[2024, 5]]}, "2024-05"), ({"date-parts": [[2023, 4], [2023, 8]]}, "2023-04/2023-08"),
     ({"raw": "2022~"}, "2022~"), ({"literal": "soon"}, ""), (None, "")],
)  # fmt: skip
def test_the_date_of_issue_is_also_kept_as_edtf(issued, expected):
    row = Source(title="T", csl={"issued": issued} if issued else {})
    KIND("source").derive(row)
    assert row.issued == expected


def test_a_dangling_relation_is_an_error_and_a_standing_needs_proof():
    item = subject(draft("source", title="T", csl={"author": [{"literal": "X"}], "issued": {"date-parts": [[2024]]}},
        tier="1", status="retracted", relations={"depends_on": ["nowhere"]}))  # fmt: skip
    assert [(problem.check.id, problem.level, problem.target) for problem in checks.run(item)] == [
        ("unknown-related-source", "error", "nowhere"), ("standing-without-proof", "warning", ""),
        ("tier-without-reason", "note", "1"),
    ]  # fmt: skip
