"""Rendering with a memory."""

import pytest

from book import rendering
from book.contexts import BookContext
from editorial.text.contexts import RenderContext
from sources.citing import Citing
from tests.drafts import World, draft, source

TEXT = "见[[event:launch]]与[@paper2017]，(Lee, 2020)，[页](../events/launch.md)。"


class Counted:
    def __init__(self, real):
        self.real, self.times = real, 0

    def __call__(self, *args):
        self.times += 1
        return self.real(*args)


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    rendering.forget()
    counter = Counted(rendering.render)
    monkeypatch.setattr(rendering, "render", counter)
    yield counter
    rendering.forget()


def context(*, title="一次发布", further=None):
    world = World(
        {("event", "launch"): draft("event", title=title), ("source", "paper2017"): source("Lee, A.")} | (further or {})
    )
    return BookContext(world, Citing(world))


def test_the_same_text_with_the_same_answers_is_rendered_once(counted):
    first = rendering.render_once(TEXT, context())
    assert rendering.render_once(TEXT, context()) is first
    assert counted.times == 1


def test_a_new_title_of_a_target_renders_again(counted):
    rendering.render_once(TEXT, context())
    again = rendering.render_once(TEXT, context(title="改了名"))
    assert counted.times == 2
    assert ">改了名</span>" in again.html


def test_a_new_source_that_a_written_citation_can_mean_renders_again(counted):
    before = rendering.render_once(TEXT, context())
    after = rendering.render_once(TEXT, context(further={("source", "lee2020"): source("Lee, B.", year=2020)}))
    assert counted.times == 2
    assert ([use.key for use in before.citations], [use.key for use in after.citations]) == (
        ["paper2017", ""], ["paper2017", "lee2020"],
    )  # fmt: skip


def test_other_options_are_another_rendering(counted):
    rendering.render_once("# 题目\n\n正文", RenderContext())
    rendering.render_once("# 题目\n\n正文", RenderContext(chapter=True))
    assert counted.times == 2


def test_the_memory_has_a_limit_and_forgets_the_oldest(counted, monkeypatch):
    monkeypatch.setattr(rendering, "BUDGET", 20)
    for text in ("一" * 9, "二" * 9, "一" * 9, "三" * 9, "一" * 9):
        rendering.render_once(text, RenderContext())
    assert counted.times == 3
    rendering.render_once("二" * 9, RenderContext())
    assert counted.times == 4
