"""Organization profiles, concept cards, glossaries."""

import pytest

from book.manuscript.reading import concepts

pytestmark = pytest.mark.usefixtures("english")

GLOSSARY = """# 术语表 (Glossary)

## A

### 透镜 (Fresnel Lens, FL)
由一圈圈棱镜组成的薄透镜。
第二行。

**首次出现**: [第1章](../01-light/lighthouse.md)
**相关概念**: 灯、棱镜

### Beacon
A light by the sea.

---
"""


def test_a_profile_in_bold_lines(read, small):
    [organization] = read(small).of("organization")
    assert organization.fields == {
        "name": "港务局",
        "name_en": "Harbour Board",
        "country": "France",
        "founded": "1790",
        "people": [],
        "summary": "",
        "body": "---\n\n## History\n\nThey kept the lights.",
        "front_matter": {"Headquarters": "Bordeaux, France", "Seal": "an anchor"},
    }


def test_a_profile_with_front_matter(read):
    [organization] = read(
        {
            "orgs/board.md": "---\norganization_id: board\nname: 港务局\nname_en: Harbour Board\naliases: [HB, 局]\n"
            "founded: December 1790\npeople:\n  - {name: 李明, role: 局长}\n  - 王小红\n---\n\n# 港务局\n\n正文。\n"
        }
    ).of("organization")
    assert (organization.identifier, organization.fields["aliases"], organization.fields["founded"]) == (
        "board",
        ["HB", "局"],
        "1790-12",
    )
    assert organization.fields["people"] == [{"name": "李明", "role": "局长"}, {"name": "王小红", "role": ""}]


def test_a_concept_card_splits_off_the_abbreviation(read):
    [concept] = read(
        {
            "assets/concepts/fl.md": "---\nconcept_id: fl\nconcept_name_zh: 透镜\nconcept_name_en: Fresnel Lens (FL)\n"
            "category: optics\nrelated_concepts: [prism]\n---\n\n# 透镜\n\n## 什么是透镜？\n\n它很薄。\n"
        }
    ).of("concept")
    fields = {name: concept.fields[name] for name in ("preferred", "original", "other_forms", "definition", "category")}
    assert fields == {
        "preferred": "透镜",
        "original": "Fresnel Lens",
        "other_forms": ["FL"],
        "definition": "它很薄。",
        "category": "optics",
    }
    assert concept.weak == {"definition"}


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        ("AGI (Artificial General Intelligence, 通用智能)", ["AGI", "Artificial General Intelligence", "通用智能"]),
        ("百灯大战", ["百灯大战"]),
        ("透镜（Lens）", ["透镜", "Lens"]),
    ],
)
def test_the_forms_of_a_headword(words, forms):
    assert concepts.forms_of(words) == forms


def test_a_glossary_gives_one_concept_for_each_term(read):
    first, second = read({"manuscript/99-backmatter/glossary.md": GLOSSARY}).of("concept")
    assert {name: first.fields[name] for name in ("preferred", "original", "other_forms", "definition", "body")} == {
        "preferred": "透镜",
        "original": "Fresnel Lens",
        "other_forms": ["FL"],
        "definition": "由一圈圈棱镜组成的薄透镜。\n第二行。",
        "body": "",
    }
    assert [each.text for each in first.relations["related"]] == ["灯", "棱镜"]
    assert [each.text for each in first.relations["first_mention"]] == ["../01-light/lighthouse.md"]
    assert (second.fields["preferred"], second.fields["definition"], second.line) == (
        "Beacon",
        "A light by the sea.",
        12,
    )


def test_a_glossary_of_bold_terms(read):
    manuscript = read(
        {
            "glossary.md": "# 术语表\n\n- **透镜 (Lens)**：一种玻璃。\n- **灯**: 发光的东西。\n\n**灯塔** (Lighthouse)：海边的灯。\n"
            "\n**雾号**（见第三章）声音很大。\n"
        }
    )
    assert [
        (each.fields["preferred"], each.fields.get("original"), each.fields["definition"])
        for each in manuscript.of("concept")
    ] == [
        ("透镜", "Lens", "一种玻璃。"),
        ("灯", None, "发光的东西。"),
        ("灯塔", "Lighthouse", "海边的灯。"),
        ("雾号", None, "（见第三章）声音很大。"),
    ]


def test_a_glossary_as_a_table(read):
    manuscript = read(
        {"glossary.md": "# 术语表\n\n| 术语 | 英文 | 定义 |\n|---|:--|---|\n| 灯塔 | Lighthouse | 海边的灯。 |\n"}
    )
    [concept] = manuscript.of("concept")
    assert [concept.fields[name] for name in ("preferred", "original", "definition")] == [
        "灯塔", "Lighthouse", "海边的灯。",
    ]  # fmt: skip
    assert concept.line == 5
