"""What a reviewer has read, and who is looking at a submission."""

from django.conf import settings
from django.db import models

from editorial.models.item import Item
from editorial.models.submission import Submission


class ReadMark(models.Model):
    """One person has read one version of one item; the next review shows what is new since then."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="read_marks")
    version_number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item", "version_number"], name="editorial_read_once")]

    def __str__(self):
        return f"{self.person_id} read {self.item_id} v{self.version_number}"


class Look(models.Model):
    """Somebody said: I am looking at this. Others see it, and nothing is locked."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "person"], name="editorial_look_once_per_person")]

    def __str__(self):
        return f"{self.person_name} looks at {self.submission_id}"
