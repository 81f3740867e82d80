"""Findings: what the checks say about each draft, kept up to date when the draft or anything it refers to changes."""

from dataclasses import asdict

from django.db.models import Q

from book.models import FindingBasis, LookedUp
from editorial import canonical, checks, jobs, kinds, newest, notifications
from editorial.models import Item, PublicPage, Status
from editorial.replacing import replace_rows
from editorial.resolving import target_of

EVERY = "*"


def make(item_pk):
    """Judge the newest version of an item; returns what stores its findings and what they rest on.

    Where the item shows others a new face (its title, dates, names, or whether it is public), those that looked it up
    are wanted anew. That is asked for at once and by itself: a lock on other jobs must not be held together with
    that on this one.
    """
    subject = newest.subject(item_pk)
    if subject is None:
        return _forget(item_pk)
    problems = checks.run(subject)
    basis = FindingBasis(
        item_pk=subject.item.pk, kind=subject.item.kind, names=_names(subject.item),
        version_number=subject.version_number, face_sha256=_face(subject),
    )  # fmt: skip
    _want_dependants(basis)
    looked_up = [
        LookedUp(item_id=subject.item.pk, kind=kind[:32], key=key[:200])
        for kind, key in sorted({(kind[:32], key[:200]) for kind, key in _asked(subject)})
    ]

    def replace():
        checks.store(subject.item, subject.version_number, problems)
        _tell_if_public_text_began_to_fail(subject.item)
        replace_rows(LookedUp.objects.filter(item=subject.item), looked_up)
        replace_rows(FindingBasis.objects.filter(item_pk=subject.item.pk), [basis])

    return replace


def _tell_if_public_text_began_to_fail(item):
    """Errors in a draft are its author's to see; errors in what readers see are news, where there were none."""
    now = Item.objects.only("status", "error_count").get(pk=item.pk)
    if now.status == Status.PUBLISHED and now.error_count and not item.error_count:
        notifications.checks_fail(item, count=now.error_count)


def _forget(item_pk):
    gone = FindingBasis.objects.filter(item_pk=item_pk)
    for basis in gone:
        jobs.want(dependants(basis.kind, basis.names))
    return gone.delete


def _want_dependants(basis):
    before = FindingBasis.objects.filter(item_pk=basis.item_pk).first()
    if before is not None and before.face_sha256 == basis.face_sha256:
        return
    names = {*basis.names, *(before.names if before else ())}
    jobs.want(name for name in dependants(basis.kind, names) if name != f"findings:{basis.item_pk}")


def dependants(kind, names) -> list[str]:
    """Return the jobs of those items whose findings rest on a record of ``kind`` that answers to ``names``."""
    owners = LookedUp.objects.filter(Q(key__in=list(names)) | Q(key=EVERY), kind=kind)
    return [f"findings:{pk}" for pk in sorted(set(owners.values_list("item_id", flat=True)))]


def _names(item) -> list[str]:
    """Return what an item can be looked up by: key, name within its book, other names."""
    aliases = item.aliases.values_list("alias", flat=True)
    return sorted({item.key, item.key.rpartition("/")[2], *aliases})


def _face(subject) -> str:
    """Return the hash of all that a text referring to this item can see of it."""
    target = target_of(kinds.get(subject.item.kind), subject.item.key, subject.snapshot)
    is_public = PublicPage.objects.live().filter(item=subject.item).exists()
    return canonical.sha256({**asdict(target), "public": is_public, "names": _names(subject.item)})


def _asked(subject):
    """Return what was looked up. A citation by author and year could mean any source."""
    asked = set(subject.resolver.asked) - {(subject.item.kind, subject.item.key)}
    reading = subject.reading
    if reading is not None and any(use.legacy for use in reading.rendered.citations):
        asked.add(("source", EVERY))
    return asked
