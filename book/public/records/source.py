"""The page of a source: the full reference, where to find it, and every public place that relies on it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from book.public import downloads, wording
from book.public.entries import in_language, prefix, show_date
from book.public.frames import Link
from book.public.records import gathering
from sources import where_used

#: Sentences shown at most; a source that more rely on is cited by records that can be counted.
MOST_SENTENCES = 200
#: What a source says of other sources.
_RELATED = ("rewrites", "depends_on")
#: CSL field → label, in the order of the page.
_FIELDS = ("container-title", "publisher", "volume", "issue", "page", "DOI", "ISBN", "number")


def context(found, *, language) -> dict:
    """Return what ``public/source.html`` shows of one release of a source."""
    data = found.release.body.data or {}
    csl = data.get("csl") or {}
    entry = gathering.entry_of(found, language=language)
    keys = [pair for role in _RELATED for pair in gathering.keys_in(data.get(role), "source")]
    known = gathering.gather(found, language=language, keys=keys)
    around = gathering.surroundings(entry)
    return gathering.base(found, entry, known, crumbs=[gathering.crumb(language, "/sources/", _("Sources"))]) | {
        "reference": data.get("text") or entry.reference,
        "reference_lang": entry.reference_lang,
        "authors": (", " if entry.english else "、").join(filter(None, map(wording.person, csl.get("author") or ()))),
        "issued": _issued(csl.get("issued")),
        "fields": [{"label": label, "value": csl[name]} for name, label in _labels() if csl.get(name)],
        "links": _links(csl, entry),
        "tier_reason": in_language(data.get("tier_reason") or "", language),
        "since": show_date(str(entry.card.get("status_date") or ""), language),
        "proof": _proof(data),
        "related": [
            {"label": label, "sources": gathering.mentions(data.get(role), "source", known)}
            for role, label in (("rewrites", _("Rewrites")), ("depends_on", _("Depends on")))
        ],
        "rewritten_by": around.entries("source", role="rewrites"),
        "cited_by": _places(around, entry),
        "downloads": downloads.of_source(entry),
    }


def _labels():
    words = (
        _("Published in"), _("Publisher"), _("Volume"), _("Issue"), _("Pages"), _("DOI"), _("ISBN"), _("Number"),
    )  # fmt: skip
    return zip(_FIELDS, words, strict=True)


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


def _proof(data) -> Link | None:
    """Return where it can be seen what became of the source."""
    proof = str(data.get("status_proof") or "")
    if not proof:
        return None
    return Link(proof if proof.startswith(("https://", "http://")) else "", proof)


@dataclass(frozen=True)
class Sentence:
    """A sentence that relies on the source, and the place where it stands."""

    words: str
    href: str
    locator: str


@dataclass(frozen=True)
class Place:
    """A record that cites the source, how often and where in it, with the sentences that do."""

    mention: gathering.Mention
    sentences: list[Sentence]


def _places(around, entry) -> list[Place]:
    """Return every record that cites it once, with its locators and how often."""
    order = {"chapter": 0, "event": 1, "organization": 2, "concept": 3}
    found: dict[tuple, list] = {}
    for row in around.rows:
        if row.entry.kind != "source":
            found.setdefault((row.entry.kind, row.entry.key), []).append(row)
    sentences = _sentences(entry)
    places = []
    for (kind, _key), rows in found.items():
        every = (locator for row in rows for locator in row.locator.split("; ") if locator)
        locators = "; ".join(dict.fromkeys(every))
        citing = rows[0].entry
        mention = gathering.Mention(citing, wording.times(max(row.count for row in rows)), locator=locators)
        place = Place(mention, sentences.get(citing.path, []))
        places.append((order.get(kind, 9), citing.card.get("number") or 0, citing.sort_key, place))
    return [place[-1] for place in sorted(places, key=lambda place: place[:3])]


def _sentences(entry) -> dict[str, list[Sentence]]:
    """Return {path: the sentences of its current release that cite the source}. One query."""
    found: dict[str, list[Sentence]] = {}
    for path, sentence, anchor, locator in where_used.public_sentences(entry.key, most=MOST_SENTENCES):
        href = f"{prefix(entry.language)}{path}#{anchor}" if anchor else f"{prefix(entry.language)}{path}"
        found.setdefault(path, []).append(Sentence(" ".join(sentence.split()), href, locator))
    return found
