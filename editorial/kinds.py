"""Kind: what a content type tells the engine; and the registry of kinds.

A kind is registered once, in its app's ``AppConfig.ready()``. The engine calls it for everything that depends on
what the content is: which fields are public, how a draft is frozen into what readers get, where it lives.
"""

from dataclasses import dataclass, field, fields
from functools import cached_property

import reversion
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import capfirst

from editorial import canonical
from editorial.snapshot import RelationValue, Snapshot
from editorial.text import slugs


@dataclass(frozen=True)
class Role:
    """A relation role of a kind: ``targets`` are the kinds it may point to (the first is the default)."""

    name: str
    targets: tuple[str, ...]
    label: object = ""
    public: bool = True
    ordered: bool = False


@dataclass(frozen=True)
class Question:
    """One line of a kind's checklist: whoever signs ticks it. ``id`` is kept with the signature."""

    id: str
    sentence: object


@dataclass(frozen=True)
class Policy:
    """What a collection (a book) rules about its members' way to the public."""

    stages: tuple[str, ...] = ("",)
    self_review: bool = False


@dataclass(frozen=True)
class FrozenLink:
    """A link out of a frozen text: label and permanent key, never an address."""

    role: str
    kind: str
    key: str
    label: str = ""
    locator: str = ""
    qualifier: str = ""
    note: str = ""
    count: int = 1


@dataclass(frozen=True)
class Frozen:
    """Exactly what would become public of one version: what the reviewer sees and the seal covers."""

    kind: str
    key: str
    path: str
    title: str
    title_en: str = ""
    card: dict = field(default_factory=dict)
    html: str = ""
    text: str = ""
    outline: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    data: dict = field(default_factory=dict)
    links: tuple[FrozenLink, ...] = ()
    schema: int = 1

    def as_json(self) -> str:
        """Return the canonical JSON of the whole payload."""
        payload = {each.name: getattr(self, each.name) for each in fields(self)}
        return canonical.dumps(payload | {"links": [vars(link) for link in self.links]})

    @cached_property
    def seal_sha256(self) -> str:
        """Hash of the whole payload."""
        return canonical.sha256_of(self.as_json())


