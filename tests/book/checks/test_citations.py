"""Citations in a text: three tests for each check."""

import pytest

from sources import checks
from tests.book.checks.cases import Case, assert_failing, assert_fine, assert_nothing_to_find, over
from tests.drafts import World, draft, source

pytestmark = pytest.mark.usefixtures("english")


def chapter(body="", **options):
    return draft("chapter", title="一章", body=body, **options)


WORLD = World(
    {("source", "vaswani2017"): source("Vaswani, A.", "Shazeer, N.", "Parmar, N.", title="Attention is all you need")},
    public={
        ("source", "sora2024"): source("OpenAI", year=2024, title="Sora"),
        ("source", "gpt4o2024"): source("OpenAI", year=2024, title="GPT-4o system card"),
    },
    hidden={("source", "secret2024")},
    aliases={("source", "attention"): {"vaswani2017"}},
)
PLAIN = chapter("没有引文，只有（2024年）和(Transformer)。")

CASES = [
    Case(
        checks.UnknownCitation(),
        nothing=PLAIN,
        fine=chapter("见[@vaswani2017, p. 6]。"),
        failing=chapter("见[@vaswani2017]。\n\n又见[@nobody1900; @vaswani2017]。"),
        found=[(3, "nobody1900", "There is no source “nobody1900”.")],
        world=WORLD,
    ),
    Case(
        checks.UnreleasedCitation(),
        nothing=PLAIN,
        fine=chapter("见[@sora2024]，[@nobody1900]。", relations={"sources": ["vaswani2017", "nobody1900"]}),
        failing=chapter("见[@secret2024]，又[@secret2024]。", relations={"sources": ["secret2024"]}),
        found=[(1, "secret2024", "The source “secret2024” is not public yet. Add it to this submission.")],
        world=WORLD,
    ),
    Case(
        checks.AmbiguousCitation(),
        nothing=PLAIN,
        fine=chapter("(Vaswani et al., 2017)"),
        failing=chapter("发布（OpenAI，2024）。"),
        found=[
            (1, "OpenAI，2024", "“OpenAI，2024” fits several sources: gpt4o2024, sora2024. Cite the one you mean by its key.")
        ],
        world=WORLD,
    ),
    Case(
        checks.UnresolvedCitation(),
        nothing=PLAIN,
        fine=chapter("(Vaswani et al., 2017)，(OpenAI, 2024)"),
        failing=chapter("好。\n据报道 (Brown et al., 2020)。"),
        found=[(2, "Brown et al., 2020", "“Brown et al., 2020” fits no known source.")],
        world=WORLD,
    ),
    Case(
        checks.OtherNameCited(),
        nothing=PLAIN,
        fine=chapter("[@vaswani2017]，(Vaswani et al., 2017)"),
        failing=chapter("[@attention]"),
        found=[(1, "[@attention]", "“[@attention]” is another name of the source “vaswani2017”.")],
        world=WORLD,
    ),
    Case(
        checks.UncoveredReference(),
        nothing=PLAIN,
        fine=chapter("见[@vaswani2017]。\n\n**参考文献**:\n- Vaswani et al. (2017). Attention Is All You Need."),
        failing=chapter("见[@vaswani2017]。\n\n**参考文献**:\n- Vaswani et al. (2017). Attention Is All You Need.\n- Knuth (1984). Literate programming."),
        found=[
            (None, "Knuth (1984). Literate programming.",
             "This reference has no source record and is shown as written: Knuth (1984). Literate programming.")
        ],
        world=WORLD,
    ),
    Case(
        checks.SourceWithoutTitle(),
        nothing=source("OpenAI"),
        fine=source("OpenAI", title="Sora"),
        failing=source("OpenAI", title=" "),
        found=[(None, "", "The source has no title.")],
    ),
    Case(
        checks.PlaceholderTitle(),
        nothing=source("OpenAI", title=""),
        fine=source("OpenAI", title="Sora"),
        failing=source("OpenAI", title="[VERIFY] OpenAI, 2024"),
        found=[
            (None, "[VERIFY] OpenAI, 2024", "The title of the source is still to be filled in: [VERIFY] OpenAI, 2024")
        ],
    ),
    Case(
        checks.SourceWithoutAuthor(),
        nothing=source("OpenAI"),
        fine=draft("source", title="T", csl={"editor": [{"literal": "新华社"}]}),
        failing=draft("source", title="T"),
        found=[(None, "", "The source names no author, editor or organization.")],
    ),
    Case(
        checks.SourceWithoutYear(),
        nothing=source("OpenAI"),
        fine=source("OpenAI", year=None, issued={"raw": "May 2024"}),
        failing=source("OpenAI", year=None),
        found=[(None, "", "The source does not say when it was published.")],
    ),
]  # fmt: skip


@over(CASES)
def test_nothing_to_find(case):
    assert_nothing_to_find(case)


@over(CASES)
def test_fine_text(case):
    assert_fine(case)


@over(CASES)
def test_failing_text(case):
    assert_failing(case)
