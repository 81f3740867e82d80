"""The demo book keeps its own promises: counts, references, order of causes, and no borrowed line.

Read with the standard library and yaml alone, so that a fault in the importer cannot hide a fault in the text.
"""

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

DEMO = Path(__file__).resolve().parents[2] / "book" / "demo"
ROOT = DEMO / "manuscript"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
LONGEST = "alignment-and-chatgpt"

#: The character class of editorial.text.words, measured against LibreOffice.
CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fff\u3001-\u303f\u3040-\u30ff\u3100-\u318f\u31a0-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uffef“”‘’—―…‥·•←↑→↓※]"
)
CITED = re.compile(r"(?<![\w/.])@([A-Za-z][\w:-]*[\w])")
REFERRED = re.compile(r"\[\[(\w+):([^\]|]+)(?:\|[^\]]*)?\]\]")
LINKED = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)]*)?\)")
#: Pages that Annals makes itself; the team's manuscripts link to them under these names.
LIVE_PAGES = {"overall-timeline.md", "comparison.md"}


def split(path):
    """(front matter, body) of a page; an empty mapping where there is none."""
    text = path.read_text("utf-8")
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    return (yaml.safe_load(found[1]), text[found.end() :]) if found else ({}, text)


def entries(path, pattern):
    return re.findall(pattern, path.read_text("utf-8"), re.MULTILINE)


def pages(folder):
    return {path.stem: split(path) for path in sorted((ROOT / folder).rglob("*.md"))}


def texts():
    return {path: split(path) for path in sorted([*DEMO.rglob("*.md")])}


BOOK = yaml.safe_load((ROOT / "config" / "book.yaml").read_text("utf-8"))
STORY = yaml.safe_load((DEMO / "story.yaml").read_text("utf-8"))
EVENTS = pages("assets/timelines/events")
ORGANIZATIONS = pages("research/organizations")
CARDS = pages("assets/concepts")
BACK = ROOT / "manuscript" / "99-backmatter"
SOURCES = entries(BACK / "references.md", r"^\*\*\[([\w-]+)\]\*\* ")
TERMS = [re.sub(r"[^a-z0-9]+", "-", name.lower()) for name in entries(BACK / "glossary.md", r"^### .+ \(([^()]+)\)$")]
CHAPTERS = {front["slug"]: (front, body) for front, body in pages("manuscript").values() if front}
WITHDRAWN = split(DEMO / "revisions" / "withdrawn-page.md")
KNOWN = {
    "event": set(EVENTS),
    "org": set(ORGANIZATIONS),
    "concept": set(CARDS) | set(TERMS),
    "chapter": set(CHAPTERS),
    "source": set(SOURCES),
}


def days(edtf):
    """(earliest, latest) as sortable text, for the few forms the demo uses: a day, a month, about a year."""
    text = str(edtf)
    if text.endswith("~"):
        return f"{text[:-1]}-01-01", f"{text[:-1]}-12-31"
    return (text, text) if len(text) == 10 else (f"{text}-01", f"{text}-31")


def edges():
    """Every (cause, effect), stated at either end."""
    found = set()
    for key, (front, _) in EVENTS.items():
        for statement in front.get("causal_connections", []):
            for verb, ends in statement.items():
                assert verb in ("enables", "enabled_by", "response_to"), (key, verb)
                found |= {(key, end) if verb == "enables" else (end, key) for end in ends}
    return found


def cycle_in(pairs):
    """The events left over when all that have no remaining cause are taken away, again and again."""
    left = set(pairs)
    while free := {cause for cause, _ in left} - {effect for _, effect in left}:
        left = {pair for pair in left if pair[0] not in free}
    return sorted({end for pair in left for end in pair})


