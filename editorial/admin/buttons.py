"""The workflow buttons of a record: what each would do, and when it is refused, why. They ask the guards."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import guards, resealing, review_guards
from editorial.models import Status, SubmissionState


@dataclass(frozen=True)
class Button:
    """One act. ``objections`` empty means it can be done; then ``url`` leads to the page that asks for the rest."""

    name: str
    label: str
    url: str
    objections: tuple = ()
    tone: str = ""

    @property
    def refused(self) -> bool:
        return bool(self.objections)

    @property
    def why(self) -> str:
        return " ".join(str(objection) for objection in self.objections)


def buttons_for(admin, row, person) -> list[Button]:
    """Return the buttons of ``row`` as ``person`` sees them."""
    item = row.item
    member = guards.open_member(item)
    submission = member.submission if member else None

    def button(name, label, objections, *, tone=""):
        return Button(name, label, admin.row_url(row, name), tuple(objections), tone)

    merging = guards.needs_merge(item)
    buttons = [
        button("submit", _("Submit for review…"), guards.to_submit([item], person), tone="" if merging else "main")
    ]
    if merging:
        buttons.insert(
            0,
            button(
                "merge", _("Base changed: merge the correction…"), review_guards.to_merge(item, person), tone="main"
            ),
        )
    if submission is not None:
        buttons.append(_review_button(submission))
        label = (
            _("Withdraw from schedule") if submission.state == SubmissionState.SCHEDULED else _("Withdraw submission")
        )
        buttons.append(button("withdraw", label, guards.to_withdraw(submission, person)))
    correction = item.submission_members.filter(is_open=True, is_correction=True).select_related("submission").first()
    if correction is not None:
        buttons.append(_review_button(correction.submission, _("Read the correction in review…")))
    if item.public_release is not None:
        buttons.append(button("discard", _("Discard draft changes…"), guards.to_discard(item, person)))
        if item.status != Status.PUBLISHED:
            buttons.append(button("correct", _("Correct the public text…"), review_guards.to_correct(item, person)))
    release = release_to_go_back_to(item)
    if release is not None:
        objections = guards.to_roll_back(item, person, release=release, reason="-")
        buttons.append(button("roll_back", _("Roll back…"), objections))
        if resealing.renamed_in(item):
            reseal = review_guards.to_reseal(item, person, reason="-")
            buttons.append(button("reseal", _("A record it names was renamed: seal again…"), reseal))
        buttons.append(
            button("unpublish", _("Withdraw public page…"), guards.to_unpublish(item, person, reason="-"), tone="grave")
        )
    else:
        buttons.append(button("delete", _("Delete draft…"), guards.to_delete(item, person), tone="grave"))
    return buttons


def _review_button(submission, label=""):
    label = label or _("Read as it would be public…")
    return Button("review", label, reverse("admin:review", args=[submission.pk]), tone="main")


def release_to_go_back_to(item):
    """Return the newest release that readers do not see now; the one they see where there is no other."""
    current = item.public_release
    releases = item.releases.only("pk", "number", "item_id").order_by("-number")
    return releases.exclude(pk=current.pk if current else None).first() or releases.first()
