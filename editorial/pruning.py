"""Pruning: thinning out old draft versions that nothing rests on.

Kept are versions that a release or a submission pins, the newest of each draft, those younger than ``days``, those that
a correction or a proposed one was made from, and every version somebody restored or imported (their origin is part of
the story). A dry run unless told otherwise.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from reversion.models import Revision

from editorial import clock
from editorial.models import DraftVersion, Origin, Suggestion


@dataclass(frozen=True)
class Pruned:
    """What was, or in a dry run would be, removed."""

    versions: int
    characters: int


def prunable(*, days):
    """Return the versions older than ``days`` that nothing rests on."""
    newest = DraftVersion.objects.filter(is_correction=False).order_by("item", "-number").values_list("item", "pk")
    keep = {}
    for item, pk in newest:
        keep.setdefault(item, pk)
    corrected = DraftVersion.objects.filter(item=OuterRef("item"), made_from=OuterRef("number"))
    proposed = Suggestion.objects.filter(item=OuterRef("item"), base_number=OuterRef("number"))
    return (
        DraftVersion.objects.filter(at__lt=clock.now() - timedelta(days=days), origin=Origin.EDIT)
        .filter(releases=None, submission_members=None)
        .exclude(pk__in=keep.values())
        .exclude(Exists(corrected))
        .exclude(Exists(proposed))
    )


def prune(*, days, dry_run=True) -> Pruned:
    """Remove old versions (``dry_run=False``) and return how many, and how much text they held."""
    found = list(prunable(days=days).values_list("pk", "stored", "stored__revision", "stored__serialized_data"))
    pruned = Pruned(len(found), sum(len(payload) for *_keys, payload in found))
    if dry_run:
        return pruned
    with transaction.atomic():
        DraftVersion.objects.filter(pk__in=[row[0] for row in found]).delete()
        Revision.objects.filter(pk__in=[row[2] for row in found]).delete()
    return pruned
