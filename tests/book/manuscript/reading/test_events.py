"""Event cards in both shapes, and registers."""

import pytest

pytestmark = pytest.mark.usefixtures("english")

CARD = """---
event_id: lamp-1823
date: 1823-07
title: 第一盏灯
title_en: The first lamp
organization: Harbour Board
event_type: research_publication
significance_level: critical
verification_status: verified
place: Cordouan
register_id: L-001
sources:
  - fresnel1822
  - arago1823, p. 6
technical_concepts: [lens]
causal_connections:
  - enabled_by: [lens-1822]
  - enables: [lamp-1830, lamp-1840]
  - foundation_for: all_later_lights
colour: white
---

# 第一盏灯 (1823-07)

**🔴 关键** | **Critical**

## 事件概述 (Overview)

灯塔换上了新的透镜。

A second paragraph.
"""
LABELLED = """# 电弧灯点亮

**事件ID**: HW-001
**日期**: 1858年12月
**组织**: 港务局
**事件类型**: 硬件发布
**意义级别**: 🔵 Major
**状态**: ✅ 已验证
**看守**: 三人

## 事件概述

南福兰的灯塔试用电弧灯。
"""
REGISTER = """# 已核实的事件

### 1823-07: 第一盏灯 ✅
**Event ID**: `lamp-1823`
**Title**: "The first lamp"
**Organization**: Harbour Board

**Description**:
换上了新的透镜。

---

## 1850年：新的开始

### 1858: 电弧灯 ✓
**Event ID**: `arc-1858`

### 1860: 没有编号的一条

没有编号。
"""


def texts(record, role):
    return [(each.text, each.qualifier, each.locator) for each in record.relations.get(role, [])]


def test_a_card_with_front_matter(read):
    [event] = read({"assets/timelines/events/first-lamp.md": CARD}).of("event")
    assert event.fields == {
        "title": "第一盏灯",
        "title_en": "The first lamp",
        "date": "1823-07",
        "place": "Cordouan",
        "event_type": "paper_publication",
        "significance": "critical",
        "verification": "verified",
        "summary": "灯塔换上了新的透镜。",
        "body": event.fields["body"],
        "front_matter": {
            "event_type": "research_publication",
            "colour": "white",
            "causal_connections": [{"foundation_for": "all_later_lights"}],
        },
    }
    assert event.fields["body"].startswith("**🔴 关键**") and event.fields["body"].endswith("A second paragraph.")
    assert (event.identifier, event.stem, event.aliases) == ("lamp-1823", "first-lamp", ["L-001"])
    assert texts(event, "sources") == [("fresnel1822", "", ""), ("arago1823", "", "p. 6")]
    assert texts(event, "causes") == [("lens-1822", "enables", "")]
    assert texts(event, "effects") == [("lamp-1830", "enables", ""), ("lamp-1840", "enables", "")]
    assert [each.line for each in event.relations["sources"]] == [13, 14]


def test_a_card_in_bold_lines(read):
    [event] = read({"assets/timelines/events/hardware/arc.md": LABELLED}).of("event")
    assert (event.identifier, event.fields["title"], event.fields["date"]) == ("HW-001", "电弧灯点亮", "1858-12")
    assert [event.fields[name] for name in ("event_type", "significance", "verification")] == [
        "hardware_release",
        "major",
        "verified",
    ]
    assert event.fields["front_matter"]["看守"] == "三人"
    assert event.fields["body"].startswith("## 事件概述")
    assert [(each.text, each.by, each.line) for each in event.relations["organizations"]] == [("港务局", "name", 5)]


def test_a_register_gives_one_event_for_each_entry_with_an_id(read, codes):
    manuscript = read({"research/verified.md": REGISTER})
    assert [(each.identifier, each.fields["title"], each.fields["date"], each.line) for each in manuscript.records] == [
        ("lamp-1823", "第一盏灯", "1823-07", 3),
        ("arc-1858", "电弧灯", "1858", 15),
    ]
    assert [each.fields["verification"] for each in manuscript.records] == ["verified", "single_source"]
    assert codes(manuscript.problems) == [
        ("register-entry-without-id", "research/verified.md", 18, "1860: 没有编号的一条")
    ]


def test_entries_of_a_register_may_have_their_date_in_a_line_or_behind_the_title(read):
    manuscript = read(
        {
            "timeline.md": "# 大事记\n\n## 第一盏灯\n- **事件ID**：lamp\n- **日期**：1823年7月\n\n"
            "## 电弧灯 (1858)\n- **事件ID**：arc\n"
        }
    )
    assert [(each.identifier, each.fields["title"], each.fields["date"]) for each in manuscript.of("event")] == [
        ("lamp", "第一盏灯", "1823-07"),
        ("arc", "电弧灯", "1858"),
    ]


def test_a_month_is_never_a_day_and_an_unreadable_date_is_a_note(read, codes):
    manuscript = read(
        {
            "events/a.md": "---\nevent_id: a\ntitle: 甲\ndate: 2017年5月\n---\nx\n",
            "events/b.md": "---\nevent_id: b\ntitle: 乙\ndate: 某个春天\n---\nx\n",
        }
    )
    assert [(each.fields.get("date"), each.fields.get("date_note")) for each in manuscript.of("event")] == [
        ("2017-05", None),
        (None, "某个春天"),
    ]
    assert codes(manuscript.problems) == [("unreadable-date", "events/b.md", 4, "某个春天")]


@pytest.mark.parametrize(
    ("block", "causes", "effects", "problems"),
    [
        ("causal_connections:\n  enabled_by: [x-1]\n", [("x-1", "enables", "")], [], []),
        (
            "causal_connections:\n  - {event: x-1, relation: response_to, note: why}\n",
            [("x-1", "responds_to", "")],
            [],
            [],
        ),
        ("causal_connections: [x-1]\n", [], [], ["causal-direction"]),
        ("causal_connections:\n  - resembles: [x-1]\n", [], [], ["unknown-causal-relation"]),
        ("inspired_by: [x-1]\n", [("x-1", "inspired", "")], [], []),
        ("causal_connections:\n  - leads_to: [x-1]\n", [], [("x-1", "triggers", "")], []),
    ],
)
def test_causal_links_in_the_shapes_people_write(read, block, causes, effects, problems):
    manuscript = read({"events/a.md": f"---\nevent_id: a\ntitle: 甲\n{block}---\nx\n"})
    [event] = manuscript.of("event")
    assert (texts(event, "causes"), texts(event, "effects")) == (causes, effects)
    assert [each.code for each in manuscript.problems] == problems


def test_a_grade_that_is_none_of_ours_is_kept_as_written(read):
    manuscript = read({"events/a.md": "---\nevent_id: a\ntitle: 甲\nsignificance_level: 惊天动地\n---\nx\n"})
    [event] = manuscript.of("event")
    assert (event.fields.get("significance"), event.fields["front_matter"]) == (
        None,
        {"significance_level": "惊天动地"},
    )
    assert [each.code for each in manuscript.problems] == ["unknown-grade"]
