"""Fingerprints: what every thing a page may be made from is like now; see :mod:`book.public.uses` for the things.

Taken in a few queries over the public tables, so that an increment finds what changed without making a page.
"""

import hashlib
from collections import defaultdict
from functools import partial

from django.conf import settings
from django.db.models import CharField, Count, Max
from django.db.models.functions import Cast

from book.models import Anecdote, BookFile, Timeline
from editorial.models import Publication, PublicPage, ReleaseLink

#: Whatever may change how a page looks without anything having been published.
_PROGRAM = ("book", "editorial", "sources", "templates", "static", "locale")
_SUFFIXES = {".py", ".html", ".xml", ".txt", ".css", ".js", ".po", ".svg"}
#: What a name says of a chapter beside its titles.
_PLACE = ("number", "role")


def of(*parts) -> str:
    """Return a short hash of ``parts``."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def take() -> dict[str, str]:
    """Return ``{thing: fingerprint}`` of everything public. A thing that is not there is not public."""
    prints = {"all": _all(), "timeline": _rows(Timeline, "scope", "key", "sha256"), "anecdotes": _anecdotes()}
    prints["book files"] = _rows(BookFile, "book_key", "chapter_key", "language", "format", "sha256")
    prints |= _entries()
    prints |= _incoming()
    return prints


def program() -> str:
    """Return the fingerprint of the program and the settings that pages depend on."""
    total = hashlib.blake2b(settings.PUBLIC_URL.encode(), digest_size=12)
    for folder in _PROGRAM:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                total.update(str(path.relative_to(settings.BASE_DIR)).encode())
                total.update(path.read_bytes())
    return total.hexdigest()


def _all() -> str:
    newest = Publication.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    return of(newest, PublicPage.objects.aggregate(Max("updated_at")))


def _rows(model, *columns) -> str:
    return of(*model.objects.order_by(*columns).values_list(*columns))


def _anecdotes() -> str:
    columns = [field.attname for field in Anecdote._meta.concrete_fields if not field.primary_key]
    return _rows(Anecdote, *columns)


def _entries() -> dict[str, str]:
    """Records, entries and names one by one; kinds and names of a kind as one."""
    numbers = {path: (pk, count) for path, pk, count in _publications()}
    prints, kinds, names = {}, defaultdict(partial(hashlib.blake2b, digest_size=12)), defaultdict(list)
    rows = PublicPage.objects.order_by("kind", "key").values_list(
        "kind", "key", "item_id", "path", "release_id", "withdrawn_at", "notice", "updated_at", "release__title",
        "release__title_en", Cast("release__card", CharField()), *(f"release__card__{name}" for name in _PLACE),
    )  # fmt: skip
    for (
        kind,
        key,
        item_id,
        path,
        release_id,
        withdrawn_at,
        notice,
        updated_at,
        title,
        title_en,
        card,
        *place,
    ) in rows.iterator(chunk_size=2000):
        prints[f"record {kind}:{key}"] = of(path, release_id, withdrawn_at, notice, numbers.get(item_id))
        if release_id is None:
            continue
        prints[f"entry {kind}:{key}"] = entry = of(path, title, title_en, card)
        kinds[kind].update(f"{key} {entry} {updated_at}".encode())
        prints[f"name {kind}:{key}"] = name = of(path, title, title_en, *place)
        names[kind].append((key, name))
    prints |= {f"kind {kind}": total.hexdigest() for kind, total in kinds.items()}
    return prints | {f"names {kind}": of(*each) for kind, each in names.items()}


def _publications():
    return Publication.objects.order_by().values_list("item_id").annotate(newest=Max("pk"), count=Count("pk"))


def _incoming() -> dict[str, str]:
    live = PublicPage.objects.live().values("release")
    sources = defaultdict(list)
    rows = ReleaseLink.objects.filter(release__in=live).order_by("release", "pk")
    for kind, key, release_id in rows.values_list("target_kind", "target_key", "release_id").iterator(chunk_size=5000):
        sources[kind, key].append(release_id)
    return {f"incoming {kind}:{key}": of(*releases) for (kind, key), releases in sources.items()}
