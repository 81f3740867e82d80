"""Who wrote what readers do not see yet: the ground of four eyes. Computed from the audit trail."""

from editorial.models import Act, AuditEntry, Suggestion, SuggestionState


def writers_since_release(item, *, until=None) -> dict[int, str]:
    """Return {user id: name} of everybody who wrote a version newer than the one readers see, up to number ``until``.

    What counts is the version that was published, not the moment: words written while an older version was in review
    are nobody's approved words yet. A withdrawn page counts from its last release. Computed from the audit trail,
    which requires an actor, never from reversion's user column.
    """
    release = item.public_release or item.releases.order_by("-number").first()
    corrections = item.versions.filter(is_correction=True).values("number")
    writing = (
        AuditEntry.objects.filter(item=item, act__in=Act.writing(), version_number__gt=_newest_draft_of(release))
        .exclude(version_number__in=corrections)
        .only("actor_id", "actor_name")
    )
    if until is not None:
        writing = writing.filter(version_number__lte=until)
    return {entry.actor_id: entry.actor_name for entry in writing}


def _newest_draft_of(release) -> int:
    """Return the number of the newest draft whose words are public with ``release``; 0 without one."""
    if release is None:
        return 0
    return release.version.newest_draft


def writers_of(version, item) -> dict[int, str]:
    """Return {user id: name} of everybody whose words ``version`` would bring to readers.

    For a version of the draft that is everybody who wrote since the release, newer versions included: who goes on
    writing does not judge. A correction beside the draft holds the draft up to where it branched off, and what the
    versions of its own line added; those between the public text and it.
    """
    if not version.is_correction:
        return writers_since_release(item)
    release = item.public_release or item.releases.order_by("-number").first()
    line = {each.number: each for each in item.versions.filter(is_correction=True)}
    own, number = [], version.number
    while number in line and not (release and number == release.version_number):
        own.append(number)
        number = line[number].made_from
    rows = AuditEntry.objects.filter(item=item, act__in=Act.writing(), version_number__in=own)
    written = {entry.actor_id: entry.actor_name for entry in rows.only("actor_id", "actor_name")}
    return writers_since_release(item, until=version.newest_draft) | written


def wrote(submission, actor) -> bool:
    """Return whether ``actor`` wrote on what the submission would bring to readers."""
    return any(
        actor.pk in writers_of(member.version, member.item)
        for member in submission.members.select_related("version", "item__public_page__release__version")
    )


def credited(version, item) -> list[str]:
    """Return the names under a release of ``version``: who wrote it, and whose proposed corrections an author accepted."""
    release = item.public_release or item.releases.order_by("-number").first()
    beside = version.is_correction
    wrote_it = writers_of(version, item) if beside else writers_since_release(item, until=version.number)
    proposed = Suggestion.objects.filter(
        item=item, state=SuggestionState.ACCEPTED, version_number__lte=version.number,
        version_number__gt=_newest_draft_of(release),
    )  # fmt: skip
    return sorted({*wrote_it.values(), *proposed.values_list("person_name", flat=True)})
