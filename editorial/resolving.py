"""Resolvers: what a reference or citation in a text means, seen from the desk or as readers will see it.

A draft preview resolves working drafts. A freeze resolves what is public, plus the members of the set that would
become public together with it; titles of anything else stay unknown, so that nothing of a draft can leak.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from editorial import kinds, roles
from editorial.models import Alias, Item, PublicPage
from editorial.snapshot import Snapshot


@dataclass(frozen=True)
class Target:
    """A thing that a text points to. ``public`` is false for records readers cannot see; then ``title`` is empty."""

    kind: str
    key: str
    title: str = ""
    title_en: str = ""
    card: dict = field(default_factory=dict)
    names: tuple[str, ...] = ()
    public: bool = True


class Resolver:
    """Finds targets by kind and key, by alias, and for chapters by their name within ``collection_key``."""

    def __init__(self, *, collection_key=""):
        self.collection_key = collection_key
        self._found: dict[tuple[str, str], Target | None] = {}

    def find(self, kind, key) -> Target | None:
        """Return the target called ``key``; None when nothing, or more than one thing, answers to it."""
        asked = (kind, key)
        if asked not in self._found:
            self._found[asked] = self._look_up(kind, key)
        return self._found[asked]

    def expect(self, names):
        """Make ready for questions about ``names``, pairs of kind and key. Only saves queries."""

    def _spellings(self, key) -> list[str]:
        return [key, f"{self.collection_key}/{key}"] if self.collection_key else [key]

    def _look_up(self, kind, key):
        for name in self._spellings(key):
            target = self._load(kind, name)
            if target is not None:
                return target
        owners = self._owners(kind, key)
        return self._load(kind, owners.pop()) if len(owners) == 1 else None

    def _owners(self, kind, alias) -> set[str]:
        return set(Alias.objects.filter(kind=kind, alias=alias).values_list("item__key", flat=True)[:2])

    def _load(self, kind, key):
        raise NotImplementedError


def target_of(kind, key, snapshot) -> Target:
    """Return a public target made from a snapshot."""
    title, title_en = kind.titles(snapshot)
    return Target(kind.name, key, title, title_en, kind.card(snapshot), _names(title, title_en, kind.aliases(snapshot)))


def _names(title, title_en, aliases):
    return tuple(dict.fromkeys(name for name in (title, title_en, *aliases) if name))


class DraftResolver(Resolver):
    """Resolves working drafts: for the preview and the desk only.

    With a ``reader``, a draft that person may not see is what readers get of it, or a bare key where they get nothing.
    """

    def __init__(self, *, collection_key="", reader=None):
        super().__init__(collection_key=collection_key)
        self._reader = reader
        self._public = ReleasedResolver(collection_key=collection_key)
        self._items: dict[tuple[str, str], Item | None] = {}
        self._aliases: dict[tuple[str, str], set[str]] = {}

    def expect(self, names):
        """Load what answers to ``names``: one query for each kind; two more where some of them are other names."""
        known = {kind.name for kind in kinds.all_kinds()}
        names = {(kind, key) for kind, key in names if kind in known}
        self._load_items({(kind, name) for kind, key in names for name in self._spellings(key)})
        other = {
            (kind, key)
            for kind, key in names
            if (kind, key) not in self._aliases
            and not any(self._items.get((kind, name)) for name in self._spellings(key))
        }
        if not other:
            return
        self._aliases |= {name: set() for name in other}
        by_kind = defaultdict(list)
        for kind, key in sorted(other):
            by_kind[kind].append(key)
        asked = reduce(or_, (Q(kind=kind, alias__in=keys) for kind, keys in by_kind.items()))
        for kind, alias, key in Alias.objects.filter(asked).values_list("kind", "alias", "item__key"):
            self._aliases[kind, alias].add(key)
        self._load_items({(kind, key) for kind, alias in other for key in self._aliases[kind, alias]})

    def _load_items(self, wanted):
        by_kind = defaultdict(list)
        for kind, name in sorted(wanted - set(self._items)):
            by_kind[kind].append(name)
            self._items[kind, name] = None
        for kind, names in by_kind.items():
            for item in Item.objects.standing().filter(kind=kind, key__in=names).select_related(kind):
                self._items[kind, item.key] = item

    def _owners(self, kind, alias):
        if (kind, alias) in self._aliases:
            return set(self._aliases[kind, alias])
        return super()._owners(kind, alias)

    def _load(self, kind, key):
        if (kind, key) in self._items:
            item = self._items[kind, key]
        else:
            item = Item.objects.standing().filter(kind=kind, key=key).select_related(kind).first()
        if item is None:
            return None
        if self._reader is not None and not roles.may(self._reader, "view_item", item):
            return self._public._load(kind, key)
        known_kind = kinds.get(kind)
        return target_of(known_kind, key, Snapshot(kind, known_kind.fields_of(item.row)))


class ReleasedResolver(Resolver):
    """Resolves what is public, and the members of the set under review: ``{(kind, key): Snapshot}``."""

    def __init__(self, members=None, *, collection_key=""):
        super().__init__(collection_key=collection_key)
        self.members = dict(members or {})
        self._releases = {}
        self._items: set[tuple[str, str]] = set()
        self._aliases: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._loaded: set[tuple[str, str]] = set()
        self._loaded_all = False

    def preload(self):
        """Load everything there is in two queries; for sets of hundreds of members."""
        self._fetch(Q())
        self._loaded_all = True
        return self

    def expect(self, names):
        """Load what answers to ``names`` in two queries; two more where some of them are other names."""
        wanted = {(kind, name) for kind, key in names for name in self._spellings(key)}
        self._load_names(wanted)
        self._load_names({(kind, key) for kind, name in wanted for key in self._aliases.get((kind, name), ())})

    def _load_names(self, wanted):
        wanted = wanted - self._loaded
        if self._loaded_all or not wanted:
            return
        by_kind = defaultdict(list)
        for kind, name in sorted(wanted):
            by_kind[kind].append(name)
        parts = [(Q(kind=kind, key__in=names), Q(kind=kind, alias__in=names)) for kind, names in by_kind.items()]
        self._fetch(reduce(or_, (keys for keys, _aliases in parts)), reduce(or_, (aliases for _keys, aliases in parts)))
        self._loaded |= wanted

    def _fetch(self, by_key, by_alias=None):
        wanted = Item.objects.standing().filter(by_key).order_by().select_related("public_page__release")
        for item in wanted.only("kind", "key", "public_page__release__title", "public_page__release__title_en",
                                "public_page__release__card"):  # fmt: skip
            self._items.add((item.kind, item.key))
            if release := item.public_release:
                self._releases[item.kind, item.key] = release
        named = Alias.objects.filter(by_key if by_alias is None else by_alias)
        for kind, alias, key in named.values_list("kind", "alias", "item__key"):
            self._aliases[kind, alias].add(key)

    def cards(self, kind) -> dict[str, dict]:
        """Return the cards of everything of ``kind`` that a freeze may show, by key. At most one query."""
        if self._loaded_all:
            found = {key: release.card for (of_kind, key), release in self._releases.items() if of_kind == kind}
        else:
            pages = PublicPage.objects.live().filter(kind=kind).values_list("key", "release__card")
            found = dict(pages)
        for (of_kind, key), snapshot in self.members.items():
            if of_kind == kind:
                found[key] = kinds.get(kind).card(snapshot)
        return found

    def _owners(self, kind, alias):
        self.expect([(kind, alias)])
        return set(self._aliases.get((kind, alias), ()))

    def _load(self, kind, key):
        snapshot = self.members.get((kind, key))
        if snapshot is not None:
            return target_of(kinds.get(kind), key, snapshot)
        self._load_names({(kind, key)})
        release = self._releases.get((kind, key))
        if release is not None:
            return Target(
                kind, key, release.title, release.title_en, release.card,
                _names(release.title, release.title_en, release.card.get("aliases") or []),
            )  # fmt: skip
        return Target(kind, key, public=False) if (kind, key) in self._items else None
