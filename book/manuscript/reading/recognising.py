"""Which file is what. Repositories differ: the front matter speaks first, then the content, the name, the folder.

A shape is one of chapter, event, register, organization, concept, glossary, bibliography,
or "" with the reason why the file makes no record.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from book.manuscript.reading import chapters, labels, organizations, registers, sources
from book.manuscript.reading.page import Page

CHAPTER, EVENT, REGISTER, ORGANIZATION, CONCEPT, GLOSSARY, BIBLIOGRAPHY = (
    "chapter", "event", "register", "organization", "concept", "glossary", "bibliography",
)  # fmt: skip
_STATED = {
    "chapter": CHAPTER, "event": EVENT, "register": REGISTER, "organization": ORGANIZATION, "organisation": ORGANIZATION,
    "company": ORGANIZATION, "concept": CONCEPT, "term": CONCEPT, "glossary": GLOSSARY, "bibliography": BIBLIOGRAPHY,
    "references": BIBLIOGRAPHY, "preface": CHAPTER, "frontmatter": CHAPTER, "backmatter": CHAPTER,
}  # fmt: skip
_KEYS = (
    (EVENT, {"event_id", "significance_level", "event_type", "verification_status", "causal_connections"}),
    (ORGANIZATION, {"organization_id", "org_id", "organization_name"}),
    (CONCEPT, {"concept_id", "term_id", "concept_name_zh", "concept_name_en", "concept_name", "preferred"}),
    (CHAPTER, {"chapter_number", "chapter_title", "chapter", "chapter_no", "章节号", "key_events", "anecdote_count"}),
)
FOLDERS = {
    "events": EVENT, "event": EVENT, "事件": EVENT, "milestones": EVENT,
    "organizations": ORGANIZATION, "organisations": ORGANIZATION, "orgs": ORGANIZATION, "companies": ORGANIZATION,
    "institutions": ORGANIZATION, "组织": ORGANIZATION, "机构": ORGANIZATION, "公司": ORGANIZATION,
    "concepts": CONCEPT, "concept": CONCEPT, "terms": CONCEPT, "概念": CONCEPT, "术语": CONCEPT,
    "manuscript": CHAPTER, "chapters": CHAPTER, "book": CHAPTER, "text": CHAPTER, "content": CHAPTER, "正文": CHAPTER, "章节": CHAPTER,
    "书稿": CHAPTER,
}  # fmt: skip
_GLOSSARY = re.compile(r"^(?:\d+[-_. ]*)?(?:glossary|terms|terminology|术语表|词汇表|名词解释|术语)$", re.IGNORECASE)
_BIBLIOGRAPHY = re.compile(
    r"^(?:\d+[-_. ]*)?(?:references|bibliography|works[-_ ]cited|参考文献|参考资料|文献)$", re.IGNORECASE
)
_GLOSSARY_TITLE = re.compile(r"术语表|词汇表|名词解释|\bglossary\b", re.IGNORECASE)
_BIBLIOGRAPHY_TITLE = re.compile(r"^参考文献|\breferences\b|\bbibliography\b", re.IGNORECASE)
_TIMELINE = re.compile(r"timeline|时间线|大事年表|comparison", re.IGNORECASE)


def recognise(page: Page, *, ordered: frozenset[str] = frozenset(), alone: bool = False) -> tuple[str, str]:
    """(shape, "") or ("", reason).

    `ordered` are the paths of the reading order; `alone` says the file was asked for by name,
    which makes it a chapter where nothing speaks against it.
    """
    shape = _by_front_matter(page)
    if shape:
        return shape, ""
    reason = _other_reason(page)
    if reason:
        return "", reason
    shape = _by_content(page) or _by_folder(page)
    if shape:
        return shape, ""
    if page.path in ordered or alone or _reads_as_chapter(page):
        return CHAPTER, ""
    return "", _("Nothing in the file says what it is: no known front matter, folder or form.")


def has_own_id(page: Page) -> bool:
    """Whether the front matter gives an id that is no placeholder such as `[event-id]`."""
    ids = (page.data.get(key) for key in ("event_id", "concept_id", "organization_id", "org_id", "slug"))
    return any(isinstance(each, str) and each.strip() and not re.search(r"[\[\]{}<>]", each) for each in ids)


def _by_front_matter(page: Page) -> str:
    for key in ("kind", "type", "shape", "layout"):
        stated = page.data.get(key)
        if isinstance(stated, str) and stated.lower() in _STATED and not (key == "type" and "event_id" in page.data):
            return _STATED[stated.lower()]
    for shape, keys in _KEYS:
        if keys & set(page.data):
            return shape
    return ""


def _other_reason(page: Page) -> str:
    """Pages that are plainly something else."""
    if "timeline_type" in page.data:
        return _("Timelines are made from the events; this page is not read.")
    head = "\n".join(page.lines[page.first : page.first + 12])
    is_post = page.data.get("layout") == "post" or {"categories", "date"} <= set(page.data)
    is_clipping = page.file.stem.lower().startswith("source-") or ("**Original:**" in head and "**Published:**" in head)
    if is_post or is_clipping:
        return _("This is an article by somebody else, not a chapter.")
    return ""


def _by_content(page: Page) -> str:
    heading = page.title_heading
    title = heading.text if heading else str(page.data.get("title") or "")
    stem = page.file.stem
    if registers.looks_like_register(page):
        return REGISTER
    if _GLOSSARY.match(stem) or _GLOSSARY_TITLE.search(title):
        return GLOSSARY
    if (_BIBLIOGRAPHY.match(stem) or _BIBLIOGRAPHY_TITLE.search(title)) and "chapter" not in title.lower():
        return BIBLIOGRAPHY
    if heading and organizations.is_profile_title(heading.text):
        return ORGANIZATION
    names = {label.name for label in _labels(page)}
    if "event_id" in names or {"date", "event_type"} <= names or {"date", "significance_level"} <= names:
        return EVENT
    if "concept_id" in names:
        return CONCEPT
    if "organization_id" in names or {"founded", "headquarters"} <= names or {"founded", "founders"} <= names:
        return ORGANIZATION
    if heading and chapters.title_words(heading.text)[1] is not None:
        return CHAPTER
    if sources.looks_like_bibliography(page):
        return BIBLIOGRAPHY
    return ""


def _labels(page: Page) -> list[labels.Label]:
    heading = page.title_heading
    first = heading.index + 1 if heading else page.first
    return labels.block_after_heading(page.lines[: first + 30], first, offset=0)[0]


def _by_folder(page: Page) -> str:
    for part in reversed(page.path.split("/")[:-1]):
        bare = re.sub(r"^\d+[-_. ]*", "", part.lower())
        if bare in FOLDERS:
            if _TIMELINE.search(page.file.stem) and FOLDERS[bare] != CHAPTER:
                return ""
            return FOLDERS[bare]
        if bare.startswith(("frontmatter", "front-matter", "backmatter", "back-matter", "appendi")) or bare in (
            "front",
            "back",
            "前言",
            "附录",
        ):
            return CHAPTER
    return ""


def _reads_as_chapter(page: Page) -> bool:
    """A flat folder: a title in the front matter, a numbered name, or a page at the top that opens with a title."""
    if _TIMELINE.search(page.file.stem):
        return False
    if any(page.data.get(key) for key in ("title", "title_en", "标题")):
        return True
    if re.match(r"^(?:ch(?:ap(?:ter)?)?[-_ ]?)?\d{1,3}([-_. ]|$)|^第.{1,4}[章回讲]", page.file.stem, re.IGNORECASE):
        return True
    top = page.path.count("/") == 0
    return top and page.title_heading is not None and len(page.file.text) > 200
