"""One Markdown file taken apart: front matter with the line of every key, first heading, body.

Everything a reader of one kind of record needs, read once; no knowledge of kinds here.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from book.manuscript.reading import labels
from book.manuscript.reading.records import ERROR, WARNING, ManuscriptFile, Problem
from editorial.text import front_matter, numerals, slugs

_HEADING = re.compile(r"^\s{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_MOST_NODES = 20_000


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    index: int


@dataclass
class Page:
    """A file's parts. `lines` are all lines of the file; `first` is the index of the body's first one."""

    file: ManuscriptFile
    data: dict[str, Any] = field(default_factory=dict)
    raw_front: str = ""
    key_lines: dict[str, int] = field(default_factory=dict)
    value_lines: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    first: int = 0
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def title_heading(self) -> Heading | None:
        """The H1 that opens the body, if any."""
        for heading in self.headings:
            if heading.level == 1 and not any(
                self.lines[self.first : heading.index][i].strip() for i in range(heading.index - self.first)
            ):
                return heading
        return None

    def offset(self, index: int) -> int:
        """Where a line begins in the file's text; the text's length past the last line."""
        return self.offsets[index] if index < len(self.offsets) else len(self.file.text)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Character range of lines [first, end) without blank lines around them and trailing spaces."""
        while first < end and not self.lines[first].strip():
            first += 1
        while end > first and not self.lines[end - 1].strip():
            end -= 1
        if first >= end:
            start = min(self.offset(first), len(self.file.text))
            return start, start
        last = end - 1
        return self.offset(first), self.offset(last) + len(self.lines[last].rstrip())

    def text(self, span: tuple[int, int]) -> str:
        return self.file.text[span[0] : span[1]]

    def line_of(self, key: str, value: str | None = None) -> int:
        """The line of a front matter key, or of one value under it."""
        if value is not None:
            for written, line in self.value_lines.get(key, ()):
                if written == value:
                    return line
        return self.key_lines.get(key, 1)

    def problem(self, code: str, severity: str, message: str, *, line: int | None = None, target: str = "") -> None:
        self.problems.append(Problem(code, severity, self.path, line, message, target))


def read_page(file: ManuscriptFile) -> Page:
    """Take a file apart. A front matter that cannot be read makes the page `broken`, with a problem that says where."""
    page = Page(file, lines=file.text.split("\n"))
    position = 0
    for line in page.lines:
        page.offsets.append(position)
        position += len(line) + 1
    found, _body = front_matter.split(file.text)
    page.raw_front = found.raw
    page.first = found.line_count
    for problem in found.problems:
        page.broken = True
        page.problem(problem.code.replace("_", "-"), ERROR, explain(problem), line=problem.line, target=problem.target)
    if not page.broken and found.data:
        _take_front_matter(page, found.data)
    page.headings = list(_headings(page.lines, page.first))
    return page


def explain(problem: front_matter.Problem) -> str:
    """The fault in the reader's language; faults that quote the YAML reader keep its words."""
    sentences = {
        "never_closed": _("The front matter opened by --- on the first line is never closed."),
        "tab": _("A tab stands where YAML allows spaces only."),
        "not_a_mapping": _("Front matter must hold lines of “key: value”."),
        "tag": _("Tags such as !!python/object are not allowed in front matter."),
        "aliases": _("The front matter refers to itself too often."),
        "too_deep": _("The front matter is nested too deeply."),
        "too_long": _("The front matter is too long."),
        "bad_key": _("A key in front matter must be a word."),
        "unclosed": _("A quotation mark or bracket opens here and is not closed."),
        "duplicate_key": _("The key “%(key)s” is given twice.") % {"key": problem.target},
        "control_character": _("The front matter holds a control character."),
        "misplaced_colon": _("A value that contains a colon and a space needs quotation marks."),
    }
    return sentences.get(problem.code) or _("The front matter cannot be read: %(reason)s") % {"reason": problem.message}


def _take_front_matter(page: Page, data: dict[Any, Any]) -> None:
    _locate(page)
    for key, value in data.items():
        name = str(key)
        bad = _unstorable(value)
        if bad:
            page.broken = True
            page.problem(
                "nul-character",
                ERROR,
                _("The value holds the character %(character)s, which no text may hold.") % {"character": bad},
                line=page.line_of(name),
                target=name,
            )
        page.data[name] = value


