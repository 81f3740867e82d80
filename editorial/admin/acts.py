"""The acts on one record: a page that asks for what an act needs, and the POST that does it.

The page shows the same objections that refuse the POST: both ask :mod:`editorial.guards`.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import errors, guards, history, roles, transitions
from editorial.admin import companions, naming
from editorial.admin.differences import between
from editorial.admin.listing import standing_label
from editorial.admin.refusals import answered
from editorial.admin.sentences import open_findings
from editorial.models import Item


class ActViews:
    """The pages of the acts of an ItemAdmin. ``pages`` lists (route, method, name)."""

    pages = [
        ("submit/", "submit_view", "submit"),
        ("withdraw/", "withdraw_view", "withdraw"),
        ("discard/", "discard_view", "discard"),
    ]

    def row_for(self, request, object_id):
        """Return the content row, with its item; 404 where there is none, 403 for people without access."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, str(object_id))
        if row is None:
            raise Http404
        return row

    @answered
    def submit_view(self, request, object_id):
        """Submit a record, with the records and sources it brings along, as one set."""
        row = self.row_for(request, object_id)
        item = row.item
        if request.method == "POST":
            chosen = Item.objects.filter(pk__in=[pk for pk in request.POST.getlist("companion") if pk.isdecimal()])
            chosen = chosen.filter(roles.visible(request.user))
            submission = transitions.submit(
                [item, *chosen.exclude(pk=item.pk).order_by("kind", "key")],
                actor=request.user, note=request.POST.get("note", ""), **naming.asked(request),
            )  # fmt: skip
            count = submission.members.count()
            sentence = ngettext(
                "“%(title)s” was submitted for review.",
                "“%(title)s” was submitted for review, together with %(others)s more.",
                count,
            )
            self.message_user(request, sentence % {"title": item.title, "others": count - 1}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]))
        return self._act_page(
            request, row, "editorial/submit.html", _("Submit “%(title)s” for review"),
            objections=guards.to_submit([item], request.user),
            groups=companions.of(item, self.kind.snapshot(row), allowed=self.companion_kinds, person=request.user),
            problems=open_findings(item), reviewers=naming.reviewers_for(request.user, item),
        )  # fmt: skip

    @answered
    def withdraw_view(self, request, object_id):
        """Take back the submission a record is in."""
        row = self.row_for(request, object_id)
        member = guards.open_member(row.item)
        if member is None:
            raise errors.WrongState(_("“%(title)s” is not in review.") % {"title": row.item.title})
        if request.method == "POST":
            transitions.withdraw(member.submission, actor=request.user)
            return self._done(request, row, _("The submission of “%(title)s” was withdrawn."))
        return self._act_page(
            request, row, "editorial/act.html", _("Withdraw the submission of “%(title)s”"),
            objections=guards.to_withdraw(member.submission, request.user),
            explanation=_("The reviewers no longer see it. The draft stays as it is and can be submitted again."),
            button=_("Withdraw submission"),
            members=[each.item for each in member.submission.members.select_related("item")],
        )  # fmt: skip

    @answered
    def discard_view(self, request, object_id):
        """Bring a draft back to what is public; shows first what would go."""
        row = self.row_for(request, object_id)
        item = row.item
        if request.method == "POST":
            transitions.discard(item, actor=request.user)
            return self._done(request, row, _("“%(title)s” is what readers see again."))
        release = item.public_release
        differences = []
        if release is not None:
            differences = between(self.kind, self.kind.snapshot(row), history.snapshot_of(release.version))
        return self._act_page(
            request, row, "editorial/act.html", _("Discard the draft changes of “%(title)s”"),
            objections=guards.to_discard(item, request.user), differences=differences,
            explanation=_("The draft becomes what is public now. Your text stays in the history and can be restored."),
            button=_("Discard draft changes"), grave=True,
        )  # fmt: skip

    @answered
    def delete_view(self, request, object_id, extra_context=None):
        """Delete a draft that was never submitted or public."""
        row = self.row_for(request, object_id)
        if request.method == "POST":
            title = row.item.title or row.item.key
            transitions.delete(row.item, actor=request.user, reason=request.POST.get("reason", ""))
            self.message_user(request, _("“%(title)s” was deleted.") % {"title": title}, messages.SUCCESS)
            return HttpResponseRedirect(reverse(self.url_name("changelist")))
        return self._act_page(
            request, row, "editorial/act.html", _("Delete the draft “%(title)s”"),
            objections=guards.to_delete(row.item, request.user),
            explanation=_("The draft and its versions go for good. The audit trail keeps a line about it."),
            button=_("Delete draft"), asks_reason=True, reason_optional=True, grave=True,
        )  # fmt: skip

    # Answering

    def _done(self, request, row, sentence, **values):
        title = row.item.title or row.item.key
        self.message_user(request, sentence % {"title": title, **values}, messages.SUCCESS)
        return HttpResponseRedirect(self.row_url(row, "change"))

    def _act_page(self, request, row, template, title, **extra):
        item = row.item
        return self.render_item_page(
            request, row, template, title % {"title": item.title or item.key}, standing=standing_label(item), **extra
        )

    def render_item_page(self, request, row, template, title, **extra):
        """Render a page about one record in the frame of the admin."""
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "item": row.item,
            "original": row,
            "opts": self.opts,
            "kind": self.kind,
            "changelist_url": reverse(self.url_name("changelist")),
            "item_url": self.row_url(row, "change"),
            "history_url": self.row_url(row, "history"),
            "story_url": self.row_url(row, "story"),
            **extra,
        }
        return TemplateResponse(request, template, context)
