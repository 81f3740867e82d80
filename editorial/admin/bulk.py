"""Acts on many records at once: first a page that says what would happen to each and what is refused, then the acts."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial import errors, guards, roles, transitions


def _withdraw_objections(item, person):
    member = guards.open_member(item)
    if member is None:
        return [guards.Objection(_("“%(title)s” is not in review.") % {"title": item.title}, errors.WrongState)]
    return guards.to_withdraw(member.submission, person)


def _withdraw(item, *, actor, reason):
    member = guards.open_member(item)
    if member is None:
        raise errors.WrongState(_("“%(title)s” is not in review.") % {"title": item.title})
    transitions.withdraw(member.submission, actor=actor)


#: Each act: what it asks of the guards, what it does, what is said of a record before and after, whether it asks a reason.
ACTS = {
    "submit_selected": (
        lambda item, person: guards.to_submit([item], person),
        lambda item, actor, reason: transitions.submit([item], actor=actor, note=reason),
        gettext_lazy("would be submitted for review, on its own"),
        gettext_lazy("Submitted for review."),
        False,
    ),
    "withdraw_selected": (
        _withdraw_objections,
        lambda item, actor, reason: _withdraw(item, actor=actor, reason=reason),
        gettext_lazy("its submission would be withdrawn, with all records of the set"),
        gettext_lazy("The submission was withdrawn."),
        False,
    ),
    "unpublish_selected": (
        lambda item, person: guards.to_unpublish(item, person, reason="-"),
        lambda item, actor, reason: transitions.unpublish(item, actor=actor, reason=reason),
        gettext_lazy("its public page would be withdrawn and answer “410 Gone”"),
        gettext_lazy("The public page was withdrawn."),
        True,
    ),
}


class BulkActs(admin.ModelAdmin):
    """The actions of the list of one kind."""

    actions = tuple(ACTS)

    def has_submit_selected_permission(self, request):
        return roles.may_submit(request.user)

    def has_unpublish_selected_permission(self, request):
        return roles.may_publish(request.user)

    @admin.action(
        description=gettext_lazy("Submit the selected for review, one by one"), permissions=["submit_selected"]
    )
    def submit_selected(self, request, queryset):
        return self._bulk(request, queryset, "submit_selected")

    @admin.action(description=gettext_lazy("Withdraw the submissions of the selected"), permissions=["submit_selected"])
    def withdraw_selected(self, request, queryset):
        return self._bulk(request, queryset, "withdraw_selected")

    @admin.action(
        description=gettext_lazy("Withdraw the public pages of the selected"), permissions=["unpublish_selected"]
    )
    def unpublish_selected(self, request, queryset):
        return self._bulk(request, queryset, "unpublish_selected")

    def _bulk(self, request, queryset, name):
        """Show what would happen; with ``confirm`` do it to each record on its own, and say what became of it."""
        objections_of, act, before, after, needs_reason = ACTS[name]
        rows = list(queryset.select_related("item").order_by("item__key"))
        reason = request.POST.get("reason", "").strip()
        done = bool(request.POST.get("confirm")) and (bool(reason) or not needs_reason)
        results = []
        for row in rows:
            if done:
                sentence, worked = self._do(row.item, act, after, actor=request.user, reason=reason)
            else:
                objections = objections_of(row.item, request.user)
                sentence, worked = (str(objections[0]), False) if objections else (before, True)
            results.append({"item": row.item, "url": self.row_url(row, "change"), "done": worked, "sentence": sentence})
        count = sum(result["done"] for result in results)
        title = (
            ngettext("Done for %(count)s record", "Done for %(count)s records", count)
            if done
            else ngettext("This would concern %(count)s record", "This would concern %(count)s records", count)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": title % {"count": count},
            "opts": self.opts,
            "results": results,
            "done": done,
            "count": count,
            "action": name,
            "chosen": [row.pk for row in rows],
            "needs_reason": needs_reason,
            "reason_missing": bool(request.POST.get("confirm")) and not done,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "editorial/bulk_result.html", context)

    def _do(self, item, act, after, *, actor, reason):
        try:
            act(item, actor=actor, reason=reason)
        except errors.EditorialError as refusal:
            return refusal.sentence, False
        return after, True
