"""What belongs to a source besides its record: its archived text, its link, look-ups, and the source it may be."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial import clock, guards
from editorial.admin import fields as our
from editorial.admin.refusals import answered
from editorial.models import Item
from sources import archiving, duplicates, looking_up, merging
from sources.models import LinkCheck, LookUp, LookUpState, SourceText


class ArchivedTextForm(forms.Form):
    """The archived text, the day it was seen and where it came from."""

    text = our.TextField(label=gettext_lazy("Archived text"), required=False, widget=our.TextArea(rows=24))
    captured_on = our.LineField(
        label=gettext_lazy("Seen on"), required=False, max_length=64,
        help_text=gettext_lazy("2024-05-02, 2024-05, 2024年5月 …"),
    )  # fmt: skip
    origin = our.LineField(
        label=gettext_lazy("Taken from"), required=False, max_length=2000,
        help_text=gettext_lazy("The name of a file, or an address."),
    )  # fmt: skip


class AroundViews:
    """The pages around one source. ``pages`` lists (route, method, name)."""

    pages = [
        ("archived-text/", "archived_text_view", "archived_text"),
        ("look-up/", "look_up_view", "look_up"),
        ("check-link/", "check_link_view", "check_link"),
        ("merge-into/", "merge_into_view", "merge_into"),
        ("undo-merge/", "undo_merge_view", "undo_merge"),
    ]

    def _item_context(self, request, row):
        """Add to the page of a source what is around it. Three queries."""
        item = row.item
        return super()._item_context(request, row) | {
            "link": LinkCheck.objects.filter(item=item).first(),
            "archived": SourceText.objects.filter(item=item).defer("text").first(),
            "near": duplicates.near(row)[:5] if not item.merged_into_id else [],
            "archived_url": self.row_url(row, "archived_text"),
            "look_up_url": self.row_url(row, "look_up"),
            "check_link_url": self.row_url(row, "check_link"),
            "merge_url": self.row_url(row, "merge_into"),
            "undo_merge_url": self.row_url(row, "undo_merge"),
            "may_look_up": looking_up.question_of(row) is not None,
        }  # fmt: skip

    @answered
    def archived_text_view(self, request, object_id):
        """Show and replace the archived text; it is private."""
        row = self.row_for(request, object_id)
        stored = SourceText.objects.filter(item=row.item).first()
        initial = {name: getattr(stored, name) for name in ("text", "captured_on", "origin")} if stored else {}
        posted = request.POST if request.method == "POST" else None
        if posted is not None:
            guards.insist(guards.to_edit(row.item, request.user))
        form = ArchivedTextForm(posted, initial=initial, label_suffix="")
        if posted is not None and form.is_valid():
            try:
                archiving.keep_text(row.item, actor=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return self._done(request, row, _("The archived text of “%(title)s” was stored."))
        objections = guards.to_edit(row.item, request.user)
        if objections:
            for field in form.fields.values():
                field.disabled = True
        return self.render_item_page(
            request, row, "sources/archived_text.html", _("Archived text of “%(title)s”") % {"title": row.item.title},
            form=form, stored=stored, objections=objections,
        )  # fmt: skip

    @answered
    def look_up_view(self, request, object_id):
        """Ask the registry in the background, show its answer, take over what the record lacks."""
        row = self.row_for(request, object_id)
        if request.method == "POST":
            if request.POST.get("act") == "take":
                version = looking_up.take_over(row.item, actor=request.user)
                sentence = _("The gaps of “%(title)s” were filled.") if version else _("“%(title)s” lacked nothing.")
                return self._done(request, row, sentence)
            looking_up.ask(row.item, actor=request.user)
            return HttpResponseRedirect(self.row_url(row, "look_up"))
        answer = LookUp.objects.filter(item=row.item).first()
        found = looking_up.gaps_of(row, answer) if answer and answer.state == LookUpState.FOUND else {}
        return self.render_item_page(
            request, row, "sources/look_up.html", _("Look up “%(title)s”") % {"title": row.item.title},
            answer=answer, question=looking_up.question_of(row), allowed=settings.ANNALS_LOOKUPS,
            gaps=[(name, _shown(value)) for name, value in sorted(found.items())],
            objections=guards.to_edit(row.item, request.user),
        )  # fmt: skip

    @answered
    def check_link_view(self, request, object_id):
        """Let the link be asked with the next run."""
        row = self.row_for(request, object_id)
        if request.method == "POST":
            guards.insist(guards.to_edit(row.item, request.user))
            LinkCheck.objects.filter(item=row.item).update(due_at=clock.now())
            return self._done(request, row, _("The link of “%(title)s” will be asked with the next run."))
        return HttpResponseRedirect(self.row_url(row, "change"))

    @answered
    def merge_into_view(self, request, object_id):
        """Let another source take the place of this one."""
        row = self.row_for(request, object_id)
        key = (request.POST.get("into") or request.GET.get("into") or "").strip()
        winner = Item.objects.standing().filter(kind="source", key=key).first() if key else None
        if request.method == "POST":
            guards.insist(guards.to_merge(row.item, request.user))
            if winner is None:
                guards.insist(guards.refused(_("There is no source “%(target)s”.") % {"target": key}))
            merging.merge(row.item, winner, actor=request.user, reason=request.POST.get("reason", ""))
            sentence = _("“%(title)s” was merged; its key leads to “%(key)s” now.")
            title = row.item.title or row.item.key
            self.message_user(request, sentence % {"title": title, "key": key}, messages.SUCCESS)
            return HttpResponseRedirect(self.row_url(winner.row, "change"))
        return self.render_item_page(
            request, row, "sources/merge.html", _("Merge “%(title)s” into another source") % {"title": row.item.title},
            near=[each for each in duplicates.near(row) if each.item_id != row.item_id][:8], winner=winner, key=key,
            objections=merging.objections(row.item, winner, request.user) if winner else guards.to_merge(row.item, request.user),
        )  # fmt: skip

    @answered
    def undo_merge_view(self, request, object_id):
        """Give a merged source its place back."""
        row = self.row_for(request, object_id)
        if request.method == "POST":
            guards.insist(guards.to_merge(row.item, request.user))
            merging.undo(row.item, actor=request.user, reason=request.POST.get("reason", ""))
            return self._done(request, row, _("“%(title)s” stands by itself again."))
        return self._act_page(
            request, row, "editorial/act.html", _("Undo the merge of “%(title)s”"),
            objections=guards.to_merge(row.item, request.user) if row.item.merged_into_id else guards.refused(
                _("“%(title)s” was not merged.") % {"title": row.item.title or row.item.key}
            ),
            explanation=_("Its key leads to this record again. No text is changed."),
            button=_("Undo the merge"), asks_reason=True, reason_optional=True,
        )  # fmt: skip


def _shown(value) -> str:
    """Return a CSL value as a person reads it."""
    if isinstance(value, list):
        names = [
            " ".join(filter(None, (each.get("given"), each.get("family") or each.get("literal")))) for each in value
        ]
        more = len(names) - 6
        shown = ", ".join(names[:6])
        return shown + (
            ngettext(" and %(count)s more", " and %(count)s more", more) % {"count": more} if more > 0 else ""
        )
    if isinstance(value, dict):
        return "-".join(str(part) for part in (value.get("date-parts") or [[]])[0]) or str(
            value.get("raw") or value.get("literal") or ""
        )
    return str(value)
