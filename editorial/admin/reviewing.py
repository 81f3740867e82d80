"""What a reviewer is shown of a submission: each member as it would be public, what changed, what the checks say."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.contrib import admin
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from editorial import canonical, fact_diff, freezing, history, kinds, looking
from editorial.admin import ticking
from editorial.admin.differences import Difference, Value, between, values
from editorial.admin.threads import lay_over
from editorial.admin.threads import of as threads_of
from editorial.models import DraftVersion, Finding, PublicPage, Severity, SubmissionMember, SubmissionState
from editorial.snapshot import Snapshot
from editorial.text import binding


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
    since_read: list[Difference] | None = None
    read_number: int | None = None
    read_by_me: bool = False
    threads: list = field(default_factory=list)
    groups: list[ticking.Group] = field(default_factory=list)
    checklist: list[ticking.Asked] = field(default_factory=list)
    facts_changed: fact_diff.FactDiff = field(default_factory=fact_diff.FactDiff)
    facts_compared: str = ""

    def count(self, level):
        return sum(len(group.problems) for group in self.groups if group.level == level)

    @property
    def errors(self):
        return self.count(Severity.ERROR)

    @property
    def warnings(self):
        return self.count(Severity.WARNING)


def shown_members(submission, frozen_set, person, *, hide_respellings=True) -> list[Shown]:
    """Return the members of a frozen set, the lead first, each with what would become public of it.

    What changed is told since the release, and since the version that ``person`` read last.
    """
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
    members = [each.member for each in frozen_set.members]
    earlier = _Earlier(submission, members, person)
    threads = threads_of(submission, members)
    shown = []
    for each in frozen_set.members:
        view = _shown(submission, each.member, each.subject.snapshot, earlier, hide_respellings=hide_respellings)
        show_frozen(view, each.frozen, addresses)
        view.groups = ticking.groups(each.member, problems.get(each.member.pk, ()), dismissed)
        view.checklist = ticking.checklist(each.member, each.subject.kind)
        _compare_facts(view, each.subject, earlier)
        lay_over(view, threads, getattr(each.subject.reading, "rendered", None))
        view.threads = [thread for thread in threads if thread.comment.item_id == each.member.item_id]
        shown.append(view)
    return sorted(shown, key=lambda view: (not view.is_lead, view.kind_label, view.title))


def stored_members(submission, person, *, hide_respellings=True) -> list[Shown]:
    """Return the members of a submission that is no longer open: what was pinned and what it changed."""
    members = list(submission.members.select_related("item", "version__stored", "version__item", "base_release"))
    earlier = _Earlier(submission, members, person)
    threads = threads_of(submission, members)
    shown = []
    for member in members:
        view = _shown(
            submission, member, history.snapshot_of(member.version), earlier, hide_respellings=hide_respellings
        )
        if member.frozen:
            show_frozen(view, freezing.frozen_from_json(member.frozen), {})
            lay_over(view, threads, None)
        view.threads = [thread for thread in threads if thread.comment.item_id == member.item_id]
        shown.append(view)
    return sorted(shown, key=lambda view: (not view.is_lead, view.kind_label, view.title))


def proposed(suggestion) -> list[Difference]:
    """Return what a proposal changes of the version it was made for."""
    kind = kinds.get(suggestion.item.kind)
    version = suggestion.item.versions.select_related("stored", "item").filter(number=suggestion.base_number).first()
    if version is None:
        return []
    old = history.snapshot_of(version)
    return between(kind, old, Snapshot(kind.name, {**old.fields, **suggestion.fields}, old.relations))


class _Earlier:
    """What the members of a submission are compared with, read in four queries however many there are."""

    def __init__(self, submission, members, person):
        versions = DraftVersion.objects.select_related("stored", "item")
        released = {member.base_release.version_id: member.pk for member in members if member.base_release_id}
        self.released = {released[each.pk]: each for each in versions.filter(pk__in=list(released))}
        read = looking.last_read(members, person)
        asked = reduce(or_, (Q(item=item, number=number) for item, number in read.items()), Q(pk=None))
        self.read = {each.item_id: each for each in versions.filter(asked)} if read else {}
        returned = SubmissionMember.objects.filter(
            item__in=[member.item_id for member in members], submission__state=SubmissionState.RETURNED,
            submission__submitted_at__lt=submission.submitted_at, is_correction=submission.is_correction,
        ).select_related("version__stored", "version__item")  # fmt: skip
        # The last one a reviewer sent back wins.
        self.returned = {each.item_id: each.version for each in returned.order_by("submission__submitted_at")}

    def seen(self, member):
        """Return (the version this person read, whether it is known that they did); the returned one stands in for it."""
        mine, returned = self.read.get(member.item_id), self.returned.get(member.item_id)
        if mine is not None and (returned is None or mine.number >= returned.number):
            return mine, True
        return (returned, False) if returned is not None and returned.pk != member.version_id else (None, False)


def _shown(submission, member, snapshot, earlier, *, hide_respellings):
    item = member.item
    kind = kinds.get(item.kind)

    def changes_since(version):
        old = history.snapshot_of(version) if version is not None else None
        return [each for each in between(kind, old, snapshot, hide_respellings=hide_respellings) if not each.private]

    view = Shown(
        member, f"m{member.pk}-", item.pk == submission.lead_id, str(kind.label),
        title=kind.titles(snapshot)[0] or item.key,
        facts=[value for value in values(kind, snapshot) if not value.private and value.text],
        since_release=changes_since(earlier.released.get(member.pk)),
    )  # fmt: skip
    seen, view.read_by_me = earlier.seen(member)
    if seen is not None:
        view.since_read, view.read_number = changes_since(seen), seen.number
    return view


def _compare_facts(view, subject, earlier):
    """Tell which facts changed since the release; in a text that is new to readers since the version read last."""
    released = earlier.released.get(view.member.pk)
    if released is not None:
        base = released
        view.facts_compared = _("since release %(number)s") % {"number": view.member.base_release.number}
    else:
        base, _mine = earlier.seen(view.member)
        if base is None:
            return
        view.facts_compared = _("since version %(number)s, which you read") % {"number": base.number}
    view.facts_changed = fact_diff.between(subject, history.snapshot_of(base))


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
