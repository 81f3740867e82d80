"""Bibliographies as pages show them: the sealed words, with what is true of each source now."""

from dataclasses import dataclass
from string import ascii_lowercase

from django.utils.html import format_html, format_html_join

from book.public import wording

_WEB = ("https://", "http://")


@dataclass(frozen=True)
class Reference:
    """One line of a bibliography. ``lang`` is that of its words where it is not the page's.

    ``attributes``, ``tags`` and ``back`` are HTML made here and not in the template: a chapter has hundreds of them.
    """

    key: str
    text: str
    lang: str = ""
    url: str = ""
    archive: str = ""
    href: str = ""
    locator: str = ""
    attributes: str = ""
    tags: str = ""
    back: str = ""


def bibliography(sealed, known, *, english) -> list[Reference]:
    """Return the sealed bibliography bound to the source pages in ``known``; status is that of today.

    Lines without a key are references as somebody once wrote them, for which there is no record.
    """
    page_lang = "en" if english else "zh-Hans"
    return [_reference(each, known.get(("source", each.get("key"))), page_lang) for each in sealed or ()]


def _reference(sealed, entry, page_lang) -> Reference:
    url = sealed.get("url") or ""
    key = sealed.get("key") or ""
    archive = str(entry.card.get("archive_url") or "") if entry else ""
    written = "en" if str(sealed.get("language") or "").startswith("en") else "zh-Hans"
    lang = "" if written == page_lang else written
    return Reference(
        key=key,
        text=sealed.get("text") or (entry.reference if entry else ""),
        lang=lang,
        url=url if url.startswith(_WEB) else "",
        archive=archive if archive.startswith(_WEB) else "",
        href=entry.href if entry else "",
        locator=sealed.get("locator") or "",
        attributes=_attributes(key, lang),
        tags=_tags(sealed, entry, page_lang),
        back=_backlinks(sealed.get("backlinks") or ()),
    )


def _attributes(key, lang):
    """Return the anchor that citations lead to, and the language of the words."""
    identity = format_html(' id="source-{}"', key) if key else ""
    language = format_html(' lang="{}"', lang) if lang else ""
    return format_html("{}{}", identity, language)


def _tags(sealed, entry, page_lang):
    """Return what sort of source it is, how near it stands, and what readers must know of it today."""
    word = wording.word(wording.SOURCE_TYPES, sealed.get("kind"))
    tags = [("tag", word)]
    if entry:
        tags += [("tag", entry.tier), ("tag tag-warn", entry.warning)]
    return format_html_join(
        "", ' <span class="{}" lang="{}">{}</span>', ((name, page_lang, words) for name, words in tags if words)
    )


def _backlinks(anchors):
    """Return the links back into the text: a, b, c … Many a chapter has hundreds: what they are is said once a line."""
    return format_html_join(
        "", ' <a href="#{}">{}</a>', ((anchor, _letter(place)) for place, anchor in enumerate(anchors))
    )


def _letter(place) -> str:
    """a … z, then aa, ab …"""
    head, last = divmod(place, len(ascii_lowercase))
    return (_letter(head - 1) if head else "") + ascii_lowercase[last]
