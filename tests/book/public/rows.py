"""Releases and public pages for tests of the public site, with exactly the cards and data a test names.

The items and versions under them come from the real transitions; what is public is written here directly, so that
these tests depend on the data contract alone and not on how a kind freezes its drafts.
"""

from datetime import UTC, datetime, timedelta

from editorial.kinds import get
from editorial.models import (
    Item,
    Publication,
    PublicationAct,
    PublicPage,
    Release,
    ReleaseBody,
    ReleaseLink,
)
from tests.records import make

START = datetime(2025, 10, 17, 8, 0, tzinfo=UTC)


def release(
    kind, key, *, actor, title="题目", title_en="", card=None, html="", data=None, outline=(), links=(), book="",
    path=None, at=None, text="",
):  # fmt: skip
    """Append a release of ``kind:key`` and make it current; the item is made when there is none. Returns the release.

    ``links`` are (role, kind, key) or (role, kind, key, {other columns}).
    """
    item = Item.objects.filter(kind=kind, key=key).first() or _item(kind, key, actor, book)
    last = Release.objects.filter(item=item).order_by("-number").first()
    number = last.number + 1 if last else 1
    at = at or START + timedelta(days=number)
    version = item.versions.latest("number")
    row = Release.objects.create(
        item=item, number=number, kind=kind, key=key, collection_key=book, version=version,
        version_number=version.number, path=path or get(kind).path(key, book), title=title, title_en=title_en,
        card=card or {}, content_sha256="0" * 64, seal_sha256="0" * 64, manner="review", at=at,
    )  # fmt: skip
    ReleaseBody.objects.create(
        release=row, html=html, text=text or title, outline=list(outline), data=data or {}, sections=[]
    )
    for position, link in enumerate(links):
        role, target_kind, target_key, *more = link
        ReleaseLink.objects.create(
            release=row, role=role, position=position, target_kind=target_kind, target_key=target_key,
            **(more[0] if more else {}),
        )  # fmt: skip
    put_up(row, actor=actor, at=at)
    return row


def _item(kind, key, actor, book):
    collection = Item.objects.filter(kind="book", key=book).first() if book else None
    short = key.removeprefix(f"{book}/") if kind == "chapter" and collection else key
    return make(kind, actor, key=short, book=collection)


def put_up(row, *, actor, act=PublicationAct.PUBLISH, at=None):
    """Make a release current, as publishing and rolling back do."""
    at = at or row.at
    Publication.objects.create(item=row.item, release=row, act=act, at=at, by=actor, by_name=str(actor))
    PublicPage.objects.update_or_create(
        item=row.item,
        defaults={
            "kind": row.kind, "key": row.key, "collection_key": row.collection_key, "path": row.path, "release": row,
            "updated_at": at, "withdrawn_at": None, "notice": "", "first_published_at": START,
        },
    )  # fmt: skip


def withdraw(row, *, actor, notice="已撤回，正在核对。", at=None):
    """Take a release down, as unpublishing does."""
    at = at or row.at + timedelta(days=30)
    Publication.objects.create(
        item=row.item, release=row, act=PublicationAct.WITHDRAW, at=at, by=actor, by_name=str(actor), notice=notice
    )
    PublicPage.objects.filter(item=row.item).update(release=None, withdrawn_at=at, updated_at=at, notice=notice)
