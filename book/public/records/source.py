"""The page of a source: the full reference, where to find it, and every public place that relies on it."""

from django.utils.translation import gettext as _

from book.public.frames import Link
from book.public.records import gathering

#: CSL field → label, in the order of the page.
_FIELDS = ("container-title", "publisher", "volume", "issue", "page", "DOI", "ISBN", "number")


def context(found, *, language) -> dict:
    """Return what ``public/source.html`` shows of one release of a source."""
    data = found.release.body.data or {}
    csl = data.get("csl") or {}
    entry = gathering.entry_of(found, language=language)
    known = gathering.gather(found, language=language)
    around = gathering.surroundings(entry)
    return gathering.base(found, entry, known, crumbs=[gathering.crumb(language, "/sources/", _("Sources"))]) | {
        "reference": data.get("text") or entry.reference,
        "reference_lang": entry.reference_lang,
        "authors": "、".join(filter(None, map(_name, csl.get("author") or ()))),
        "issued": _issued(csl.get("issued")),
        "fields": [{"label": label, "value": csl[name]} for name, label in _labels() if csl.get(name)],
        "links": _links(csl, entry),
        "cited_by": _places(around),
    }


def _labels():
    words = (
        _("Published in"), _("Publisher"), _("Volume"), _("Issue"), _("Pages"), _("DOI"), _("ISBN"), _("Number"),
    )  # fmt: skip
    return zip(_FIELDS, words, strict=True)


def _name(person) -> str:
    """Return a CSL name: Chinese names without a space, others given name first."""
    if person.get("literal"):
        return person["literal"]
    given, family = person.get("given") or "", person.get("family") or ""
    return f"{given} {family}".strip() if (given + family).isascii() else family + given


def _issued(value) -> str:
    """Return a CSL date as written, to the precision it has."""
    if isinstance(value, str):
        return value
    parts = ((value or {}).get("date-parts") or [[]])[0]
    return "-".join(f"{int(part):02d}" for part in parts if str(part).isdigit())


def _links(csl, entry) -> list[Link]:
    addresses = [
        (csl.get("URL") or entry.card.get("url") or "", _("Open the original")),
        (csl.get("archive_url") or entry.card.get("archive_url") or "", _("Archived copy")),
        (f"https://doi.org/{csl['DOI']}" if csl.get("DOI") else "", _("DOI")),
    ]
    return [Link(href, label) for href, label in addresses if str(href).startswith(("https://", "http://"))]


def _places(around) -> list[gathering.Mention]:
    """Return every record that cites it once, with its locators and how often."""
    order = {"chapter": 0, "event": 1, "organization": 2, "concept": 3}
    found: dict[tuple, list] = {}
    for row in around.rows:
        found.setdefault((row.entry.kind, row.entry.key), []).append(row)
    places = []
    for (kind, _key), rows in found.items():
        every = (locator for row in rows for locator in row.locator.split("; ") if locator)
        locators = "; ".join(dict.fromkeys(every))
        mention = gathering.Mention(
            rows[0].entry, gathering.wording.times(max(row.count for row in rows)), locator=locators
        )
        entry = rows[0].entry
        places.append((order.get(kind, 9), entry.card.get("number") or 0, entry.sort_key, mention))
    return [place[-1] for place in sorted(places, key=lambda place: place[:3])]
