"""What a reviewer is shown of a submission: each member as it would be public, what changed, what the checks say."""

from dataclasses import dataclass, field

from django.contrib import admin
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import canonical, errors, freezing, guards, history, kinds
from editorial.admin.differences import Difference, Value, between, values
from editorial.models import DraftVersion, Finding, PublicPage, Severity, SubmissionMember, SubmissionState
from editorial.text import binding


@dataclass(frozen=True)
class Group:
    """The findings of one check on one member. Warnings are ticked by group: ``token`` names it in the form."""

    token: str
    level: str
    check_id: str
    problems: tuple
    dismissed: bool = False

    @property
    def needs_tick(self) -> bool:
        return self.level == Severity.WARNING and not self.dismissed


@dataclass
class Shown:
    """One member as the page shows it."""

    member: object
    prefix: str
    is_lead: bool
    kind_label: str
    title: str = ""
    path: str = ""
    html: SafeString = SafeString("")
    facts: list[Value] = field(default_factory=list)
    links: list = field(default_factory=list)
    supplement: list = field(default_factory=list)
    sealed_json: str = ""
    since_release: list[Difference] = field(default_factory=list)
    since_returned: list[Difference] | None = None
    returned_number: int | None = None
    groups: list[Group] = field(default_factory=list)

    def count(self, level):
        return sum(len(group.problems) for group in self.groups if group.level == level)

    @property
    def errors(self):
        return self.count(Severity.ERROR)

    @property
    def warnings(self):
        return self.count(Severity.WARNING)


@dataclass(frozen=True)
class Signing:
    """What signing the waiting stage would take from one person."""

    label: str
    objections: tuple
    needs_reason: bool
    may_override: bool
    is_last: bool


def shown_members(submission, frozen_set) -> list[Shown]:
    """Return the members of a frozen set, the lead first, each with what would become public of it."""
    live = PublicPage.objects.live().values_list("kind", "key", "path")
    addresses = {(kind, key): path for kind, key, path in live}
    addresses |= {(each.frozen.kind, each.frozen.key): each.frozen.path for each in frozen_set.members}
    dismissed = set(
        Finding.objects.filter(item__in=[each.member.item_id for each in frozen_set.members])
        .exclude(dismissed_by_name="")
        .values_list("item_id", "fingerprint")
    )
    problems = {}
    for member, problem in frozen_set.problems():
        problems.setdefault(member.pk, []).append(problem)
    earlier = _Earlier(submission, [each.member for each in frozen_set.members])
    shown = []
    for each in frozen_set.members:
        view = _shown(submission, each.member, each.subject.snapshot, earlier)
        show_frozen(view, each.frozen, addresses)
        view.groups = _groups(each.member, problems.get(each.member.pk, ()), dismissed)
        shown.append(view)
    return sorted(shown, key=lambda view: (not view.is_lead, view.kind_label, view.title))


def stored_members(submission) -> list[Shown]:
    """Return the members of a submission that is no longer open: what was pinned and what it changed."""
    members = list(submission.members.select_related("item", "version__stored", "version__item", "base_release"))
    earlier = _Earlier(submission, members)
    shown = []
    for member in members:
        view = _shown(submission, member, history.snapshot_of(member.version), earlier)
        if member.frozen:
            show_frozen(view, freezing.frozen_from_json(member.frozen), {})
        shown.append(view)
    return sorted(shown, key=lambda view: (not view.is_lead, view.kind_label, view.title))


class _Earlier:
    """What the members of a submission are compared with, read in two queries however many there are."""

    def __init__(self, submission, members):
        released = {member.base_release.version_id: member.pk for member in members if member.base_release_id}
        versions = DraftVersion.objects.filter(pk__in=released).select_related("stored", "item")
        self.released = {released[version.pk]: version for version in versions}
        returned = SubmissionMember.objects.filter(
            item__in=[member.item_id for member in members], submission__state=SubmissionState.RETURNED,
            submission__submitted_at__lt=submission.submitted_at,
        ).select_related("version__stored", "version__item")  # fmt: skip
        # The last one a reviewer sent back wins.
        self.returned = {each.item_id: each.version for each in returned.order_by("submission__submitted_at")}


