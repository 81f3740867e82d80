"""What a source tells the editorial engine."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import shapes
from editorial.kinds import Frozen, FrozenLink, Kind, Question, Role
from editorial.models import Act
from editorial.text import edtf
from editorial.text.slugs import clean_title, pinyin_slug
from sources import csl_form, duplicates, filing, identity, keys, styles
from sources.checks import SOURCE_CHECKS
from sources.models import Source, SourceStatus

_NAMES = ("author", "editor", "translator", "container-author", "director", "interviewer", "composer")
_DATES = ("issued", "accessed", "submitted", "event-date", "original-date")


class SourceKind(Kind):
    """Sources live at ``/sources/<key>/`` and are cited as ``[@key]``."""

    name = "source"
    model = Source
    label = gettext_lazy("source")
    label_plural = gettext_lazy("sources")
    public_fields = (
        "title", "csl", "language", "tier", "tier_reason", "status", "status_date", "status_proof", "archive_url",
    )  # fmt: skip
    private_fields = ("raw", "other_keys", "private_notes", "front_matter")
    derived_fields = (
        "year", "first_author", "sort_key", "issued", "doi", "arxiv", "isbn", "address", "fingerprint", "is_merged",
    )  # fmt: skip
    roles = (
        Role("rewrites", ("source",), gettext_lazy("rewrites")),
        Role("depends_on", ("source",), gettext_lazy("depends on")),
    )
    checks = SOURCE_CHECKS
    checklist = (Question("found", gettext_lazy("The work was found where the reference says, and is the one meant.")),)

    def aliases(self, snapshot):
        return [keys.normalise(key) for key in snapshot.get("other_keys") or []]

    def names(self, snapshot):
        """Sources are looked for by their authors first: each of them, and the first with the year."""
        csl = snapshot.get("csl") or {}
        authors = [_name(author) for author in keys.authors_of(csl)[:12]]
        return [*authors, f"{keys.first_author(csl)}{keys.year_of(csl)}", *super().names(snapshot)]

    def proposed_key(self, snapshot):
        """Return author and year, ``lee2020``, as bibliographies name their entries."""
        csl = snapshot.get("csl") or {}
        author = pinyin_slug(keys.first_author(csl)).replace("-", "")
        return f"{author}{keys.year_of(csl)}" if author else super().proposed_key(snapshot)

    def byline(self, snapshot):
        csl = {"title": "", **(snapshot.get("csl") or {})}
        return (
            styles.inline(csl, language=snapshot.get("language") or "") if keys.authors_of(csl) else keys.year_of(csl)
        )

    def path(self, item_key, collection_key):
        return f"/sources/{item_key}/"

    def clean(self, fields):
        """Tidy the CSL-JSON; a title stated only there becomes the title of the record."""
        shapes.refuse_unstorable(fields)
        if "other_keys" in fields:
            fields["other_keys"] = shapes.words(fields["other_keys"], field="other_keys")
        if "front_matter" in fields:
            fields["front_matter"] = shapes.mapping(fields["front_matter"], field="front_matter")
        if "csl" in fields:
            fields["csl"] = clean_csl(fields["csl"])
            if not fields.get("title") and fields["csl"].get("title") and "title" in fields:
                fields["title"] = fields["csl"]["title"][:500]
        if fields.get("title"):
            fields["title"] = clean_title(fields["title"])
        if fields.get("status_date"):
            fields["status_date"] = _date(fields["status_date"], "status_date")
        if fields.get("archive_url") and not _is_address(fields["archive_url"]):
            raise ValidationError({"archive_url": _("An address begins with http:// or https://.")})
        return fields

    def derive(self, row):
        csl = {"title": row.title, **(row.csl or {})}
        row.year = keys.year_of(csl)[:16]
        row.first_author = keys.first_author(csl)[:200]
        row.sort_key = filing.place(csl)
        row.issued = issued_of(csl)
        for name, value in vars(identity.of(csl)).items():
            setattr(row, name, value)

    def validate_relations(self, item, relations):
        """Refuse a source that rewrites itself, and one that is there already."""
        self._refuse_itself(item, relations)
        duplicates.insist_on_one(getattr(item, "source", None))

    def _refuse_itself(self, item, relations):
        for role, values in relations.items():
            if any(value.key == item.key for value in values):
                raise ValidationError(
                    _("A record cannot name itself in “%(role)s”.") % {"role": self.role(role).label}, code="self"
                )

    def validate_new(self, made):
        """Ask once for all of them whether they are there already; those of one import are told apart by its plan."""
        for item, _row, snapshot in made:
            self._refuse_itself(item, {role: snapshot.related(role) for role in snapshot.relations})
        duplicates.insist_on_none([row for _item, row, _snapshot in made])

    def collision(self, row):
        return duplicates.refusal(row)

    def card(self, snapshot):
        csl = {"title": snapshot.get("title") or "", **(snapshot.get("csl") or {})}
        language = snapshot.get("language") or ""
        return {
            "type": csl.get("type") or "",
            "reference": styles.reference(csl, language=language),
            "csl": csl,
            "year": keys.year_of(csl),
            "issued": issued_of(csl),
            "url": styles.address(csl),
            "archive_url": snapshot.get("archive_url") or "",
            "language": styles.language_of(csl, language),
            "tier": snapshot.get("tier") or "",
            "status": status_of(snapshot),
            "status_date": snapshot.get("status_date") or "",
            "sort_key": filing.place(csl),
        }

    def freeze(self, snapshot, resolver, *, key, collection_key, reading=None):
        card = self.card(snapshot)
        title = snapshot.get("title") or ""
        related = {role.name: self._related(snapshot, resolver, role.name) for role in self.roles}
        return Frozen(
            kind=self.name, key=key, path=self.path(key, collection_key), title=title, card=card,
            text=card["reference"], sections=[{"anchor": "", "title": title, "text": card["reference"]}],
            data={
                "csl": card["csl"], "text": card["reference"], "tier_reason": snapshot.get("tier_reason") or "",
                "status_proof": snapshot.get("status_proof") or "", **related,
            },
            links=tuple(
                FrozenLink(role, "source", each["key"], label=each["title"], note=each["note"])
                for role, values in related.items()
                for each in values
            ),
        )  # fmt: skip

    @staticmethod
    def _related(snapshot, resolver, role) -> list[dict]:
        """Return ``[{"key", "title", "note"}]``; the title of a source readers cannot see stays empty."""
        found = []
        for value in snapshot.related(role):
            target = resolver.find("source", value.key)
            public = target is not None and target.public
            found.append(
                {
                    "key": target.key if target else value.key,
                    "title": target.title[:500] if public else "",
                    "note": value.note,
                }
            )
        return found

    def jobs_for(self, act, item):
        if act in (Act.PUBLISH, Act.ROLL_BACK, Act.UNPUBLISH):
            return [f"findings:{item.pk}", f"search:{item.pk}"]
        if act in (Act.CREATE, Act.EDIT, Act.RESTORE, Act.DISCARD, Act.DELETE):
            return [f"findings:{item.pk}"]
        return []


def _name(author) -> str:
    return author.get("literal") or f"{author.get('family') or ''}{author.get('given') or ''}"


def status_of(snapshot) -> str:
    """Return a word of :class:`~sources.models.SourceStatus`; empty for a source without reproach.

    Records of older bibliographies say it in ``custom`` of their CSL-JSON.
    """
    stated = snapshot.get("status") or SourceStatus.OK
    if stated == SourceStatus.OK:
        stated = str(((snapshot.get("csl") or {}).get("custom") or {}).get("status") or "")
    return str(stated) if stated in SourceStatus.values and stated != SourceStatus.OK else ""


def issued_of(csl) -> str:
    """Return the day, month or year a source was issued as EDTF; empty where only words are known."""
    try:
        text = csl_form.date_text(csl.get("issued"))
        return edtf.parse(text).edtf if text else ""
    except edtf.DateError:
        return ""


def _date(text, name) -> str:
    try:
        return edtf.read(str(text))
    except edtf.DateError as error:
        sentence = _("“%(text)s” is not a date: %(reason)s") % {"text": text, "reason": error}
        raise ValidationError({name: sentence}) from error


def _is_address(text) -> bool:
    return str(text).lower().startswith(("http://", "https://"))


def clean_csl(value) -> dict:
    """Return CSL-JSON without its ``id``, blanks removed; ValidationError where names or dates have another shape."""
    csl = shapes.mapping(value, field="csl")
    csl = {name: content for name, content in csl.items() if name != "id" and content not in (None, "", [], {})}
    for name in _NAMES:
        if name in csl and not _are_names(csl[name]):
            raise _refused(_("“%(name)s” must be a list of names with “family” and “given”, or “literal”."), name)
    for name in _DATES:
        if name in csl and not _is_date(csl[name]):
            raise _refused(_("“%(name)s” must be a date as CSL-JSON writes it."), name)
    for name in ("type", "title", "URL", "DOI", "container-title", "publisher", "language"):
        if name in csl and not isinstance(csl[name], str):
            raise _refused(_("“%(name)s” must be text."), name)
    if "custom" in csl and not isinstance(csl["custom"], dict):
        raise _refused(_("“%(name)s” must be a set of names and values."), "custom")
    return csl


def _are_names(value) -> bool:
    return isinstance(value, list) and all(
        isinstance(name, dict)
        and (name.get("family") or name.get("literal") or name.get("given"))
        and all(isinstance(part, str | bool) for part in name.values())
        for name in value
    )


def _is_date(value) -> bool:
    if not isinstance(value, dict):
        return False
    parts = value.get("date-parts")
    if parts is None:
        return any(isinstance(value.get(name), str) for name in ("raw", "literal"))
    return (
        isinstance(parts, list)
        and 1 <= len(parts) <= 2
        and all(isinstance(part, list) and 1 <= len(part) <= 3 for part in parts)
        and all(str(number).lstrip("-").isdigit() for part in parts for number in part if number not in (None, ""))
    )


def _refused(sentence, name):
    return ValidationError({"csl": ValidationError(sentence % {"name": name}, code="shape")})