def _locate(page: Page) -> None:
    """Lines of keys and of the scalars under them, from YAML's own marks.

    Only used where the front matter has already been read without complaint, so that an
    alias bomb never gets here; the walk is bounded all the same.
    """
    inner = "\n".join(page.lines[1 : page.first - 1])
    try:
        root = yaml.compose(inner, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return
    if not isinstance(root, yaml.MappingNode):
        return
    base = 2  # marks count from 0, and the opening fence is line 1
    for key_node, value_node in root.value:
        name = str(getattr(key_node, "value", ""))
        page.key_lines[name] = key_node.start_mark.line + base
        scalars: list[tuple[str, int]] = []
        waiting, seen = [value_node], 0
        while waiting and seen < _MOST_NODES:
            node = waiting.pop(0)
            seen += 1
            if isinstance(node, yaml.ScalarNode):
                scalars.append((node.value, node.start_mark.line + base))
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend(node.value)
            elif isinstance(node, yaml.MappingNode):
                for inner_key, inner_value in node.value:
                    waiting.extend((inner_key, inner_value))
        page.value_lines[name] = scalars


def _headings(lines: list[str], first: int):
    fence = ""
    for index in range(first, len(lines)):
        line = lines[index]
        mark = _FENCE.match(line)
        if mark:
            if not fence:
                fence = mark[1]
            elif mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if fence or "#" not in line[:4]:
            continue
        found = _HEADING.match(line)
        if found:
            yield Heading(len(found[1]), found[2].strip(), index)


def _unstorable(value: Any, depth: int = 0) -> str:
    """The first character in a value that no database stores, as U+XXXX; "" when there is none."""
    if isinstance(value, str):
        for character in value:
            if character == "\0" or "\ud800" <= character <= "\udfff":
                return f"U+{ord(character):04X}"
    elif depth < 50 and isinstance(value, dict):
        for key, inner in value.items():
            found = _unstorable(key, depth + 1) or _unstorable(inner, depth + 1)
            if found:
                return found
    elif depth < 50 and isinstance(value, list | tuple | set):
        for inner in value:
            found = _unstorable(inner, depth + 1)
            if found:
                return found
    return ""


# Values as the models take them.


def plain(value: Any, depth: int = 0) -> Any:
    """A YAML value as JSON can hold it: dates as ISO text, keys as text, sets as lists."""
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, dict) and depth < 50:
        return {str(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set) and depth < 50:
        return [plain(inner, depth + 1) for inner in value]
    return str(value)


def words(value: Any) -> str:
    """A front matter value as one line of text; "" for nothing, lists joined by commas."""
    value = plain(value)
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(words(each) for each in value)
    return str(value).strip()


def number(value: Any) -> int | None:
    """A count as people write it: 21700, "21,700", "约 9000 字", 第十一章; None when there is no number or a negative one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 2**31 else None
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) and 0 <= value < 2**31 else None
    found = re.search(r"\d[\d,，]*", str(value or ""))
    if not found:
        numeral = re.fullmatch(rf"\s*第?\s*([{numerals.CLASS}]{{1,9}})\s*[章回讲则字]?\s*", str(value or ""))
        return numerals.read(numeral[1]) if numeral else None
    counted = int(re.sub(r"[,，]", "", found.group())[:12])
    return counted if counted < 2**31 else None


def items(value: Any) -> list[Any]:
    """A list as people write it: a YAML list, or words between commas."""
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple | set):
        return [each for each in value if each not in (None, "")]
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,，、;；\n]", value) if part.strip()]
    return [value]


def clean_name(page: Page, name: str, value: str, *, line: int) -> str:
    """A title fit for display; characters that turn or hide text are taken out and reported."""
    cleaned = slugs.clean_title(value)
    if cleaned != " ".join(value.split()):
        page.problem(
            "unsafe-title",
            WARNING,
            _("Invisible or direction-turning characters were taken out of the %(field)s.") % {"field": name},
            line=line,
            target=cleaned[:200],
        )
    return cleaned


def bilingual(text: str) -> tuple[str, str]:
    """`引言 (Introduction)` → 引言, Introduction; only where one side is Han and the other is not."""
    found = re.fullmatch(
        r"(?P<first>.+?)\s*[(（](?P<second>[^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]", text.strip()
    )
    if not found:
        return text.strip(), ""
    first, second = found["first"].strip(), found["second"].strip()
    han = re.compile(r"[\u4e00-\u9fff]")
    if han.search(first) and not han.search(second):
        return first, second
    return text.strip(), ""


def label_block(page: Page) -> tuple[list[labels.Label], int]:
    """The bold lines below the opening heading (or at the top of the body), and the index after them."""
    heading = page.title_heading
    first = heading.index + 1 if heading else page.first
    return labels.block_after_heading(page.lines, first, offset=page.offset(first))