def _shown(submission, member, snapshot, earlier):
    item = member.item
    kind = kinds.get(item.kind)

    def changes_since(version):
        old = history.snapshot_of(version) if version is not None else None
        return [each for each in between(kind, old, snapshot) if not each.private]

    view = Shown(
        member, f"m{member.pk}-", item.pk == submission.lead_id, str(kind.label),
        title=kind.titles(snapshot)[0] or item.key,
        facts=[value for value in values(kind, snapshot) if not value.private and value.text],
        since_release=changes_since(earlier.released.get(member.pk)),
    )  # fmt: skip
    returned = earlier.returned.get(item.pk)
    if returned is not None and returned.pk != member.version_id:
        view.since_returned, view.returned_number = changes_since(returned), returned.number
    return view


def show_frozen(view, frozen, addresses):
    """Fill in what would become public: the text with its addresses, the links, and the sealed data as it is."""
    view.path = frozen.path
    bound = binding.bind(frozen.html, lambda kind, key: addresses.get((kind, key)))
    view.html = mark_safe(binding.prefixed(bound, view.prefix))  # sanitised when it was rendered
    view.links = [{"link": link, "path": addresses.get((link.kind, link.key), "")} for link in frozen.links]
    view.supplement = admin.site.get_model_admin(kinds.get(frozen.kind).model).supplement(frozen)
    view.sealed_json = canonical.dumps({"card": frozen.card, "data": frozen.data})
    if frozen.html:
        view.facts = [value for value in view.facts if value.name != "body"]  # it is shown as readers get it


def _groups(member, problems, dismissed):
    found = {}
    for problem in problems:
        is_dismissed = (member.item_id, problem.fingerprint) in dismissed
        found.setdefault((problem.level, problem.check.id, is_dismissed), []).append(problem)
    return [
        Group(f"{member.pk}:{check_id}", level, check_id, tuple(each), is_dismissed)
        for (level, check_id, is_dismissed), each in found.items()
    ]


def signing(submission, shown, person) -> Signing:
    """Return what stands in the way of ``person`` signing the waiting stage, and what the button says."""
    objections = tuple(guards.to_sign(submission, person, reason="-"))
    needs_reason = not objections and bool(guards.to_sign(submission, person))
    in_the_way = _in_the_way(submission, shown) if not any(_forbids(each) for each in objections) else ()
    overriding = tuple(guards.to_sign(submission, person, reason="-", override=True))
    changed_base = guards.base_changed(submission)
    return Signing(
        _label(submission), (*objections, *in_the_way), needs_reason,
        may_override=not overriding and not changed_base and bool(objections or in_the_way),
        is_last=submission.is_last_stage,
    )  # fmt: skip


def _forbids(objection):
    return objection.error is errors.NotAllowed


def _in_the_way(submission, shown):
    sentences = [
        _("The public text of “%(title)s” changed after this was submitted. Submit it again on top of that.")
        % {"title": title}
        for title in guards.base_changed(submission)
    ]
    count = sum(view.errors for view in shown)
    if count:
        sentences.append(
            ngettext("%(count)s error has to be resolved first.", "%(count)s errors have to be resolved first.", count)
            % {"count": count}
        )
    return tuple(guards.Objection(sentence, errors.ChecksFailed) for sentence in sentences)


def _label(submission):
    if submission.is_last_stage:
        return _("Publish now")
    return _("Pass to %(stage)s") % {"stage": submission.stages[submission.stage + 1] or _("review")}


def unticked(shown, tokens) -> list[Group]:
    """Return the groups of warnings that need a tick and have none in ``tokens``."""
    return [group for view in shown for group in view.groups if group.needs_tick and group.token not in tokens]


def ticks(shown, tokens) -> list[dict]:
    """Return what the sign-off keeps of the ticks: the item, the check and the fingerprints it ticked."""
    return [
        {
            "item": view.member.item.reference,
            "check": group.check_id,
            "fingerprints": [problem.fingerprint for problem in group.problems],
        }
        for view in shown
        for group in view.groups
        if group.token in tokens and group.level == Severity.WARNING
    ]
