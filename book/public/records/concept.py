"""The page of a concept: its names in use and not in use, what it means, where it is met first."""

from django.utils.translation import gettext as _

from book.public import current
from book.public.bibliographies import bibliography
from book.public.entries import in_language
from book.public.records import gathering


def context(found, *, language) -> dict:
    """Return what ``public/concept.html`` shows of one release of a concept."""
    data = found.release.body.data or {}
    entry = gathering.entry_of(found, language=language)
    keys = gathering.keys_in(data.get("related"), "concept") + gathering.keys_in(data.get("bibliography"), "source")
    keys += gathering.keys_in(data.get("first_mention"), "chapter")
    known = gathering.gather(found, language=language, keys=keys)
    around = gathering.surroundings(entry)
    chapters = around.chapters()
    named = gathering.mentions(data.get("first_mention"), "chapter", known)
    definition = str(data.get("definition") or entry.card.get("definition") or "")
    return gathering.base(found, entry, known, crumbs=[gathering.crumb(language, "/concepts/", _("Concepts"))]) | {
        "definition": "" if definition and definition[: current.OPENING] in (found.page.opening or "") else definition,
        "other_forms": [
            in_language(_form(each), language)
            for each in data.get("other_forms") or entry.card.get("other_forms") or ()
        ],
        "rejected_forms": [in_language(_form(each), language) for each in data.get("rejected_forms") or ()],
        "related": gathering.mentions(data.get("related"), "concept", known),
        "first_mention": named[0].entry if named else chapters[0].entry if chapters else None,
        "events": gathering.by_date(around.entries("event")),
        "bibliography": bibliography(data.get("bibliography"), known, english=entry.english),
        "chapters": chapters,
    }


def _form(each) -> str:
    return str(each.get("form") or each.get("name") or "") if isinstance(each, dict) else str(each)
