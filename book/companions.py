"""What travels with a text when it is submitted: the records and sources it lists, mentions and cites."""

from editorial import kinds
from editorial.models import Item, PublicPage
from editorial.resolving import DraftResolver

#: Kinds that follow a text; chapters and books go their own way.
TRAVELLERS = ("event", "organization", "concept", "source")
#: More names than this are no submission that anybody reads.
MOST = 1000


def companions_of(kind, snapshot) -> list[tuple[str, str]]:
    """Return (kind, key) of what a version lists, mentions and cites, and of what the drafts among them rely on in turn.

    By kind, then in the order of the text. The version's own names include those that no record answers to yet, as
    they are written; beyond that only existing records are named. Reads drafts: for the desk only.
    """
    resolver = DraftResolver()
    own = relied_on(kind, snapshot, resolver)
    found = dict.fromkeys(own)
    public = set(PublicPage.objects.live().filter(kind__in=TRAVELLERS).values_list("kind", "key"))
    waiting = [name for name in own if name not in public]
    while waiting and len(found) < MOST:
        further = []
        for of_kind, version, key in _drafts(waiting):
            for name in relied_on(of_kind, version, resolver, key=key, existing_only=True):
                if name not in found:
                    found[name] = None
                    further += [] if name in public else [name]
        waiting = further
    return sorted(found, key=lambda name: TRAVELLERS.index(name[0]))


def relied_on(kind, snapshot, resolver, *, key="", existing_only=False) -> list[tuple[str, str]]:
    """Return (kind, key) of the records and sources that a version lists, mentions or cites, once each."""
    reading = kind.read(snapshot, resolver, key=key, collection_key="")
    if reading is None:
        return []
    names = [(named.value.kind, named.key, named.target) for values in reading.named.values() for named in values]
    names += [(use.kind, use.key, use.known) for use in reading.rendered.references]
    names += [("source", use.key, use.known) for use in reading.rendered.citations if use.key]
    names += [("source", name, True) for name in reading.listed]
    kept = [
        (of_kind, name) for of_kind, name, exists in names if of_kind in TRAVELLERS and (exists or not existing_only)
    ]
    return [name for name in dict.fromkeys(kept) if name != (kind.name, key)]


def _drafts(names):
    """Yield (kind, snapshot, key) of the drafts called so."""
    for of_kind in TRAVELLERS:
        keys = [key for each, key in names if each == of_kind]
        items = Item.objects.filter(kind=of_kind, key__in=keys).select_related(of_kind).order_by("key") if keys else ()
        known = kinds.get(of_kind)
        for item in items:
            yield known, known.snapshot(item.row), item.key
