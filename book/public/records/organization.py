"""The page of an organization: its profile, its events on one axis and as a list, the chapters about it."""

from django.utils.translation import gettext as _

from book.public.bibliographies import bibliography
from book.public.chronology import minis
from book.public.entries import in_language, listed
from book.public.records import gathering


def context(found, *, language) -> dict:
    """Return what ``public/organization.html`` shows of one release of an organization."""
    data = found.release.body.data or {}
    entry = gathering.entry_of(found, language=language)
    keys = gathering.keys_in(data.get("related"), "organization") + gathering.keys_in(
        data.get("bibliography"), "source"
    )
    known = gathering.gather(found, language=language, keys=keys)
    around = gathering.surroundings(entry)
    events = gathering.by_date(around.entries("event"))
    website = str(data.get("website") or "")
    related = {each.entry.key: each for each in gathering.mentions(data.get("related"), "organization", known)}
    for each in around.entries("organization"):
        related.setdefault(each.key, gathering.Mention(each))
    return gathering.base(
        found, entry, known, crumbs=[gathering.crumb(language, "/organizations/", _("Organizations"))]
    ) | {
        "aliases": listed(entry.card.get("aliases") or (), language),
        "people": [in_language(_person(each), language) for each in data.get("people") or ()],
        "website": website if website.startswith(("https://", "http://")) else "",
        "website_text": website.split("://")[-1].rstrip("/"),
        "related": list(related.values()),
        "events": events,
        "lane": minis.of_organization(entry.key, events, language=language),
        "bibliography": bibliography(data.get("bibliography"), known, english=entry.english),
        "chapters": around.chapters(),
    }


def _person(each) -> str:
    if not isinstance(each, dict):
        return str(each)
    return " · ".join(filter(None, (each.get("name"), each.get("role"))))
