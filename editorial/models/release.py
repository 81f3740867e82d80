"""The public record: releases, their bodies and links, and what is current over time. Append-only.

PublicPage is the exception: a mirror of the newest Publication of each item, so that a page is found by one index
look-up. Only editorial.transitions writes these tables; public code reads nothing else.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import AppendOnly, actor_key
from editorial.models.item import Item
from editorial.models.version import DraftVersion


class Release(AppendOnly):
    """One approved text of one item, as it was sealed. Small columns only: lists read many of these.

    ``card`` holds what lists show (dates, significance, organizations …); ``signers`` the names under it.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    collection_key = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="releases")
    version_number = models.PositiveIntegerField()
    path = models.CharField(max_length=500)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    card = models.JSONField(default=dict)
    schema = models.PositiveSmallIntegerField(default=1)
    renderer = models.PositiveSmallIntegerField(default=1)
    content_sha256 = models.CharField(max_length=64)
    seal_sha256 = models.CharField(max_length=64)
    signers = models.JSONField(default=list)
    authors = models.JSONField(default=list)
    manner = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["item", "-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="editorial_release_number_unique")]
        indexes = [models.Index(fields=["path"], name="editorial_release_path")]

    def __str__(self):
        return f"{self.title} r{self.number}"


class ReleaseBody(AppendOnly):
    """The large part of a release: sealed HTML (links unbound), reading text, contents and data."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, primary_key=True, related_name="body")
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    outline = models.JSONField(default=list)
    sections = models.JSONField(default=list)
    data = models.JSONField(default=dict)

    def __str__(self):
        return f"body of {self.release_id}"


class ReleaseLink(AppendOnly):
    """One link from a release to another item, as label and permanent key; the address is bound when shown."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(max_length=32)
    position = models.PositiveIntegerField(default=0)
    target_kind = models.CharField(max_length=32)
    target_key = models.CharField(max_length=200)
    label = models.CharField(max_length=500, blank=True)
    locator = models.CharField(max_length=200, blank=True)
    qualifier = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["release", "role", "position"]
        indexes = [models.Index(fields=["target_kind", "target_key"], name="editorial_link_target")]

    def __str__(self):
        return f"{self.release_id} {self.role} {self.target_kind}:{self.target_key}"


class PublicationAct(models.TextChoices):
    """Why what is current changed."""

    PUBLISH = "publish", _("published")
    ROLL_BACK = "roll_back", _("rolled back")
    RESEAL = "reseal", _("sealed again")
    WITHDRAW = "withdraw", _("withdrawn")


class Publication(AppendOnly):
    """What readers see of an item from this moment on. ``release`` names the release put up or taken down."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="publications")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="publications")
    act = models.CharField(max_length=16, choices=PublicationAct.choices)
    at = models.DateTimeField()
    by = actor_key()
    by_name = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    notice = models.TextField(blank=True)

    class Meta:
        ordering = ["item", "-at", "-pk"]

    def __str__(self):
        return f"{self.release} {self.act}"


class PublicPageQuerySet(models.QuerySet):
    """Named filters over public pages."""

    def live(self):
        """Pages that have a current release and whose place no other one took."""
        return self.filter(release__isnull=False, merged_into__isnull=True)

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)


class PublicPage(models.Model):
    """What is public now: one row for each item that was ever released. The door of all public code.

    ``merged_into`` is the page that took this one's place: readers who come here are sent there.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="public_page")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    collection_key = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=500)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    notice = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    objects = PublicPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("public page")
        verbose_name_plural = _("public pages")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="editorial_public_page_key_unique"),
            models.UniqueConstraint(
                fields=["path"], condition=Q(release__isnull=False), name="editorial_public_path_unique"
            ),
        ]
        indexes = [models.Index(fields=["path"], name="editorial_public_path")]

    def __str__(self):
        return self.path
