"""Search: what readers can find. Sections of current releases, every term contained, the same on every database.

Terms are folded like the text (:mod:`editorial.text.folding`), so width, case, hyphens and traditional or simplified characters
make no difference. A section's score is how often the terms occur in it, and 20 more for each term in its heading or,
in the first section of a record, in its names. Order: score, then key, then place in the text.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length, Replace

from book import grams, snippets
from book.models import SearchSection
from editorial.models import PublicPage
from editorial.replacing import replace_rows
from editorial.text import edtf, folding

TITLE_BONUS = 20
#: Longest query looked at, in characters, and most terms.
LONGEST = 200
MOST_TERMS = 6
#: Sections of one kind that are compared and ranked; nobody reads further.
MOST_RANKED = 200
#: Candidates of one kind in a further query, where the first held too few hits.
_MORE = 4000
#: The order in which kinds are shown.
KINDS = ("chapter", "event", "organization", "concept", "source", "book")
#: What a card says before and after the text of a record, and the other names it gives.
_BEFORE = ("standfirst", "summary", "definition", "subtitle", "subtitle_en", "description", "description_en")
_AFTER = ("reference", "date_note", "place", "country")
_NAMES = ("original", "other_forms", "aliases")


@dataclass(frozen=True)
class Hit:
    """One section found. ``path`` has no language prefix; ``…_html`` are escaped, with ``<mark>`` around the hits."""

    kind: str
    key: str
    title: str
    path: str
    anchor: str
    heading: str
    snippet_html: str
    score: int
    title_html: str = ""
    heading_html: str = ""
    #: Whether the query is a name of the record, in full.
    named: bool = False


@dataclass(frozen=True)
class Group:
    """The best hits in one kind of record; ``total`` counts all of them, ``ranked`` those that pages lead to.

    ``exact`` is False where ``total`` counts sections that hold all pieces of a word and perhaps not the word.
    """

    kind: str
    hits: tuple[Hit, ...]
    total: int
    ranked: int = 0
    exact: bool = True


@dataclass(frozen=True)
class SearchResult:
    """Hits grouped by kind; ``total`` counts every section found, also those that are not among the hits.

    ``counts`` are the sections of every kind, also of those that were not asked for; see :attr:`Group.exact`.
    """

    query: str
    terms: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    total: int = 0
    exact: bool = True
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def hits(self) -> list[Hit]:
        """All hits, group after group."""
        return [hit for group in self.groups for hit in group.hits]


def search(query: str, *, language="zh-hans", limit=50, page=1, kinds: Iterable[str] | None = None) -> SearchResult:
    """Return the sections that contain every term of ``query``, the ``limit`` of each kind on ``page``. Three queries.

    ``language`` (``zh-hans`` or ``en``) chooses between the titles. Any text is a fair query; without a term in it
    nothing is found. Of a kind with more than :data:`MOST_RANKED` sections those with a term in their titles and the
    oldest are ranked; all are counted.
    """
    terms = tuple(folding.terms(query, most=MOST_TERMS, longest=LONGEST))
    if not terms:
        return SearchResult(query)
    everywhere = grams.find(terms, kinds=KINDS, most=MOST_RANKED)
    candidates = {kind: found for kind, found in everywhere.items() if kinds is None or kind in kinds}
    ranked, unseen = _ranked(candidates, terms)
    start = (page - 1) * limit
    asked = folding.fold(" ".join(query.split()))
    chosen = {kind: ranked[kind][start : start + limit] for kind in KINDS if ranked.get(kind)}
    sections = SearchSection.objects.defer("norm").in_bulk([pk for rows in chosen.values() for *_order, pk in rows])
    groups = []
    for kind, rows in chosen.items():
        hits = (
            _hit(sections[pk], -score, terms, language, asked=asked) for score, *_order, pk in rows if pk in sections
        )
        exact = not unseen[kind] or candidates[kind].certain
        groups.append(Group(kind, tuple(hits), len(ranked[kind]) + unseen[kind], len(ranked[kind]), exact))
    counts = {kind: found.total for kind, found in everywhere.items()} | {group.kind: group.total for group in groups}
    return SearchResult(
        query, terms, tuple(groups), sum(group.total for group in groups), all(group.exact for group in groups), counts
    )


def _ranked(candidates, terms):
    """Return the hits of each kind in their order, and how many candidates of each were not looked at.

    Candidates are compared with the terms until a kind has :data:`MOST_RANKED` hits or no more candidates: one query
    where the index is certain or finds few, as it nearly always does.
    """
    best: dict[str, list] = defaultdict(list)
    looked_at = dict.fromkeys(candidates, 0)
    size = MOST_RANKED
    while True:
        wanted = []
        for kind, found in candidates.items():
            if len(best[kind]) < MOST_RANKED:
                part = found.pks[looked_at[kind] : looked_at[kind] + size]
                looked_at[kind] += len(part)
                wanted += part
        if not wanted:
            break
        certain = all(found.certain for found in candidates.values())
        for kind, score, key, position, pk in _scored(wanted, terms, certain=certain):
            best[kind].append((-score, key, position, pk))
        size = _MORE
    # Sorted here and not by the database, which would compare keys by the rules of its own language. Sorting small
    # rows and reading the best ones by number is also quicker than having the database sort texts.
    unseen = {kind: found.total - looked_at[kind] for kind, found in candidates.items()}
    return {kind: sorted(rows) for kind, rows in best.items()}, unseen


def _scored(pks, terms, *, certain):
    # What was withdrawn since its job ran is left out at once.
    found = SearchSection.objects.filter(pk__in=pks).exclude(
        item__in=PublicPage.objects.filter(release=None).values("item")
    )
    for term in () if certain else terms:
        found = found.filter(norm__contains=term)
    return found.annotate(score=_score(terms)).order_by().values_list("kind", "score", "key", "position", "pk")


def _score(terms):
    """Return the score as an SQL expression: what is removed with a term, divided by its length, counts it."""
    score = Value(0, output_field=IntegerField())
    for term in terms:
        removed = Length("norm") - Length(Replace("norm", Value(term), Value("")))
        in_title = Case(When(Q(norm_title__contains=term), then=Value(TITLE_BONUS)), default=Value(0))
        score = score + removed / Value(len(term)) + in_title
    return score


def _hit(row, score, terms, language, *, asked) -> Hit:
    named = row.position == 0 and asked in row.norm_title.split("\n")
    title = (language == "en" and row.title_en) or row.title or row.title_en
    return Hit(
        kind=row.kind,
        key=row.key,
        title=title,
        path=row.path,
        anchor=row.anchor,
        heading=row.heading,
        # Whoever asks for a name wants to know what it is, which is said first.
        snippet_html=snippets.marked(snippets.beginning(row.body), terms)
        if named
        else snippets.snippet(row.body, terms),
        score=score,
        title_html=snippets.marked(title, terms),
        heading_html=snippets.marked(row.heading, terms),
        named=named,
    )


# The index


def make(item_pk):
    """Cut an item's current release into sections; returns what stores them."""
    page = PublicPage.objects.live().filter(item=item_pk).select_related("release__body").first()
    rows = _sections(page) if page else []
    return partial(_store, item_pk, rows)


