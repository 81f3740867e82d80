"""Addresses and anchors from words: Han characters stay, pinyin on request."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import MutableMapping

#: Longest slug in characters; more says nothing and breaks address bars.
LIMIT = 100

_SEPARATORS = re.compile(r"[\W_]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def heading_id(text: str, taken: MutableMapping[str, int]) -> str:
    """The id of a heading: NFKC, lower case, letters, digits and Han kept, prefix `h-`; repeats get `--1`, `--2`, …

    `taken` counts the ids given so far in this text and is updated. A slug has no double hyphen of its own, so an id depends on earlier headings
    of the very same slug only: inserting any other heading changes nothing.
    """
    slug = f"h-{slugify(text) or '_'}"
    seen = taken.get(slug, 0)
    taken[slug] = seen + 1
    return f"{slug}--{seen}" if seen else slug


def slugify(text: str) -> str:
    """Letters, digits and Han characters of the text, lower case, joined by single hyphens; empty when there are none."""
    # Cut before normalising too: a single compatibility character can expand to eighteen.
    normal = unicodedata.normalize("NFKC", text[: 4 * LIMIT]).lower()
    return _SEPARATORS.sub("-", normal).strip("-")[:LIMIT].rstrip("-")


def pinyin_slug(text: str) -> str:
    """An ASCII slug: Han characters as pinyin syllables (轶事 → yi-shi), accents removed, other letters dropped."""
    from pypinyin import lazy_pinyin  # its tables take longer to load than all the rest of this package

    syllables = "-".join(lazy_pinyin(unicodedata.normalize("NFKC", text[: 4 * LIMIT])))
    ascii_only = unicodedata.normalize("NFKD", syllables).encode("ascii", "ignore").decode()
    return slugify(ascii_only)


def short_slug(text: str, longest: int = 60) -> str:
    """An ASCII slug cut between words, for keys that people type."""
    slug = pinyin_slug(text)
    return slug if len(slug) <= longest else slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def pinyin_sort_key(text: str) -> str:
    """A proposal for an editable sort key: pinyin with tone numbers last, lower case. Polyphones (重构, 长上下文) need an editor's eye."""
    from pypinyin import Style, lazy_pinyin  # see pinyin_slug

    normal = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    return " ".join(lazy_pinyin(normal, style=Style.TONE3, neutral_tone_with_five=True))


def clean_title(text: str) -> str:
    """One line without control, bidirectional and zero-width characters (these could make a title read as something else)."""
    return " ".join(_CONTROLS.sub(" ", text).split())
