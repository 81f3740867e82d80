"""What a text of the book may ask while it is rendered, answered by a resolver."""

import re
from posixpath import basename, normpath

from editorial.text.contexts import BROKEN, Mention, ReferenceTarget, RenderContext

#: Pages of a manuscript that are made from records here, by file name, and the live page each became.
LIVE_PAGES = {
    "overall-timeline": "timeline",
    "meta-timeline": "timeline",
    "timeline": "timeline",
    "comparison": "timeline",
    "glossary": "glossary",
    "references": "references",
    "bibliography": "references",
    "verified-events": "events",
    "anecdotes": "anecdotes",
}
#: Folders of a manuscript whose files are records of one kind.
_FOLDERS = (
    ("company-timelines", "page"),
    ("events", "event"),
    ("organizations", "organization"),
    ("concepts", "concept"),
    ("manuscript", "chapter"),
)
_SHORTEST_NAME = 2
_PARENTHESIS = re.compile(r"\s*[（(].*$")
_HAN = re.compile("[\u3400-\u9fff]")


class BookContext(RenderContext):
    """Answers from a resolver: working drafts for a preview, public records and the set under review for a freeze."""

    def __init__(self, resolver, citing, **options):
        super().__init__(**options)
        self._resolver = resolver
        self._citing = citing

    def reference(self, kind, key):
        target = self._resolver.find(kind, key)
        return ReferenceTarget(kind, target.key, target.title) if target else None

    def citation(self, cluster):
        return self._citing.text(cluster)

    def legacy_citation(self, authors, year, raw, line):
        return self._citing.candidates(authors, year)

    def link(self, href):
        if href.startswith("/"):
            return None
        name = basename(normpath(href))
        stem, dot, ending = name.rpartition(".")
        if dot and ending.lower() not in ("md", "markdown"):
            return BROKEN
        if not stem and not dot:
            stem = name
        return self._manuscript_page(href, stem) or BROKEN

    def _manuscript_page(self, href, stem):
        folders = href.split("/")[:-1]
        kind = next((kind for folder, kind in _FOLDERS if folder in folders), "")
        if kind == "page":
            return ReferenceTarget("page", "timeline")
        for each in [kind] if kind and kind != "chapter" else ["chapter"]:
            if found := self.reference(each, stem):
                return found
        if stem in LIVE_PAGES:
            return ReferenceTarget("page", LIVE_PAGES[stem])
        for each in ("event", "organization", "concept") if not kind else ():
            if found := self.reference(each, stem):
                return found
        return None


_WRITTEN = re.compile(r"[\[【]{2}\s*([a-z]+)\s*[:：]\s*([^|｜\]】\n]+)")
_CITED = re.compile(r"[@＠]([A-Za-z0-9][\w.:/-]*)")
_LINKED = re.compile(r"\]\(([^)\s]+?)(?:#[^)\s]*)?[\s)]")


def names_in(text) -> set[tuple[str, str]]:
    """Return kind and key of what a Markdown text may ask for while it is rendered; more than that does no harm."""
    found = {("organization" if kind == "org" else kind, key.strip()) for kind, key in _WRITTEN.findall(text)}
    found |= {("source", key.rstrip(".:/-")) for key in _CITED.findall(text)}
    for href in _LINKED.findall(text):
        stem = basename(normpath(href)).rpartition(".")[0]
        if stem and "://" not in href:
            found |= {(kind, stem) for kind in ("chapter", "event", "organization", "concept")}
    return found


def mentions(targets) -> tuple[Mention, ...]:
    """Return the names under which prose may mention ``targets``; only what readers may see lends its names."""
    return tuple(
        Mention(name, target.kind, target.key) for target in targets if target.public for name in names_of(target)
    )


def names_of(target) -> list[str]:
    """Return the names of a target that count in prose, longest first: those readers can see, but no single letters.

    Other keys of a record are private and no names; an organization's other names and a concept's forms are public.
    """
    forms = [*(target.card.get("other_forms") or ()), *(target.card.get("aliases") or ())]
    written = [target.title, target.title_en, *map(str, forms)]
    written += [_PARENTHESIS.sub("", name) for name in written]
    kept = {name.strip() for name in written} - {target.key}
    return sorted((name for name in kept if _is_name(name)), key=lambda name: (-len(name), name))


def _is_name(name) -> bool:
    return len(name) >= (_SHORTEST_NAME if _HAN.search(name) else 3) or (len(name) == 2 and name.isupper())


def occurrences(text, names) -> int:
    """Return how often any of ``names`` (longest first) stands in ``text`` as a whole word."""
    found = 0
    taken = set()
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not taken.intersection(range(at, end)) and _stands_alone(text, at, end):
                taken.update(range(at, end))
                found += 1
            at = text.find(name, end)
    return found


def _stands_alone(text, start, end) -> bool:
    """``GPT-4`` does not stand in ``GPT-4o``; beside Chinese characters no edge is needed."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isascii() and before.isalnum() and text[start].isascii():
        return False
    return not (after.isascii() and after.isalnum() and text[end - 1].isascii())
