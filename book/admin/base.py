"""What the admins of the book share: the truthful preview, the bibliography, which records travel along."""

from django.utils.translation import gettext as _

from book import previewing
from editorial.admin import ItemAdmin
from editorial.models import Severity

#: Records and sources go along with a text; other chapters and the book go their own way.
COMPANION_KINDS = ("event", "organization", "concept", "source")
#: How many problems are listed under the editor.
SHOWN_PROBLEMS = 40


class BookItemAdmin(ItemAdmin):
    """Base of the admins of the book's kinds."""

    companion_kinds = COMPANION_KINDS
    relation_cells = {"sources": ("locator", "note"), "causes": ("qualifier", "note")}

    def preview(self, *, item, fields, relations):
        shown = previewing.preview(self.kind.name, fields, relations, item=item)
        return {
            "html": shown.html,
            "words": {"words": shown.words.words, "minutes": shown.words.reading_minutes} if shown.words else None,
            "problems": [_problem(problem) for problem in shown.problems[:SHOWN_PROBLEMS]],
        }

    def supplement(self, frozen):
        references = frozen.data.get("bibliography") or []
        if not references:
            return super().supplement(frozen)
        entries = [{"id": f"source-{each['key']}", "text": each["text"]} for each in references]
        return [{"heading": _("References"), "entries": entries}]


def _problem(problem):
    label = Severity(problem.level).label
    line = _("line %(line)s") % {"line": problem.line} if problem.line else ""
    return {
        "level": problem.level,
        "label": label,
        "message": problem.message,
        "line": problem.line,
        "line_label": line,
    }
