"""Freezing a submission: exactly what would become public of each member, and the seal over the whole set."""

import json
from dataclasses import dataclass

from editorial import canonical, checks, history, kinds
from editorial.kinds import Frozen
from editorial.models import DraftVersion, SubmissionMember
from editorial.resolving import ReleasedResolver


@dataclass(frozen=True)
class FrozenMember:
    """A member of a set with its pinned snapshot and what would become public of it."""

    member: SubmissionMember
    subject: checks.Subject
    frozen: Frozen


@dataclass(frozen=True)
class FrozenSet:
    """A whole submission, frozen. ``seal`` is what the reviewer's sign-off carries."""

    members: tuple[FrozenMember, ...]
    stage: int = 0

    @property
    def seal(self) -> str:
        """SHA-256 over the waiting stage and the members' seals in the order of their references.

        The stage belongs to it: whoever was asked to pass a text on has not agreed to publish it.
        """
        seals = {each.member.item.reference: each.frozen.seal_sha256 for each in self.members}
        return canonical.sha256([self.stage, sorted(seals.items())])

    def problems(self) -> list[tuple[SubmissionMember, checks.Problem]]:
        """Return every finding of every member."""
        return [(each.member, problem) for each in self.members for problem in checks.run(each.subject)]


def subjects(pinned, *, preload=False) -> list[checks.Subject]:
    """Return the subjects of ``[(item, DraftVersion)]`` judged as one set: members resolve each other."""
    snapshots = {(item.kind, item.key): history.snapshot_of(version) for item, version in pinned}
    resolvers = {}

    def resolver(collection_key):
        if collection_key not in resolvers:
            made = ReleasedResolver(snapshots, collection_key=collection_key)
            resolvers[collection_key] = made.preload() if preload else made
        return resolvers[collection_key]

    found = []
    for item, version in pinned:
        owner = item if item.collection_id is None else item.collection
        found.append(
            checks.Subject(item, snapshots[item.kind, item.key], resolver(owner.key), version_number=version.number)
        )
    return found


def freeze_submission(submission, *, preload=False) -> FrozenSet:
    """Freeze every member from its pinned version. Reads only; the same bytes as long as nothing public changed."""
    members = list(
        submission.members.select_related("item__collection", "version__stored", "version__item", "base_release")
    )
    judged = subjects([(member.item, member.version) for member in members], preload=preload)
    return FrozenSet(
        tuple(FrozenMember(member, subject, subject.frozen) for member, subject in zip(members, judged, strict=True)),
        submission.stage,
    )


def freeze_again(item) -> Frozen:
    """Freeze the version that readers see of ``item`` as it would be today: the same words, with titles and links of now."""
    version = DraftVersion.objects.select_related("stored", "item").get(pk=item.public_release.version_id)
    (subject,) = subjects([(item, version)])
    return subject.frozen


def frozen_from_json(text) -> Frozen:
    """Read back a payload that waited for its time."""
    stored = json.loads(text)
    links = tuple(kinds.FrozenLink(**link) for link in stored.pop("links"))
    return Frozen(**stored, links=links)
