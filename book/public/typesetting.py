"""Setting a sealed text on its page: notes beside the paragraph they belong to, a number and a link for each paragraph.

The sealed words are not touched; this is added when a page is put together, as addresses and old anchors are. A
release never changes, so the numbers of its permanent page are good to be cited for ever.
"""

import re
from html import escape

from django.utils.translation import gettext as _

_TAG = re.compile(
    r"<(/?)(p|h[1-6]|ul|ol|li|blockquote|pre|div|aside|section|table|thead|tbody|tr|td|th|caption)\b[^>]*>"
)
_NOTES = re.compile(r'<section class="footnotes" id="footnotes">\s*<ol>(.*?)</ol>\s*</section>\s*', re.DOTALL)
_NOTE = re.compile(r'<li id="(fn-\d+)">(.*?)</li>\s*(?=<li id="fn-|\Z)', re.DOTALL)
_CALL = re.compile(r'<sup class="footnote-ref" id="[^"]*"><a href="#(fn-\d+)">')
#: What a citation says beside its link, which readers need not carry.
_CITED = re.compile(r' data-cite="[^"]*"')
#: Paragraphs inside these stand for themselves; those of lists and tables belong to their list.
_TRANSPARENT = frozenset({"blockquote", "aside"})


def set_text(html) -> str:
    """Return ``html`` with its notes in the margin and its paragraphs numbered: ``id="p1"``, ``p2`` …

    A note stands once, after the outermost block that calls it first. A note that nothing calls stays at the end.
    """
    html, notes = _taken(_CITED.sub("", html))
    label = escape(_("Link to this paragraph"))
    out: list[str] = []
    open_tags: list[str] = []
    called: dict[str, None] = {}
    done = number = 0
    numbered = -1
    for match in _TAG.finditer(html):
        closing, name = match[1], match[2]
        if not closing:
            open_tags.append(name)
            if match[0] == "<p>" and all(each in _TRANSPARENT for each in open_tags[:-1]):
                number += 1
                numbered = len(open_tags)
                out.append(html[done : match.start()])
                out.append(f'<p id="p{number}">')
                done = match.end()
            continue
        if len(open_tags) == numbered:
            out.append(html[done : match.start()])
            done = match.start()
            called |= dict.fromkeys(_CALL.findall(out[-1]))
            out.append(f'<a class="pno" href="#p{number}" title="{label}"></a>')
            numbered = -1
        if open_tags:
            open_tags.pop()
        if not open_tags:
            out.append(html[done : match.end()])
            done = match.end()
            called |= dict.fromkeys(_CALL.findall(out[-1]))
            out += [_aside(each, notes.pop(each)) for each in called if each in notes]
            called.clear()
    out.append(html[done:])
    if notes:
        left = "".join(f'<li id="{identity}">{words}</li>\n' for identity, words in notes.items())
        out.append(f'<section class="footnotes" id="footnotes">\n<ol>\n{left}</ol>\n</section>\n')
    return "".join(out)


def _taken(html) -> tuple[str, dict[str, str]]:
    """Return the text without its list of notes, and the notes by id."""
    found = _NOTES.search(html)
    if not found:
        return html, {}
    return html[: found.start()] + html[found.end() :], dict(_NOTE.findall(found[1]))


def _aside(identity, words) -> str:
    number = identity.removeprefix("fn-")
    label = escape(_("Note %(number)s") % {"number": number})
    words = words.strip().replace("<p>", f"<p><b>{number}</b>", 1)
    return f'\n<aside class="note" id="{identity}" aria-label="{label}">{words}</aside>'
