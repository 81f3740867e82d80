"""The anecdotes of all chapters, each marked with how well it is attested."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from book.anecdotes import told_by_chapters
from book.public import answering, current, frames, uses, wording
from book.public.entries import Entry, prefix
from editorial.text.binding import bind, detached


@dataclass(frozen=True)
class Told:
    """One anecdote on the page. An unmarked one counts as not verified."""

    title: str
    html: str
    href: str
    chapter: Entry
    verification: str
    tag: str


@answering.public
def anecdotes(request, *, language):
    """Render every anecdote of the current chapters, as their job found them. Two queries: the anecdotes, and their
    chapters with what the texts point to; those of a chapter withdrawn since are left out at once."""
    uses.note("anecdotes")
    stored = told_by_chapters()
    texts = "".join(each.html for each in stored)
    told_in = current.Q(kind="chapter", key__in={each.key for each in stored})
    known = current.Entries(
        current.entries_for(current.named_in(texts), language=language, also=told_in), prefix=prefix(language)
    )
    chapters = {entry.key: entry for entry in known.of_kind("chapter")}
    told = [_told(each, chapters[each.key], known) for each in stored if each.key in chapters]
    told.sort(key=lambda each: (each.chapter.card.get("number") or 0, each.chapter.key))
    title = _("Anecdotes")
    lede = _("Stories told in the chapters. Where nobody could confirm one, it says so.")
    frame = frames.frame(
        language=language, path="/anecdotes/", title=title, books=known.of_kind("book"), description=lede
    )
    empty = "" if told else _("No anecdote has been published yet.")
    return answering.page("public/anecdotes.html", {"frame": frame, "lede": lede, "anecdotes": told, "empty": empty})


def _told(each, chapter, known) -> Told:
    return Told(
        title=each.title or _("Anecdote"),
        html=mark_safe(detached(bind(each.html, known.address), chapter.href)),
        href=f"{chapter.href}#{each.anchor}",
        chapter=chapter,
        verification=wording.word(wording.ANECDOTES, each.verification),
        tag="tag-good" if each.verification == "verified" else "tag-warn",
    )
