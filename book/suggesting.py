"""What a reader may have meant: names that look or sound like a query that finds nothing.

People who write Chinese by sound choose a wrong character more often than a wrong sound: 对其 sounds like 对齐, and
duiqi is how it is typed. So names are compared as they are written and as they are spoken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from book.models import SearchSection
from editorial.models import PublicPage
from editorial.text import folding

#: Likeness, in percent, below which a name is no guess.
_LEAST = 62
#: A name that only sounds alike comes after one that looks alike.
_BY_SOUND = 0.96
#: Names compared at most: those of records first made public.
MOST_NAMES = 20_000


@dataclass(frozen=True)
class Suggestion:
    """A public record whose name is like the query; ``name`` is the one that is."""

    kind: str
    path: str
    title: str
    title_en: str
    likeness: float


def suggest(query, *, most=4) -> list[Suggestion]:
    """Return the records with the likest names, likest first. One query."""
    asked = folding.fold(" ".join(query.split()))[:60]
    if len(asked) < 2:
        return []
    rows = list(_names())
    names = [name for name, _row in rows]
    best: dict[str, tuple] = {}
    for spoken, weight, choices in ((asked, 1, names), (_sound(asked), _BY_SOUND, [_sound(name) for name in names])):
        if len(spoken) < 2:
            continue
        for _name, score, place in process.extract(
            spoken, choices, scorer=fuzz.ratio, limit=4 * most, score_cutoff=_LEAST
        ):
            row = rows[place][1]
            best[row[1]] = max(best.get(row[1], (0, row)), (score * weight, row))
    ranked = sorted(best.values(), key=lambda each: (-each[0], each[1][1]))
    return [Suggestion(*row, round(score, 1)) for score, row in ranked[:most]]


def _names() -> Iterator[tuple[str, tuple]]:
    gone = PublicPage.objects.filter(release=None).values("item")
    rows = (
        SearchSection.objects.filter(position=0)
        .exclude(item__in=gone)
        .exclude(kind="source")
        .order_by("pk")
        .values_list("norm_title", "kind", "path", "title", "title_en")[:MOST_NAMES]
    )
    for names, *row in rows:
        for name in names.split("\n"):
            if name:
                yield name[:60], tuple(row)


@lru_cache(maxsize=MOST_NAMES)
def _sound(name) -> str:
    """Return how a folded name is typed by sound: pinyin without tones or spaces."""
    from pypinyin import lazy_pinyin  # its tables take longer to load than a page takes to make

    return "".join(lazy_pinyin(name)).replace(" ", "")
