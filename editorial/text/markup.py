"""Links, references and citations: where they lead, and their html."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote, unquote

from editorial.text.contexts import (
    BROKEN,
    CitationCluster,
    CitationText,
    CiteItem,
    LinkVerdict,
    ReferenceTarget,
    RenderContext,
)
from editorial.text.outline import Anchors

_SCHEME = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_OWN_ANCHORS = re.compile(r"^(?:source-|cite-|fn|footnotes)")


def resolve(
    href: str, anchors: Anchors, context: RenderContext
) -> tuple[str, str, ReferenceTarget | LinkVerdict | None]:
    """Path, fragment and what the context says of a link without a scheme (None for others)."""
    if _SCHEME.match(href):
        return href, "", None
    path, _, fragment = href.partition("#")
    if path:
        return path, unquote(fragment), context.link(unquote(path))
    found = anchors.find(fragment) if fragment else None
    known = found or _OWN_ANCHORS.match(fragment)
    return f"#{found or fragment}", "", None if known else BROKEN


def open_reference(target: ReferenceTarget | None, fragment: str = "") -> str:
    """The opening tag of a reference; never an address (see `binding.bind`)."""
    if target is None:
        return '<span class="ref ref-unknown">'
    place = f' data-fragment="{escape(fragment)}"' if fragment else ""
    return f'<span class="ref" data-ref="{escape(target.kind)}:{escape(target.key)}"{place}>'


def cite(anchor: str, key: str, label: str) -> str:
    """A citation linked to its source in the list below the text; without an anchor an unknown one."""
    words = escape(label, quote=False)
    if not anchor:
        return f'<span class="cite cite-unknown">{words}</span>'
    return f'<a class="cite" id="{anchor}" href="#source-{quote(key)}" data-cite="{escape(key)}">{words}</a>'


def cluster_labels(
    context: RenderContext, items: Sequence[CiteItem], answer: CitationText | None, missing: set[str]
) -> list[str]:
    """One label per item, in order; an unknown key shows itself."""
    labels: Sequence[str] = answer.labels if answer else ()
    if len(labels) != len(items):
        alone = [answer] if len(items) == 1 else [context.citation(CitationCluster((item,))) for item in items]
        labels = [one.label if one else "" for one in alone]
    return [
        f"@{item.key}" if item.key in missing or not words else words for item, words in zip(items, labels, strict=True)
    ]
