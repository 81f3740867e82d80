"""What reading a manuscript yields: records, the references between them, and problems.

Nothing here knows the database. Lines are 1-based lines of the file the author sees;
`None` or 0 means "the file as a whole".
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

# The words of editorial.models.Severity.
ERROR, WARNING, INFO = "error", "warning", "note"

CHAPTER, EVENT, ORGANIZATION, CONCEPT, SOURCE, BOOK = (
    "chapter",
    "event",
    "organization",
    "concept",
    "source",
    "book",
)
KINDS = (CHAPTER, EVENT, ORGANIZATION, CONCEPT, SOURCE)


@dataclass(frozen=True)
class Problem:
    """One finding about a file, in the words the import report uses.

    `target` is what the finding is about: the id that leads nowhere, the link, the value.
    """

    code: str
    severity: str
    file: str
    line: int | None
    message: str
    target: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "target": self.target,
            "message": self.message,
        }


@dataclass(frozen=True)
class Reference:
    """One record naming another as the author wrote it; not resolved yet.

    `by` says what `text` is: "id" (an identifier), "name" (words that may be an
    organization's or a concept's name), "path" (a file of the folder).
    """

    kind: str
    text: str
    file: str
    line: int | None
    by: str = "id"
    locator: str = ""
    qualifier: str = ""
    note: str = ""


@dataclass
class Record:
    """One thing a file says: a chapter, an event, an organization, a concept, a source.

    `fields` holds values for the model of that kind; a field absent here is not stated by the
    file. `identifier` is the id the author gave ("" when none), `names` every other word that
    may identify the record, `origin` the shape it was read from ("card", "register",
    "glossary", "bibliography", "list", "csl"). `keys` names the front matter key (or label) each
    field and relation was read from.
    `span` is the half-open character range in the decoded file that belongs to this record,
    `spans` the ranges of single fields, so that an export can change one and no other.
    `weak` names fields taken from the prose because the file states none. `digest` is the hash
    of everything the file says about the record, weak fields and line numbers left out.
    `dates` lists every date the files give for an event: EDTF, file, line.
    """

    kind: str
    file: str
    line: int
    identifier: str = ""
    stem: str = ""
    origin: str = "card"
    fields: dict[str, Any] = field(default_factory=dict)
    relations: dict[str, list[Reference]] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    front_matter: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    span: tuple[int, int] = (0, 0)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    dates: list[tuple[str, str, int]] = field(default_factory=list)
    weak: set[str] = field(default_factory=set)
    raw: str = ""
    digest: str = ""

    def line_of(self, name: str) -> int:
        """The line where a field stands, else the line where the record starts."""
        return self.lines.get(name, self.line)

    def seal(self) -> None:
        """Compute `digest`. Called once, before records are merged."""
        said = {
            "kind": self.kind,
            "id": self.identifier,
            "aliases": self.aliases,
            "fields": {name: value for name, value in self.fields.items() if name not in self.weak},
            "relations": {
                role: [(r.kind, r.text, r.by, r.locator, r.qualifier, r.note) for r in references if r.by != "entry"]
                for role, references in self.relations.items()
            },
        }
        words = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
        self.digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def label(self) -> str:
        """The words that name the record to a person."""
        for name in ("title", "name", "preferred", "title_en"):
            if self.fields.get(name):
                return str(self.fields[name])
        return self.identifier or self.stem or self.file


@dataclass(frozen=True)
class ManuscriptFile:
    """A file as found: its bytes, and the text in them with newlines as "\\n"."""

    path: str
    raw: bytes
    sha256: str
    encoding: str
    bom: bool
    newline: str
    text: str

    @property
    def stem(self) -> str:
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True)
class OrderEntry:
    """One line of the reading order: a path and the line that names it."""

    path: str
    line: int
    part: str = ""
    role: str = ""


@dataclass
class Manuscript:
    """Everything read from one path."""

    root: str
    files: dict[str, ManuscriptFile] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    order: list[OrderEntry] = field(default_factory=list)
    order_file: str = ""
    book: dict[str, Any] = field(default_factory=dict)
    book_file: str = ""
    existing_paths: frozenset[str] = frozenset()
    failed: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True

    def of(self, kind: str) -> list[Record]:
        return [record for record in self.records if record.kind == kind]
