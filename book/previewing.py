"""The preview beside the editor: the same renderer as readers get, with drafts resolved, links to follow and problems."""

import re
from dataclasses import dataclass, field
from html import escape

from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from book.public.current import LIVE_PAGES
from editorial import checks, kinds
from editorial.models import Item, PublicPage
from editorial.resolving import DraftResolver
from editorial.snapshot import RelationValue, Snapshot
from editorial.text.binding import bind
from editorial.text.words import WordCount

_REFERENCE = re.compile(r'data-ref="([a-z]+):([^"]+)"')
_LINK = re.compile(r'<a class="ref" href="([^"]*)">')


@dataclass(frozen=True)
class Preview:
    """A draft as it would be shown: bound html, its length, the problems in it, its bibliography and takeaways."""

    html: str = ""
    words: WordCount | None = None
    problems: list = field(default_factory=list)
    bibliography: list = field(default_factory=list)
    takeaways: list = field(default_factory=list)
    has_mermaid: bool = False


def preview(kind_name, fields, relations=None, *, item=None, collection=None, reader=None) -> Preview:
    """Return the preview of a draft in a form. Stores nothing.

    With a ``reader``, drafts that person may not see count as what is public of them.

    ``fields`` and ``relations`` ({role: [RelationValue or dict]}) stand over those of ``item`` (None for a new
    record, which belongs to ``collection``). What cannot be stored yet is shown as typed.
    """
    kind = kinds.get(kind_name)
    if item is None:
        item = Item(kind=kind_name, key="", collection=collection)
    owner = item.collection or item
    snapshot = _snapshot(kind, fields, relations or {}, item)
    subject = checks.Subject(item, snapshot, DraftResolver(collection_key=owner.key, reader=reader))
    problems = checks.run(subject)
    reading = subject.reading
    if reading is None:
        return Preview(html=f"<p>{escape(subject.frozen.text)}</p>", problems=problems)
    return Preview(
        html=bound(reading.rendered.html), words=reading.count, problems=problems,
        bibliography=reading.bibliography, takeaways=list(reading.rendered.furniture.takeaways),
        has_mermaid=reading.rendered.has_mermaid,
    )  # fmt: skip


def _snapshot(kind, fields, relations, item):
    stored = kind.snapshot(item.row) if item.pk else Snapshot(kind.name, dict.fromkeys(kind.authored_fields))
    stated = {name: value for name, value in fields.items() if name in kind.authored_fields}
    values = {**stored.fields, **stated, **_cleaned(kind, stated)}
    stated_relations = {
        role: [value.as_dict() if isinstance(value, RelationValue) else dict(value) for value in members]
        for role, members in relations.items()
        if role in {known.name for known in kind.roles}
    }
    return kind.normalise(Snapshot(kind.name, values, {**stored.relations, **stated_relations}))


def _cleaned(kind, fields):
    """Return the fields that can be tidied, each by itself: one bad date must not take the others with it."""
    tidied = {}
    for name, value in fields.items():
        try:
            tidied.update(kind.clean({name: value}))
        except (ValidationError, TypeError, ValueError):
            continue
    return tidied


def bound(html) -> str:
    """Return html with its references bound: to the public page where there is one, else to the draft, marked as one.

    Two queries, whatever the number of references.
    """
    named = set(_REFERENCE.findall(html))
    names = {key for _kind, key in named}
    public = {
        (kind, key): path
        for kind, key, path in PublicPage.objects.live().filter(key__in=names).values_list("kind", "key", "path")
    }
    rows = [f"{kind.name}__pk" for kind in kinds.all_kinds()]
    drafts = {
        (kind, key): _admin_address(kind, next(filter(None, row_pks), None))
        for kind, key, *row_pks in Item.objects.filter(key__in=names).values_list("kind", "key", *rows)
        if (kind, key) in named and (kind, key) not in public
    }

    def address(kind, key):
        if kind == "page":
            return LIVE_PAGES.get(key)
        return public.get((kind, key)) or drafts.get((kind, key)) or None

    marked = {escape(path) for path in drafts.values() if path}
    note = escape(_("draft"))

    def mark(link):
        if link[1].partition("#")[0] not in marked:
            return link[0]
        return f'<a class="ref ref-draft" title="{note}" href="{link[1]}">'

    return _LINK.sub(mark, bind(html, address))


def _admin_address(kind, row_pk) -> str:
    """Return the address of a draft's form; empty where no admin is installed."""
    options = kinds.get(kind).model._meta
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row_pk])
    except NoReverseMatch:
        return ""
