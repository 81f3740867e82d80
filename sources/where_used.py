"""Where sources are used: every place in drafts and in public texts that relies on one, the two kept apart."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from editorial import newest, roles
from editorial.models import PublicPage
from editorial.replacing import replace_rows
from sources import quotations
from sources.models import IN_TEXT, Citation, DraftCitation

#: Roles of relations that name sources.
_LISTS = ("sources",)


@dataclass(frozen=True)
class WhereUsed:
    """The places that rely on one source: rows of Citation and DraftCitation with their ``item`` loaded."""

    public: list[Citation]
    drafts: list[DraftCitation]


def of(source_key, *, person=None) -> WhereUsed:
    """Return every place that cites a source, by item and order in the text. Two queries.

    With a ``person``, of drafts only those that person may see: a source outside every book is cited in all of them.
    """

    def places(rows):
        return list(rows.select_related("item__public_page").order_by("item__kind", "item__key", "position"))

    return WhereUsed(*map(places, _relying(source_key, person)))


def numbers(source_key, *, person=None) -> tuple[int, int]:
    """Return how many public places and how many of drafts (that ``person`` may see) rely on a source. Two queries."""
    public, drafts = _relying(source_key, person)
    return public.count(), drafts.count()


def _relying(source_key, person):
    drafts = DraftCitation.objects.filter(source_key=source_key)
    if person is not None:
        drafts = drafts.filter(roles.visible(person, prefix="item__"))
    return Citation.objects.filter(source_key=source_key), drafts


def findings_of(source_key) -> list[str]:
    """Return the jobs that judge anew whatever draft relies on a source."""
    items = DraftCitation.objects.filter(source_key=source_key).order_by("item").values_list("item", flat=True)
    return [f"findings:{pk}" for pk in dict.fromkeys(items)]


def public_sentences(source_key, *, most) -> list[tuple[str, str, str, str]]:
    """Return (path of the page, sentence, anchor, locator) of the citations in texts readers see now. One query.

    Citations of a release that is not the current one any more wait for their job and are left out.
    """
    pages = PublicPage.objects.live().filter(item=OuterRef("item"))
    rows = Citation.objects.filter(source_key=source_key, role=IN_TEXT).annotate(
        path=Subquery(pages.values("path")[:1]), now=Subquery(pages.values("release__number")[:1])
    )
    ordered = rows.filter(number=F("now")).order_by("item_id", "position")
    return list(ordered.values_list("path", "sentence", "anchor", "locator")[:most])


def make(item_pk):
    """Index the citations of an item's newest version and current release; returns what stores them."""
    drafted, published = _of_draft(item_pk), _of_release(item_pk)

    def replace():
        replace_rows(DraftCitation.objects.filter(item=item_pk), drafted)
        return replace_rows(Citation.objects.filter(item=item_pk), published)

    return replace


def _of_draft(item_pk) -> list[DraftCitation]:
    subject = newest.subject(item_pk)
    return places_of(subject) if subject is not None else []


def places_of(subject) -> list[DraftCitation]:
    """Return the places of a version that rely on sources, as rows of the index."""
    reading = subject.reading
    uses = [use for use in reading.rendered.citations if use.key] if reading else []
    places = [
        {
            "source_key": use.key,
            "locator": use.locator,
            "anchor": use.anchor,
            "line": use.line,
            "sentence": use.sentence,
            "passage": use.passage,
        }
        for use in uses
    ]
    for role in _LISTS:
        for value in subject.snapshot.related(role):
            target = subject.resolver.find("source", value.key)
            key = target.key if target else value.key
            places.append({"source_key": key, "locator": value.locator, "role": role})
    return _rows(DraftCitation, subject.item.pk, subject.version_number, places)


def _of_release(item_pk) -> list[Citation]:
    """Read what was sealed; a release without its sentences still says which sources it cites."""
    page = PublicPage.objects.live().filter(item=item_pk).select_related("release__body").first()
    if page is None:
        return []
    links = list(page.release.links.filter(target_kind="source").order_by("position"))
    sealed = page.release.body.data.get("citations")
    if isinstance(sealed, list):
        columns = ("locator", "anchor", "line", "sentence", "passage")
        places = [{"source_key": use["key"]} | {name: use.get(name) for name in columns} for use in sealed]
    else:
        places = [{"source_key": link.target_key, "locator": link.locator} for link in links if link.role not in _LISTS]
    places += [
        {"source_key": link.target_key, "locator": link.locator, "role": link.role}
        for link in links
        if link.role in _LISTS
    ]
    return _rows(Citation, item_pk, page.release.number, places)


def _rows(model, item_pk, number, places):
    return [
        model(
            item_id=int(item_pk),
            number=number,
            position=position,
            source_key=place["source_key"][:200],
            role=place.get("role", IN_TEXT),
            locator=(place.get("locator") or "")[:200],
            anchor=(place.get("anchor") or "")[:200],
            line=place.get("line"),
            sentence=place.get("sentence") or "",
            quoted=place.get("passage") or "\n".join(quotations.in_marks(place.get("sentence") or "")),
        )
        for position, place in enumerate(places)
    ]
