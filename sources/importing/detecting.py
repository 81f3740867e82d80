"""Which format a text is written in: by what it says first, by its file's name second."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.importing import (
    articles,
    bibtex,
    csl_json,
    identifiers,
    plain_text,
    posts,
    reference_lists,
    ris,
)
from sources.importing.entries import ERROR, Reading

#: Name of a format → (what people call it, its reader).
FORMATS = {
    "bibtex": (gettext_lazy("BibTeX or BibLaTeX"), bibtex.read),
    "csl-json": (gettext_lazy("CSL-JSON"), csl_json.read),
    "ris": (gettext_lazy("RIS"), ris.read),
    "article": (gettext_lazy("web article in Markdown"), articles.read),
    "post": (gettext_lazy("post with footnotes"), posts.read),
    "references": (gettext_lazy("reference list"), reference_lists.read),
    "identifiers": (gettext_lazy("DOIs, arXiv numbers or addresses"), identifiers.read),
    "text": (gettext_lazy("plain text"), plain_text.read),
}
_BIBTEX = re.compile(r"^\s*@[A-Za-z]{2,20}\s*[{(]", re.MULTILINE)
_RIS = re.compile(r"^\ufeff?TY  ?- ?\S", re.MULTILINE)
_HTML = re.compile(r"\s*(?:<!doctype\s+html|<html\b|<head\b)", re.IGNORECASE)
_BY_NAME = {
    ".bib": "bibtex", ".bibtex": "bibtex", ".biblatex": "bibtex", ".ris": "ris", ".json": "csl-json",
    ".csljson": "csl-json",
}  # fmt: skip
#: Asked in this order.
_LOOKS = (
    ("article", articles.looks_like_one), ("post", posts.has_leading_footnotes),
    ("references", reference_lists.looks_like_one), ("post", posts.looks_like_one),
    ("identifiers", identifiers.looks_like_one),
)  # fmt: skip


def detect(text, *, name="") -> str:
    """Return the name of the format of a text; empty for a web page, which is none of ours."""
    start = text[:20_000].lstrip("\ufeff \n\t")
    by_name = next((known for ending, known in _BY_NAME.items() if name.lower().endswith(ending)), "")
    if by_name:
        return by_name
    if _HTML.match(start):
        return ""
    if start[:1] in "[{" and not start.startswith(("[^", "{%", "[@", "![")) and re.match(r"[\[{]\s*[\]}{\"]", start):
        return "csl-json"
    if _RIS.search(start[:2000]):
        return "ris"
    if _BIBTEX.search(start) and not start.startswith("---"):
        return "bibtex"
    for known, looks_like_one in _LOOKS:
        if looks_like_one(text):
            return known
    return "text"


def read(text, *, name, format="") -> tuple[str, Reading]:
    """Return the format of a text and what its reader found; ``format`` overrides the guess."""
    chosen = format or detect(text, name=name)
    if not chosen:
        reading = Reading()
        message = _("This is a web page. Save the article as Markdown or text, or paste its words.")
        reading.found("html", ERROR, name, 1, message)
        return "", reading
    return chosen, FORMATS[chosen][1](text, name=name)
