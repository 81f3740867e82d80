"""The order of a book, written as text. See the example at :class:`book.models.Book`.

``[front]``, ``[main]`` and ``[back]`` say what the chapters below are; ``#`` opens a part with its titles in both
languages; every other line is the key of a chapter within the book. Blank lines and ``;`` comments are skipped.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

ROLES = ("front", "main", "back")
_SLUG = re.compile(r"[^\s\[\]#|;/]{1,200}")


@dataclass(frozen=True)
class Part:
    """A part of the book: its role, titles (empty where it has none) and the keys of its chapters, in order."""

    role: str
    title: str = ""
    title_en: str = ""
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutlineProblem:
    """A line that says nothing: its number from 1, its words, and a sentence."""

    line: int
    words: str
    sentence: object


@dataclass(frozen=True)
class Outline:
    """The parts in order, what could not be read, and the line on which each chapter stands."""

    parts: tuple[Part, ...]
    problems: tuple[OutlineProblem, ...] = ()
    lines: dict = field(default_factory=dict, compare=False)

    @property
    def chapters(self) -> list[str]:
        """The keys of all chapters in reading order."""
        return [key for part in self.parts for key in part.chapters]


def parse(text, *, book_key="") -> Outline:
    """Read an outline. Lines that cannot be read are problems and change nothing else; parts without chapters stay.

    A key may carry the book in front (``book/slug``); it is dropped where it is ``book_key``.
    """
    parts: list[Part] = []
    problems: list[OutlineProblem] = []
    lines: dict[str, int] = {}
    role = "main"
    for number, raw in enumerate(str(text or "").splitlines(), 1):
        line = raw.strip().lstrip("\ufeff")
        if not line or line.startswith(";"):
            continue
        if line.startswith("["):
            role, problem = _role(line, role)
            parts += [] if problem else [Part(role)]
        elif line.startswith("#"):
            title, _bar, title_en = (words.strip() for words in line.lstrip("# ").replace("｜", "|").partition("|"))
            problem = None if title or title_en else _("A part has no title.")
            parts += [] if problem else [Part(role, title or title_en, title_en if title else "")]
        else:
            problem = _place(line, parts, lines, number, role, book_key)
        if problem:
            problems.append(OutlineProblem(number, line, problem))
    kept = tuple(part for part in parts if part.title or part.chapters)
    return Outline(kept, tuple(problems), lines)


def _role(line, role):
    """Return (role, problem) of a ``[role]`` line."""
    word = line.strip("[] ").casefold()
    if word in ROLES and line.endswith("]"):
        return word, None
    return role, _("A role is [front], [main] or [back].")


def _place(line, parts, lines, number, role, book_key):
    """Add a chapter to the last part; return the problem where the line is no key or says it again."""
    key = line.removeprefix(f"{book_key}/") if book_key else line
    if not _SLUG.fullmatch(key):
        return _("This line is no chapter key.")
    if key in lines:
        return _("This chapter stands in the order twice.")
    lines[key] = number
    if not parts:
        parts.append(Part(role))
    last = parts[-1]
    parts[-1] = Part(last.role, last.title, last.title_en, (*last.chapters, key))
    return None


def format(parts) -> str:
    """Write parts back as text; ``parse(format(parts)).parts == parts`` for parts in the order of their roles."""
    lines: list[str] = []
    role = None
    for part in parts:
        if part.role != role or not part.title:
            lines.append(f"[{part.role}]")
            role = part.role
        if part.title:
            lines.append(f"# {part.title} | {part.title_en}" if part.title_en else f"# {part.title}")
        lines += part.chapters
    return "".join(f"{line}\n" for line in lines)
