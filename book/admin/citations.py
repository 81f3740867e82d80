"""The page that turns the written citations of a draft into keys: chosen by a person, saved as one draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book import rekeying
from editorial import guards, transitions
from editorial.admin.refusals import answered


class CitationViews:
    """The page “Citations to keys” of a text."""

    pages = [("citations/", "citations_view", "citations")]

    def _item_context(self, request, row):
        count = rekeying.candidates_in(getattr(row, self.body_field, "") or "")
        return super()._item_context(request, row) | {
            "citations_url": self.row_url(row, "citations"),
            "legacy_count": count,
        }

    @answered
    def citations_view(self, request, object_id):
        row = self.row_for(request, object_id)
        item = row.item
        owner = item.collection or item
        found = rekeying.written(self.kind, self.kind.snapshot(row), key=item.key, collection_key=owner.key)
        if request.method == "POST":
            if guards.to_edit(item, request.user):
                raise PermissionDenied
            if "make" in request.POST:
                return self._make_source(request, row, found.part(_number(request.POST["make"])))
            return self._exchange(request, row, found)
        return self.render_item_page(
            request, row, "book/citations.html", _("Written citations of “%(title)s”") % {"title": item.title},
            places=found.places, lock_version=item.lock_version, objections=guards.to_edit(item, request.user),
            counts=_counts(found),
        )  # fmt: skip

    def _exchange(self, request, row, found):
        """Save the text with the chosen keys; nothing else in it changes. With ``only`` a single place is exchanged."""
        only = _number(request.POST.get("only"))
        parts = [part for part in found.parts if only is None or part.number == only]
        # A button in a row stands for the one source that fits, whatever is ticked elsewhere.
        stated = {part.number: request.POST.get(f"part-{part.number}", "") for part in parts}
        if only is not None:
            stated = {part.number: stated[part.number] or part.only for part in parts}
        allowed = {part.number: {option.key for option in part.options} for part in parts}
        chosen = {number: key for number, key in stated.items() if key in allowed[number]}
        body = rekeying.rewritten(found, chosen)
        version = transitions.edit(
            row.item, actor=request.user, fields={self.body_field: body}, expected_lock=_number(request.POST.get("lock_version")),
            note=_("written citations turned into keys"),
        )  # fmt: skip
        if version is None:
            self.message_user(request, _("Nothing was chosen, so nothing was changed."), messages.INFO)
            return HttpResponseRedirect(self.row_url(row, "citations"))
        left = len(rekeying.written(
            self.kind, self.kind.snapshot(row), key=row.item.key, collection_key=(row.item.collection or row.item).key
        ).parts)  # fmt: skip
        sentence = ngettext(
            "The text was saved as version %(number)s. %(count)s written citation is left.",
            "The text was saved as version %(number)s. %(count)s written citations are left.",
            left,
        )
        self.message_user(request, sentence % {"number": version.number, "count": left}, messages.SUCCESS)
        return HttpResponseRedirect(f"{self.row_url(row, 'compare')}?from={version.number - 1}&to={version.number}")

    def _make_source(self, request, row, part):
        """Make a draft source that says what the citation says, so that the citation fits it."""
        if part is None or part.options or not part.year:
            self.message_user(request, _("Nothing was chosen, so nothing was changed."), messages.INFO)
            return HttpResponseRedirect(self.row_url(row, "citations"))
        key, fields = rekeying.new_source(part)
        made = transitions.create(
            "source", key=key, actor=request.user, fields=fields,
            note=_("made for %(title)s") % {"title": row.item.title},
        )  # fmt: skip
        sentence = _("The source “%(key)s” was made. Its title has to be filled in before it can be released.")
        self.message_user(request, sentence % {"key": made.key}, messages.SUCCESS)
        return HttpResponseRedirect(self.row_url(row, "citations"))


def _number(text):
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _counts(found) -> dict:
    """Return how many citations fit one source, several, and none."""
    parts = found.parts
    one = sum(bool(part.only) for part in parts)
    none = sum(not part.options for part in parts)
    return {"one": one, "several": len(parts) - one - none, "none": none}
