"""What a source tells the editorial engine."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import shapes
from editorial.kinds import Frozen, Kind
from editorial.models import Act
from editorial.text.slugs import clean_title
from sources import keys, styles
from sources.checks import SOURCE_CHECKS
from sources.models import Source

#: What can be wrong with a source that readers must know at every place that cites it.
STATUSES = ("retracted", "corrected", "dead")
_NAMES = ("author", "editor", "translator", "container-author", "director", "interviewer", "composer")
_DATES = ("issued", "accessed", "submitted", "event-date", "original-date")


class SourceKind(Kind):
    """Sources live at ``/sources/<key>/`` and are cited as ``[@key]``."""

    name = "source"
    model = Source
    label = gettext_lazy("source")
    label_plural = gettext_lazy("sources")
    public_fields = ("title", "csl", "language")
    private_fields = ("raw", "other_keys", "private_notes", "front_matter")
    derived_fields = ("year", "first_author", "sort_key")
    checks = SOURCE_CHECKS

    def aliases(self, snapshot):
        return [keys.normalise(key) for key in snapshot.get("other_keys") or []]

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
        return fields

    def derive(self, row):
        csl = {"title": row.title, **(row.csl or {})}
        row.year = keys.year_of(csl)[:16]
        row.first_author = keys.first_author(csl)[:200]
        row.sort_key = styles.sort_key(csl)

    def card(self, snapshot):
        csl = {"title": snapshot.get("title") or "", **(snapshot.get("csl") or {})}
        language = snapshot.get("language") or ""
        return {
            "type": csl.get("type") or "",
            "reference": styles.reference(csl, language=language),
            "csl": csl,
            "year": keys.year_of(csl),
            "url": styles.address(csl),
            "language": styles.language_of(csl, language),
            "status": status_of(csl),
            "sort_key": styles.sort_key(csl),
        }

    def freeze(self, snapshot, resolver, *, key, collection_key, reading=None):
        card = self.card(snapshot)
        title = snapshot.get("title") or ""
        return Frozen(
            kind=self.name, key=key, path=self.path(key, collection_key), title=title, card=card,
            text=card["reference"], sections=[{"anchor": "", "title": title, "text": card["reference"]}],
            data={"csl": card["csl"], "text": card["reference"]},
        )  # fmt: skip

    def jobs_for(self, act, item):
        if act in (Act.PUBLISH, Act.ROLL_BACK, Act.UNPUBLISH):
            return [f"findings:{item.pk}", f"search:{item.pk}"]
        if act in (Act.CREATE, Act.EDIT, Act.RESTORE, Act.DISCARD, Act.DELETE):
            return [f"findings:{item.pk}"]
        return []


def status_of(csl) -> str:
    """Return ``retracted``, ``corrected`` or ``dead``; empty for a source without reproach."""
    status = str((csl.get("custom") or {}).get("status") or csl.get("status") or "")
    return status if status in STATUSES else ""


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
