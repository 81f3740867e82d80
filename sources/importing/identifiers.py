"""A list of DOIs, arXiv numbers and addresses, one a line: entries that a look-up may fill in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sources import identity
from sources.importing.entries import NOTE, WARNING, Entry, Reading

_MOST_LINES = 5000


def looks_like_one(text) -> bool:
    """Whether every line of a text is an identifier and nothing else."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    return 0 < len(lines) <= _MOST_LINES and all(len(line) < 2000 and _csl(line) for line in lines)


def read(text, *, name) -> Reading:
    """Return one entry a line."""
    reading = Reading()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        csl = _csl(line.strip())
        if not csl:
            reading.found(
                "no-identifier", WARNING, name, number, _("This is no DOI, arXiv number or address."), line[:200]
            )
            continue
        reading.entries.append(Entry(name, number, csl, raw=line.strip(), guessed=("title",)))
    if reading.entries:
        message = _("Nothing but an identifier is known of these sources; a look-up can fill them in.")
        reading.found("only-identifiers", NOTE, name, None, message)
    return reading


def _csl(line) -> dict:
    line = line.strip(" ,;<>")
    if doi := identity.doi(line):
        number = identity.arxiv({"DOI": doi})
        csl = {"type": "article", "title": doi, "DOI": doi}
        return csl | {"archive": "arXiv", "archive_location": number} if number else csl
    if number := identity.arxiv({"archive": "arXiv", "archive_location": line}) or identity.arxiv({"URL": line}):
        return {
            "type": "article", "title": f"arXiv:{number}", "archive": "arXiv", "archive_location": number,
            "URL": f"https://arxiv.org/abs/{number}",
        }  # fmt: skip
    if line.startswith(("http://", "https://")) and " " not in line:
        return {"type": "webpage", "title": line[:500], "URL": line}
    return {}