def _store(item_pk, rows) -> bool:
    """Replace the sections of an item and what the index says of them; returns whether a section changed."""
    stored = SearchSection.objects.filter(item=item_pk)
    before = _indexed(stored)
    wrote = replace_rows(stored, rows)
    after = _indexed(stored)
    kept = {section.pk for section in after}
    grams.index(after, removed=[section for section in before if section.pk not in kept])
    return wrote


def _indexed(sections) -> list[grams.Section]:
    return [grams.Section(*row) for row in sections.order_by("pk").values_list("pk", "kind", "norm", "norm_title")]


def _sections(page) -> list[SearchSection]:
    release = page.release
    stretches = [
        (str(each.get("anchor") or ""), str(each.get("title") or ""), str(each.get("text") or ""))
        for each in release.body.sections
    ]
    if not stretches:
        stretches = [("", "", release.body.text)]
    elif stretches[0][0]:
        stretches.insert(0, ("", "", ""))
    anchor, heading, text = stretches[0]
    stretches[0] = (anchor, heading, _with_card(text, release.card, stretches))
    rows = []
    for position, (anchor, heading, text) in enumerate(stretches):
        titles = [heading]
        if position == 0:
            titles = [release.title, release.title_en, *_other_names(release.card), heading]
            heading = "" if heading == release.title else heading
        norm_title = "\n".join(dict.fromkeys(folding.fold(each) for each in titles if each))
        rows.append(
            SearchSection(
                item_id=page.item_id,
                position=position,
                kind=page.kind,
                key=page.key,
                path=page.path,
                anchor=anchor[:200],
                title=release.title,
                title_en=release.title_en,
                heading=heading,
                body=text or (_beginning(stretches) if position == 0 else ""),
                norm_title=norm_title,
                norm=f"{norm_title}\n{folding.fold(text)}",
            )
        )
    return rows


def _with_card(text, card, stretches) -> str:
    """Return the words at the head of a record, with those of its card that its text does not repeat."""
    written = "\n".join(each[2] for each in stretches)

    def said(names):
        words = (str(card.get(name) or "").strip() for name in names)
        return [each for each in words if each and each not in written]

    return "\n".join(filter(None, (*said(_BEFORE), text, *said(_AFTER), _dates(card))))


def _dates(card) -> str:
    """Return the date of a record as people write it, in both languages."""
    stated = str(card.get("date") or "")
    try:
        return f"{edtf.display(stated, 'zh-hans')}\n{edtf.display(stated, 'en')}" if stated else ""
    except edtf.DateError:
        return ""


def _beginning(stretches) -> str:
    """Return how the text begins, to be shown where only a title was found; it is found under its own heading."""
    text = next((each[2] for each in stretches if each[2]), "")
    return snippets.beginning(text)


def _other_names(card) -> list[str]:
    names = []
    for column in _NAMES:
        value = card.get(column) or []
        names += [value] if isinstance(value, str) else [str(each) for each in value]
    return names
