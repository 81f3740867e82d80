"""The frame around every page: its titles, addresses in both languages, navigation and language switch."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from book.public.current import entries
from book.public.entries import ENGLISH, language_tag, prefix

LANGUAGES = ("zh-hans", "en")
WITHDRAWN = gettext_lazy("Withdrawn")


@dataclass(frozen=True)
class Link:
    """A link of the frame; ``current`` is the value of ``aria-current``."""

    href: str
    label: str
    current: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Frame:
    """What ``public/base.html`` needs. ``path`` is without language; ``index`` False keeps the page out of indexes."""

    language: str
    path: str
    title: str
    site: str
    site_lang: str = ""
    description: str = ""
    index: bool = True
    canonical_path: str = ""
    query: str = ""
    nav: list = field(default_factory=list)

    @property
    def lang(self) -> str:
        return language_tag(self.language)

    @property
    def english(self) -> bool:
        return self.language == ENGLISH

    @property
    def prefix(self) -> str:
        return prefix(self.language)

    @property
    def canonical(self) -> str:
        return absolute(self.canonical_path or self.path, self.language) if self.path else ""

    @property
    def image(self) -> str:
        """The picture that stands for the site where a link to it is shared."""
        return f"{settings.PUBLIC_URL}{static('img/share.png')}"

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return alternates(self.canonical_path or self.path)

    @property
    def switch(self) -> Link:
        """The way to the same page in the other language."""
        other, label = ("zh-hans", "中文") if self.english else ("en", "English")
        query = f"?{self.query}" if self.query else ""
        return Link(prefix(other) + (self.path or "/") + query, label, lang=language_tag(other))


def absolute(path, language) -> str:
    """Return the full address of a public path; from the settings, never from the request."""
    return settings.PUBLIC_URL + prefix(language) + path


def alternates(path) -> list[tuple[str, str]]:
    """Return (hreflang, address) of a page in every language."""
    links = [(language_tag(language), absolute(path, language)) for language in LANGUAGES]
    return [*links, ("x-default", absolute(path, LANGUAGES[0]))]


def frame(*, language, path, title, books, description="", index=True, canonical_path="", query="") -> Frame:
    """Return the frame of a page. ``books`` are the public books: a single one lends the site its name."""
    only = books[0] if len(books) == 1 else None
    contents = only.path if only else "/"
    sections = [
        (contents, _("Contents")),
        ("/timeline/", _("Timeline")),
        ("/events/", _("Events")),
        ("/organizations/", _("Organizations")),
        ("/concepts/", _("Concepts")),
        ("/sources/", _("Sources")),
        ("/search/", _("Search")),
    ]
    start = prefix(language)
    nav = [Link(start + target, label, _current(path, target)) for target, label in sections]
    site = only.name if only else _("Annals")
    return Frame(
        language=language, path=path, title=title or site, site=site, site_lang=only.name_lang if only else "",
        description=description, index=index, canonical_path=canonical_path, query=query, nav=nav,
    )  # fmt: skip


def _current(path, target) -> str:
    if path == target:
        return "page"
    return "true" if target != "/" and path.startswith(target) else ""


def plain(*, language, path, title, description="", index=True, query="") -> Frame:
    """Return the frame of a page that has no other use for the list of books. One query."""
    books = entries(Q(kind="book"), language=language)
    return frame(
        language=language, path=path, title=str(title), books=books, description=description, index=index, query=query
    )
