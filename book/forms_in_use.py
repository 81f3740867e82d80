"""Which words of a text the book's concepts reject: read once for each resolver, asked for every text."""

from weakref import WeakKeyDictionary

from book import contexts
from book.models import Concept

_rejected: WeakKeyDictionary = WeakKeyDictionary()


def rejected_forms_in(text, subject) -> list[tuple[str, str, int | None]]:
    """Return (rejected form, preferred form, line or None) for each form that ``text`` uses, once.

    A form inside an accepted longer one (“注意力” in “自注意力”) does not count; a concept's own text may name them.
    """
    found = []
    for form, preferred, accepted, key in _known(subject.resolver):
        if form not in text or (subject.item.kind, subject.item.key) == ("concept", key):
            continue
        covering = [name for name in accepted if form in name]
        times = contexts.occurrences(text, [form]) - contexts.occurrences(text, covering)
        if times > 0:
            found.append((form, preferred, _line(form, covering, subject)))
    return found


def _known(resolver):
    known = _rejected.get(resolver)
    if known is None:
        rows = Concept.objects.exclude(rejected_forms=[]).order_by("item__key")
        known = _rejected[resolver] = [
            (form, preferred, sorted({preferred, original, *others} - {""}, key=len, reverse=True), key)
            for key, preferred, original, others, rejected in rows.values_list(
                "item__key", "preferred", "original", "other_forms", "rejected_forms"
            )
            for form in rejected
            if form and form != preferred
        ]
    return known


def _line(form, covering, subject):
    """The first line of the body that uses the form outside of an accepted one."""
    for number, line in enumerate((subject.snapshot.get("body") or "").splitlines(), 1):
        if contexts.occurrences(line, [form]) > contexts.occurrences(line, covering):
            return number
    return None