def words(body):
    """字数 of a chapter as a reader sees it, near enough: citations stand as author and year, markup is gone."""
    text = re.sub(r"^```.*?^```\s*$", "", body, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^\[\^\w+\]:.*$|^# .*$|^\|[-| ]+\|$|^---$|\{%.*?%\}|\[\^\w+\]", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[(@[^\]]+)\]", lambda m: "(" + re.sub(r"@\w+", "Author et al., 2020", m[1]) + ")", text)
    text = re.sub(r"\[\[\w+:(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"^\s*(?:#+|>|-)\s", "", text, flags=re.MULTILINE)
    text = re.sub(r"[*`|]", " ", text)
    return len(CJK.findall(text)) + len(CJK.sub(" ", text).split())


def test_the_book_has_what_it_promises():
    roles = [split(path)[0].get("chapter_number") for path in (ROOT / "manuscript").rglob("*.md")]
    assert {
        "numbers": sorted(number for number in roles if number),
        "events": len(EVENTS),
        "organizations": len(ORGANIZATIONS),
        "concepts": len(KNOWN["concept"]),
        "sources": len(SOURCES),
        "twice": [key for key, times in Counter([*SOURCES, *TERMS, *CARDS]).items() if times > 1],
    } == {"numbers": [1, 2, 3, 4, 5, 6], "events": 40, "organizations": 12, "concepts": 25, "sources": 50, "twice": []}


def test_at_least_eight_sources_are_in_chinese():
    entries_ = entries(BACK / "references.md", r"^\*\*\[[\w-]+\]\*\* (.)")
    assert len([first for first in entries_ if CJK.match(first)]) >= 8


def test_the_reading_order_names_every_page_once_and_the_parts_name_every_chapter_once():
    lines = (ROOT / "config" / "chapter-order.txt").read_text("utf-8").splitlines()
    ordered = [line for line in lines if line and not line.startswith("#")]
    named = [key for part in BOOK["parts"] for key in part["chapters"]]
    assert sorted(ordered) == sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "manuscript").rglob("*.md"))
    assert sorted(named) == sorted(CHAPTERS)
    assert [part["role"] for part in BOOK["parts"]] == ["front", "main", "main", "back"]


def test_headings_repeat_the_number_and_title_of_the_front_matter():
    for slug, (front, body) in CHAPTERS.items():
        number = front.get("chapter_number")
        title = f"Chapter {number}: {front['title']}" if number else front["title"]
        assert re.findall(r"^# (.+)$", body, re.MULTILINE) == [title], slug


def test_every_citation_and_reference_in_every_text_has_its_record():
    missing = []
    for path, (_, body) in texts().items():
        missing += [(path.name, "source", key) for key in CITED.findall(body) if key not in KNOWN["source"]]
        missing += [(path.name, kind, key) for kind, key in REFERRED.findall(body) if key not in KNOWN.get(kind, ())]
    assert missing == []


def test_every_id_in_front_matter_has_its_record():
    fields = {
        "key_events": "event", "key_organizations": "org", "technical_concepts": "concept", "organization": "org",
        "sources": "source", "related_concepts": "concept", "chapter_id": "chapter",
    }  # fmt: skip
    missing = []
    for path, (front, _) in texts().items():
        for field, kind in fields.items():
            value = front.get(field, [])
            keys = {str(key).split(",")[0] for key in (value if isinstance(value, list) else [value])}
            known = KNOWN[kind] | {WITHDRAWN[0]["slug"]}
            missing += [(path.name, field, key) for key in keys if key not in known]
        missing += [
            (path.name, "disputed_dates", each)
            for each in front.get("disputed_dates", [])
            if each["source"] not in SOURCES
        ]
    assert missing == []


def test_every_record_is_named_by_something_a_reader_meets():
    chapters = "".join(body for _, body in CHAPTERS.values())
    listed = {
        key
        for front, _ in CHAPTERS.values()
        for field in ("key_events", "key_organizations", "technical_concepts")
        for key in front.get(field, [])
    }
    named = listed | {key for _, key in REFERRED.findall(chapters)} | set(CITED.findall(chapters))
    named |= {key for front, _ in EVENTS.values() for key in front["technical_concepts"]}
    everything = KNOWN["event"] | KNOWN["org"] | KNOWN["concept"] | KNOWN["source"]
    assert sorted(everything - named) == []


def test_relative_links_lead_to_a_page_of_the_manuscript():
    broken = []
    for path in ROOT.rglob("*.md"):
        for href in LINKED.findall(path.read_text("utf-8")):
            if not (path.parent / href).exists() and Path(href).name not in LIVE_PAGES:
                broken.append((path.name, href))
    assert broken == []


def test_a_planted_circle_of_causes_is_found():
    assert cycle_in({("a", "b"), ("b", "c"), ("c", "b")}) == ["b", "c"]
    assert cycle_in({("a", "b"), ("b", "c"), ("a", "c")}) == []


def test_causes_are_events_come_first_and_make_no_circle():
    pairs = edges()
    dates = {key: days(front["date"]) for key, (front, _) in EVENTS.items()}
    assert sorted(end for pair in pairs for end in pair if end not in EVENTS) == []
    assert [(cause, effect) for cause, effect in sorted(pairs) if dates[cause][0] > dates[effect][1]] == []
    assert cycle_in(pairs) == []


def test_events_carry_what_a_card_needs():
    grades = {"critical", "major", "notable", "minor"}
    statuses = {"highly_verified", "verified", "single_source", "reported", "disputed"}
    for key, (front, body) in EVENTS.items():
        assert front["event_id"] == key
        assert front["significance_level"] in grades and front["verification_status"] in statuses, key
        assert front["title"].endswith(f"({front['title_en']})"), key
        assert (front["verification_status"] == "single_source") <= (len(front["sources"]) == 1), key
        assert (front["verification_status"] == "highly_verified") <= (len(front["sources"]) >= 2), key
        assert CITED.search(body) and "## In English" in body, key


def test_dates_of_every_precision_are_there():
    shapes = Counter(
        "about" if str(front["date"]).endswith("~") else len(str(front["date"])) for front, _ in EVENTS.values()
    )
    disputed = {
        key: [str(each["date"]) for each in front["disputed_dates"]]
        for key, (front, _) in EVENTS.items()
        if "disputed_dates" in front
    }
    assert (shapes["about"], shapes[7], shapes[10]) == (1, 3, 36)
    assert disputed == {"instructgpt-2022": ["2022-01-27", "2022-03-04"]}


def test_the_long_chapter_is_of_nine_thousand_words_and_the_others_are_shorter():
    counted = {slug: words(body) for slug, (front, body) in CHAPTERS.items() if "chapter_number" in front}
    assert 8_800 <= counted.pop(LONGEST) <= 9_600
    assert {slug: number for slug, number in counted.items() if not 1_800 <= number <= 3_500} == {}


def test_declared_counts_are_true():
    for path, (front, body) in texts().items():
        if "word_count" in front:
            assert abs(front["word_count"] - words(body)) <= max(20, 0.03 * front["word_count"]), (
                path.name,
                words(body),
            )
        assert front.get("anecdote_count", 0) == len(re.findall(r"^### 💡 轶事：", body, re.MULTILINE)), path.name


def test_the_long_chapter_has_all_furniture():
    body = CHAPTERS[LONGEST][1]
    furniture = {
        "callout": r'^\{% hint style="info" %\}$', "mermaid": r"^```mermaid$", "caption": r"^表 4-1：", "source": r"^资料来源：",
        "footnote": r"^\[\^1\]:", "label": r"^\*\*[^*]+\*\*：", "bilingual": r"^## 引言 \(Introduction\)$", "takeaways": r"^\*\*本章要点\*\*",
        "resources": r"^\*\*相关资源\*\*", "references": r"^\*\*参考文献\*\*", "verified": r"^### 💡 轶事：.* ✅$",
        "unverified": r"^### 💡 轶事：[^✅]*$", "locators": r"\[@\w+, 第5\.2节\]", "narrative": r"[^\[;] ?@ouyang2022 ", "several": r"\[@\w+[^\]]*; @",
    }  # fmt: skip
    assert [name for name, pattern in furniture.items() if not re.search(pattern, body, re.MULTILINE)] == []
    notes = re.findall(r"^\[\^(\w+)\]:", body, re.MULTILINE)
    assert sorted(set(re.findall(r"\[\^(\w+)\](?!:)", body))) == sorted(notes)


def test_the_story_uses_files_that_exist_in_order_of_time_by_people_it_names():
    steps = STORY["steps"]
    moments = [step["at"] if isinstance(step["at"], datetime) else datetime.fromisoformat(step["at"]) for step in steps]
    assert moments == sorted(moments) and moments[0].year == 2026
    assert {step["who"] for step in steps} == set(STORY["people"]) == {"author", "reviewer", "editor"}
    files = [step["file"] for step in steps if "file" in step] + [
        file for step in steps for file in step.get("instead", {}).values()
    ]
    assert [file for file in files if not (DEMO / file).is_file()] == []
    assert [target for step in steps for target in step.get("instead", {}) if not (ROOT / target).is_file()] == []


def test_the_story_signs_or_returns_each_submission_once_and_leaves_one_in_review():
    steps = STORY["steps"]
    submitted = [step["id"] for step in steps if step["do"] in ("submit", "correct")]
    decided = [step["of"] for step in steps if step["do"] in ("sign", "return")]
    assert submitted == decided
    assert Counter(step["do"] for step in steps if step["do"] in ("return", "correct", "unpublish", "leave_in_review", "import")) == {
        "return": 1, "correct": 1, "unpublish": 1, "leave_in_review": 1, "import": 1,
    }  # fmt: skip
    shown = {chapter for step in steps if step["do"] == "submit" for chapter in step["chapters"]}
    assert shown == set(CHAPTERS) | {WITHDRAWN[0]["slug"]}


def test_an_earlier_or_later_wording_is_the_same_chapter_with_other_words():
    for path in sorted((DEMO / "revisions").glob("*.*.md")):
        front, body = split(path)
        current_front, current_body = CHAPTERS[path.name.split(".")[0]]
        same = ("chapter_id", "slug", "chapter_number", "title", "title_en", "created_date")
        assert {name: front[name] for name in same} == {name: current_front[name] for name in same}
        assert body != current_body
        assert (front["last_updated"] > current_front["last_updated"]) == path.name.endswith(".later.md")
        assert isinstance(front["last_updated"], date)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")
def test_no_line_of_the_teams_manuscript_stands_in_the_demo():
    ours = "\n".join(
        path.read_text("utf-8") for path in sorted(DEMO.rglob("*")) if path.suffix in (".md", ".yaml", ".txt")
    )
    theirs = {
        line.strip()
        for path in CORPUS.rglob("*") if path.is_file() and path.suffix in (".md", ".txt", ".json")
        for line in path.read_text("utf-8", errors="replace").splitlines()
    }  # fmt: skip
    assert [line for line in sorted(theirs) if len(line) >= 40 and re.search(r"\w", line) and line in ours] == []
