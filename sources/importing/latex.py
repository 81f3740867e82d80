"""LaTeX in bibliographies to plain text: accents, braces, dashes. Not a typesetter."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

from editorial.text.slugs import clean_title

_DECODER = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False)
_URL = re.compile(r"\\(?:url|path)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")
#: Braces nested deeper, or texts longer, than any bibliography has are not decoded: the parser calls itself.
_DEEPEST, _LONGEST = 40, 20_000
_LOGOS = re.compile(r"\\(La|Bib|Xe|Lua)?TeX(?:e)?\b\s*(?:\{\})?")
_DASHES = (("---", "—"), ("--", "–"))


def decode(text) -> tuple[str, bool]:
    """Return the words of a LaTeX text on one line, and whether all of it was understood."""
    understood = True
    if "\\" in text:
        text = _URL.sub(lambda match: match[1] or match[2], text)
        text = _LOGOS.sub(lambda match: f"{match[1] or ''}TeX", text)
    if "\\" in text or "$" in text:
        if len(text) > _LONGEST or _depth(text) > _DEEPEST:
            understood = False
        else:
            try:
                text = _DECODER.latex_to_text(text)
            except (LatexWalkerError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
                understood = False
    if not understood:
        text = text.replace("\\", "")
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    for written, dash in _DASHES:
        text = text.replace(written, dash)
    return clean_title(text), understood


def _depth(text) -> int:
    deepest = depth = 0
    for character in text:
        if character == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "}":
            depth -= 1
    return max(deepest, text.count("\\begin"), text.count("$") // 2)
