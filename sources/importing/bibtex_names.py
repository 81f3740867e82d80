"""Names in BibTeX and BibLaTeX to CSL names."""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from sources.importing import latex, people

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")
_NAMED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|given-i|family-i)\s*=\s*(.*?)\s*", re.DOTALL)


def read(text) -> tuple[list[dict], bool]:
    """Return CSL names, and whether the list ends in ``and others``."""
    names, cut_short = [], False
    for written in _apart(text):
        if written.strip().lower() in ("others", "et al", "et al."):
            cut_short = True
        elif name := _name(written.strip()):
            names.append(name)
    return names, cut_short


def _apart(text) -> list[str]:
    """Split at ``and`` outside braces. ``and`` in Chinese lists may be a comma of theirs."""
    pieces, start, depth, last = [], 0, 0, 0
    for found in _AND.finditer(text):
        depth += text.count("{", last, found.start()) - text.count("}", last, found.start())
        last = found.start()
        if depth <= 0:
            pieces.append(text[start : found.start()])
            start = found.end()
    pieces.append(text[start:])
    apart = [part for piece in pieces for part in (re.split("[,，、;；]", piece) if _is_han_list(piece) else [piece])]
    return [piece for piece in apart if piece.strip()]


def _is_han_list(piece) -> bool:
    """``李彦宏, 王海峰, 吴华`` in one piece; ``李, 彦宏`` is one name."""
    parts = re.split("[,，、;；]", piece)
    return len(parts) > 1 and "{" not in piece and all(len(part.strip()) >= 2 and _HAN.search(part) for part in parts)


def _name(written) -> dict:
    if written.startswith("{") and written.endswith("}") and _closes_at_end(written):
        return _literal(written)
    if "=" in written and (named := _named_parts(written)):
        return named
    plain, _understood = latex.decode(written)
    if not plain:
        return {}
    if _HAN.search(plain) and "," not in plain:
        return people.han_name(plain)
    if "," not in plain and plain.lower() == plain.upper():
        # A script without capital letters: nothing tells a family name from the rest.
        return {"literal": plain}
    try:
        parts = parse_single_name_into_parts(written, strict=False)
    except (InvalidNameError, RecursionError, IndexError):
        return {"literal": plain}
    found = {
        "family": _joined(parts.last), "given": _joined(parts.first),
        "non-dropping-particle": _joined(parts.von), "suffix": _joined(parts.jr),
    }  # fmt: skip
    found = {name: words for name, words in found.items() if words}
    if "family" not in found:
        return {"literal": plain}
    return {"literal": found["family"]} if set(found) == {"family"} and not _HAN.search(plain) else found


def _joined(words) -> str:
    return latex.decode(" ".join(words))[0]


def _literal(written) -> dict:
    words, _understood = latex.decode(written)
    return {"literal": words} if words else {}


def _named_parts(written) -> dict:
    """BibLaTeX's ``family=Cruz, given=José, prefix=de la``."""
    found = {}
    for part in written.split(","):
        match = _NAMED.fullmatch(part)
        if match is None:
            return {}
        found[match[1]] = latex.decode(match[2].strip('"'))[0]
    if not found.get("family"):
        return {}
    made = {
        "family": found["family"], "given": found.get("given", ""), "suffix": found.get("suffix", ""),
        "non-dropping-particle": found.get("prefix", ""),
    }  # fmt: skip
    return {name: words for name, words in made.items() if words}


def _closes_at_end(written) -> bool:
    """Whether the first brace is closed by the last character, as in ``{OpenAI and friends}``."""
    depth = 0
    for position, character in enumerate(written):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return position == len(written) - 1
    return False
