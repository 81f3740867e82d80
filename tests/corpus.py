"""The real manuscripts, where they are present: they belong to others and are never part of the project."""

import os
from pathlib import Path

import pytest

_GIVEN = os.environ.get("ANNALS_CORPUS")
_PLACE = Path(_GIVEN) if _GIVEN else Path(__file__).resolve().parents[2] / "shared" / "corpus"

#: The folder with seeds/ and llm_history/, or None.
CORPUS: Path | None = _PLACE if (_PLACE / "seeds").is_dir() else None

needs_corpus = pytest.mark.skipif(CORPUS is None, reason="the corpus is not here: set ANNALS_CORPUS to its folder")


def corpus_file(name: str) -> Path:
    """A file of the corpus; only for tests marked `needs_corpus`."""
    assert CORPUS is not None
    return CORPUS / name


def markdown_files() -> list[Path]:
    """Every Markdown file of the corpus, sorted; empty without it."""
    return sorted(CORPUS.rglob("*.md")) if CORPUS else []
