"""The page of an event: its date as exactly as it is known, what led to it, what followed, who says so."""

from django.utils.translation import gettext as _

from book.public import wording
from book.public.bibliographies import bibliography
from book.public.chronology import minis
from book.public.entries import Entry, show_date
from book.public.records import gathering


def context(found, *, language) -> dict:
    """Return what ``public/event.html`` shows of one release of an event."""
    data = found.release.body.data or {}
    entry = gathering.entry_of(found, language=language)
    sealed = data.get("bibliography") or data.get("sources")
    keys = gathering.keys_in(data.get("causes"), "event") + gathering.keys_in(sealed, "source")
    keys += gathering.keys_in(data.get("concepts"), "concept") + gathering.keys_in(
        _organizations(data, entry), "organization"
    )
    known = gathering.gather(found, language=language, keys=keys)
    around = gathering.surroundings(entry)
    causes, effects = _causes(data, known, language), _effects(around)
    return gathering.base(found, entry, known, crumbs=[gathering.crumb(language, "/events/", _("Events"))]) | {
        "organizations": _named(_organizations(data, entry), "organization", known, language),
        "concepts": _named(data.get("concepts"), "concept", known, language),
        "causes": causes,
        "effects": effects,
        "lane": minis.around(entry, _public(causes), _public(effects), language=language),
        "disputed": [_dispute(each, language) for each in data.get("disputed_dates") or ()],
        "date_note": data.get("date_note") or "",
        "bibliography": bibliography(sealed, known, english=entry.english),
        "chapters": around.chapters(),
    }


def _organizations(data, entry):
    return data.get("organizations") or entry.card.get("organizations")


def _named(items, kind, known, language):
    """Return sealed names in their order: a link where the record is public, plain words where it is not."""
    found = []
    for item in items or ():
        entry = known.get((kind, item.get("key")))
        if entry is None and item.get("title"):
            entry = Entry(kind, item.get("key") or "", "", item["title"], item.get("title_en") or "", language=language)
        if entry is not None:
            found.append(gathering.Mention(entry))
    return found


def _causes(data, known, language):
    found = []
    for item in data.get("causes") or ():
        named = _named([item], "event", known, language)
        how = wording.word(wording.CAUSES, item.get("relation"))
        found += [gathering.Mention(each.entry, note=item.get("note") or "", how=how) for each in named]
    return sorted(found, key=lambda each: str(each.entry.card.get("earliest") or ""))


def _effects(around):
    rows = sorted(around.with_role("event", "causes"), key=lambda row: str(row.entry.card.get("earliest") or ""))
    return [
        gathering.Mention(row.entry, note=row.note, how=wording.word(wording.EFFECTS, row.qualifier)) for row in rows
    ]


def _public(mentions):
    """Return the entries of those that have a page: a drawing shows no others."""
    return [each.entry for each in mentions if each.entry.path]


def _dispute(each, language):
    """Return one of the contradictory dates; a bare EDTF string or ``{date, note}``."""
    value, note = (each.get("date") or "", each.get("note") or "") if isinstance(each, dict) else (str(each), "")
    return {"when": show_date(value, language), "note": note}
