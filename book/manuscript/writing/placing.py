"""Where a record without a file goes: beside its like, else where our own folders have such files."""

from __future__ import annotations

import json
from collections import Counter

from book.manuscript.reading.records import CHAPTER, CONCEPT, EVENT, ORGANIZATION
from editorial.snapshot import Snapshot

MANUSCRIPT = "manuscript/"
_FOLDERS = {
    EVENT: "assets/timelines/events",
    ORGANIZATION: "research/organizations",
    CONCEPT: "assets/concepts",
    "front": "manuscript/00-frontmatter",
    "main": "manuscript",
    "back": "manuscript/99-backmatter",
}
_LIKE = {EVENT: "events", ORGANIZATION: "organizations", CONCEPT: "concepts"}


def path_for(kind: str, key: str, wanted: Snapshot, taken: set[str]) -> str:
    """A free path for a new page."""
    slug = key.rpartition("/")[2]
    folder = _FOLDERS[str(wanted.get("role") or "main") if kind == CHAPTER else kind]
    if kind != CHAPTER:
        like = Counter(
            path.rpartition("/")[0] for path in taken if path.rpartition("/")[0].rpartition("/")[2] == _LIKE[kind]
        )
        folder = like.most_common(1)[0][0] if like else folder
    path = f"{folder}/{slug}.md"
    number = 2
    while path in taken:
        path, number = f"{folder}/{slug}-{number}.md", number + 1
    return path


def sources_path(taken: set[str]) -> str:
    """A free path for sources that no bibliography of the folder holds."""
    path, number = "manuscript/99-backmatter/references.csl.json", 2
    while path in taken:
        path, number = f"manuscript/99-backmatter/references-{number}.csl.json", number + 1
    return path


def csl_json(sources: list[tuple[str, Snapshot]]) -> str:
    """CSL-JSON of sources; `annals` holds what CSL has no word for."""
    entries = []
    for key, wanted in sources:
        own = {
            name: wanted.get(name)
            for name in ("title", "language", "raw", "other_keys", "front_matter")
            if wanted.get(name)
            and not (name == "title" and wanted.get("title") == (wanted.get("csl") or {}).get("title", "")[:500])
        }
        entries.append({"id": key, **(wanted.get("csl") or {}), **({"annals": own} if own else {})})
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
