"""Reading a version: its text rendered with every reference resolved, its lists, its sources, its length."""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.utils.html import escape

from book import contexts
from book.rendering import render_once
from editorial.resolving import Target
from editorial.snapshot import RelationValue
from editorial.text import words
from editorial.text.contexts import Rendered
from sources.citing import Citing
from sources.formatting import HOUSE

#: Keys of sources at the beginning of a line, or cited in it.
_LINE_KEYS = re.compile(r"(?:^[\s*_\-]*\[@?|[\[;]\s*@|^@)([^\W\d][\w:.+/-]*)")
#: A written reference of fewer letters says nothing.
_SHORTEST_LINE = 5


@dataclass(frozen=True)
class Named:
    """A relation of a version and the record it leads to; ``target`` is None where nothing answers to its key."""

    value: RelationValue
    target: Target | None

    @property
    def key(self) -> str:
        """The permanent key of the target; the key as written while there is no target."""
        return self.target.key if self.target else self.value.key

    @property
    def is_public(self) -> bool:
        """Whether readers may see the target, now or together with this version."""
        return self.target is not None and self.target.public

    @property
    def title(self) -> str:
        """The title readers may see; empty for everything that is neither public nor in the set."""
        return self.target.title if self.is_public else ""


@dataclass(frozen=True)
class Reading:
    """Everything the text of one version says.

    ``named`` holds its relations by role; ``listed`` the keys of existing sources that its list of sources names, or
    its written reference list by key.
    """

    rendered: Rendered
    count: words.WordCount
    named: dict[str, list[Named]]
    listed: tuple[str, ...]
    citing: Citing
    bibliography: list[dict]

    def cited(self) -> dict[str, list]:
        """Return {key: [CitationUse]} of the sources that the text shows."""
        found: dict[str, list] = {}
        for use in self.rendered.citations:
            if use.known and use.key:
                found.setdefault(use.key, []).append(use)
        return found


def read(
    text, *, named, resolver, title="", first_line=1, mentioned=(), reading_rate=words.PER_MINUTE, cite_style=HOUSE
) -> Reading:
    """Return the reading of a Markdown ``text`` whose first line has the number ``first_line``.

    ``named`` is {role: [Named]}; ``mentioned`` are the targets linked where prose first names them; ``cite_style`` is
    how the book cites. A text is rendered a second time where sources it cites need letters (2023a, 2023b) or numbers
    that its list of sources did not foretell.
    """
    citing = Citing(resolver, style=cite_style)
    in_list = [each.key for each in named.get("sources", ()) if each.target is not None]
    citing.tell_apart((), in_list)
    context = contexts.BookContext(
        resolver,
        citing,
        chapter=True,
        title=title,
        first_line=first_line,
        first_mentions=contexts.mentions(mentioned),
        cite_brackets=citing.manner.brackets,
        cite_separator=citing.manner.separator,
    )
    rendered = render_once(text, context)
    listed = tuple(dict.fromkeys([*in_list, *_keys_written(rendered.furniture.reference_list, citing)]))
    if citing.tell_apart([use.key for use in rendered.citations if use.known and use.key], listed):
        rendered = render_once(text, context)
    rendered = _with_permanent_keys(rendered, citing)
    count = words.count(rendered, per_minute=reading_rate)
    entries = _bibliography(rendered, citing, named, listed)
    return Reading(rendered, count, named, listed, citing, entries)


def _keys_written(lines, citing) -> list[str]:
    """Return the permanent keys of the sources that lines of a written list name by key: ``[@key]``, ``[key] Lee…``."""
    sources = [citing.find(key) for line in lines for key in _LINE_KEYS.findall(line)]
    return [source.key for source in sources if source is not None]


def _bibliography(rendered, citing, named, listed) -> list[dict]:
    """Return the entries of what is cited or listed, then the lines of the written list that none of them covers."""
    backlinks: dict[str, list[str]] = {}
    for use in rendered.citations:
        if use.known and use.key and use.anchor:
            backlinks.setdefault(use.key, []).append(use.anchor)
    locators: dict[str, str] = {}
    for each in named.get("sources", ()):
        if each.value.locator:
            locators[each.key] = "; ".join(filter(None, (locators.get(each.key), each.value.locator)))
    entries = citing.bibliography(list(backlinks), listed, backlinks=backlinks, locators=locators)
    blank = {"key": "", "url": "", "kind": "", "language": "", "backlinks": [], "locator": ""}
    return entries + [
        {**blank, "number": number, "text": line}
        for number, line in enumerate(uncovered_lines(rendered, citing, entries), len(entries) + 1)
    ]


def uncovered_lines(rendered, citing, entries) -> list[str]:
    """Return the lines of a written reference list that no entry of the bibliography stands for, without their markup.

    A line is covered where it names the key of an existing source, or contains the title of an entry; nothing somebody
    wrote is dropped on a guess.
    """
    sources = [citing.find(entry["key"]) for entry in entries if entry["key"]]
    titles = [title for source in sources if source and (title := _letters(str(source.csl.get("title") or "")))]
    left = []
    for line in rendered.furniture.reference_list:
        letters = _letters(line)
        covered = any(title in letters for title in titles) or bool(_keys_written([line], citing))
        if len(letters) >= _SHORTEST_LINE and not covered:
            left.append(line.replace("**", "").strip())
    return left


def _letters(text) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()


def _with_permanent_keys(rendered, citing) -> Rendered:
    """Replace other names of a source by its key: in the html and in the list of citations."""
    renamed = {}
    for key in {use.key for use in rendered.citations if use.known and use.key}:
        source = citing.find(key)
        if source is not None and source.key != key:
            renamed[key] = source.key
    if not renamed:
        return rendered
    html = rendered.html
    for written, key in sorted(renamed.items()):
        html = html.replace(f'data-cite="{escape(written)}"', f'data-cite="{escape(key)}"')
        html = html.replace(f'href="#source-{quote(written)}"', f'href="#source-{quote(key)}"')
    uses = [replace(use, key=renamed.get(use.key, use.key)) for use in rendered.citations]
    return replace(rendered, html=html, citations=uses)
