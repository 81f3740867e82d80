"""TextKind: what chapter, event, organization and concept have in common: a text, its lists, its sources."""

from collections import Counter
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from book.companions import companions_of
from book.contexts import names_in
from book.reading import Named, Reading, read
from editorial import shapes
from editorial.kinds import Frozen, FrozenLink, Kind
from editorial.models import Act
from editorial.text import words
from editorial.text.slugs import clean_title

#: Acts after which readers may see something else.
PUBLIC_ACTS = frozenset({Act.PUBLISH, Act.ROLL_BACK, Act.UNPUBLISH})
#: Acts that may change the draft.
DRAFT_ACTS = frozenset({Act.CREATE, Act.EDIT, Act.RESTORE, Act.DISCARD, Act.DELETE})
_LONGEST = {"key": 200, "locator": 200, "qualifier": 64, "note": 1000}


class TextKind(Kind):
    """A kind with a Markdown ``body``, and ``lead_field``: a text that stands before it."""

    lead_field = ""
    text_fields = ("body",)
    title_fields: tuple[str, ...] = ("title", "title_en")
    #: Whether a publication changes what timelines show.
    shapes_timeline = False
    word_lists: tuple[str, ...] = ()
    record_lists: dict[str, tuple] = {}
    mention_roles: tuple[str, ...] = ()
    qualifiers: dict[str, tuple] = {}

    # Storing

    def clean(self, fields):
        """Bring titles and JSON fields into their shape; ``ValidationError`` for what cannot be stored."""
        shapes.refuse_unstorable(fields)
        for name in self.title_fields:
            if fields.get(name):
                fields[name] = clean_title(str(fields[name]))
        for name in self.word_lists:
            if name in fields:
                fields[name] = shapes.words(fields[name], field=name)
        for name, (needed, *optional) in self.record_lists.items():
            if name in fields:
                fields[name] = shapes.records(fields[name], field=name, needed=needed, optional=tuple(optional))
        if "front_matter" in fields:
            fields["front_matter"] = shapes.mapping(fields["front_matter"], field="front_matter")
        return fields

    def validate_relations(self, item, relations):
        """Refuse unknown roles and kinds, empty or over-long keys, unknown qualifiers, and links to oneself."""
        known = {role.name: role for role in self.roles}
        for name, values in relations.items():
            if name not in known:
                raise ValidationError(_("There is no relation called “%(name)s” here.") % {"name": name}, code="role")
            for value in values:
                self._validate_relation(item, known[name], value)

    def _validate_relation(self, item, role, value):
        if value.kind not in role.targets:
            raise ValidationError(
                _("“%(role)s” cannot lead to a record of the kind “%(kind)s”.")
                % {"role": role.label, "kind": value.kind},
                code="target",
            )
        if not value.key.strip() or value.key != value.key.strip() or any(ord(char) < 32 for char in value.key):
            raise ValidationError(_("A relation in “%(role)s” has no key.") % {"role": role.label}, code="key")
        if any(len(getattr(value, column)) > longest for column, longest in _LONGEST.items()):
            raise ValidationError(
                _("“%(key)s” in “%(role)s” is too long.") % {"role": role.label, "key": value.key[:60]}, code="length"
            )
        if (value.kind, value.key) == (item.kind, item.key):
            raise ValidationError(_("A record cannot name itself in “%(role)s”.") % {"role": role.label}, code="self")
        allowed = self.qualifiers.get(role.name)
        if allowed and value.qualifier and value.qualifier not in allowed:
            raise ValidationError(
                _("“%(qualifier)s” is not a known way to lead from one to the other.") % {"qualifier": value.qualifier},
                code="qualifier",
            )

    # Reading

    def source_text(self, snapshot) -> tuple[str, int]:
        """Return the Markdown to render and the line number of its first line; the body begins at line 1."""
        body = snapshot.get("body") or ""
        lead = (snapshot.get(self.lead_field) or "").strip() if self.lead_field else ""
        if not lead or lead in body:
            return body, 1
        return f"{lead}\n\n{body}", -lead.count("\n") - 1

    def reading_rate(self, resolver, collection_key) -> int:
        """Return how many 字 a minute readers of this text read."""
        return words.PER_MINUTE

    def cite_style(self, snapshot, resolver, collection_key) -> str:
        """Return how this text cites (see :mod:`sources.manners`); the house's way unless its book rules otherwise."""
        return ""

    def read(self, snapshot, resolver, *, key, collection_key) -> Reading:
        stated = [value for role in self.roles for value in snapshot.related(role.name)]
        text, first_line = self.source_text(snapshot)
        asked = {(value.kind, value.key) for value in stated} | names_in(text)
        resolver.expect(asked | ({("book", collection_key)} if collection_key else set()))
        named = {
            role.name: [Named(value, resolver.find(value.kind, value.key)) for value in snapshot.related(role.name)]
            for role in self.roles
        }
        listed = [each.target for role in self.mention_roles for each in named[role] if each.target]
        return read(
            text, named=named, resolver=resolver, title=self.titles(snapshot)[0], first_line=first_line,
            mentioned=[target for target in listed if (target.kind, target.key) != (self.name, key)],
            reading_rate=self.reading_rate(resolver, collection_key),
            cite_style=self.cite_style(snapshot, resolver, collection_key),
        )  # fmt: skip

    # Freezing

    def freeze(self, snapshot, resolver, *, key, collection_key, reading=None):
        reading = reading or self.read(snapshot, resolver, key=key, collection_key=collection_key)
        title, title_en = self.titles(snapshot)
        rendered = reading.rendered
        return Frozen(
            kind=self.name, key=key, path=self.path(key, collection_key), title=title, title_en=title_en,
            card=self.frozen_card(snapshot, reading, resolver, collection_key=collection_key), html=rendered.html,
            text=rendered.text, outline=[asdict(heading) for heading in rendered.outline],
            sections=[asdict(section) for section in rendered.sections],
            data={
                "bibliography": reading.bibliography,
                "citations": _citations(reading),
                **self.data(snapshot, reading),
            },
            links=tuple(self.links(reading)),
        )  # fmt: skip

    def frozen_card(self, snapshot, reading, resolver, *, collection_key) -> dict:
        """Return the card with what only the reading knows."""
        return self.card(snapshot)

    def data(self, snapshot, reading) -> dict:
        """Return what the page of this kind shows beside the text."""
        return {}

    def links(self, reading):
        """Yield the links out of a version: its lists by role, then what the text mentions and cites."""
        cited = reading.cited()
        for role in self.roles:
            if role.public:
                yield from self._listed_links(role, reading, cited)
        yield from _written_links(reading)
        yield from _mention_links(reading)
        entries = {entry["key"]: entry for entry in reading.bibliography}
        for source, uses in cited.items():
            locators = "; ".join(dict.fromkeys(use.locator for use in uses if use.locator))
            yield FrozenLink(
                "cites", "source", source, label=entries.get(source, {}).get("text", "")[:500],
                locator=locators[:200], count=len(uses),
            )  # fmt: skip

    def _listed_links(self, role, reading, cited):
        seen = set()
        for each in reading.named[role.name]:
            value = each.value
            identity = (value.kind, each.key, value.locator)
            if identity in seen:
                continue
            seen.add(identity)
            yield FrozenLink(
                role.name, value.kind, each.key, label=each.title, locator=value.locator, qualifier=value.qualifier,
                note=value.note, count=self.times_named(reading, each),
            )  # fmt: skip

    def times_named(self, reading, named) -> int:
        """Return how often the text names a listed record; at least 1, because the list names it."""
        return 1

    def keyed(self, reading, role, **columns) -> list[dict]:
        """Return ``[{"key", "title", "title_en", …}]`` of a role; ``columns`` maps names to relation columns."""
        return [
            {"key": each.key, "title": each.title, "title_en": each.target.title_en if each.title else ""}
            | {name: getattr(each.value, column) for name, column in columns.items()}
            for each in reading.named.get(role, ())
        ]

    # Around

    def companions(self, snapshot):
        return companions_of(self, snapshot)

    def jobs_for(self, act, item):
        names = []
        if act in DRAFT_ACTS or act in PUBLIC_ACTS:
            names += [f"findings:{item.pk}", f"citations:{item.pk}"]
        if act in PUBLIC_ACTS:
            names.append(f"search:{item.pk}")
        if act in PUBLIC_ACTS and self.shapes_timeline:
            names.append("timeline")
        return names


def _citations(reading) -> list[dict]:
    """Return each citation with the sentence it stands in, for the index of where a source is used."""
    columns = ("key", "locator", "anchor", "line", "sentence", "passage")
    return [
        {column: value for column in columns if (value := getattr(use, column)) or column != "passage"}
        for uses in reading.cited().values()
        for use in uses
    ]


def _written_links(reading):
    """One link for each source that only the written reference list names."""
    in_list = {each.key for each in reading.named.get("sources", ())}
    for entry in reading.bibliography:
        if entry["key"] in reading.listed and entry["key"] not in in_list:
            yield FrozenLink("sources", "source", entry["key"], label=entry["text"][:500])


def _mention_links(reading):
    """One link for each record the text refers to, with the words of its first place and how often."""
    counts = Counter()
    labels = {}
    for use in reading.rendered.references:
        if use.known and use.kind not in ("page", "media"):
            counts[use.kind, use.key] += 1
            labels.setdefault((use.kind, use.key), use.label)
    for (kind, key), count in counts.items():
        yield FrozenLink("mention", kind, key, label=labels[kind, key][:500], count=count)
