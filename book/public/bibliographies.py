"""Bibliographies as pages show them: the sealed words, with what is true of each source now."""

from dataclasses import dataclass
from string import ascii_lowercase

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from book.public import wording


@dataclass(frozen=True)
class Reference:
    """One line of a bibliography. ``lang`` is that of its words where it is not the page's.

    ``attributes``, ``tags`` and ``back`` are HTML made here and not in the template: a chapter has hundreds of them.
    """

    key: str
    text: str
    lang: str = ""
    url: str = ""
    href: str = ""
    locator: str = ""
    attributes: str = ""
    tags: str = ""
    back: str = ""


def bibliography(sealed, known, *, english) -> list[Reference]:
    """Return the sealed bibliography bound to the source pages in ``known``; status is that of today.

    Lines without a key are references as somebody once wrote them, for which there is no record.
    """
    label = _("Back to place %(number)s in the text")
    page_lang = "en" if english else "zh-Hans"
    return [_reference(each, known.get(("source", each.get("key"))), page_lang, label) for each in sealed or ()]


def _reference(sealed, entry, page_lang, label) -> Reference:
    url = sealed.get("url") or ""
    key = sealed.get("key") or ""
    written = "en" if str(sealed.get("language") or "").startswith("en") else "zh-Hans"
    lang = "" if written == page_lang else written
    return Reference(
        key=key,
        text=sealed.get("text") or (entry.reference if entry else ""),
        lang=lang,
        url=url if url.startswith(("https://", "http://")) else "",
        href=entry.href if entry else "",
        locator=sealed.get("locator") or "",
        attributes=_attributes(key, lang),
        tags=_tags(sealed, entry, page_lang),
        back=_backlinks(sealed.get("backlinks") or (), page_lang, label),
    )


def _attributes(key, lang):
    """Return the anchor that citations lead to, and the language of the words."""
    identity = format_html(' id="source-{}"', key) if key else ""
    language = format_html(' lang="{}"', lang) if lang else ""
    return format_html("{}{}", identity, language)


def _tags(sealed, entry, page_lang):
    """Return what sort of source it is, and what readers must know of it today."""
    word = wording.word(wording.SOURCE_TYPES, sealed.get("kind"))
    tags = [("tag", word), ("tag tag-warn", entry.warning if entry else "")]
    return format_html_join(
        "", ' <span class="{}" lang="{}">{}</span>', ((name, page_lang, words) for name, words in tags if words)
    )


def _backlinks(anchors, page_lang, label):
    """Return the links back into the text: a, b, c …"""
    return format_html_join(
        "",
        ' <a href="#{}" lang="{}" aria-label="{}">{}</a>',
        ((anchor, page_lang, label % {"number": place + 1}, _letter(place)) for place, anchor in enumerate(anchors)),
    )


def _letter(place) -> str:
    """a … z, then aa, ab …"""
    head, last = divmod(place, len(ascii_lowercase))
    return (_letter(head - 1) if head else "") + ascii_lowercase[last]
