"""What an import has to say: every reference that leads nowhere, and no other; numbers and dates that disagree."""

import pytest

from book.models import CausalLink
from editorial.models import Item, Relation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

LAMP = "manuscript/01-light/lighthouse.md"
CARD = "assets/timelines/events/first-lamp.md"


def event(key, date, more=""):
    return f"---\nevent_id: {key}\ntitle: 事件{key}\ndate: {date}\n{more}---\n\n文。\n"


def of(findings, *prefixes):
    return [(e.code, e.file, e.line, e.target) for e in findings if e.code.startswith(prefixes)]


def test_every_dangling_reference_is_named_with_file_and_line_and_no_other(bring_in, small):
    small[LAMP] = small[LAMP].replace(
        "  - lamp-1823\n",
        "  - lamp-1823\n  - first-lamp\n  - lamp-1900\nkey_organizations: [港务局, nobody]\n"
        "technical_concepts:\n  - lens\nkey_sources: [fresnel1822, ghost1800]\n",
    )
    small[LAMP] += (
        "\n见[[event:lamp-1823]]与[[event:storm]]，[@fresnel1822]与[@ghost1800]。[a](x.md) [b](lighthouse.md)\n"
    )
    small[CARD] = small[CARD].replace(
        "sources:\n",
        "technical_concepts: [透镜]\ncausal_connections:\n  - enabled_by: [spark]\n  - enables: [fog-horn]\nsources:\n",
    )
    small["assets/concepts/glass.md"] = (
        "---\nconcept_id: glass\nconcept_name_zh: 玻璃\nrelated_concepts: [sand]\n---\n\n文。\n"
    )
    assert of(bring_in(small).findings, "dangling", "broken") == [
        ("dangling-concept", "assets/concepts/glass.md", 4, "sand"),
        ("dangling-concept", CARD, 9, "透镜"),
        ("dangling-event", CARD, 11, "spark"),
        ("dangling-event", CARD, 12, "fog-horn"),
        ("dangling-event", LAMP, 9, "lamp-1900"),
        ("dangling-organization", LAMP, 10, "nobody"),
        ("dangling-concept", LAMP, 12, "lens"),
        ("dangling-source", LAMP, 13, "ghost1800"),
        ("broken-link", LAMP, 20, "x.md"),
        ("dangling-event", LAMP, 20, "storm"),
        ("dangling-source", LAMP, 20, "ghost1800"),
    ]


def test_dangling_ids_make_no_records_and_are_kept_as_written(bring_in, small):
    small[LAMP] = small[LAMP].replace("  - lamp-1823\n", "  - lamp-1900\n")
    bring_in(small)
    [relation] = Relation.objects.filter(owner__kind="chapter")
    assert (relation.target_key, relation.target) == ("lamp-1900", None)
    assert Item.objects.filter(kind="event").count() == 1


def test_the_first_of_two_candidates_is_never_taken(bring_in, small):
    small["assets/timelines/events/second.md"] = event("second", 1830, "aliases: [lamp]\n")
    small["assets/timelines/events/third.md"] = event("third", 1831, "aliases: [lamp]\n")
    small[LAMP] = small[LAMP].replace("  - lamp-1823\n", "  - lamp\n")
    assert of(bring_in(small).findings, "ambiguous") == [("ambiguous-event", LAMP, 7, "lamp")]


def test_citations_by_author_and_year_link_one_and_report_none_and_several(bring_in, small):
    small["manuscript/99-backmatter/references.md"] += (
        "\n**[lee2020a]** Lee, A. (2020). One lamp. *Journal*.\n\n**[lee2020b]** Lee, A. (2020). Two lamps. *Journal*.\n"
    )
    small[LAMP] += "\n一 (Fresnel, 1822)，二 (Lee, 2020)，三（王小红，2019）。\n"
    found = bring_in(small).findings
    assert of(found, "ambiguous", "unresolved") == [
        ("ambiguous-citation", LAMP, 14, "Lee, 2020"),
        ("unresolved-citation", LAMP, 14, "王小红，2019"),
    ]
    assert "lee2020a, lee2020b" in next(each.message for each in found if each.code == "ambiguous-citation")


def test_numbers_that_disagree_with_the_text(bring_in, small):
    small[LAMP] = (
        small[LAMP]
        .replace("chapter_number: 1", "chapter_number: 10")
        .replace("word_count: 10", "word_count: 60\nanecdote_count: 2")
        + "\n## 💡 轶事：守灯人\n\n他从不睡觉。\n"
    )
    assert of(bring_in(small).findings, "number", "word", "anecdote") == [
        ("word-count-mismatch", LAMP, 5, "60"),
        ("anecdote-count-mismatch", LAMP, 6, "2"),
        ("number-mismatch", LAMP, 11, "10 ≠ 1"),
    ]


