"""What the admins of the book share: the truthful preview, the bibliography, which records travel along."""

from django.utils.translation import gettext as _

from book import previewing
from book.admin import settling
from book.admin.citations import CitationViews
from editorial.admin import ItemAdmin

#: Records and sources go along with a text; other chapters and the book go their own way.
COMPANION_KINDS = ("event", "organization", "concept", "source")
#: How many problems are listed under the editor.
SHOWN_PROBLEMS = 40


class BookItemAdmin(CitationViews, ItemAdmin):
    """Base of the admins of the book's kinds."""

    page_groups = (*ItemAdmin.page_groups, CitationViews)
    change_form_template = "book/text_form.html"
    companion_kinds = COMPANION_KINDS
    relation_cells = {"sources": ("locator", "note"), "causes": ("qualifier", "note")}

    def preview(self, *, item, fields, relations, reader):
        shown = previewing.preview(self.kind.name, fields, relations, item=item, reader=reader)
        return {
            "html": shown.html,
            "words": _length(shown.words) if shown.words else None,
            "problems": settling.entries(shown.problems[:SHOWN_PROBLEMS], fields.get(self.body_field) or ""),
        }

    def supplement(self, frozen):
        references = frozen.data.get("bibliography") or []
        if not references:
            return super().supplement(frozen)
        entries = [{"id": f"source-{each['key']}", "text": each["text"]} for each in references]
        return [{"heading": _("References"), "entries": entries}]


def _length(count):
    return {"words": count.words, "han": count.han, "minutes": count.reading_minutes}
