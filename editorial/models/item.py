"""Item: one row for each thing that can become public, and what hangs on it while it is a draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where the working draft of an item stands. What readers see is a separate fact: see PublicPage."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")


class ItemQuerySet(models.QuerySet):
    """Named filters over items."""

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)

    def standing(self):
        """Items whose place no other one took; the key of a merged one is an alias of the other."""
        return self.filter(merged_into__isnull=True)


class Item(models.Model):
    """The spine of a chapter, event, organization, concept, source or book.

    Everything the engine does (locks, versions, submissions, releases, audit, findings) points here, so that the
    engine needs no generic foreign keys and the desk is one query. Items that were ever released are never deleted.

    ``content_sha256`` is the hash of the draft's public content; ``lock_version`` grows with every change of the
    draft and guards against lost updates: it is the number of the draft's newest version; ``correction_number`` is that
    of the newest correction of the public text that the draft has taken in. ``collection`` is the book whose policy
    rules the item. ``names`` is the index completion searches (:mod:`editorial.text.names`), ``byline`` what tells
    records of one name apart: author and year, a date. ``merged_into`` is the item that took this one's place: whoever
    asks for this key is given that one.
    """

    kind = models.CharField(_("kind"), max_length=32)
    key = models.CharField(_("key"), max_length=200)
    title = models.CharField(_("title"), max_length=500, blank=True)
    title_en = models.CharField(_("English title"), max_length=500, blank=True)
    collection = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("book")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_items",
        verbose_name=_("owner"),
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT)
    lock_version = models.PositiveIntegerField(default=0)
    correction_number = models.PositiveIntegerField(default=0)
    content_sha256 = models.CharField(max_length=64, blank=True)
    names = models.TextField(blank=True, editable=False)
    byline = models.CharField(max_length=120, blank=True, editable=False)
    error_count = models.PositiveIntegerField(_("errors"), default=0)
    warning_count = models.PositiveIntegerField(_("warnings"), default=0)
    created_at = models.DateTimeField(_("created"))
    updated_at = models.DateTimeField(_("last change"))

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="editorial_item_key_unique"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="editorial_item_status_known"),
            models.CheckConstraint(condition=~models.Q(key=""), name="editorial_item_key_present"),
        ]
        indexes = [models.Index(fields=["status", "-updated_at"], name="editorial_item_desk")]

    def __str__(self):
        return self.title or self.key

    @property
    def reference(self) -> str:
        """``kind:key``, the way text refers to this item."""
        return f"{self.kind}:{self.key}"

    @property
    def row(self):
        """The content row (chapter, event, …) of this item."""
        return getattr(self, self.kind)

    @property
    def public_release(self):
        """The release readers see now, or None."""
        if "public_page" not in self._state.fields_cache:
            # Page and release in one query; the page stays at hand, as Django would keep it.
            pages = type(self).public_page.related.related_model._default_manager.select_related("release")
            self._state.fields_cache["public_page"] = pages.filter(item=self.pk).first()
        page = self._state.fields_cache["public_page"]
        return page.release if page else None


class Alias(models.Model):
    """Another name an item answers to: a file name, a register id, a merged source key. Suggests, never decides."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=32)
    alias = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "alias"], name="editorial_alias_once_per_item")]
        indexes = [models.Index(fields=["kind", "alias"], name="editorial_alias_lookup")]

    def __str__(self):
        return f"{self.kind}:{self.alias}"


class Relation(models.Model):
    """One relation of a draft, owned by one side: an event's source with its locator, an effect's cause.

    ``target_key`` is kept as written even when no such item exists: a dangling relation is reported, never dropped
    and never invented. ``qualifier`` says how (the type of a causal link), ``locator`` where (a page).
    """

    owner = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="relations")
    role = models.CharField(max_length=32)
    position = models.PositiveIntegerField(default=0)
    target_kind = models.CharField(max_length=32)
    target_key = models.CharField(max_length=200)
    target = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="incoming")
    locator = models.CharField(max_length=200, blank=True)
    qualifier = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["owner", "role", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "role", "target_kind", "target_key", "locator"], name="editorial_relation_once"
            )
        ]
        indexes = [
            models.Index(fields=["target_kind", "target_key"], name="editorial_relation_target"),
        ]

    def __str__(self):
        return f"{self.owner_id} {self.role} {self.target_kind}:{self.target_key}"


class Content(models.Model):
    """Base of every content row: the working draft. Public code never reads one."""

    item = models.OneToOneField(
        Item, on_delete=models.PROTECT, related_name="%(class)s", editable=False, verbose_name=_("item")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.item)
