"""The index of everything: every public record under its names, in the order of their sound, as at the end of a book."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.db.models.fields.json import KeyTransform
from django.http import Http404
from django.utils.translation import gettext as _

from book.public import answering, current, frames, paging, uses, wording
from book.public.entries import Entry, prefix
from editorial.models import PublicPage
from editorial.text.slugs import pinyin_sort_key

#: The kinds of the index, in the order of its filter.
KINDS = ("concept", "organization", "event", "chapter", "source")
#: Another name leads on to a record; more than these say nothing new.
_MOST_OTHER_NAMES = 6


@dataclass(frozen=True)
class Line:
    """One line: a name, and the record it stands for; ``see`` where the record goes by another name."""

    place: tuple
    pk: int
    name: str
    see: bool = False

    @property
    def letter(self) -> str:
        first = self.place[1][:1].upper()
        return first if "A" <= first <= "Z" else "#"


@dataclass(frozen=True)
class Shown:
    """A line on the page."""

    entry: Entry
    name: str
    lang: str
    see: bool


@answering.public
def index(request, kind="", *, language):
    """Render one page of the index. Three queries: the names of all, the records of this page, the books."""
    if kind and kind not in KINDS:
        raise Http404
    kinds = [kind] if kind else KINDS
    lines = _lines(kinds, language)
    pager = paging.pager(request.GET, len(lines))
    part = lines[pager.slice]
    found = {each.pk: each for each in current.entries(Q(pk__in={line.pk for line in part}), language=language)}
    title = _("Index")
    lede = _("Every name in this book, in the order of its sound. Names that are not used here lead to those that are.")
    context = {
        "frame": frames.plain(
            language=language, path=path_of(kind), title=title, description=lede, query=request.GET.urlencode()
        ),
        "lede": lede,
        "empty": "" if part else _("Nothing has been published yet. Come back soon."),
        "kinds": _kinds(kind, language),
        "letters": paging.letters([line.letter for line in lines]) if len(lines) > 1 else [],
        "groups": _groups(part, found),
        "pager": pager,
    }
    return answering.page("public/index.html", context)


def path_of(kind) -> str:
    """Return the path of the index of one kind, or of all."""
    return f"/index/{kind}/" if kind else "/index/"


def _kinds(chosen, language):
    words = {"": _("All")} | {kind: wording.word(wording.KINDS_PLURAL, kind) for kind in KINDS}
    return [
        frames.Link(prefix(language) + path_of(kind), word, "page" if kind == chosen else "")
        for kind, word in words.items()
    ]


def _lines(kinds, language) -> list[Line]:
    """Return every name of every public record, sorted. One query; the order is made here, as databases do not agree."""
    uses.note(*(f"kind {kind}" for kind in kinds))
    rows = PublicPage.objects.live().filter(kind__in=kinds).values_list(
        "pk", "kind", "key", "release__title", "release__title_en",
        *(KeyTransform(name, "release__card") for name in ("sort_key", "other_forms", "aliases")),
    )  # fmt: skip
    lines = []
    for pk, kind, key, title, title_en, sort_key, *others in rows:
        # A bibliography sorts sources by author, an index by their own names.
        entry = Entry(kind, key, "", title, title_en, {"sort_key": "" if kind == "source" else sort_key}, language)
        lines.append(_line(entry.sort_key, pk, entry.name, key))
        others = [str(each) for listed in others if isinstance(listed, list) for each in listed]
        names = {each.casefold(): each for each in (*others, entry.second) if each}
        names.pop(entry.name.casefold(), None)
        for name in sorted(names.values())[:_MOST_OTHER_NAMES]:
            lines.append(_line(_sound(name), pk, name, key, see=True))
    return sorted(lines, key=lambda line: line.place)


def _line(sound, pk, name, key, *, see=False) -> Line:
    return Line((not "a" <= sound[:1] <= "z", sound, name, key), pk, name, see)


@lru_cache(maxsize=65_536)
def _sound(name) -> str:
    return pinyin_sort_key(name).casefold()


def _groups(lines, found):
    groups: dict[str, list[Shown]] = {}
    for line in lines:
        entry = found.get(line.pk)
        if entry:
            shown = Shown(entry, line.name, "" if line.see else entry.name_lang, line.see)
            groups.setdefault(line.letter, []).append(shown)
    return [paging.Group(letter, members) for letter, members in groups.items()]
