"""What every reader of a format returns: entries with their place, and problems with theirs."""

from __future__ import annotations

from dataclasses import dataclass, field

ERROR, WARNING, NOTE = "error", "warning", "note"
#: Longest words as written that are kept beside a source; a longer entry is cut there.
LONGEST_RAW = 20_000


@dataclass(frozen=True)
class Problem:
    """Something to know about one place. ``severity`` is ``error`` where the entry or file was not taken.

    ``line`` counts from 1 in the file; None where the file as a whole is meant. ``target`` is the key, label or words
    it is about.
    """

    code: str
    severity: str
    file: str
    line: int | None
    message: str
    target: str = ""

    def as_json(self) -> dict:
        return {
            "file": self.file,
            "line": self.line,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "target": self.target,
        }


@dataclass(frozen=True)
class CitedEntry:
    """An entry that another one relies on: its position among the entries of the file, and the label it has there."""

    position: int
    label: str


@dataclass
class Entry:
    """One source as a file states it.

    ``key`` is the author's own (empty where there is none), ``label`` that of a footnote, ``text`` the text to
    archive, ``captured_on`` its day (EDTF), ``cites`` what it relies on within the same file. ``guessed`` names what
    nobody stated and a reader made out by itself.
    """

    file: str
    line: int
    csl: dict
    key: str = ""
    raw: str = ""
    label: str = ""
    text: str = ""
    captured_on: str = ""
    front_matter: dict = field(default_factory=dict)
    cites: tuple[CitedEntry, ...] = ()
    guessed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.csl.get("title") or ""


@dataclass
class Reading:
    """What was read of one file."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def found(self, code, severity, file, line, message, target=""):
        """Remember a problem."""
        self.problems.append(Problem(code, severity, file, line, str(message), str(target)[:300]))
