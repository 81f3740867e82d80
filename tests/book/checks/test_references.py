"""What a text refers to: three tests for each check."""

import pytest

from book.checks import references
from tests.book.checks.cases import Case, assert_failing, assert_fine, assert_nothing_to_find, over
from tests.drafts import World, draft

pytestmark = pytest.mark.usefixtures("english")


def chapter(body="", **options):
    return draft("chapter", title="一章", body=body, **options)


EVENT = draft("event", title="一次发布")
WORLD = World({("event", "launch"): EVENT}, hidden={("event", "secret"), ("chapter", "a-book/later")},
              aliases={("event", "hush"): {"secret"}})  # fmt: skip
PLAIN = chapter("没有可看的。")

CASES = [
    Case(
        references.EmptyTitle(),
        nothing=draft("organization", name="某研究所"),
        fine=chapter(),
        failing=draft("chapter", title="  "),
        found=[(None, "", "The title is empty.")],
    ),
    Case(
        references.VerifyMark(),
        nothing=PLAIN,
        fine=chapter("核实过了，verify 也好。"),
        failing=chapter("第一行。\n参数约一万亿[VERIFY]，发布于【待核实：日期】。"),
        found=[
            (2, "[VERIFY]", "A mark to check something is still in the text: [VERIFY]"),
            (2, "【待核实：日期】", "A mark to check something is still in the text: 【待核实：日期】"),
        ],
    ),
    Case(
        references.UnknownReference(),
        nothing=PLAIN,
        fine=chapter("[[event:launch]]，[[event:secret|那次发布]]。"),
        failing=chapter("好。\n\n见[[event:nothing]]与[[concept:nowhere|某概念]]。"),
        found=[
            (3, "event:nothing", "There is no record “event:nothing”."),
            (3, "concept:nowhere", "There is no record “concept:nowhere”."),
        ],
        world=WORLD,
    ),
    Case(
        references.UnreleasedReference(),
        nothing=PLAIN,
        fine=chapter("[[event:launch]]，[[event:secret|那次发布]]，[[event:nothing]]。"),
        failing=chapter("见[[event:secret]]。\n\n又见[[event:hush]]，[[chapter:later]]。"),
        found=[
            (
                line,
                target,
                f"“{target}” is not public yet, so there is no title to show. "
                "Add it to this submission or give it words.",
            )
            for line, target in [(1, "event:secret"), (3, "event:secret"), (3, "chapter:a-book/later")]
        ],
        world=WORLD,
    ),
    Case(
        references.DanglingRelation(),
        nothing=draft("event", title="一次发布"),
        fine=draft("event", title="后来", relations={"causes": ["launch", "secret"]}),
        failing=draft("event", title="后来", relations={"causes": ["launch", "nothing"], "concepts": ["nowhere"]}),
        found=[
            (None, "concept:nowhere", "“concepts” names “concept:nowhere”, which does not exist."),
            (None, "event:nothing", "“causes” names “event:nothing”, which does not exist."),
        ],
        world=WORLD,
    ),
    Case(
        references.UnresolvedListEntry(),
        nothing=PLAIN,
        fine=chapter(relations={"events": ["launch", "hush"]}),
        failing=chapter(relations={"events": ["nothing", "launch"]}),
        found=[(None, "event:nothing", "The list “events” names “event:nothing”, which does not exist.")],
        world=WORLD,
    ),
    Case(
        references.BrokenLink(),
        nothing=PLAIN,
        fine=chapter(
            "[发布](../events/launch.md)，[时间线](../timelines/overall-timeline.md)，[外面](https://example.org)。"
        ),
        failing=chapter("好。\n[某处](../events/nothing.md)，![图](../../etc/passwd.png)"),
        found=[
            (2, "../events/nothing.md", "The link “../events/nothing.md” leads nowhere."),
            (2, "../../etc/passwd.png", "The link “../../etc/passwd.png” leads nowhere."),
        ],
        world=WORLD,
    ),
]


@over(CASES)
def test_nothing_to_find(case):
    assert_nothing_to_find(case)


@over(CASES)
def test_fine_text(case):
    assert_fine(case)


@over(CASES)
def test_failing_text(case):
    assert_failing(case)


def test_a_mark_in_the_summary_stands_on_no_line_of_the_body():
    case = CASES[1]
    assert [
        line
        for line, *_rest in case.problems(draft("event", title="一", summary="约一万亿[VERIFY]", body="好[VERIFY]"))
    ] == [None, 1]
