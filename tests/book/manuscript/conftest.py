"""Small manuscripts of our own, and reading or importing them."""

import pytest

from book.manuscript.importing import import_manuscript
from book.manuscript.reading.manuscript import read_manuscript

CHAPTER = """---
chapter_number: 1
title: 灯塔
title_en: "The Lighthouse"
word_count: 10
key_events:
  - lamp-1823
---

# Chapter 1: 灯塔

一盏灯亮了。
"""
EVENT = """---
event_id: lamp-1823
date: 1823-07
title: 第一盏灯
title_en: "The first lamp"
organization: harbour-board
significance_level: major
verification_status: verified
sources:
  - fresnel1822
---

# 第一盏灯 (1823-07)

## 概述 (Overview)

灯塔换上了新的透镜。
"""
ORGANIZATION = """# 港务局 (Harbour Board) Organization Profile

**Founded**: 1790
**Headquarters**: Bordeaux, France
**Seal**: an anchor

---

## History

They kept the lights.
"""
REFERENCES = """# 参考文献 (References)

**[fresnel1822]** Fresnel, A. (1822). Mémoire sur un nouveau système d'éclairage des phares. *Imprimerie royale*.
"""
SMALL = {
    "manuscript/01-light/lighthouse.md": CHAPTER,
    "assets/timelines/events/first-lamp.md": EVENT,
    "research/organizations/harbour-board.md": ORGANIZATION,
    "manuscript/99-backmatter/references.md": REFERENCES,
    "config/chapter-order.txt": "# order\nmanuscript/01-light/lighthouse.md\n",
}


@pytest.fixture
def folder(tmp_path):
    """``folder({path: text or bytes})``: a folder with these files; called again, it changes them."""

    def make(files, *, name="harbour"):
        root = tmp_path / name
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def read(folder):
    """``read({path: text})``: the manuscript as read."""
    return lambda files: read_manuscript(folder(files))


@pytest.fixture
def bring_in(folder, editor):
    """``bring_in({path: text})``: the report of importing these files as the editor."""

    def run(files, **options):
        return import_manuscript(folder(files), actor=editor, **options)

    return run


@pytest.fixture
def codes():
    """``codes(findings)``: (code, file, line, target) of each, for comparing whole results."""
    return lambda findings: [(each.code, each.file, each.line, each.target) for each in findings]


@pytest.fixture
def small():
    """A manuscript of one chapter, one event, one organization and one source, where everything agrees."""
    return dict(SMALL)
