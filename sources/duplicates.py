"""One record for one source: what is surely the same is refused, what is nearly the same is offered for merging."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources import identity
from sources.models import Source

LABELS = {
    "doi": gettext_lazy("DOI"),
    "arxiv": gettext_lazy("arXiv number"),
    "address": gettext_lazy("address"),
}


def insist_on_one(row):
    """Raise ``ValidationError`` where another source has the DOI, arXiv number or address of the unsaved ``row``."""
    if row is None or row.is_merged:
        return
    found = same_as(row)
    if found is not None:
        other, name = found
        raise ValidationError(
            {
                "csl": ValidationError(
                    _("The source “%(key)s” has the same %(name)s (%(value)s): %(title)s"),
                    code="duplicate",
                    params={
                        "key": other.item.key, "name": str(LABELS[name]), "value": getattr(other, name),
                        "title": other.title,
                    },
                )
            }
        )  # fmt: skip


def insist_on_none(rows):
    """Raise ``ValidationError`` where another source has a mark of any of the unsaved ``rows``. One query a mark."""
    for name in LABELS:
        by_value = {getattr(row, name): row for row in rows if getattr(row, name)}
        found = Source.objects.filter(**{f"{name}__in": list(by_value)}, is_merged=False).first() if by_value else None
        if found is not None:
            insist_on_one(by_value[getattr(found, name)])


def same_as(row) -> tuple[Source, str] | None:
    """Return the other source that is surely this one, and by which mark. One query; none without marks."""
    marks = [(name, getattr(row, name)) for name in LABELS if getattr(row, name)]
    if not marks:
        return None
    others = Source.objects.filter(reduce(or_, (Q(**{name: value}) for name, value in marks)), is_merged=False)
    other = others.exclude(pk=row.pk).select_related("item").order_by("pk").first()
    if other is None:
        return None
    return other, next(name for name, value in marks if getattr(other, name) == value)


def refusal(row) -> ValidationError:
    """Return what to say when the database refused ``row``: somebody saved the same source a moment before."""
    sentence = _("Somebody has just made a source with the same DOI, arXiv number or address.")
    return ValidationError({"csl": ValidationError(sentence, code="duplicate")})


def near(row) -> list[Source]:
    """Return sources that look like ``row``: the same first author and year, and nearly its title. One query."""
    if not row.fingerprint:
        return []
    author, year, _title = row.fingerprint.split("|", 2)
    alike = Q(fingerprint__startswith=f"{author}|{year}|") | Q(fingerprint__startswith=f"|{year}|")
    if not author:
        alike = Q(year=year)
    others = Source.objects.filter(alike, is_merged=False).exclude(pk=row.pk).exclude(fingerprint="")
    return [
        other
        for other in others.select_related("item").order_by("item__key")[:500]
        if identity.are_near(row.fingerprint, other.fingerprint)
    ]


class Known:
    """All sources there are, by what identifies them: loaded once in one query, asked for every entry of an import."""

    def __init__(self):
        self._by_mark: dict[tuple[str, str], str] = {}
        self._by_block: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_fingerprint: dict[str, list[str]] = defaultdict(list)
        self._identities: dict[str, identity.Identity] = {}
        columns = ("item__key", "doi", "arxiv", "isbn", "address", "fingerprint")
        for key, *values in Source.objects.filter(is_merged=False).order_by("pk").values_list(*columns):
            self.add(key, identity.Identity(*values))

    def add(self, key, who):
        """Remember the identity ``who`` of the source ``key``."""
        self._identities[key] = who
        for mark in who.marks():
            self._by_mark.setdefault(mark, key)
        if who.fingerprint:
            _author, year, _title = who.fingerprint.split("|", 2)
            self._by_block[year].append((who.fingerprint, key))
            self._by_fingerprint[who.fingerprint].append(key)

    def same(self, who) -> tuple[str, str] | None:
        """Return (key, mark) of the source that is surely the one ``who`` identifies.

        The same author, year and title make it sure where no DOI, number or address speaks against it.
        """
        for mark in who.marks():
            if mark in self._by_mark:
                return self._by_mark[mark], mark[0]
        if all(who.fingerprint.split("|")):
            for key in self._by_fingerprint.get(who.fingerprint, ()):
                if not self._identities[key].contradicts(who):
                    return key, "fingerprint"
        return None

    def near(self, who) -> list[str]:
        """Return the keys of sources that look like it.

        One headline by nobody at two addresses is a report that went round, and stays two sources.
        """
        if not who.fingerprint:
            return []
        author, year, title = who.fingerprint.split("|", 2)
        return [
            key
            for fingerprint, key in self._by_block.get(year, ())
            if _could_be(fingerprint, author, title)
            and identity.are_near(who.fingerprint, fingerprint)
            and (author or not self._identities[key].contradicts(who))
        ]


def _could_be(fingerprint, author, title) -> bool:
    """A cheap look before the exact one: of one year there may be thousands."""
    other, _year, other_title = fingerprint.split("|", 2)
    return other == author or (not (other and author) and other_title == title)
