"""Rendering with a memory: the same text whose references mean the same is rendered once.

A rendering depends on the text, the options of its context and the answers the context gave. All three are kept; before
a remembered rendering is used again, every question is asked again. So a publication right after its preview only
looks up titles, and a renamed target or a new source never meets a stale page.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from editorial.text.contexts import RenderContext, Rendered
from editorial.text.markdown import render

#: Characters of source text kept, in all.
BUDGET = 2_000_000
_QUESTIONS = ("reference", "citation", "legacy_citation", "link")
_OPTIONS = ("language", "chapter", "chapter_number", "title", "first_line", "cite_brackets", "cite_separator")


class _Witness(RenderContext):
    """Passes every question on and writes down the answer."""

    def __init__(self, asked):
        super().__init__(**{name: getattr(asked, name) for name in (*_OPTIONS, "first_mentions")})
        self._asked = asked
        self.answers = {}

    def reference(self, kind, key):
        return self._ask("reference", kind, key)

    def citation(self, cluster):
        return self._ask("citation", cluster)

    def legacy_citation(self, authors, year, raw, line):
        return self._ask("legacy_citation", authors, year, raw, line)

    def link(self, href):
        return self._ask("link", href)

    def _ask(self, question, *details):
        answer = getattr(self._asked, question)(*details)
        self.answers[question, details] = answer
        return answer


@dataclass(frozen=True)
class _Remembered:
    answers: tuple
    rendered: Rendered

    def holds(self, context) -> bool:
        return all(getattr(context, question)(*details) == answer for (question, details), answer in self.answers)


_memory: OrderedDict[tuple, _Remembered] = OrderedDict()
_lock = Lock()


def render_once(markdown, context) -> Rendered:
    """Return the rendering of ``markdown`` in ``context``, from memory where nothing it depends on has changed."""
    key = (markdown, tuple(getattr(context, name) for name in _OPTIONS), tuple(context.first_mentions))
    with _lock:
        remembered = _memory.get(key)
        if remembered is not None:
            _memory.move_to_end(key)
    if remembered is not None and remembered.holds(context):
        return remembered.rendered
    witness = _Witness(context)
    rendered = render(markdown, witness)
    with _lock:
        _memory[key] = _Remembered(tuple(witness.answers.items()), rendered)
        _memory.move_to_end(key)
        while len(_memory) > 1 and sum(len(kept[0]) for kept in _memory) > BUDGET:
            _memory.popitem(last=False)
    return rendered


def forget():
    """Empty the memory."""
    with _lock:
        _memory.clear()