def test_one_event_under_several_dates(bring_in, small):
    small["research/register.md"] = (
        "# R\n\n### 1823-08: 第一盏灯\n**Event ID**: `first-lamp`\n\n### 1823: 第一盏灯\n**Event ID**: `lamp-1823`\n"
    )
    small["assets/timelines/events/again.md"] = event("again", 1825, "title_en: The first lamp\n")
    assert of(bring_in(small).findings, "several-dates") == [
        ("several-dates", CARD, 3, "lamp-1823"),
        ("several-dates", "research/register.md", 3, "lamp-1823"),
    ]


def test_a_disputed_date_that_is_declared_is_no_surprise(bring_in, small):
    small[CARD] = small[CARD].replace(
        "title: 第一盏灯", "dates_disputed:\n  - {date: 1823-08, source: x}\ntitle: 第一盏灯"
    )
    small["research/register.md"] = "# R\n\n### 1823-08: 第一盏灯\n**Event ID**: `first-lamp`\n"
    assert of(bring_in(small).findings, "several-dates") == []


def test_a_circle_of_causes_is_named_with_its_path_and_not_stored(bring_in):
    files = {
        f"events/{name}.md": event(name, 1850, f"causal_connections:\n  - enabled_by: [{cause}]\n")
        for name, cause in (("a", "c"), ("b", "a"), ("c", "b"), ("d", "c"))
    }
    report = bring_in(files)
    circles = [each for each in report.findings if each.code == "causal-cycle"]
    assert [(each.file, each.line) for each in circles] == [("events/a.md", 6), ("events/b.md", 6), ("events/c.md", 6)]
    assert circles[0].message == "This causal link closes a circle: c → a → b → c. It was not stored."
    assert list(CausalLink.objects.values_list("owner__key", "target__key")) == [("d", "c")]
    assert report.counts["events"]["created"] == 4


@pytest.mark.parametrize(
    ("cause", "effect", "refused"),
    [
        ("1850-05", "1850-04", True),
        ("1850-05-20", "1850-05", False),
        ("1850", "1850-01-01", False),
        ("1851", "1850", True),
    ],
)
def test_an_effect_before_its_cause_is_refused_ties_are_not(bring_in, cause, effect, refused):
    report = bring_in(
        {
            "events/a.md": event("a", cause, "causal_connections:\n  - enables: [b]\n"),
            "events/b.md": event("b", effect, "causal_connections:\n  - enabled_by: [a]\n"),
        }
    )
    assert bool(of(report.findings, "effect-before-cause")) is refused


def test_an_edge_that_only_one_end_states_is_noted_and_stored_on_the_effect(bring_in):
    report = bring_in(
        {"events/a.md": event("a", 1850, "causal_connections:\n  - enables: [b]\n"), "events/b.md": event("b", 1851)}
    )
    assert of(report.findings, "one-sided") == [("one-sided-cause", "events/a.md", 6, "a → b")]
    [link] = CausalLink.objects.all()
    assert (link.owner.key, link.target.key, link.qualifier) == ("b", "a", "enables")


def test_links_and_images_never_lead_out_of_the_folder(bring_in, small, tmp_path):
    (tmp_path / "secret.md").write_text("x")
    small[LAMP] += (
        "\n[a](../../../secret.md) ![b](../../../../../../etc/passwd) [c](/manuscript/01-light/lighthouse.md)\n"
    )
    assert of(bring_in(small).findings, "broken") == [
        ("broken-link", LAMP, 14, "../../../../../../etc/passwd"),
        ("broken-link", LAMP, 14, "../../../secret.md"),
    ]


def test_a_card_left_alone_still_tells_its_date_and_the_first_by_name_is_the_one_taken(bring_in, small):
    small["events/storm.md"] = event("storm", "1830-03")
    small["events/storm2.md"] = event("storm", "1830-04-01")
    assert of(bring_in(small).findings, "duplicate", "several") == [
        ("duplicate-id", "events/storm2.md", 2, "storm"),
        ("several-dates", "events/storm2.md", 4, "storm"),
    ]


def test_codes_are_words_of_ours_whatever_authors_write_and_a_missing_heading_is_no_missing_file(bring_in, small):
    small[LAMP] += "\n[[源:x]] [a](#无)\n"
    found = bring_in(small).findings
    assert of(found, "dangling", "broken") == [
        ("broken-link", LAMP, 14, "#无"),
        ("dangling-reference", LAMP, 14, "x"),
    ]
    assert (
        next(each for each in found if each.code == "broken-link").message == "There is no such heading on this page."
    )
