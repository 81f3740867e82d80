"""Values in BibTeX: text in braces or quotation marks, numbers, and abbreviations joined by ``#``."""

from __future__ import annotations

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: A value cannot grow beyond this by abbreviations that stand for abbreviations.
LONGEST = 100_000


class Macros:
    """What ``@string`` defined so far; months are known from the start."""

    def __init__(self):
        self._known = {month: month for month in _MONTHS}

    def define(self, key, written):
        """Remember an abbreviation; its own ones are explained at once, so that none can refer to itself."""
        self._known[key.strip().lower()] = self.value(written)[0]

    def value(self, written) -> tuple[str, list[str]]:
        """Return the text of a value, and the abbreviations in it that nobody explained."""
        text, unknown, length = [], [], 0
        for piece in _pieces(written):
            bare = piece.strip()
            if len(bare) >= 2 and (bare[0], bare[-1]) in (("{", "}"), ('"', '"')):
                found = bare[1:-1]
            elif not bare or bare.isdigit():
                found = bare
            elif bare.lower() in self._known:
                found = self._known[bare.lower()]
            else:
                found = bare
                # A value without braces, such as a date or a word in another script, is common and harmless.
                if bare.isidentifier() and bare.isascii():
                    unknown.append(bare)
            length += len(found)
            if length > LONGEST:
                break
            text.append(found)
        return "".join(text), unknown


def _pieces(written) -> list[str]:
    """Split at ``#`` outside braces and quotation marks."""
    if "#" not in written:
        return [written]
    pieces, start, depth, quoted = [], 0, 0, False
    for position, character in enumerate(written):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            pieces.append(written[start:position])
            start = position + 1
    pieces.append(written[start:])
    return pieces
