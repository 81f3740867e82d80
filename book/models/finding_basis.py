"""What findings were made from: the version judged, the records looked up, and the face a record shows to others."""

from django.db import models

from editorial.models import Item


class FindingBasis(models.Model):
    """The version an item's findings are about, and its face: what texts that refer to it depend on.

    No foreign key: the row outlives a deleted item until those that referred to it have been judged anew.
    ``names`` are the keys the item answers to.
    """

    item_pk = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=32)
    names = models.JSONField(default=list)
    version_number = models.PositiveIntegerField()
    face_sha256 = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.item_pk} v{self.version_number}"


class LookedUp(models.Model):
    """A name that was looked up while an item was judged, found or not. ``*`` stands for every record of the kind."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="looked_up")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "kind", "key"], name="book_looked_up_once")]
        indexes = [models.Index(fields=["kind", "key"], name="book_looked_up_by")]

    def __str__(self):
        return f"{self.item_id} looks up {self.kind}:{self.key}"
