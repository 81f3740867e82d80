"""YAML front matter: told from the text by an anchored pattern, read safely, its faults reported as data.

Rules between `---` lines further down belong to the body (an unanchored pattern once ate 5,662 characters of a chapter). Values are read by
the YAML 1.2 core schema: `2017-06-12` and `2017-06` stay text (YAML 1.1 makes one a date, the other not), `NO` stays text, `12:30` too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Longest block read, in characters; real ones have about a thousand.
LIMIT = 64 * 1024
#: Aliases and nesting allowed. A handful of anchors is plausible; a bomb needs dozens.
ALIASES = 20
DEPTH = 20
NODES = 20_000

_OPENING = re.compile(r"\A\ufeff?---[ \t]*(?:\r\n|\n|\r)(?![ \t]*(?:\r\n|\n|\r|\Z))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"^[\"']?[\w\u3400-\u9fff][^:#\n]{0,80}[\"']?:(?:[ \t]|$)")


@dataclass(frozen=True)
class Problem:
    """A fault in front matter. code: never_closed, unclosed, bad_yaml, tab, duplicate_key, not_a_mapping, tag,
    aliases, too_deep, too_long, bad_key, control_character, misplaced_colon; line: 1-based in the file; target: what is at fault, where that
    is a word."""

    code: str
    line: int
    message: str
    target: str = ""


@dataclass(frozen=True)
class FrontMatter:
    """raw: the block as it stands in the file, fences and last line end included (so raw + body is the file). line_count: its lines."""

    data: dict[str, Any] = field(default_factory=dict)
    raw: str = ""
    line_count: int = 0
    problems: list[Problem] = field(default_factory=list)


class _Fault(Exception):
    def __init__(self, code: str, line: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, line, message)


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the body. Never raises: what cannot be read is empty data plus problems, and every character is in raw or body."""
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(), text
    normal = _unix(text)
    begin = _OPENING.match(normal).end()  # type: ignore[union-attr]
    closing = _CLOSING.search(normal, begin)
    if closing is None:
        first = normal[begin:].partition("\n")[0]
        if not _KEY_LINE.match(first):
            return FrontMatter(), text  # a rule at the top of an ordinary text
        message = "The front matter opened by --- on the first line is never closed by another ---."
        return FrontMatter(problems=[Problem("never_closed", 1, message)]), text
    source = normal[begin : closing.start()]
    lines = normal.count("\n", 0, closing.end()) + 1
    raw, body = _cut(text, lines)
    data, problems = _read(source)
    return FrontMatter(data, raw, lines, problems), body


