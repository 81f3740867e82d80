"""Many public records from one: its rows are copied, since signing ten thousand of them would take an hour."""

import random

from django.utils import timezone

from editorial import kinds
from editorial.models import Item, Publication, PublicPage, Release, ReleaseBody


def copies(item, keys, *, dated=False, numbered=False):
    """Give ``item``'s release, body and page to as many new items as there are keys; returns the keys.

    ``dated`` draws a date and a significance for each, ``numbered`` counts chapters.
    """
    now, first = timezone.now(), Item.objects.get(pk=item.pk).public_release
    items = Item.objects.bulk_create(
        [
            Item(kind=item.kind, key=key, title=key, collection=item.collection, created_at=now, updated_at=now)
            for key in keys
        ],
        batch_size=1000,
    )
    releases = Release.objects.bulk_create(
        [
            Release(
                item=each, number=1, kind=each.kind, key=each.key, version=first.version, version_number=1,
                path=kinds.get(item.kind).path(each.key, first.collection_key), title=f"标题{each.key}",
                title_en=f"Title {each.key}", card=_card(first.card, dated, number if numbered else None),
                collection_key=first.collection_key, content_sha256="", seal_sha256="", manner="review", at=now,
            )
            for number, each in enumerate(items, 2)
        ],
        batch_size=1000,
    )  # fmt: skip
    shared = {name: getattr(first.body, name) for name in ("html", "text", "outline", "sections", "data")}
    ReleaseBody.objects.bulk_create([ReleaseBody(release=release, **shared) for release in releases], batch_size=200)
    Publication.objects.bulk_create(
        [
            Publication(item=release.item, release=release, act="publish", at=now, by_name="bench")
            for release in releases
        ],
        batch_size=1000,
    )
    PublicPage.objects.bulk_create(
        [
            PublicPage(
                item=release.item, kind=release.kind, key=release.key, path=release.path, release=release,
                collection_key=release.collection_key, first_published_at=now, updated_at=now,
            )
            for release in releases
        ],
        batch_size=1000,
    )  # fmt: skip
    return keys


def _card(card, dated, number):
    card = {**card, "number": number} if number else dict(card)
    if not dated:
        return card
    year, month, day = random.randint(1950, 2026), random.randint(1, 12), random.randint(1, 28)
    stated = random.choice([f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}"])
    known = {"earliest": f"{year}-{month:02}-{day:02}", "latest": f"{year}-{month:02}-{day:02}"}
    return {**card, **known, "date": stated, "significance": random.choice(["critical", "major", "notable", "minor"])}
