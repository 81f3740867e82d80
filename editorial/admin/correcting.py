"""The correction lane: writing a small change of the public text past the draft, and merging it into the draft later."""

from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.forms import Media
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial import errors, guards, history, merging, review_guards, transitions
from editorial.admin import naming
from editorial.admin.differences import Difference, as_text, relations_text
from editorial.admin.editor_words import editor_strings
from editorial.admin.refusals import answered

#: How a conflict of a merge can be decided.
CHOICES = ("mine", "theirs", "both")


class CorrectingViews:
    """The pages of an ItemAdmin for corrections beside the draft."""

    pages = [("correct/", "correct_view", "correct"), ("merge/", "merge_view", "merge")]

    @answered
    def correct_view(self, request, object_id):
        """Correct what readers see, while a larger draft is under way; sends the correction to review at once."""
        row = self.row_for(request, object_id)
        item = row.item
        objections = review_guards.to_correct(item, request.user)
        if request.method == "POST":
            guards.insist(objections)
        if item.public_release is None:
            guards.insist(objections)
        base = self._correction_base(item, request.POST.get("made_from") or request.GET.get("from"))
        form = self._correction_form(history.snapshot_of(base), request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            fields, relations = form.changes()
            try:
                submission = transitions.correct(
                    item, actor=request.user, fields=fields, relations=relations, made_from=base.number,
                    reason=request.POST.get("reason", ""), **naming.asked(request),
                )  # fmt: skip
            except ValidationError as error:
                form.add_errors(error)
            else:
                self.message_user(request, _("The correction waits for review. The draft stays as it is."))
                return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]))
        return self._correction_page(request, row, form, base, objections)

    def _correction_base(self, item, number):
        """Return the version to start from: the one readers see, or a returned correction of it."""
        release = item.public_release
        wanted = item.versions.select_related("stored", "item")
        if number and number.isdecimal():
            named = wanted.filter(number=int(number)).first()
            if named is not None and (
                named.pk == release.version_id or (named.is_correction and named.made_from == release.version_number)
            ):
                return named
            raise errors.WrongState(
                _(
                    "The public text of “%(title)s” changed while you were writing. Please start from what readers see now."
                )
                % {"title": item.title}
            )
        return wanted.get(pk=release.version_id)

    def _correction_form(self, snapshot, data):
        form = self.form_class(data, initial=self.form_class.initial_of(snapshot), label_suffix="")
        for name in (*self.kind.private_fields, "change_note", "lock_version"):
            form.fields.pop(name, None)
        return form

    def _correction_page(self, request, row, form, base, objections):
        fieldsets = []
        for name, options in self.get_fieldsets(request, row):
            flat = [[each] if isinstance(each, str) else list(each) for each in options["fields"]]
            kept = [tuple(each for each in line if each in form.fields) for line in flat]
            if any(kept):
                fieldsets.append((name, {**options, "fields": [line for line in kept if line]}))
        admin_form = helpers.AdminForm(form, fieldsets, {}, (), model_admin=self)
        return self._act_page(
            request, row, "editorial/correct.html", _("Correct the public text of “%(title)s”"),
            objections=objections, adminform=admin_form, errors=helpers.AdminErrorList(form, []), base=base,
            release=row.item.public_release, reason=request.POST.get("reason", ""),
            reviewers=naming.reviewers_for(request.user, row.item), media=admin_form.media + Media(js=self.script_paths()),
            titles=self._relation_titles(form, row.item, request.user), strings=editor_strings(),
        )  # fmt: skip

    @answered
    def merge_view(self, request, object_id):
        """Take the correction that readers see into the draft: what both keep is merged, a conflict is decided here."""
        row = self.row_for(request, object_id)
        item = row.item
        objections = review_guards.to_merge(item, request.user)
        if not guards.needs_merge(item):
            guards.insist(objections)
        proposed = merging.of(item)
        if request.method == "POST":
            lock = request.POST.get("lock_version", "")
            transitions.merge(
                item, actor=request.user, fields=_decided(request, proposed), relations=proposed.relations,
                expected_lock=int(lock) if lock.isdecimal() else 0,
            )  # fmt: skip
            return self._done(
                request, row, _("The draft of “%(title)s” holds the correction now. It can be submitted again.")
            )
        return self._act_page(
            request, row, "editorial/merge.html", _("Merge the correction into the draft of “%(title)s”"),
            objections=objections, ways=[_way(self.kind, each) for each in proposed.fields],
            relations=[
                {"label": capfirst(str(self.kind.role(name).label)), "text": relations_text(values)}
                for name, values in proposed.relations.items()
            ],
            conflicts=sum(len(each.conflicts) for each in proposed.fields), lock_version=item.lock_version, release=item.public_release,
        )  # fmt: skip


def _decided(request, proposed) -> dict:
    """Return the value of each field as the form decides its conflicts. Raises WrongState where one is undecided."""
    choices = {
        each.name: [request.POST.get(f"choose-{each.name}-{number}", "") for number, _one in enumerate(each.conflicts)]
        for each in proposed.fields
    }
    if any(choice not in CHOICES for chosen in choices.values() for choice in chosen):
        raise errors.WrongState(_("Please decide each conflict; nothing was saved."))
    return proposed.values(choices)


def _way(kind, each):
    """Return one field for the page: what either side did, what came of it, and what has to be decided."""
    label = kind.field_label(each.name)
    base, theirs, mine = (as_text(kind.choice_label(each.name, value)) for value in (each.base, each.theirs, each.mine))
    stretches = [
        {
            "name": f"choose-{each.name}-{number}",
            "mine": mine if conflict is None else "\n".join(conflict.mine),
            "theirs": theirs if conflict is None else "\n".join(conflict.theirs),
            "both": conflict is not None and len(mine) > 80,
        }
        for number, conflict in enumerate(each.conflicts)
    ]
    return {
        "name": each.name,
        "label": label,
        "conflicts": stretches,
        "theirs": Difference(each.name, label, base, theirs),
        "mine": Difference(each.name, label, base, mine),
        "result": Difference(each.name, label, mine, as_text(each.value())),
    }