def join(front: FrontMatter | Mapping[str, Any], body: str) -> str:
    """A file from front matter and body: as it was for a FrontMatter, freshly written for a mapping."""
    if isinstance(front, FrontMatter):
        return front.raw + body
    if not front:
        return body
    dumped = yaml.dump(dict(front), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{dumped}---\n{body}"


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _cut(text: str, lines: int) -> tuple[str, str]:
    """The text cut after its first `lines` lines, whatever its line ends."""
    at = 0
    for _ in range(lines):
        match = _LINE_END.search(text, at)
        if not match:
            return text, ""
        at = match.end()
    return text[:at], text[at:]


_LINE_END = re.compile(r"\r\n|\n|\r")


def _read(source: str) -> tuple[dict[str, Any], list[Problem]]:
    if len(source) > LIMIT:
        return {}, [
            Problem("too_long", 2, f"Front matter may have {LIMIT} characters at most; this has {len(source)}.")
        ]
    loader = None
    try:
        loader = _Loader(source)
        node = loader.get_single_node()
        if node is None:
            return {}, []
        if not isinstance(node, yaml.MappingNode):
            kind = "a list" if isinstance(node, yaml.SequenceNode) else "plain text"
            return {}, [
                _problem(
                    "not_a_mapping", node.start_mark, f"Front matter must hold “key: value” lines; this is {kind}."
                )
            ]
        _check_size(node)
        data = loader.construct_document(node)
        return data, loader.problems
    except _Fault as fault:
        return {}, [fault.problem]
    except yaml.MarkedYAMLError as error:
        return {}, [_explain(error, source)]
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 2
        return {}, [
            Problem(
                "control_character",
                line,
                f"The front matter holds a character that no text has (U+{error.character:04X}).",
            )
        ]
    except (yaml.YAMLError, ValueError) as error:
        return {}, [Problem("bad_yaml", 2, f"The front matter cannot be read: {error}.")]
    finally:
        if loader is not None:
            loader.dispose()


def _problem(code: str, mark: yaml.Mark | None, message: str) -> Problem:
    return Problem(code, (mark.line if mark else 0) + 2, message)  # marks count from 0, and the opening fence is line 1


def _explain(error: yaml.MarkedYAMLError, source: str) -> Problem:
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    line = source.split("\n")[mark.line] if mark and mark.line <= source.count("\n") else ""
    if "'\\t'" in problem or re.match(r"^ *\t", line):
        return _problem("tab", mark, "A tab stands where YAML allows spaces only.")
    if "could not determine a constructor" in problem:
        return _problem("tag", mark, "Tags such as !!python/object are not allowed in front matter.")
    if "end of stream" in problem or context.startswith("while parsing a flow"):
        return _problem(
            "unclosed",
            error.context_mark or mark,
            f"A quotation mark or bracket opens here and is not closed ({problem}).",
        )
    if problem.startswith("mapping values are not allowed"):
        return _problem(
            "misplaced_colon",
            mark,
            "“key: value” is not possible here: every line needs its key, and a value that contains “: ” quotation marks.",
        )
    return _problem("bad_yaml", mark, f"The front matter cannot be read here: {problem or context}.")


class _Loader(yaml.SafeLoader):
    """A safe loader with limits, which notices duplicate keys."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.problems: list[Problem] = []
        self._aliases = self._nodes = self._depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        mark = self.peek_event().start_mark
        self._nodes += 1
        if self.check_event(yaml.AliasEvent):
            self._aliases += 1
        if self._aliases > ALIASES or self._nodes > NODES:
            raise _Fault("aliases", mark.line + 2, "The front matter refers to itself too often (too many aliases).")
        if self._depth >= DEPTH:
            raise _Fault("too_deep", mark.line + 2, f"The front matter is nested more than {DEPTH} levels deep.")
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Fault(
                    "bad_key",
                    key_node.start_mark.line + 2,
                    "A key in front matter must be a word, not a list or mapping.",
                )
            key = key_node.value
            if key in seen:
                line = key_node.start_mark.line + 2
                self.problems.append(
                    Problem(
                        "duplicate_key", line, f"The key “{key[:60]}” is given twice; the first one counts.", key[:60]
                    )
                )
                continue
            seen[key] = self.construct_object(value_node, deep=True)
        return seen


def _check_size(root: yaml.Node) -> None:
    """Refuse a node that contains itself, or grows past NODES when its aliases are written out."""
    budget = NODES

    def walk(node: yaml.Node, above: frozenset[int]) -> None:
        nonlocal budget
        budget -= 1
        if id(node) in above or budget < 0:
            raise _Fault("aliases", node.start_mark.line + 2, "The front matter refers to itself (aliases).")
        if isinstance(node, yaml.CollectionNode):
            path = above | {id(node)}
            for child in node.value:
                for part in child if isinstance(child, tuple) else (child,):
                    walk(part, path)

    walk(root, frozenset())


def _construct_number(loader: _Loader, node: Any) -> int | float | str:
    text = node.value.replace("_", "")
    if re.fullmatch(r"[-+]?\d{1,18}", text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return node.value
    return number if math.isfinite(number) else node.value


def _construct_bool(loader: _Loader, node: Any) -> bool:
    return node.value.lower() == "true"


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9]\d{0,17})$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?\d{1,17}\.\d{1,17}$"), list("-+0123456789"))
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", _construct_number)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_number)
_Loader.add_constructor("tag:yaml.org,2002:bool", _construct_bool)
for _tag in ("timestamp", "binary", "set", "omap", "pairs"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", yaml.SafeLoader.construct_undefined)


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key, as manuscripts write them; text that only looks like a date stays bare."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)


_Dumper.yaml_implicit_resolvers = dict(_Loader.yaml_implicit_resolvers)
