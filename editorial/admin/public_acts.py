"""The acts on what readers see: withdraw it, roll it back, seal it again; each with a reason and a preview."""

import json

from django.utils.translation import gettext as _

from editorial import canonical, errors, freezing, guards, resealing, review_guards, transitions
from editorial.admin.buttons import release_to_go_back_to
from editorial.admin.differences import Difference, as_text
from editorial.admin.refusals import answered
from editorial.models import PublicPage, ReleaseLink

#: How many of the pages that point to one are listed.
POINTING = 30


class PublicActViews:
    """The pages of an ItemAdmin that change what readers see. ``act=preview`` shows it first and changes nothing."""

    pages = [
        ("unpublish/", "unpublish_view", "unpublish"),
        ("roll-back/", "roll_back_view", "roll_back"),
        ("reseal/", "reseal_view", "reseal"),
    ]

    @answered
    def unpublish_view(self, request, object_id):
        """Take the public page away; its address answers with a notice from then on."""
        row = self.row_for(request, object_id)
        reason, notice = request.POST.get("reason", ""), request.POST.get("notice", "")
        previewing = request.POST.get("act") == "preview"
        if request.method == "POST" and not previewing:
            transitions.unpublish(row.item, actor=request.user, reason=reason, notice=notice)
            return self._done(request, row, _("The public page of “%(title)s” was withdrawn."))
        return self._act_page(
            request, row, "editorial/unpublish.html", _("Withdraw the public page of “%(title)s”"),
            objections=guards.to_unpublish(row.item, request.user, reason="-"), previewing=previewing,
            reason=reason, notice=notice, pointing=pointing_to(row.item),
        )  # fmt: skip

    @answered
    def roll_back_view(self, request, object_id):
        """Make an earlier release what readers see."""
        row = self.row_for(request, object_id)
        item = row.item
        number = request.POST.get("number", request.GET.get("number", ""))
        reason, notice = request.POST.get("reason", ""), request.POST.get("notice", "")
        previewing = request.POST.get("act") == "preview"
        if request.method == "POST" and not previewing:
            transitions.roll_back(
                item, int(number) if number.isdecimal() else 0, actor=request.user, reason=reason, notice=notice
            )
            return self._done(request, row, _("Readers see release %(number)s of “%(title)s” again."), number=number)
        current = item.public_release
        releases = list(item.releases.order_by("-number")[:50])
        chosen = item.releases.filter(number=int(number)).first() if number.isdecimal() else None
        return self._act_page(
            request, row, "editorial/roll_back.html", _("Roll “%(title)s” back"),
            objections=guards.to_roll_back(item, request.user, release=release_to_go_back_to(item), reason="-"),
            releases=releases, current=current, chosen=number, previewing=previewing and chosen is not None,
            differences=between_releases(current, chosen) if chosen else [], reason=reason, notice=notice,
            explanation=_("Readers see the earlier release. The draft and the history stay as they are."),
        )  # fmt: skip

    @answered
    def reseal_view(self, request, object_id):
        """Publish the released version once more, with the titles and links of today."""
        row = self.row_for(request, object_id)
        item = row.item
        if request.method == "POST":
            release = transitions.reseal(
                item, actor=request.user, seal=request.POST.get("seal", ""), reason=request.POST.get("reason", "")
            )
            return self._done(
                request, row, _("“%(title)s” was sealed again as release %(number)s."), number=release.number
            )
        objections = review_guards.to_reseal(item, request.user, reason="-")
        differences, seal = [], ""
        if item.public_release is not None:
            frozen = freezing.freeze_again(item)
            seal = frozen.seal_sha256
            differences = between_frozen(item.public_release, frozen)
            if seal == item.public_release.seal_sha256:
                objections = [
                    *objections,
                    guards.Objection(_("Nothing of the public page would change."), errors.WrongState),
                ]
        return self._act_page(
            request, row, "editorial/reseal.html", _("Seal the public page of “%(title)s” again"),
            objections=objections, differences=differences, seal=seal, renamed=resealing.renamed_in(item),
        )  # fmt: skip


def pointing_to(item) -> list[PublicPage]:
    """Return public pages whose links to ``item`` would become plain words."""
    links = ReleaseLink.objects.filter(target_kind=item.kind, target_key=item.key).values("release")
    pages = PublicPage.objects.live().filter(release__in=links).exclude(item=item)
    return list(pages.select_related("release").order_by("kind", "key")[:POINTING])


def between_releases(old, new) -> list[Difference]:
    """Return what readers would see otherwise if ``new`` took the place of ``old`` (None: nothing is public now)."""
    if old is None or old.pk == new.pk:
        return []
    return _differences(
        (old.title, old.title_en, old.card, old.body.text), (new.title, new.title_en, new.card, new.body.text)
    )


def between_frozen(release, frozen) -> list[Difference]:
    """Return what of ``release`` would change if its version were sealed as ``frozen``."""
    links = "\n".join(
        f"{link.role} {link.target_kind}:{link.target_key} {link.label}"
        for link in release.links.order_by("role", "position")
    )
    fresh = "\n".join(
        f"{link.role} {link.kind}:{link.key} {link.label[:500]}"
        for link in sorted(frozen.links, key=lambda each: each.role)
    )
    return _differences(
        (release.title, release.title_en, release.card, release.body.text, links),
        (frozen.title, frozen.title_en, frozen.card, frozen.text, fresh),
    )


def _differences(old, new):
    labels = [_("Title"), _("English title"), _("Card"), _("Text"), _("Links")]
    # Databases keep the keys of a card in an order of their own.
    old, new = ([json.loads(canonical.dumps(part)) for part in side] for side in (old, new))
    pairs = zip(labels, map(as_text, old), map(as_text, new), strict=False)
    return [Difference(str(label), str(label), before, after) for label, before, after in pairs if before != after]
