"""Old names of headings: a link to a heading that was renamed since still arrives.

The sealed text is not touched; anchors are added when a page is put together, as addresses are.
"""

import re
from difflib import SequenceMatcher
from html import escape

_HEADING = re.compile(r'<h[1-6] id="([^"]+)"[^>]*>')


def former_ids(outlines) -> dict[str, list[str]]:
    """Return {id: former ids} for the last of ``outlines``, which are those of successive releases, oldest first.

    A heading counts as renamed where, between two headings that stayed, as many of the same levels went as came.
    Ids that the last outline uses itself are nobody's former ids.
    """
    former: dict[str, list[str]] = {}
    for before, after in zip(outlines, outlines[1:], strict=False):
        renamed = _renamed(before, after)
        moved: dict[str, list[str]] = {}
        for identity, older in former.items():
            moved.setdefault(renamed.get(identity, identity), []).extend(older)
        for old, new in renamed.items():
            moved.setdefault(new, []).append(old)
        former = moved
    present = {each["id"] for each in outlines[-1]} if outlines else set()
    return {
        identity: [each for each in dict.fromkeys(older) if each not in present]
        for identity, older in former.items()
        if identity in present
    }


def _renamed(before, after) -> dict[str, str]:
    old, new = [each["id"] for each in before], [each["id"] for each in after]
    found = {}
    for change, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        levels = [each["level"] for each in before[i1:i2]], [each["level"] for each in after[j1:j2]]
        if change == "replace" and levels[0] == levels[1]:
            found.update(zip(old[i1:i2], new[j1:j2], strict=True))
    return found


def with_former(html, former) -> str:
    """Return ``html`` with an empty anchor for each former id inside its heading."""
    if not any(former.values()):
        return html

    def add(match):
        anchors = "".join(f'<span id="{escape(each)}"></span>' for each in former.get(match[1], ()))
        return match[0] + anchors

    return _HEADING.sub(add, html)
