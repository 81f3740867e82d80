"""What links, names and references mean in a text of the book."""

import pytest

from book import contexts
from editorial.resolving import Target
from editorial.text.contexts import BROKEN, Mention, ReferenceTarget
from sources.citing import Citing
from tests.drafts import World, draft

WORLD = World(
    {
        ("event", "launch"): draft("event", title="一次发布"),
        ("organization", "openai"): draft("organization", name="OpenAI"),
        ("concept", "rlhf"): draft("concept", preferred="人类反馈强化学习"),
        ("chapter", "a-book/one"): draft("chapter", title="一章"),
    },
    hidden={("event", "secret")},
    aliases={("event", "launch-card"): {"launch"}},
)
CONTEXT = contexts.BookContext(WORLD, Citing(WORLD))


@pytest.mark.parametrize(
    ("href", "answer"),
    [
        ("../../assets/timelines/events/launch.md", ReferenceTarget("event", "launch", "一次发布")),
        ("../events/hardware/launch-card.md", ReferenceTarget("event", "launch", "一次发布")),
        ("../events/secret.md", ReferenceTarget("event", "secret", "")),
        ("../events/nothing.md", BROKEN),
        ("research/organizations/openai.md", ReferenceTarget("organization", "openai", "OpenAI")),
        ("../concepts/rlhf.md", ReferenceTarget("concept", "rlhf", "人类反馈强化学习")),
        ("../01-foundation/one.md", ReferenceTarget("chapter", "a-book/one", "一章")),
        ("one.md", ReferenceTarget("chapter", "a-book/one", "一章")),
        ("launch.md", ReferenceTarget("event", "launch", "一次发布")),
        ("../../assets/timelines/overall-timeline.md", ReferenceTarget("page", "timeline")),
        ("../../assets/timelines/company-timelines/openai.md", ReferenceTarget("page", "timeline")),
        ("comparison.md", ReferenceTarget("page", "timeline")),
        ("../99-backmatter/glossary.md", ReferenceTarget("page", "glossary")),
        ("../99-backmatter/references.md", ReferenceTarget("page", "references")),
        ("../../research/fact-checking/verified-events.md", ReferenceTarget("page", "events")),
        ("two.md", BROKEN),
        ("../../../../etc/passwd", BROKEN),
        ("image.png", BROKEN),
        ("/media/a.png", None),
        ("/events/launch/", None),
    ],
)
def test_a_relative_link_of_a_manuscript_leads_to_its_record_or_live_page(href, answer):
    assert CONTEXT.link(href) == answer


def test_a_reference_carries_the_permanent_key():
    assert CONTEXT.reference("chapter", "one") == ReferenceTarget("chapter", "a-book/one", "一章")
    assert CONTEXT.reference("event", "launch-card") == ReferenceTarget("event", "launch", "一次发布")
    assert CONTEXT.reference("event", "nothing") is None


def test_names_are_titles_aliases_and_forms_the_longest_first_and_no_keys():
    target = Target(
        "concept", "rlhf", "人类反馈强化学习 (RLHF)", "Reinforcement Learning from Human Feedback",
        {"other_forms": ["RLHF", "强", "AI", "of"]}, ("another-key",),
    )  # fmt: skip
    assert contexts.names_of(target) == [
        "Reinforcement Learning from Human Feedback", "人类反馈强化学习 (RLHF)", "人类反馈强化学习", "RLHF", "AI",
    ]  # fmt: skip


def test_only_what_readers_can_see_lends_its_names():
    seen = Target("organization", "openai", "OpenAI", names=("OpenAI",))
    unseen = Target("organization", "secret", public=False)
    assert contexts.mentions([seen, unseen]) == (Mention("OpenAI", "organization", "openai"),)


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("GPT-4发布，GPT-4o发布，GPT-4。", ["GPT-4"], 2),
        ("OpenAI Five与OpenAI", ["OpenAI Five", "OpenAI"], 2),
        ("自注意力与注意力", ["注意力"], 2),
        ("MyGPT", ["GPT"], 0),
        ("无", ["某"], 0),
        ("", ["某"], 0),
    ],
)
def test_names_are_counted_as_whole_words_and_once_each_place(text, names, count):
    assert contexts.occurrences(text, names) == count
