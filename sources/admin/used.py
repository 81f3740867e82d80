"""Who relies on a source: every sentence, public and draft apart; and which of them a new standing would touch.

A change of standing is shown with the sentences it touches before it is saved; saving again is the consent.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from sources import where_used

#: Places listed on one page; a source that carries more is known to carry much.
MOST = 500


@dataclass(frozen=True)
class Text:
    """A chapter or record that relies on a source, with its places in order. ``address`` is its public page, if any."""

    item: object
    number: int
    places: list
    address: str = ""


class UsedViews:
    """The page “Where used” of a source, and the preview of a new standing on its form."""

    pages = [("used/", "used_view", "used")]

    def used_view(self, request, object_id):
        row = self.row_for(request, object_id)
        return self.render_item_page(
            request, row, "sources/used.html",
            _("What relies on “%(title)s”") % {"title": row.item.title}, **reliant(row.item, request.user),
        )  # fmt: skip

    def _item_context(self, request, row):
        public, drafts = where_used.numbers(row.item.key, person=request.user)
        return super()._item_context(request, row) | {
            "used_url": self.row_url(row, "used"),
            "public_count": public,
            "draft_count": drafts,
        }

    def _save(self, request, row, form):
        """Show what a new standing touches, once, before it is stored."""
        status = form.cleaned_data.get("status")
        if "status" in form.changed_data and request.POST.get("standing_seen") != status:
            touched = reliant(row.item, request.user)
            if touched["public"] or touched["drafts"]:
                return self._page(request, form, row=row, touched=touched, new_standing=status)
        return super()._save(request, row, form)


def reliant(item, person) -> dict:
    """Return the texts that rely on a source, those readers see and drafts ``person`` may see apart. Two queries."""
    used = where_used.of(item.key, person=person)
    places = {"public": used.public, "drafts": used.drafts}
    return {name: _by_text(rows[:MOST], is_public=name == "public") for name, rows in places.items()} | {
        "more": sum(max(0, len(rows) - MOST) for rows in places.values())
    }


def _by_text(rows, *, is_public) -> list[Text]:
    found = []
    for _pk, places in groupby(rows, key=lambda place: place.item_id):
        places = list(places)
        item = places[0].item
        page = getattr(item, "public_page", None) if is_public else None
        found.append(Text(item, places[0].number, places, page.path if page else ""))
    return found
