"""Problems of a draft as the editor shows them, with what settles them: a choice among sources, a record to be made."""

from collections import Counter

from django.utils.translation import gettext as _

from editorial.admin.completion import entry
from editorial.models import Item, Severity
from editorial.text import citations

#: Checks whose target is a record that does not exist, and what makes it ``kind:key``.
_MISSING = {
    "unknown-reference": "", "dangling-relation": "", "unresolved-list-entry": "", "unknown-citation": "source:",
}  # fmt: skip
#: Kinds that are made where they are missing; a chapter needs more than a name.
_MADE = ("event", "organization", "concept", "source")


def entries(problems, text) -> list[dict]:
    """Return problems as JSON: level, label, message, line; ``choices`` with the ``fix`` of ``text``; ``missing``.

    One query for the sources of all choices.
    """
    wanted = {key for problem in problems for key in _candidates(problem)}
    sources = {item.key: item for item in Item.objects.of_kind("source").filter(key__in=wanted)} if wanted else {}
    text, seen, shown = text.replace("\r\n", "\n"), Counter(), []
    for problem in problems:
        found = _plain(problem)
        if candidates := _candidates(problem):
            place = (problem.line, problem.target)
            found["choices"] = [entry(sources[key]) for key in candidates if key in sources]
            found["fix"] = _fix(citations.keyed(text, problem.line or 0, problem.target, nth=seen[place]), text)
            seen[place] += 1
        missing = _MISSING.get(problem.check.id)
        if missing is not None and f"{missing}{problem.target}".partition(":")[0] in _MADE:
            found["missing"] = f"{missing}{problem.target}"
        shown.append(found)
    return shown


def _plain(problem):
    line = _("line %(line)s") % {"line": problem.line} if problem.line else ""
    return {
        "level": problem.level, "label": str(Severity(problem.level).label), "message": problem.message,
        "line": problem.line, "line_label": line,
    }  # fmt: skip


def _candidates(problem) -> list[str]:
    if problem.check.id != "ambiguous-citation":
        return []
    return problem.params["candidates"].split(", ")


def _fix(keyed, text):
    """Return where the words stand, in the units of a browser (UTF-16), and what they become; NUL stands for the key."""
    if keyed is None:
        return None
    start = len(text[: keyed.start].encode("utf-16-le")) // 2
    return {"start": start, "old": keyed.old, "new": f"{keyed.before}\0{keyed.after}"}
