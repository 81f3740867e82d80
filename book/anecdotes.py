"""Anecdotes: the stories told in public chapters, with how well each is attested."""

from functools import partial

from book.models import Anecdote
from editorial.models import PublicPage
from editorial.replacing import replace_rows

_GRADES = ("verified", "partial", "unverified")


def make(item_pk):
    """Read the anecdotes of a chapter's current release; returns what stores them."""
    page = PublicPage.objects.live().filter(item=item_pk).select_related("release__body").first()
    told = page.release.body.data.get("anecdotes") or [] if page else []
    rows = [
        Anecdote(
            chapter_id=int(item_pk),
            position=position,
            collection_key=page.collection_key,
            key=page.key,
            path=page.path,
            anchor=str(each.get("anchor") or "")[:200],
            title=str(each.get("title") or "")[:500],
            verification=each.get("verification") if each.get("verification") in _GRADES else "unverified",
            text=str(each.get("text") or ""),
            html=str(each.get("html") or ""),
        )
        for position, each in enumerate(told)
    ]
    return partial(replace_rows, Anecdote.objects.filter(chapter=item_pk), rows)


def told_by_chapters() -> list[Anecdote]:
    """Return every anecdote the jobs found, by chapter and place. One query."""
    return list(Anecdote.objects.all())