class Kind:
    """Base of all kinds. Subclasses set the attributes and override :meth:`freeze`, :meth:`card`, :meth:`path`."""

    name: str = ""
    model = None
    label: object = ""
    label_plural: object = ""
    public_fields: tuple[str, ...] = ()
    private_fields: tuple[str, ...] = ()
    derived_fields: tuple[str, ...] = ()
    # Private fields that rule how others become public: only an editor changes them.
    ruling_fields: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    checks: tuple = ()
    # What whoever signs has to have looked at, beside what the checks can find.
    checklist: tuple[Question, ...] = ()
    # Fields whose Markdown is what ``read`` renders; and other fields that hold prose, not single values.
    text_fields: tuple[str, ...] = ()
    prose_fields: tuple[str, ...] = ()

    @property
    def authored_fields(self) -> tuple[str, ...]:
        return self.public_fields + self.private_fields

    @property
    def public_roles(self) -> tuple[str, ...]:
        return tuple(role.name for role in self.roles if role.public)

    def role(self, name) -> Role:
        """Return the role called ``name``; KeyError when the kind has none."""
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(f"{self.name} has no relation role {name!r}")

    # In words

    def field_label(self, name) -> str:
        """Return what a field is called; an old version may hold fields that the model has no more."""
        column = self._column(name)
        return capfirst(str(column.verbose_name)) if column is not None else name

    def choices(self, name) -> dict:
        """Return the choices of a field and their words; empty where anything can be stored."""
        column = self._column(name)
        return dict(column.flatchoices) if column is not None and column.choices else {}

    def choice_label(self, name, value):
        """Return the words for a stored choice; other values as they are."""
        labels = self.choices(name)
        return str(labels[value]) if isinstance(value, str) and value in labels else value

    def _column(self, name):
        return next((column for column in self.model._meta.concrete_fields if column.name == name), None)

    # Between row and snapshot

    def snapshot(self, row) -> Snapshot:
        """Return the snapshot of a content row and its stored relations (one query for the relations)."""
        stored: dict[str, list] = {role.name: [] for role in self.roles}
        for relation in row.item.relations.all().order_by("role", "position"):
            if relation.role in stored:
                stored[relation.role].append(
                    RelationValue(
                        relation.target_kind, relation.target_key, relation.locator, relation.qualifier, relation.note
                    ).as_dict()
                )
        return self.normalise(Snapshot(self.name, self.fields_of(row), stored))

    def fields_of(self, row) -> dict:
        """Return the authored fields of a content row as a snapshot holds them. No query."""
        return {name: _plain(row._meta.get_field(name).value_from_object(row)) for name in self.authored_fields}

    def normalise(self, snapshot) -> Snapshot:
        """Sort relations whose order is not authored, so that equal content has equal hashes."""
        relations = {}
        for role in self.roles:
            values = snapshot.relations.get(role.name, [])
            if not role.ordered:
                values = sorted(values, key=lambda value: (value["kind"], value["key"], value["locator"]))
            relations[role.name] = list(values)
        return Snapshot(self.name, snapshot.fields, relations)

    def content_sha256(self, snapshot) -> str:
        return snapshot.content_sha256(public_fields=self.public_fields, public_roles=self.public_roles)

    def clean(self, fields) -> dict:
        """Return authored ``fields`` tidied for storage; raise ``ValidationError`` where they cannot be stored."""
        return fields

    def derive(self, row):
        """Set the columns computed from the row alone (date bounds, sort keys). Saves nothing."""

    def validate_relations(self, item, relations):
        """Raise ``ValidationError`` where ``{role: [RelationValue]}`` would break an invariant (a causal cycle)."""

    def validate_new(self, made):
        """Do :meth:`validate_relations` for ``[(item, row, snapshot)]`` that are made together."""
        for item, _row, snapshot in made:
            self.validate_relations(item, {role: snapshot.related(role) for role in snapshot.relations})

    def collision(self, row):
        """Return the ``ValidationError`` that says why the database refused ``row``; None where it cannot be told."""
        return None

    def titles(self, snapshot) -> tuple[str, str]:
        """Return (title, English title) of a version."""
        return snapshot.get("title") or "", snapshot.get("title_en") or ""

    def aliases(self, snapshot) -> list[str]:
        """Return other names the item answers to."""
        return list(snapshot.get("aliases") or [])

    def names(self, snapshot) -> list[str]:
        """Return what a person may type to find the item, besides its key."""
        return [*self.titles(snapshot), *self.aliases(snapshot)]

    def proposed_key(self, snapshot) -> str:
        """Return the key of a new item whose author named none, from its English title or the pinyin of the Chinese one."""
        title, title_en = self.titles(snapshot)
        return slugs.short_slug(title_en or title)

    def byline(self, snapshot) -> str:
        """Return a few words that tell the item from others of the same name: a date, author and year."""
        return ""

    # Towards the public

    def path(self, item_key, collection_key) -> str:
        """Return the public address of an item without language prefix, such as ``/events/transformer/``."""
        raise NotImplementedError

    def card(self, snapshot) -> dict:
        """Return what lists, citations and links show of a version; a pure function of the snapshot's fields."""
        return {}

    def freeze(self, snapshot, resolver, *, key, collection_key, reading=None) -> Frozen:
        """Return what would become public of ``snapshot``, with references resolved by ``resolver``. Pure.

        ``reading`` is what :meth:`read` returned for the same snapshot, where the caller has it already.
        """
        raise NotImplementedError

    def read(self, snapshot, resolver, *, key, collection_key):
        """Return what the text of ``snapshot`` says, for checks and freezing; None for kinds without text. Pure."""
        return None

    def companions(self, snapshot) -> list[tuple[str, str]]:
        """Return (kind, key) of the records that usually travel with this text: what it cites and names."""
        return [(value["kind"], value["key"]) for values in snapshot.relations.values() for value in values]

    def jobs_for(self, act, item) -> list[str]:
        """Return the names of the derived things an act on ``item`` makes stale."""
        return []

    def policy(self, item) -> Policy:
        """Return what a collection item of this kind rules. Only collection kinds override this."""
        return Policy()


def _plain(value):
    """Return a field value as JSON can hold it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


_registry: dict[str, Kind] = {}


def register(kind: Kind):
    """Add a kind, and put its model under version control in the ``snapshot`` format."""
    if _registry.get(kind.name, kind) is not kind and type(_registry[kind.name]) is not type(kind):
        raise ImproperlyConfigured(f"two kinds are called {kind.name!r}")
    _registry[kind.name] = kind
    if not reversion.is_registered(kind.model):
        reversion.register(kind.model, fields=kind.authored_fields, format="snapshot")


def get(name) -> Kind:
    """Return the kind called ``name``; KeyError when there is none."""
    return _registry[name]


def for_model(model) -> Kind:
    """Return the kind of a content model."""
    for kind in _registry.values():
        if kind.model is model:
            return kind
    raise KeyError(model)


def all_kinds() -> list[Kind]:
    """Return the kinds in the order of their registration."""
    return list(_registry.values())


def policy_for_set(items) -> Policy:
    """Return the policy that rules a set, the lead first: the most stages any member needs, self-review if all allow it.

    A record outside every collection brings no rules of its own, so that it neither loosens nor tightens the set's.
    """
    rulers = {
        ruler.pk: ruler for item in items if (ruler := item.collection or item) != item or rules_others(get(item.kind))
    }
    policies = [get(ruler.kind).policy(ruler) for ruler in rulers.values()] or [Policy()]
    stages = max((policy.stages for policy in policies), key=len)
    return Policy(stages=stages, self_review=all(policy.self_review for policy in policies))


def collection_kinds() -> list[str]:
    """Return the names of the kinds that hold others and rule how those are reviewed."""
    return [kind.name for kind in all_kinds() if rules_others(kind)]


def rules_others(kind) -> bool:
    """Whether items of ``kind`` hold others and rule how they are reviewed."""
    return type(kind).policy is not Kind.policy
